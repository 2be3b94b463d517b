import { isTrade, perkWords, perks, settleTimeWords, settleWayWords, trades, type PayUnit, type Perk, type SettleTime, type SettleWay, type TradeCode } from '../words/lists'

/** The words other systems use for what our closed lists hold. */

const turned = <K extends string>(words: Record<K, string>): [string, K][] => (Object.entries(words) as [K, string][]).map(([key, word]) => [word, key])

const settleTimeOf = new Map<string, SettleTime>([
  ...turned<SettleTime>(settleTimeWords), ...Object.keys(settleTimeWords).map((key): [string, SettleTime] => [key, key as SettleTime]),
  ['日结', 'same_day'], ['当日结', 'same_day'], ['当天', 'same_day'], ['当日结算', 'same_day'], ['当天结算', 'same_day'], ['天结', 'same_day'],
  ['次日结', 'next_day'], ['次日', 'next_day'], ['隔天结', 'next_day'], ['第二天', 'next_day'],
  ['周结', 'weekly'], ['每周结', 'weekly'], ['按周结', 'weekly'],
  ['完工结', 'on_completion'], ['完工结算', 'on_completion'], ['干完就结', 'on_completion'], ['完结', 'on_completion'], ['做完结', 'on_completion'],
])

const settleWayOf = new Map<string, SettleWay>([
  ...turned<SettleWay>(settleWayWords), ...Object.keys(settleWayWords).map((key): [string, SettleWay] => [key, key as SettleWay]),
  ['微信转账', 'wechat'], ['微信支付', 'wechat'], ['现款', 'cash'], ['银行', 'bank'], ['转账', 'bank'], ['银行转账', 'bank'], ['打卡', 'bank'],
])

const perkOf = new Map<string, Perk>([
  ...turned<Perk>(perkWords), ...perks.map((key): [string, Perk] => [key, key]),
  ['午饭', 'lunch'], ['管中饭', 'lunch'], ['包午餐', 'lunch'], ['午餐', 'lunch'], ['晚饭', 'supper'], ['包晚餐', 'supper'], ['晚餐', 'supper'],
  ['包住', 'lodging'], ['住宿', 'lodging'], ['提供住宿', 'lodging'], ['接送', 'transport'], ['班车', 'transport'], ['车接车送', 'transport'],
  ['意外险', 'insurance'], ['保险', 'insurance'], ['买保险', 'insurance'], ['手套', 'gloves'],
])

const payUnitOf = new Map<string, PayUnit>([
  ['天', 'day'], ['日', 'day'], ['元/天', 'day'], ['元/日', 'day'], ['每天', 'day'], ['一天', 'day'], ['日薪', 'day'], ['按天', 'day'], ['day', 'day'],
  ['小时', 'hour'], ['时', 'hour'], ['元/小时', 'hour'], ['元/时', 'hour'], ['每小时', 'hour'], ['一小时', 'hour'], ['时薪', 'hour'], ['按小时', 'hour'], ['hour', 'hour'],
])

const tradeOf = new Map<string, TradeCode>([
  ...trades.map(({ code, name }): [string, TradeCode] => [name, code]),
  ...([
    ['4-02-05-01', '装卸工 搬运工 装卸搬运工 装卸 搬运 力工'], ['4-02-07-09', '快件处理员 分拣员 分拣 快递分拣'], ['4-02-06-01', '仓储管理员 仓库管理员 库管 仓管'],
    ['4-02-06-02', '理货员'], ['4-10-01-06', '家政服务员 保洁 保洁员 家政 钟点工'], ['4-03-02-05', '餐厅服务员 服务员 帮厨 洗碗工 餐馆帮工'],
    ['6-29-01-01', '砌筑工 瓦工 泥瓦工'], ['6-29-01-03', '混凝土'], ['6-29-01-04', '钢筋'], ['6-29-01-05', '架子'], ['6-29-03-04', '管工 水暖工'],
    ['6-29-04-01', '装饰装修工 装修工'], ['6-31-01-03', '电气设备安装工'], ['6-18-02-04', '焊接工 电焊工'], ['4-02-07-08', '快递员'],
    ['4-02-07-10', '网约配送员 外卖员 骑手'], ['4-02-02-02', '货运驾驶 司机 货车驾驶员'], ['4-01-02-03', '商品营业员 营业员 导购 店员'],
    ['4-07-05-01', '保安员'], ['5-01-02-01', '农艺工 农活帮工 采摘工'],
  ] as const).flatMap(([code, names]) => names.split(' ').map((name): [string, TradeCode] => [name, code])),
])

const compact = (typed: string): string => typed.replace(/\s/g, '').toLowerCase()

export const settleTimeNamed = (typed: string): SettleTime | null => settleTimeOf.get(compact(typed)) ?? null
export const settleWayNamed = (typed: string): SettleWay | null => settleWayOf.get(compact(typed)) ?? null
export const perkNamed = (typed: string): Perk | null => perkOf.get(compact(typed)) ?? null
export const payUnitNamed = (typed: string): PayUnit | null => payUnitOf.get(compact(typed)) ?? null
/** A trade by its code in 职业分类大典 or by one of its names. */
export const tradeNamed = (typed: string): TradeCode | null => {
  const name = compact(typed)
  return isTrade(name) ? name : tradeOf.get(name) ?? null
}
