import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { asc, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { makePass } from '@market/shared/arrive/pass.rules'
import { hour, second } from '@market/shared/words/time'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { hired, post, unloading } from '../../../test/support/journey'
import { Killed, staffPhone } from '../../../test/support/staff-phone'

/** `OFFLINE_SCANS=100000 npx vitest run --project bff-sqlite many-scans` makes so many. */
const scansWanted = Number(process.env['OFFLINE_SCANS'] ?? 2_000)
/** Of one place hundreds of scans are unheard of, and each scan looks at those before it. */
const people = Math.max(8, Math.ceil(scansWanted / 250))
/** Of five times that a phone reports, one loses its answer, and all is sent again; of eleven, the app ends somewhere on the way. */
const lostOf = 5
const endsOf = 11

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test(`${scansWanted} scans of two phones with a fifth sent twice and the app ended on the way: none is lost, none is doubled`, { timeout: 60_000 + scansWanted * 20 }, async () => {
  const market = await app.market()
  const employer = await app.person({ employer: {} })
  const job = await post(employer, unloading(market.marketId, { headcount: people }))
  // OpenSSL signs for the phone: it is quicker, and who signs is not what this is about.
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const deviceKey = ((Buffer.from(y, 'base64url').at(-1) ?? 0) & 1 ? '03' : '02') + Buffer.from(x, 'base64url').toString('hex')
  const workers: { applicationId: string; credential: string }[] = []
  while (workers.length < people) {
    const person = await app.person({ worker: {} })
    const { id: applicationId } = await hired(person, employer, job.id)
    const { credential } = await person.call(arriveEndpoints.workPass, { params: { applicationId }, body: { deviceKey } })
    workers.push({ applicationId, credential })
  }
  const phones = await Promise.all([0, 1].map(async () => staffPhone(await app.person({ staffOf: market.marketId }), market.marketId)))

  const made = new Map<string, { applicationId: string; at: number }>()
  let uploads = 0
  let ended = 0
  const send = async (phone: (typeof phones)[number]): Promise<void> => {
    const loses = (uploads += 1) % lostOf === 0
    if (uploads % endsOf === 0) phone.memory.stepsLeft = uploads % 97
    try {
      expect((await phone.send(monday0440 + 3 * hour, loses ? 'answer-lost' : 'well')).gaps).toEqual([])
    } catch (thrown) {
      if (!(thrown instanceof Killed)) throw thrown
      ended += 1
    }
    phone.restart()
  }
  app.clock.set(monday0440 + 3 * hour)
  for (let turn = 0; turn < scansWanted; turn += 1) {
    // In an order that is not that of time: each phone jumps about within two hours.
    const at = monday0440 + (createHash('sha256').update(String(turn)).digest().readUInt16BE(0) % 7_200) * second
    const worker = workers[turn % people] as (typeof workers)[number]
    const phone = phones[turn % 3 === 0 ? 0 : 1] as (typeof phones)[number]
    const pass = makePass(worker.credential, at, (message) => sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }))
    made.set(phone.scan(pass, at).scanId, { applicationId: worker.applicationId, at })
    if (phone.state.waiting.length >= 50) await send(phone)
  }
  for (const phone of phones) while (phone.state.waiting.length > 0) await send(phone)
  const twice = phones.reduce((sum, { came }) => sum + came, -scansWanted)
  console.log(`${scansWanted} scans of ${people} places in ${uploads} reports; ${twice} came again (${((100 * twice) / scansWanted).toFixed(1)} %); the app ended ${ended} times`)
  expect(twice).toBeGreaterThanOrEqual(scansWanted / 5)
  expect(ended).toBeGreaterThan(0)

  const ids = workers.map(({ applicationId }) => applicationId)
  const [kept, arrivals] = await app.store.read(async ({ q, t }) => [
    await q.select({ scanId: t.scans.scanId }).from(t.scans).where(inArray(t.scans.applicationId, ids)),
    await q.select({ applicationId: t.arrivals.applicationId, at: t.arrivals.at }).from(t.arrivals).where(inArray(t.arrivals.applicationId, ids)).orderBy(asc(t.arrivals.applicationId)),
  ])
  expect(kept).toHaveLength(scansWanted)
  expect(new Set(kept.map(({ scanId }) => scanId))).toEqual(new Set(made.keys()))
  const firstOf = (id: string): number => Math.min(...[...made.values()].filter(({ applicationId }) => applicationId === id).map(({ at }) => at))
  expect(arrivals).toEqual([...ids].sort().map((applicationId) => ({ applicationId, at: firstOf(applicationId) })))
})
