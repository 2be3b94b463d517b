import { payUnitWords, tradeName, type PayUnit } from '@market/shared/words/lists'
import { moment, yuan } from '@market/shared/words/show'

/** What is said of a job to somebody who has not seen it: nothing its employer typed, so that no name or number slips in. */
type NewJob = { trade: string; payFen: number; payUnit: PayUnit; startsAt: number; headcount: number; filled: number }

const payOf = ({ payFen, payUnit }: NewJob): string => `${yuan(payFen)} 元/${payUnitWords[payUnit]}`
const placesLeft = ({ headcount, filled }: NewJob): string => `还有 ${headcount - filled} 个位子`

/** In the inbox. @param count how many new jobs fit, the best among them */
export function newJobWords(best: NewJob, count: number, now: number): { title: string; body: string } {
  const what = `${tradeName(best.trade)}，${payOf(best)}，${moment(best.startsAt, now)} 集合`
  return count === 1
    ? { title: '有个新活适合您', body: `${what}。${placesLeft(best)}，合适就报名。` }
    : { title: `有 ${count} 个新活适合您`, body: `最合适的是${what}。别的都在“今天”里。` }
}

/** In WeChat, where a line has twenty characters. */
export const newJobLines = (best: NewJob, count: number): { job: string; pay: string; note: string } => ({
  job: `${tradeName(best.trade)} 招 ${best.headcount} 人`,
  pay: payOf(best),
  note: count === 1 ? `${placesLeft(best)}，合适就报名` : `一共 ${count} 个新活适合您`,
})

export const offerLines = (trade: string): { job: string; note: string } => ({ job: tradeName(trade), note: '位子给您留着，过时让给下一位' })
