import type { Store } from '@market/bff/store/store'
import { tradeName, trades } from '@market/shared/words/lists'
import { hour, minute } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import { seeded } from '../figures'

export const now = Date.UTC(2026, 10, 22, 21)
export const rareWord = '孔雀石'
const rareEvery = 2_500
const perWrite = 500
const places = ['宏进农批市场', '涧西区西苑路', '火车站货场', '高新区仓储园', '中州路工地', '大学城食堂']
const works = ['卸白菜土豆，每袋 25 公斤，码整齐', '跟车送货上楼，有电梯', '分拣包裹，白班，站着干', '搬瓷砖，轻拿轻放', '打扫新房，擦玻璃', '支模板，清理场地']

/** Open jobs of fifty markets over the province within three days, the same in every run. */
export async function writeOpenJobs(store: Store, count: number): Promise<void> {
  const random = seeded(7)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const employers = Array.from({ length: 200 }, () => uuidv7())
  const markets = Array.from({ length: 50 }, () => uuidv7())
  await store.write(async ({ q, t }) => {
    await q.insert(t.regions).values({ code: '41', kind: 'province', name: '河南省', path: '/41/' }).onConflictDoNothing()
    await q.insert(t.people).values(employers.map((id) => ({ id, createdAt: now })))
    await q.insert(t.employers).values(employers.map((personId, at) => ({ personId, kind: 'business' as const, name: `河南第${at}物流有限公司`, contactNameSealed: '-', registeredAt: now })))
    await q.insert(t.markets).values(markets.map((id, at) => ({ id, kind: 'comprehensive' as const, level: 'county' as const, name: `第${at}零工市场`, regionCode: '41', address: '-', lat: 34, lng: 113, opensAt: '04:00', closesAt: '20:00' })))
  })
  for (let from = 0; from < count; from += perWrite) {
    const rows = Array.from({ length: Math.min(perWrite, count - from) }, (_, at) => {
      const startsAt = now + Math.floor(random() * 144 + 1) * 30 * minute
      const trade = pick(trades).code
      const payUnit = random() < 0.2 ? ('hour' as const) : ('day' as const)
      return {
        id: uuidv7(), employerId: pick(employers), marketId: pick(markets), status: 'open' as const, trade, title: `${tradeName(trade)}急招`,
        description: `${pick(works)}。${pick(works)}。${(from + at) % rareEvery === 7 ? rareWord : ''}`, requirements: '', headcount: 3, address: `${pick(places)} ${from + at} 号`,
        lat: 31.5 + random() * 4.8, lng: 110.5 + random() * 6, startsAt, endsAt: startsAt + 9 * hour, breakMinutes: 60,
        payFen: payUnit === 'day' ? 15_000 + Math.floor(random() * 250) * 100 : 2_000 + Math.floor(random() * 20) * 100, payUnit,
        settleWhen: random() < 0.7 ? ('same_day' as const) : ('weekly' as const), settleHow: 'wechat' as const,
        contactNameSealed: '-', contactNameMasked: '-', contactPhoneSealed: '-', contactPhoneMasked: '-', perks: [], version: 1, postedAt: now,
      }
    })
    await store.write(({ q, t }) => q.insert(t.jobs).values(rows))
  }
}
