import fc from 'fast-check'
import { expect, it } from 'vitest'
import { searchWords } from '@market/shared/jobs/search.rules'
import { jobOrders, type JobOrder } from '@market/shared/words/lists'
import { tradeName } from '@market/shared/words/lists'
import { hour, minute } from '@market/shared/words/time'
import { findOpenJobs, squareMetresFrom, type Found, type Wanted } from './find-open-jobs'
import { openJobsColumns } from './open-jobs-columns'
import type { IndexedRow } from './open-jobs.queries'

const now = Date.UTC(2026, 10, 23)
const luoyang = { lat: 34.62, lng: 112.45 }

/** Few values each, so that many jobs stand at the same place of an order. */
const anyJob = fc.record({
  id: fc.integer({ min: 0, max: 60 }).map((number) => `job-${String(number).padStart(4, '0')}`),
  startsAt: fc.integer({ min: 0, max: 5 }).map((at) => now + at * hour),
  lat: fc.integer({ min: 0, max: 3 }).map((at) => luoyang.lat + at / 50),
  lng: fc.integer({ min: 0, max: 3 }).map((at) => luoyang.lng + at / 50),
  payFen: fc.integer({ min: 1, max: 5 }).map((at) => at * 4_000),
  payUnit: fc.constantFrom('day' as const, 'hour' as const),
  trade: fc.constantFrom('4-02-05-01', '6-29-01-01'),
  title: fc.constantFrom('卸货搬运', '砌墙', '卸白菜'),
  marketId: fc.constantFrom('market-1', 'market-2'),
  settleWhen: fc.constantFrom('same_day' as const, 'weekly' as const),
  status: fc.constantFrom('open' as const, 'open' as const, 'open' as const, 'closed' as const),
  filled: fc.constantFrom(0, 1, 2),
  confirmedUntil: fc.constantFrom(null, now - 1, now + hour),
  publicFrom: fc.constantFrom(null, now, now + minute),
}).map((job): IndexedRow => ({
  ...job, endsAt: job.startsAt + 9 * hour, breakMinutes: 60, headcount: 2, employerId: 'employer-1', description: '每袋 25 公斤', address: '宏进市场',
  employerName: '测试公司', marketName: job.marketId === 'market-1' ? '洛阳市零工市场' : '安阳市零工市场',
}))

const anyWanted = fc.record({
  order: fc.constantFrom<JobOrder>(...jobOrders),
  payUnit: fc.constantFrom('day' as const, 'hour' as const),
  trades: fc.option(fc.constant(new Set(['6-29-01-01'])), { nil: undefined }),
  marketIds: fc.option(fc.constant(new Set(['market-2'])), { nil: undefined }),
  within: fc.option(fc.constant(3_000), { nil: undefined }),
  leastPayFen: fc.option(fc.constant(12_000), { nil: undefined }),
  startsFrom: fc.option(fc.constant(now + 2 * hour), { nil: undefined }),
  startsBefore: fc.option(fc.constant(now + 4 * hour), { nil: undefined }),
  settleWhen: fc.option(fc.constant('same_day' as const), { nil: undefined }),
  area: fc.option(fc.constant({ south: 34.6, north: 34.65, west: 112.4, east: 112.5 }), { nil: undefined }),
  words: fc.constantFrom('', '卸', '安阳 白菜').map(searchWords),
}).map((wanted): Omit<Wanted, 'limit'> => ({ ...wanted, now, from: luoyang }))

/** The same by looking at every job, written the long way. */
function lookedAtOneByOne(jobs: Iterable<IndexedRow>, wanted: Omit<Wanted, 'limit'>): string[] {
  const minutes = 8 * 60
  const pay = (job: IndexedRow) => wanted.payUnit === 'hour'
    ? (job.payUnit === 'hour' ? job.payFen : Math.floor((job.payFen * 60) / minutes))
    : (job.payUnit === 'day' ? job.payFen : (job.payFen * minutes) / 60)
  const square = (job: IndexedRow) => squareMetresFrom(luoyang)(job.lat, job.lng)
  const text = (job: IndexedRow) => [job.title, tradeName(job.trade), job.description, job.address, job.employerName, job.marketName].join('|')
  const fits = [...jobs].filter((job) =>
    job.status === 'open' && job.filled < job.headcount && job.startsAt > now && (job.confirmedUntil === null || job.confirmedUntil > now)
    && (job.publicFrom === null || job.publicFrom <= now)
    && (!wanted.trades || wanted.trades.has(job.trade)) && (!wanted.marketIds || wanted.marketIds.has(job.marketId))
    && (!wanted.within || Math.sqrt(square(job)) <= wanted.within) && (!wanted.leastPayFen || pay(job) >= wanted.leastPayFen)
    && (!wanted.startsFrom || job.startsAt >= wanted.startsFrom) && (!wanted.startsBefore || job.startsAt < wanted.startsBefore)
    && (!wanted.settleWhen || job.settleWhen === wanted.settleWhen)
    && (!wanted.area || (job.lat >= wanted.area.south && job.lat <= wanted.area.north && job.lng >= wanted.area.west && job.lng <= wanted.area.east))
    && wanted.words.every((word) => text(job).includes(word)))
  const key = { soonest: (job: IndexedRow) => job.startsAt, nearest: square, best_paid: (job: IndexedRow) => -pay(job) }[wanted.order]
  return fits.sort((one, other) => key(one) - key(other) || (one.id < other.id ? -1 : 1)).map(({ id }) => id)
}

