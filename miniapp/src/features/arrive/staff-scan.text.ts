import type { ArrivalResult, ScanReason } from '@market/shared/arrive/arrive.contract'
import { scanWords } from '@market/shared/arrive/arrive.rules'
import { offlineWords, type OfflineVerdict } from '@market/shared/arrive/offline.rules'
import type { KeptScan } from '@market/shared/arrive/scan-queue'
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

const stands: Record<SignalKind, number> = { yes: 2000, provisional: 3000, amber: 5000, no: 5000 }

/** How long a result stands before the camera is back, ms. A refusal has to be read to the person in front. */
export const standsFor = (kind: SignalKind): number => stands[kind]

/** What staff are shown before the server is heard, and what the server is told of it. */
export type Noted = { kind: SignalKind; word: string; say: string; who: string; address: string | null; warning: string | null; provisional: ScanReason }

/** What this phone made of a code by its list, in words; `verdict` is null while it has no list. `now` is UTC ms by the server's clock. */
export function notedOf(verdict: OfflineVerdict | null, now: number): Noted {
  const unknown = { who: '', address: null, warning: null, provisional: 'retry_later' } as const
  if (verdict === null) return { ...unknown, kind: 'amber', word: '没连上网', say: '手机里还没有今天的名单，认不出。这一次已存下，连上网会自动报。' }
  const { reason, tone, person, since, shown, warnings } = verdict
  const known = {
    who: person ? whoWords(person) : '',
    address: person?.address ?? null,
    warning: warnings.includes('clock_wrong') ? '这部手机的时间不准，请在设置里改成自动。' : null,
  }
  // Who was hired, and who has left since, is not on an old list: nobody is let in by it.
  if (tone === 'green' && warnings.includes('roster_old')) {
    return { ...known, provisional: 'retry_later', kind: 'amber', word: '先联网更新', say: '手机里的名单太旧了，请先连上网更新。这一次已存下，连上网会自动报。' }
  }
  const words = offlineWords(verdict) ?? scanWords(reason, since, now, shown)
  return { ...known, ...words, kind: tone === 'green' ? 'provisional' : tone === 'amber' ? 'amber' : 'no', provisional: reason }
}

/** A result that came after the staff member had gone on to the next person. */
export type LateResult = { scanId: string; words: string; kind: SignalKind }

export const lateOf = ({ scanId, capturedAt, clockOffset }: Pick<KeptScan, 'scanId' | 'capturedAt' | 'clockOffset'>, result: ArrivalResult): LateResult => ({
  scanId, words: lateWords(capturedAt + clockOffset, result), kind: kindOf(result),
})

/** One line for a result that came after the screen had moved on: `06:21 王*国 38 号 卸货搬运：到岗`. */
export const lateWords = (capturedAt: number, result: ArrivalResult): string => `${clockTime(capturedAt)} ${whoWords(result) || '没认出的码'}：${result.word}`
