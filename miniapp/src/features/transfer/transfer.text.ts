import type { BoardMarket, Expected, Transfer, TransferGroupDetail, TransferOption } from '@market/shared/transfer/transfer.contract'
import { missingOf, spareOf, transferStateWords, type TradeBalance } from '@market/shared/transfer/transfer.rules'
import { tradeName } from '@market/shared/words/lists'
import { distance, moment, workTime } from '@market/shared/words/show'

/** `2.1 公里`, `路上大约 20 分钟`. */
export const wayWords = ({ distanceMetres, travelMinutes }: Pick<TransferOption, 'distanceMetres' | 'travelMinutes'>): string[] => [distance(distanceMetres), `路上大约 ${workTime(travelMinutes)}`]

export const leaveWords = ({ leaveBy }: TransferOption, now: number): string => `最晚${moment(leaveBy, now)} 出发`

/** Where one is going, and what to do there. */
export const movingWords = ({ to, until, job, bus }: Transfer, now: number): { now: string; next: string } => ({
  now: `正在去${to.name}`,
  next: [
    bus === null ? null : `${moment(bus.leavesAt, now)} 在${bus.meetAt}上车`,
    `最晚${moment(until, now)} 到`,
    job === null ? '到了扫门口的码，那边就知道您来了' : `位子给您留着：${job.title}。到了扫门口的码`,
  ].filter(Boolean).join('；'),
})

/** `缺 12 人` or `多 5 人` or `正好`. */
export const balanceWords = (one: TradeBalance): string => {
  if (missingOf(one) > 0) return `缺 ${missingOf(one)} 人`
  return spareOf(one) > 0 ? `多 ${spareOf(one)} 人` : '正好'
}

const list = (people: readonly { trade: string; people: number }[]): string => people.map((one) => `${tradeName(one.trade)} ${one.people} 人`).join('、')

/** What could go there, and what could come from there. */
export const boardWords = ({ outwards, inwards }: BoardMarket): string =>
  [outwards.length > 0 ? `可以过去：${list(outwards)}` : null, inwards.length > 0 ? `可以过来：${list(inwards)}` : null].filter(Boolean).join('。')

export const expectedPersonWords = ({ fromMarketName, trades, jobTitle, until }: Expected, now: number): string =>
  [`从${fromMarketName}来`, trades.map(tradeName).join('、'), jobTitle === null ? null : `去“${jobTitle}”`, `最晚${moment(until, now)} 到`].filter(Boolean).join(' · ')

/** `答应了 3 人 · 等答复 5 人 · 不去 1 人`: whoever said yes may still stand at the bus. */
export function ridersWords({ riders }: TransferGroupDetail): string {
  const states = ['moving', 'arrived', 'offered', 'refused', 'lapsed'] as const
  return states
    .map((state) => ({ state, count: riders.filter((rider) => rider.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${state === 'moving' ? '答应了' : transferStateWords[state]} ${count} 人`)
    .join(' · ')
}
