import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Killed, scanMemory } from '../../test/scan-memory'
import type { ArrivalResult } from './arrive.contract'
import type { UploadVerdict } from './offline.contract'
import { mostInBatch, type ArrivalUpload } from './offline.rules'
import { createScanQueue, type QueueState, type ScanQueue } from './scan-queue'
import type { BatchReply, Gap, ScanBatch } from './scan-report'

/** How one request ends: answered, its answer lost, never arrived, or answered only for the first half. */
type Network = 'well' | 'answer-lost' | 'away' | 'half'

const accepted: ArrivalResult = {
  scanId: '', status: 'accepted', reason: 'accepted', word: '到岗', say: '请进', shown: 'work_pass', applicationId: 'application-1', workerMasked: '王*国', number: 38, jobTitle: '卸货搬运',
  address: '3 号库', startsAt: 2000, since: 1000, arrivedToday: 1,
}
const cancelled: ArrivalResult = { ...accepted, status: 'refused', reason: 'cancelled', word: '取消了', say: '请工人离开。' }

/** A phone whose app can be killed between any two steps and started again, and the server it sends to. */
function aPhone() {
  const memory = scanMemory()
  const phone = { network: 'well' as Network, staff: 'staff-1' as string | null, allowed: true, gaps: [] as Gap[] }
  /** What arrived, by scanId, in the order in which each came first. */
  const recorded = new Map<string, ArrivalUpload>()
  let arrivals = 0
  /** Those it wanted later: they go behind the others. */
  const putOff = new Set<string>()
  const batches: number[] = []
  let state: QueueState = { waiting: [], toLookAt: [], stopped: null }
  const judged: string[] = []
  let missing: readonly Gap[] = []

  const verdictOn = ({ scanId, sequence, code }: ArrivalUpload, reached: boolean): UploadVerdict => {
    const verdict = { scanId, sequence, outcome: 'kept' as const, result: accepted, problem: null, review: null }
    if (!reached) return { ...verdict, outcome: 'again', result: null, problem: '等一下' }
    if (code === 'poison') return { ...verdict, scanId: null, sequence: null, outcome: 'dead', result: null, problem: '看不懂' }
    return code === 'cancelled' ? { ...verdict, result: cancelled } : verdict
  }
  const ask = ({ items }: ScanBatch): BatchReply => {
    batches.push(items.length)
    if (phone.network === 'away') return { got: 'nothing' }
    if (!phone.allowed) return { got: 'not_allowed', message: '不是您的' }
    if (items.some(({ code }) => code === 'breaks-the-batch')) return { got: 'refused', message: '看不懂' }
    const reached = (phone.network === 'half' ? items.slice(0, Math.ceil(items.length / 2)) : items).filter(({ code }) => code !== 'later')
    for (const { scanId } of items.filter((scan) => !reached.includes(scan))) putOff.add(scanId)
    for (const scan of reached) {
      if (scan.code === 'poison') continue
      if (!recorded.has(scan.scanId)) arrivals += 1
      recorded.set(scan.scanId, recorded.get(scan.scanId) ?? scan)
    }
    if (phone.network === 'answer-lost') return { got: 'nothing' }
    return { got: 'answer', body: { verdicts: items.map((scan) => verdictOn(scan, reached.includes(scan))), gaps: phone.gaps } }
  }
  const start = (): ScanQueue => {
    const { store, step } = memory.start()
    const send = (batch: ScanBatch): Promise<BatchReply> => {
      step()
      const reply = ask(batch)
      // The app may end while the answer is on its way.
      step()
      return Promise.resolve(reply)
    }
    return createScanQueue({ store, staffId: () => phone.staff, send, tell: (told) => (state = told), answered: ({ scanId }) => judged.push(scanId), missing: (gaps) => (missing = gaps) })
  }
  return { phone, memory, stored: memory.stored, recorded, putOff, batches, judged, start, state: () => state, missing: () => missing, arrivals: () => arrivals }
}

