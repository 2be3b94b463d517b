import type { BoardMarket, BusJob, Expected, Transfer, TransferGroupDetail, TransferOption } from '@market/shared/transfer/transfer.contract'
import { missingOf, spareOf, standingWords, transferStateWords, type TradeBalance } from '@market/shared/transfer/transfer.rules'
import { payUnitWords, tradeName } from '@market/shared/words/lists'
import { distance, moment, workTime, yuan } from '@market/shared/words/show'

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

/** Of a bus without a job. */
export const anyJob = '不定哪个活，到了再看'

export const jobGoneWords = '选好的活刚刚招满了，或者不招人、赶不上了。请另选一个'

/** `260 元/天 · 卸货搬运 · 今天 06:30`. */
export const busJobWords = ({ title, payFen, payUnit, startsAt }: BusJob, now: number): string => `${yuan(payFen)} 元/${payUnitWords[payUnit]} · ${title} · ${moment(startsAt, now)}`

/** The same with what is left of it, or why there is nothing left. */
export const busJobLine = (job: BusJob, now: number): string => `${busJobWords(job, now)} · ${job.standing === 'free' ? `还要 ${job.places} 人` : standingWords[job.standing]}`

/** What to think of when a job is chosen, or why there is none to choose. */
export function busJobHint(job: BusJob | null, { seats }: { seats: string }, openings: { jobs: readonly BusJob[]; travelMinutes: number } | null, now: number): string | undefined {
  if (openings === null) return undefined
  if (openings.jobs.length === 0) return '那边现在没有赶得上的空位，到了再看也行'
  if (job === null) return '选了活，谁答应去，位子就给谁留好'
  const start = `${moment(job.startsAt, now)} 开工，路上大约 ${workTime(openings.travelMinutes)}`
  return Number(seats) > job.places ? `${start}。位子只有 ${job.places} 个，先答应的先得` : start
}

/** On the card of a bus: where the people are brought to. */
export const groupJobWords = (job: BusJob, now: number): string => `去干：${job.standing === 'free' ? busJobLine(job, now) : busJobWords(job, now)}`

/** Where there is no place any more for those who have not answered yet; null otherwise. */
export const groupJobGone = ({ job, riders }: TransferGroupDetail): string | null =>
  job === null || job.standing === 'free' || riders.every(({ state }) => state !== 'offered') ? null : `${standingWords[job.standing]}，还没答复的人去不成了，请另外安排。`

/** What somebody who is asked along is told of the work. */
export const offerWords = (job: BusJob | null, now: number): string => {
  if (job === null) return '那边缺您这样的人。不去也行，您在这里的号不变。'
  if (job.standing !== 'free') return `本来去干“${job.title}”，可${standingWords[job.standing]}。您在这里的号不变，接着等别的活。`
  return `去干“${job.title}”，${yuan(job.payFen)} 元/${payUnitWords[job.payUnit]}，${moment(job.startsAt, now)} 开工，位子一并给您留好。不去也行，您在这里的号不变。`
}

/** `答应了 3 人 · 等答复 5 人 · 不去 1 人`: whoever said yes may still stand at the bus. */
export function ridersWords({ riders }: TransferGroupDetail): string {
  const states = ['moving', 'arrived', 'offered', 'refused', 'lapsed'] as const
  return states
    .map((state) => ({ state, count: riders.filter((rider) => rider.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${state === 'moving' ? '答应了' : transferStateWords[state]} ${count} 人`)
    .join(' · ')
}

/** What going costs here, by a bus or by oneself. @param keepsPlace whether a place is taken there at once */
export const leavesWords = (keepsPlace: boolean): string => `这里就算离场了；今天在这里排着队、没签完的报名一起退掉，签好的和明天的不动。${keepsPlace ? '那边的位子马上给您留好。' : ''}`

/** What turning back costs: what was left behind here does not come back by itself. */
export function turnBackWords({ job, bus }: Pick<Transfer, 'job' | 'bus'>): string {
  const given = [job === null ? null : '位子', bus === null ? null : '座位'].filter((one) => one !== null)
  return `${given.length === 0 ? '' : `那边的${given.join('和')}不留了。`}要在这里接着找活，得回来再扫门口的码排队；退掉的报名要重新报。`
}

/** Of the hour on the clock: which day it falls on. */
export const leavesHint = (leavesAt: number, now: number): string => `${moment(leavesAt, now)} 发车`
export const notTodayWords = '这个钟点今天已经过了，算到明天。请的号是今天在场的人。'

/** The bus is there once somebody who came with it is, or once nobody is on it any more: then there is nothing to call off. */
export const hasArrived = ({ leavesAt, riders }: Pick<TransferGroupDetail, 'leavesAt' | 'riders'>, now: number): boolean =>
  leavesAt <= now && (riders.some(({ state }) => state === 'arrived') || riders.every(({ state }) => state !== 'moving'))
