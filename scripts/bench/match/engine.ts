import { MatchIndex } from '@market/bff/features/match/engine/match-index'
import { jobFacts, recordShare, type Seeker } from '@market/shared/match/facts'
import { cpuMs, line, mean, quantile, short } from '../figures'
import { jobs, now, rules, seekers, tradeCount } from './province'
import { Scan } from './scan'

const count = 1_000_000
const average = 0.95
const rounds = 5
const best = 20

/** The index beside the scan over the same jobs, in turns, with the same answers. */
export async function engine(): Promise<void> {
  const record = recordShare({ settled: 0, broken: 0 }, average, rules.spans.averageRecords)
  const index = new MatchIndex()
  index.setRecords([], average)
  const scan = new Scan(count, record)
  for (const job of jobs(count)) {
    const facts = jobFacts(job, { employerRecord: record, cleanSettlements: 0 })
    index.load([facts])
    scan.add(facts)
  }
  const began = performance.now()
  for (const _ of index.sort(now));
  line('jobs, trades', `${index.size}, ${tradeCount}`)
  line('sorting all of them', `${short(performance.now() - began)} ms`)
  const { rows, ids } = index.bytes
  line('bytes a job: rows and grid + ids and their table', `${short(rows / count)} + ${short(ids / count)} = ${short((rows + ids) / count)}`)

  const placed = seekers(1_000, true)
  const lost = seekers(1_000, false)
  for (const seeker of placed) index.best(seeker, rules, now, best)
  let different = 0
  const ms = { index: [] as number[], first: [] as number[], scan: [] as number[], lost: [] as number[] }
  const cpu = { index: 0, scan: 0 }
  const compared = 20
  for (let round = 0; round < rounds; round += 1) {
    const few = placed.slice(round * compared, (round + 1) * compared)
    // The clock of CPU time is coarse: the index is asked in one stretch.
    const before = process.cpuUsage()
    for (const seeker of placed) ms.index.push(timed(() => index.best(seeker, rules, now, best)))
    cpu.index += cpuMs(before)
    const beforeScan = process.cpuUsage()
    for (const seeker of few) ms.scan.push(timed(() => scan.best(seeker, rules, now, best)))
    cpu.scan += cpuMs(beforeScan)
    // Somebody's first look also finds those beside, for the looks that follow.
    for (const seeker of placed) ms.first.push(timed(() => index.best(seeker, rules, now, best, {})))
    for (const seeker of lost) ms.lost.push(timed(() => index.best(seeker, rules, now, best)))
    for (const seeker of few) if (!same(index, scan, seeker)) different += 1
  }
  const perIndex = cpu.index / ms.index.length
  const perScan = cpu.scan / ms.scan.length
  line('index, ms: p50, p99, mean', `${short(quantile(ms.index, 0.5))}, ${short(quantile(ms.index, 0.99))}, ${short(mean(ms.index))}`)
  line('the first of several looks, ms: p50, p99', `${short(quantile(ms.first, 0.5))}, ${short(quantile(ms.first, 0.99))}`)
  line('index without a place, ms: p50, p99', `${short(quantile(ms.lost, 0.5))}, ${short(quantile(ms.lost, 0.99))}`)
  line('scan, ms: p50, p99, mean', `${short(quantile(ms.scan, 0.5))}, ${short(quantile(ms.scan, 0.99))}, ${short(mean(ms.scan))}`)
  line('CPU of a scan ÷ CPU of the index', `${short(perScan)} ms ÷ ${short(perIndex)} ms = ${short(perScan / perIndex)}`)
  line('answers compared, different', `${rounds * compared}, ${different}`)
}

const timed = (work: () => unknown): number => {
  const began = performance.now()
  work()
  return performance.now() - began
}

const same = (index: MatchIndex, scan: Scan, seeker: Seeker): boolean =>
  JSON.stringify(index.best(seeker, rules, now, best).map(({ id, score }) => ({ id, score }))) === JSON.stringify(scan.best(seeker, rules, now, best))
