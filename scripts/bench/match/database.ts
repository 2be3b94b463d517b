import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@market/bff/store/open-store'
import type { Store } from '@market/bff/store/store'
import { trades } from '@market/shared/words/lists'
import { writeManyJobs, type NewJob } from '../../../bff/test/support/many-jobs'
import { jobs, now, seekers } from './province'

export type Database = { store: Store; workers: { personId: string; sessionId: string }[]; marketId: string; remove(): Promise<void> }

const employers = 1_000
const realTrade = (number: number): string => trades[number % trades.length]?.code ?? ''

/** A SQLite database of its own with open jobs of one market, in a temporary folder. */
export async function makeDatabase(jobCount: number, workerCount: number): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'market-bench-'))
  const store = await openStore({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  await store.migrate()
  const marketId = 'bench-market-0001'
  const workers = Array.from({ length: workerCount }, (_, number) => ({ personId: `bench-worker-${number}`, sessionId: `bench-session-${number}` }))
  const wishes = seekers(workerCount, true)
  await store.write(async ({ q, t }) => {
    await q.insert(t.regions).values([{ code: '41', kind: 'province', name: '河南省', path: '/41/' }, { code: '4103', parentCode: '41', kind: 'city', name: '洛阳市', path: '/41/4103/', wageTier: 2 }])
    await q.insert(t.markets).values({
      id: marketId, kind: 'comprehensive', level: 'city', name: '洛阳市零工市场', regionCode: '4103', path: `/41/4103/${marketId}/`, address: '开元大道 1 号', lat: 34.62, lng: 112.45, opensAt: '04:00', closesAt: '20:00',
    })
    for (let number = 0; number < employers; number += 1) {
      const personId = `bench-employer-${number}`
      await q.insert(t.people).values({ id: personId, createdAt: now })
      await q.insert(t.employers).values({ personId, kind: 'business', name: `洛阳宏运农贸有限公司 ${number}`, contactNameSealed: '', registeredAt: now })
    }
    for (const [number, { personId, sessionId }] of workers.entries()) {
      const wish = wishes[number]
      await q.insert(t.people).values({ id: personId, createdAt: now })
      await q.insert(t.sessions).values({ id: sessionId, personId, refreshHash: sessionId, createdAt: now, refreshedAt: now, expiresAt: now * 2 })
      await q.insert(t.workers).values({ personId, wishedPayFen: wish?.wishedPayFen ?? 0, wishedPayUnit: 'day', skillLevel: 'junior', registeredAt: now })
      await q.insert(t.workerTrades).values([number, number + 3].map((trade) => ({ personId, trade: realTrade(trade) })))
    }
  })
  await writeManyJobs(store, postings(jobCount, marketId))
  return {
    store, workers, marketId,
    async remove() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

const employerOf = (id: string): string => `bench-employer-${Number(id.split('-')[1]) % employers}`

function* postings(count: number, marketId: string): Generator<NewJob> {
  for (const { employerId, ...job } of jobs(count, realTrade)) {
    yield {
      ...job, employerId: employerOf(employerId), marketId, title: '卸货搬运', description: '卸白菜、土豆，每袋 25 公斤', requirements: '会搬运即可', address: '宏进农批市场 3 号库',
      settleWhen: 'same_day', settleHow: 'wechat', contactNameSealed: '', contactNameMasked: '李**', contactPhoneSealed: '', contactPhoneMasked: '139****1234', perks: ['lunch'], version: 1,
    }
  }
}