const scanOf = (scanId: string, code = 'pass', staffId = 'staff-1') => ({ scanId, staffId, marketId: 'here', applicationId: null, code, capturedAt: 1000, clockOffset: 0, provisional: 'accepted' as const })

const network = fc.constantFrom<Network>('well', 'answer-lost', 'away', 'half')
const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('scan' as const), code: fc.constantFrom('pass', 'pass', 'pass', 'poison', 'cancelled', 'breaks-the-batch') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), network }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('killed-after' as const), steps: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('room' as const), there: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const) }) },
)

test('whatever comes in between, nothing is lost, nothing doubled, and the order is kept', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 60, size: 'max' }), async (commands) => {
      const world = aPhone()
      let queue = world.start()
      const shownGreen = new Set<string>()
      let made = 0
      for (const one of commands) {
        try {
          if (one.do === 'scan') {
            const scanId = `scan-${(made += 1)}`
            if (queue.keep(scanOf(scanId, one.code)) !== null) shownGreen.add(scanId)
          } else if (one.do === 'sync') {
            world.phone.network = one.network
            await queue.sync()
          } else if (one.do === 'killed-after') world.memory.stepsLeft = one.steps
          else if (one.do === 'restart') queue = world.start()
          else if (one.do === 'room') world.memory.room = one.there
          else for (const { scanId } of world.state().toLookAt) queue.retry(scanId)
        } catch (failure) {
          if (!(failure instanceof Killed)) throw failure
          queue = world.start()
        }
      }
      world.memory.room = true
      world.phone.network = 'well'
      queue = world.start()
      expect(await queue.sync()).toBe(true)
      queue.look()
      const toLookAt = world.state().toLookAt
      const known = new Map<string, ArrivalUpload>([...world.recorded.values(), ...toLookAt].map((scan) => [scan.scanId, scan]))
      for (const scanId of shownGreen) expect(known.has(scanId), `${scanId} was shown green and is nowhere`).toBe(true)
      expect(world.arrivals()).toBe(world.recorded.size)
      // No number twice, none left out: a hole would be reported as a scan that was lost.
      expect([...known.values()].map(({ sequence }) => sequence).sort((one, other) => one - other)).toEqual([...known.keys()].map((_, at) => at + 1))
      // What the server was never told lies before the eyes of staff, and nothing but that and what it judged otherwise.
      for (const { code } of toLookAt) expect(['poison', 'breaks-the-batch', 'cancelled']).toContain(code)
      const order = [...world.recorded.values()].filter(({ scanId }) => !world.putOff.has(scanId)).map(({ sequence }) => sequence)
      expect(order).toEqual([...order].sort((one, other) => one - other))
      expect(Math.max(0, ...world.batches)).toBeLessThanOrEqual(mostInBatch)
    }),
    { numRuns: 300 },
  )
})

