import fc from 'fast-check'
import { inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arriveEndpoints, type WorkPass } from '@market/shared/arrive/arrive.contract'
import { hour, minute, second } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { monday0440 } from '../../../test/support/clock'
import { hired, post, unloading } from '../../../test/support/journey'
import type { TestMarket } from '../../../test/support/market'
import { staffPhone, type StaffPhone } from '../../../test/support/staff-phone'
import { phoneKey, shown } from '../../../test/support/work-pass'

/** Whatever two phones do without a network, in whatever order they come to the server: the arrivals are those of the ideal run. */

type Worker = { person: TestPerson; applicationId: string; pass: WorkPass }
type Phone = StaffPhone & { staffId: string; jumped: boolean }
type Scan = { scanId: string; applicationId: string; at: number; staffId: string }
type Step =
  | { does: 'scan'; phone: number; worker: number }
  | { does: 'send'; phone: number; lost: boolean }
  /** Killed while it sends: the server may have had any of it, in any order, and the phone begins again with all of it. */
  | { does: 'kill'; phone: number; reversed: boolean; from: number }
  | { does: 'send both' }
  /** Somebody sets the phone's clock. */
  | { does: 'set clock'; phone: number; by: number }

const ofTwo = fc.nat(1)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('scan' as const), phone: ofTwo, worker: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('send' as const), phone: ofTwo, lost: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('kill' as const), phone: ofTwo, reversed: fc.boolean(), from: fc.nat(3) }) },
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
    await Promise.all(phones.filter(({ queue }) => queue.waiting.length > 0).map((phone) => phone.send(now)))
    for (const phone of phones) synced(phone)
    return
  }
  const phone = phones[what.phone] as Phone
  const { waiting } = phone.queue
  switch (what.does) {
    case 'scan': {
      const { applicationId, pass } = workers[what.worker] as Worker
      const { scanId } = phone.scan(shown(pass, phoneKey('a worker'), now), now)
      scans.push({ scanId, applicationId, at: now, staffId: phone.staffId })
      return
    }
    case 'send':
      if (waiting.length > 0) await phone.send(now, { lost: what.lost })
      if (!what.lost) synced(phone)
      return
    case 'kill': {
      const part = waiting.slice(what.from)
      if (part.length > 0) await phone.send(now, { lost: true, items: what.reversed ? [...part].reverse() : part })
      return
    }
    case 'set clock':
      // Set twice without the server having been asked in between, nobody could know what time it was.
      if (phone.jumped) return
      phone.wrongBy += what.by
      phone.jumped = true
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
      for (const phone of phones) while (phone.queue.waiting.length > 0) expect((await phone.send(app.clock.now())).gaps).toEqual([])

      const ids = workers.map(({ applicationId }) => applicationId)
      const [arrivals, kept, states] = await app.store.read(async ({ q, t }) => [
        await q.select({ applicationId: t.arrivals.applicationId, scanId: t.arrivals.scanId, at: t.arrivals.at, confirmedBy: t.arrivals.confirmedBy }).from(t.arrivals).where(inArray(t.arrivals.applicationId, ids)),
        await q.select({ scanId: t.scans.scanId }).from(t.scans).where(inArray(t.scans.applicationId, ids)),
        await q.select({ applicationId: t.applications.id, at: t.applications.arrivedAt }).from(t.applications).where(inArray(t.applications.id, ids)),
      ])
      expect(arrivals.sort(byApplication)).toEqual(ideal(scans).sort(byApplication))
      expect(states.filter(({ at }) => at !== null).sort(byApplication)).toEqual(ideal(scans).sort(byApplication).map(({ applicationId, at }) => ({ applicationId, at })))
      expect(kept.map(({ scanId }) => scanId).sort()).toEqual(scans.map(({ scanId }) => scanId).sort())
      expect(phones.map(({ queue }) => queue.dead)).toEqual([[], []])
    }),
    { numRuns: Number(process.env['INTERLEAVINGS'] ?? (app.store.engine === 'sqlite' ? 8 : 4)) },
  )
})
