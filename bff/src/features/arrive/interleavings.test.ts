import fc from 'fast-check'
import { inArray } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arriveEndpoints, type WorkPass } from '@market/shared/arrive/arrive.contract'
import { uploadOf } from '@market/shared/arrive/scan-report'
import { hour, minute, second } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { hired, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { Killed, staffPhone, type Network, type StaffPhone } from '../../../test/support/staff-phone'
import { phoneKey, shown } from '../../../test/support/work-pass'

/** Whatever two phones do without a network, in whatever order they come to the server: the arrivals are those of the ideal run. */

type Worker = { person: TestPerson; applicationId: string; pass: WorkPass }
type Phone = StaffPhone & { staffId: string; jumped: boolean }
type Scan = { scanId: string; applicationId: string; at: number; staffId: string }
type Step =
  /** With `ends`, the app ends after so many steps of it and is opened again. */
  | { does: 'scan'; phone: number; worker: number; ends: number | null }
  | { does: 'send'; phone: number; network: Network; ends: number | null }
  /** The server has any of what waits, in any order, and the phone knows nothing of it. */
  | { does: 'disorder'; phone: number; reversed: boolean; from: number }
  /** Requests that a phone had given up come to the server after all, when it has asked again. */
  | { does: 'deliver'; phone: number }
  /** The phone is full, or has room again. */
  | { does: 'fill'; phone: number }
  | { does: 'send both' }
  /** Somebody sets the phone's clock. */
  | { does: 'set clock'; phone: number; by: number }

const ofTwo = fc.nat(1)
const soon = fc.option(fc.nat(12), { freq: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('scan' as const), phone: ofTwo, worker: fc.nat(2), ends: soon }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('send' as const), phone: ofTwo, network: fc.constantFrom<Network>('well', 'answer-lost', 'away', 'late'), ends: soon }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('deliver' as const), phone: ofTwo }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('fill' as const), phone: ofTwo }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('disorder' as const), phone: ofTwo, reversed: fc.boolean(), from: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('send both' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('set clock' as const), phone: ofTwo, by: fc.constantFrom(-hour, -5 * minute, 5 * minute, hour) }) },
)
const offset = fc.integer({ min: -2 * hour, max: 2 * hour })

let app: TestApp
let market: TestMarket
let employer: TestPerson
let staff: readonly [TestPerson, TestPerson]

beforeAll(async () => {
  app = await createTestApp()
  market = await app.market()
  employer = await app.person({ employer: {} })
  staff = [await app.person({ staffOf: market.marketId }), await app.person({ staffOf: market.marketId })]
})
afterAll(() => app.close())

async function hireThree(): Promise<Worker[]> {
  const job = await post(employer, unloading(market.marketId))
  const workers: Worker[] = []
  for (let at = 0; at < 3; at += 1) {
    const person = await app.person({ worker: {} })
    const { id: applicationId } = await hired(person, employer, job.id)
    const pass = await person.call(arriveEndpoints.workPass, { params: { applicationId }, body: { deviceKey: phoneKey('a worker').publicKey } })
    workers.push({ person, applicationId, pass })
  }
  return workers
}

/** What is known after an answer: by how much the own clock is wrong. */
const synced = (phone: Phone): void => {
  phone.clockOffset = -phone.wrongBy
  phone.jumped = false
}

