import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listPage, type ListQuery } from '@market/bff/features/jobs/jobs-page'
import { openJobsIndex } from '@market/bff/features/jobs/open-jobs-index'
import { openStore } from '@market/bff/store/open-store'
import { searchWords } from '@market/shared/jobs/search.rules'
import { plainLike } from '../../../bff/test/support/plain-like'
import { cpuMs, line, longestTurn, quantile, short } from '../figures'
import { now, rareWord, writeOpenJobs } from './open-jobs'

const count = 100_000
const rounds = 40
const here = { lat: 34.62, lng: 112.45 }

const asked: [what: string, query: ListQuery][] = [
  ['a common word, soonest', { words: '搬' }],
  ['a common word, best paid', { words: '白菜', order: 'best_paid' }],
  ['a rare word', { words: rareWord }],
  ['a word that nobody wrote', { words: '没有这样的活' }],
  ['two words, nearest', { words: '西苑路 瓷砖', order: 'nearest' }],
  ['no word, nearest within 10 km, day-settled', { order: 'nearest', within: 10_000, settleWhen: 'same_day' }],
]

/** Words among 100,000 open jobs, a page of twenty with its cards, beside a plain SQL LIKE in the same run. */
export async function search(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'market-bench-'))
  const store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  await store.migrate()
  await writeOpenJobs(store, count)

  const openJobs = openJobsIndex({ store, clock: { now: () => now } })
  const began = performance.now()
  const longestWhileLoading = await longestTurn(async () => {
    openJobs.projection.start({ error: (problem) => console.error(problem) })
    await openJobs.projection.current()
  })
  line('jobs, loaded from SQLite in', `${count}, ${short(performance.now() - began)} ms`)
  line('longest turn of the event loop while loading', `${short(longestWhileLoading)} ms`)

  for (const [what, query] of asked) {
    const ms = { index: [] as number[], like: [] as number[] }
    const cpu = { index: 0, like: 0 }
    let found = -1
    let longest = 0
    for (let round = 0; round < rounds; round++) {
      longest = Math.max(longest, await longestTurn(async () => {
        const start = performance.now()
        const used = process.cpuUsage()
        const { jobs } = await listPage({ store, openJobs }, query, here, now)
        ms.index.push(performance.now() - start)
        cpu.index += cpuMs(used)
        found = jobs.length
      }))
      if (query.words === undefined) continue
      const start = performance.now()
      const used = process.cpuUsage()
      await plainLike(store, searchWords(query.words), now)
      ms.like.push(performance.now() - start)
      cpu.like += cpuMs(used)
    }
    line(`${what} (${found} on the page), ms: p50, p99; CPU`, `${short(quantile(ms.index, 0.5))}, ${short(quantile(ms.index, 0.99))}; ${short(cpu.index / rounds)}`)
    line('  its longest turn of the event loop', `${short(longest)} ms`)
    if (ms.like.length > 0) line('  SQL LIKE, soonest, without cards, ms: p50, p99; CPU', `${short(quantile(ms.like, 0.5))}, ${short(quantile(ms.like, 0.99))}; ${short(cpu.like / rounds)}`)
  }
  await openJobs.projection.stop()
  await store.close()
  await rm(folder, { recursive: true })
}
