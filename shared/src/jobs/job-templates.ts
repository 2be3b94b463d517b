import type { PayUnit, Perk, TradeCode } from '../words/lists'
import { day, minute, minutesOfClock, startOfMarketDay } from '../words/time'

/**
 * Drafts for the trades that are wanted most, so that an employer at the gate changes two or three things instead of
 * typing twenty. The pay is a place to start from, not a published wage level; posting raises it to the minimum.
 */
export type TradeTemplate = {
  trade: TradeCode
  title: string
  description: string
  /** `HH:mm` in the market. */
  startsAt: string
  minutes: number
  breakMinutes: number
  payFen: number
  payUnit: PayUnit
  headcount: number
  perks: readonly Perk[]
}

const fullDay = { startsAt: '06:30', minutes: 540, breakMinutes: 60, payUnit: 'day' } as const

export const tradeTemplates: readonly TradeTemplate[] = [
  { ...fullDay, trade: '4-02-05-01', title: '装卸工', description: '装车卸货，搬到仓库码好', payFen: 20_000, headcount: 4, perks: ['lunch', 'gloves'] },
  { ...fullDay, trade: '4-02-07-09', title: '快件分拣', description: '按地址分拣快件，站着干', payFen: 18_000, headcount: 6, perks: ['lunch'] },
  { ...fullDay, trade: '4-02-06-02', title: '理货员', description: '货物清点、上架、贴标签', payFen: 17_000, headcount: 2, perks: ['lunch'] },
  { ...fullDay, trade: '6-29-01-01', title: '瓦工', description: '砌墙抹灰，自带瓦刀', payFen: 30_000, headcount: 2, perks: ['lunch', 'insurance'] },
  { ...fullDay, trade: '6-29-01-03', title: '混凝土工', description: '浇筑、振捣、找平', payFen: 26_000, headcount: 4, perks: ['lunch', 'insurance'] },
  { ...fullDay, trade: '6-29-01-04', title: '钢筋工', description: '绑扎钢筋，工地有人带', payFen: 30_000, headcount: 4, perks: ['lunch', 'insurance'] },
  { ...fullDay, trade: '6-29-04-01', title: '装修工', description: '拆旧、铺砖、打杂，听师傅安排', payFen: 28_000, headcount: 2, perks: ['lunch'] },
  { ...fullDay, trade: '5-01-02-01', title: '农活帮工', description: '收菜、除草、装筐', payFen: 17_000, headcount: 5, perks: ['lunch', 'transport'] },
  { trade: '4-10-01-06', title: '保洁员', description: '打扫屋子，擦玻璃', startsAt: '08:00', minutes: 240, breakMinutes: 0, payFen: 3_000, payUnit: 'hour', headcount: 1, perks: [] },
  { trade: '4-03-02-05', title: '餐馆帮工', description: '端菜、洗碗、收拾桌子', startsAt: '10:00', minutes: 660, breakMinutes: 120, payFen: 18_000, payUnit: 'day', headcount: 2, perks: ['lunch', 'supper'] },
]

/** Time between posting and start without which nobody could come. */
const leastNotice = 10 * minute

/** The next instant (UTC ms) at which the market's clock shows this `HH:mm`: today, or tomorrow when it is too late for today. */
export const nextStart = (clock: string, now: number): number => {
  const today = startOfMarketDay(now) + minutesOfClock(clock) * minute
  return today - now >= leastNotice ? today : today + day
}