it('what is found is what looking at every job finds, in every order and with any filters', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyJob, { maxLength: 80 }), anyWanted, fc.integer({ min: 1, max: 30 }), async (rows, wanted, limit) => {
    const jobs = openJobsColumns()
    const stored = new Map<string, IndexedRow>()
    for (const row of rows) {
      jobs.put(row)
      stored.set(row.id, row)
    }
    const found = await findOpenJobs(jobs, { ...wanted, limit })
    expect(found.map(({ id }) => id)).toEqual(lookedAtOneByOne(stored.values(), wanted).slice(0, limit))
  }), { numRuns: 500 })
})

it('while jobs are posted, filled, closed, reopened and changed between pages, none that stayed is missing or repeated, and the order holds', async () => {
  const changes = fc.array(fc.array(anyJob, { maxLength: 8 }), { maxLength: 25 })
  await fc.assert(fc.asyncProperty(fc.array(anyJob, { maxLength: 80 }), anyWanted, changes, fc.integer({ min: 1, max: 7 }), async (rows, wanted, between, limit) => {
    const jobs = openJobsColumns()
    const stored = new Map<string, IndexedRow>()
    const put = (row: IndexedRow) => {
      jobs.put(row)
      stored.set(row.id, row)
    }
    rows.forEach(put)
    const before = lookedAtOneByOne(stored.values(), wanted)
    const changed = new Set<string>()
    const shown: Found[] = []
    for (let page = 0; ; page++) {
      const found = await findOpenJobs(jobs, { ...wanted, limit, after: shown.at(-1) })
      shown.push(...found)
      if (found.length < limit) break
      for (const row of between[page] ?? []) {
        put(row)
        changed.add(row.id)
      }
    }
    const ids = shown.map(({ id }) => id).filter((id) => !changed.has(id))
    expect(ids).toEqual(before.filter((id) => !changed.has(id)))
    expect(shown.map(({ key }) => key)).toEqual(shown.map(({ key }) => key).sort((one, other) => one - other))
  }), { numRuns: 500 })
})

it('a long search lets others have their turn, and meets each job that stays once though others come and go meanwhile', async () => {
  const [sample] = fc.sample(anyJob.filter(({ status }) => status === 'open'), 1)
  if (!sample) throw new Error('no sample')
  const row = (number: number): IndexedRow => ({
    ...sample, id: `job-${String(number).padStart(6, '0')}`, startsAt: now + hour + number, filled: 0, confirmedUntil: null, publicFrom: null,
    description: `${'每袋二十五公斤，卸下来码好。'.repeat(20)}${number % 1_000 === 7 ? '有稀奇的货' : ''}`,
  })
  const jobs = openJobsColumns()
  for (let number = 0; number < 60_000; number++) jobs.put(row(number))
  let turns = 0
  let searching = true
  const others = (async () => {
    while (searching) {
      await new Promise(setImmediate)
      turns += 1
      jobs.remove(row(turns % 1_000 === 7 ? 8 : turns).id)
      jobs.put({ ...row(100_000 + turns), description: '新来的' })
    }
  })()
  const found = await findOpenJobs(jobs, { now, order: 'soonest', payUnit: 'day', words: ['稀奇'], limit: 100 })
  searching = false
  await others
  expect(turns).toBeGreaterThan(1)
  expect(found.map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, at) => row(at * 1_000 + 7).id))
})

it('what has begun is taken out, and its slot is used again', () => {
  const rows = fc.sample(anyJob, 30).map((row, at): IndexedRow => ({ ...row, id: `job-${at}`, status: 'open', filled: 0, startsAt: now + (at % 2) * hour }))
  const jobs = openJobsColumns()
  rows.forEach((row) => jobs.put(row))
  jobs.removeBegun(now)
  expect(jobs.size).toBe(15)
  rows.slice(0, 15).forEach((row) => jobs.put({ ...row, id: `new-${row.id}` }))
  expect(jobs.end).toBe(30)
})