async function act(what: Step, phones: readonly [Phone, Phone], workers: readonly Worker[], scans: Scan[]): Promise<void> {
  const now = app.clock.now()
  if (what.does === 'send both') {
    const sending = phones.filter(({ state }) => state.waiting.length > 0)
    await Promise.all(sending.map((phone) => phone.send(now)))
    for (const phone of sending) synced(phone)
    return
  }
  const phone = phones[what.phone] as Phone
  switch (what.does) {
    case 'scan': {
      const { applicationId, pass } = workers[what.worker] as Worker
      const scanId = uuidv7()
      await endingAfter(phone, what.ends, () => phone.tryScan(shown(pass, phoneKey('a worker'), now), now, { scanId }))
      // It exists if it was put on the phone, whether or not its staff came to see so.
      if (phone.memory.stored.has(scanId)) scans.push({ scanId, applicationId, at: now, staffId: phone.staffId })
      return
    }
    case 'send': {
      const had = phone.state.waiting.length > 0
      // What a clock set in secret says is known to the second only from a request that takes no time.
      const network = what.network === 'late' && phone.jumped ? 'away' : what.network
      const sent = await endingAfter(phone, what.ends, () => phone.send(now, network))
      if (had && sent && what.network === 'well') synced(phone)
      return
    }
    case 'disorder': {
      const part = phone.state.waiting.slice(what.from).map(uploadOf)
      if (part.length > 0) await phone.upload(what.reversed ? part.reverse() : part, now)
      return
    }
    case 'deliver':
      await phone.deliver()
      return
    case 'fill':
      phone.memory.room = !phone.memory.room
      return
    case 'set clock':
      // Set twice without the server having been asked in between, nobody could know what time it was.
      if (phone.jumped) return
      phone.wrongBy += what.by
      phone.jumped = true
  }
}

/** Does it on a phone whose app ends after so many steps, if it takes as many. @returns whether it did not end */
async function endingAfter(phone: Phone, steps: number | null, does: () => unknown): Promise<boolean> {
  phone.memory.stepsLeft = steps ?? Number.POSITIVE_INFINITY
  try {
    await does()
    return true
  } catch (thrown) {
    if (!(thrown instanceof Killed)) throw thrown
    return false
  } finally {
    phone.restart()
  }
}

const earlier = (one: Scan, other: Scan): number => one.at - other.at || (one.scanId < other.scanId ? -1 : 1)

const ideal = (scans: readonly Scan[]) => {
  const first = new Map<string, Scan>()
  for (const scan of [...scans].sort(earlier)) if (!first.has(scan.applicationId)) first.set(scan.applicationId, scan)
  return [...first.values()].map(({ staffId: confirmedBy, ...scan }) => ({ ...scan, confirmedBy }))
}

const byApplication = (one: { applicationId: string }, other: { applicationId: string }): number => (one.applicationId < other.applicationId ? -1 : 1)

test('any interleaving of two phones, resends, orders, kills and clocks gives the arrivals of the ideal run', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), offset, offset, async (steps, ...wrongBy) => {
      app.clock.set(monday0440)
      const workers = await hireThree()
      const phones = staff.map((person, at) => Object.assign(staffPhone(person, market.marketId), { staffId: person.personId, jumped: false, wrongBy: wrongBy[at] ?? 0, clockOffset: -(wrongBy[at] ?? 0) })) as unknown as readonly [Phone, Phone]
      const scans: Scan[] = []
      for (const what of steps) {
        app.clock.advance(7 * second)
        await act(what, phones, workers, scans)
      }
      app.clock.advance(hour)
      for (const phone of phones) {
        await phone.deliver()
        phone.memory.room = true
        while (phone.state.waiting.length > 0) expect((await phone.send(app.clock.now())).gaps).toEqual([])
        expect(phone.memory.stored.size).toBe(0)
      }

      const ids = workers.map(({ applicationId }) => applicationId)
      const [arrivals, kept, states] = await app.store.read(async ({ q, t }) => [
        await q.select({ applicationId: t.arrivals.applicationId, scanId: t.arrivals.scanId, at: t.arrivals.at, confirmedBy: t.arrivals.confirmedBy }).from(t.arrivals).where(inArray(t.arrivals.applicationId, ids)),
        await q.select({ scanId: t.scans.scanId }).from(t.scans).where(inArray(t.scans.applicationId, ids)),
        await q.select({ applicationId: t.applications.id, at: t.applications.arrivedAt }).from(t.applications).where(inArray(t.applications.id, ids)),
      ])
      expect(arrivals.sort(byApplication)).toEqual(ideal(scans).sort(byApplication))
      expect(states.filter(({ at }) => at !== null).sort(byApplication)).toEqual(ideal(scans).sort(byApplication).map(({ applicationId, at }) => ({ applicationId, at })))
      expect(kept.map(({ scanId }) => scanId).sort()).toEqual(scans.map(({ scanId }) => scanId).sort())
    }),
    { numRuns: Number(process.env['INTERLEAVINGS'] ?? (app.store.engine === 'sqlite' ? 8 : 4)) },
  )
})
