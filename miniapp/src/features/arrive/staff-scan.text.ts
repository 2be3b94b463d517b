import type { ArrivalResult, ScanReason } from '@market/shared/arrive/arrive.contract'
import { workTime } from '@market/shared/words/show'
import { clockTime } from '@market/shared/words/time'
import type { SignalKind } from '../../platform/signal'

/** Refusals that are nobody's fault: another try, or a look at the clock, puts them right. The others are a no. */
const mayStillComeRight: readonly ScanReason[] = ['already_arrived', 'duplicate_upload', 'expired_code', 'clock_skew', 'outside_window', 'retry_later']

/** Green, red or amber of a result. */
export const kindOf = ({ status, reason }: Pick<ArrivalResult, 'status' | 'reason'>): SignalKind => {
  if (status === 'accepted') return 'yes'
  return mayStillComeRight.includes(reason) ? 'amber' : 'no'
}

/** Wide enough to be seen as a gap on a screen read at arm's length. */
const gap = '\u3000'

/** Masked name, number and job; only what is known. */
export const whoWords = ({ workerMasked, number, jobTitle }: Pick<ArrivalResult, 'workerMasked' | 'number' | 'jobTitle'>): string =>
  [workerMasked, number === null ? null : `${number} 号`, jobTitle].filter(Boolean).join(gap)

/** `06:21 · 比开工早 9 分钟`; empty while nobody has arrived. */
export function timeWords({ since, startsAt }: Pick<ArrivalResult, 'since' | 'startsAt'>): string {
  if (since === null) return ''
  return startsAt === null ? clockTime(since) : `${clockTime(since)} · ${againstStart(since, startsAt)}`
}

function againstStart(arrivedAt: number, startsAt: number): string {
  const minutes = Math.round((startsAt - arrivedAt) / 60_000)
  if (minutes === 0) return '正好开工'
  return minutes > 0 ? `比开工早 ${workTime(minutes)}` : `比开工晚 ${workTime(-minutes)}`
}

/** How long a result stands before the camera is back. A refusal has to be read to the person in front. */
export const standsFor = (kind: SignalKind): number => (kind === 'yes' ? 2000 : 5000)

/** One line for a result that came after the screen had moved on: `06:21 王*国 38 号 卸货搬运：到岗`. */
export const lateWords = (capturedAt: number, result: ArrivalResult): string => `${clockTime(capturedAt)} ${whoWords(result) || '没认出的码'}：${result.word}`