describe('the queue of scans', () => {
  const kept = (queue: ScanQueue, codes: readonly string[]): void => codes.forEach((code, at) => void queue.keep(scanOf(`scan-${at + 1}`, code)))

  test('sends at most fifty at a time, oldest first', async () => {
    const world = aPhone()
    const queue = world.start()
    kept(queue, Array.from({ length: 120 }, () => 'pass'))
    expect(await queue.sync()).toBe(true)
    expect(world.batches).toEqual([50, 50, 20])
    expect(world.stored.size).toBe(0)
  })

  test('one that cannot be taken lies before the eyes of staff, and the other forty-nine have gone through', async () => {
    const world = aPhone()
    const queue = world.start()
    kept(queue, Array.from({ length: 50 }, (_, at) => (at === 24 ? 'poison' : 'pass')))
    expect(await queue.sync()).toBe(true)
    expect(world.recorded.size).toBe(49)
    expect(world.state().toLookAt).toMatchObject([{ sequence: 25, fate: { kind: 'not_taken', message: '看不懂' } }])
  })

  test('one for whose sake everything is refused is found, and set aside', async () => {
    const world = aPhone()
    const queue = world.start()
    kept(queue, Array.from({ length: 50 }, (_, at) => (at === 24 ? 'breaks-the-batch' : 'pass')))
    expect(await queue.sync()).toBe(true)
    expect(world.recorded.size).toBe(49)
    expect(world.state().toLookAt).toMatchObject([{ sequence: 25 }])
    expect(world.batches.length).toBeLessThan(12)
  })

  test('without room nothing is kept, and so nobody is let in on its word', () => {
    const world = aPhone()
    const queue = world.start()
    world.memory.room = false
    expect(queue.keep(scanOf('scan-1'))).toBeNull()
    world.memory.room = true
    expect(queue.keep(scanOf('scan-2'))).toMatchObject({ sequence: 1 })
  })

  test('scans of somebody else on this phone wait for them, and keep their numbers', async () => {
    const world = aPhone()
    const queue = world.start()
    queue.keep(scanOf('scan-1'))
    world.phone.staff = 'staff-2'
    expect(queue.keep(scanOf('scan-2', 'pass', 'staff-2'))).toMatchObject({ sequence: 2 })
    await queue.sync()
    expect([...world.recorded.keys()]).toEqual(['scan-2'])
    world.phone.staff = 'staff-1'
    await queue.sync()
    expect([...world.recorded.keys()]).toEqual(['scan-2', 'scan-1'])
  })

  test('who may not send loses nothing, and reads why', async () => {
    const world = aPhone()
    const queue = world.start()
    world.phone.allowed = false
    kept(queue, ['pass'])
    expect(await queue.sync()).toBe(false)
    expect(world.state()).toMatchObject({ waiting: [{ sequence: 1 }], stopped: '不是您的' })
  })

  test('what the server judged otherwise is kept until somebody has looked at it', async () => {
    const world = aPhone()
    const queue = world.start()
    kept(queue, ['cancelled'])
    await queue.sync()
    expect(world.judged).toEqual(['scan-1'])
    expect(world.state().toLookAt).toMatchObject([{ fate: { kind: 'differs', word: '取消了' } }])
    queue.settle('scan-1')
    expect(world.stored.size).toBe(0)
  })

  test('one scanned while others are on their way goes out in the same go', async () => {
    const world = aPhone()
    const queue = world.start()
    kept(queue, ['pass'])
    const going = queue.sync()
    queue.keep(scanOf('scan-late'))
    void queue.sync()
    expect(await going).toBe(true)
    expect(world.recorded.size).toBe(2)
  })

  test('what the server wants later holds up nobody behind it', async () => {
    const world = aPhone()
    const queue = world.start()
    kept(queue, Array.from({ length: 100 }, (_, at) => (at < 50 ? 'later' : 'pass')))
    expect(await queue.sync()).toBe(false)
    expect(world.recorded.size).toBe(50)
    expect(world.state().waiting).toHaveLength(50)
  })

  test('what never came is told with every answer, without the numbers that wait here still', async () => {
    const world = aPhone()
    const queue = world.start()
    queue.keep(scanOf('scan-1', 'pass', 'staff-2'))
    queue.keep(scanOf('scan-2'))
    world.phone.gaps = [{ from: 1, to: 1 }, { from: 7, to: 8 }]
    await queue.sync()
    expect(world.missing()).toEqual([{ from: 7, to: 8 }])
    queue.keep(scanOf('scan-3'))
    world.phone.gaps = []
    await queue.sync()
    expect(world.missing()).toEqual([])
  })

  test('scans of two markets go out apart', async () => {
    const world = aPhone()
    const queue = world.start()
    queue.keep(scanOf('scan-1'))
    queue.keep({ ...scanOf('scan-2'), marketId: 'there' })
    queue.keep(scanOf('scan-3'))
    expect(await queue.sync()).toBe(true)
    expect(world.batches).toEqual([2, 1])
    expect(world.recorded.size).toBe(3)
  })
})
