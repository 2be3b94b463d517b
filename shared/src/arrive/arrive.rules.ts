import { bothHaveSigned, hasArrived } from '../apply/apply.rules'
import { isEnded, type ApplicationState } from '../journey'
import { moment } from '../words/show'
import { day, hour, minute } from '../words/time'
import type { ScanReason } from './arrive.contract'

/** How long before a job begins its workers may be confirmed; they are driven there from the market. */
export const earliestArrival = 3 * hour

/** A scan may be sent this much later than it was made: a request that had to be repeated in a dead corner. */
export const latestUpload = 10 * minute

/** One made without a network and older than this is not believed to be of that time. */
export const oldestUpload = 30 * day

/**
 * When a scan was made, as far as it is believed: the phone's word within `latestUpload`, else the time it came in. A phone
 * whose clock is ahead cannot have scanned in the future.
 */
export const scannedAt = (capturedAt: number, now: number): number => (capturedAt <= now && capturedAt >= now - latestUpload ? capturedAt : now)

/** What a work pass said, from its signature and time alone, or a printed slip, from whether it still counts. */
export type PassReading = 'ok' | 'expired' | 'clock_skew' | 'bad_signature' | 'revoked' | 'unknown_key'
/** What staff scanned: the pass on the phone, or the slip of somebody without one. */
export type ShownAtGate = 'work_pass' | 'slip'
/** What an arrival rests on: what was shown, or the word of two people. */
export type ConfirmedBy = ShownAtGate | 'by_hand'

export type ExpectedWorker = { state: ApplicationState; marketId: string; startsAt: number; endsAt: number }

/**
 * The verdict on one scan, the same for everybody who judges it.
 * @param expected what the pass is about; null when there is no such application
 * @param marketId where it was scanned
 * @param at when it was scanned, UTC ms
 */
export function judgeArrival(reading: PassReading, expected: ExpectedWorker | null, marketId: string, at: number): ScanReason {
  if (reading === 'bad_signature' || reading === 'revoked' || reading === 'unknown_key') return reading
  if (expected === null) return 'not_hired'
  // Before everything that would tell something about a person whom this market does not expect.
  if (expected.marketId !== marketId) return 'wrong_market'
  if (reading === 'expired') return 'expired_code'
  if (reading === 'clock_skew') return 'clock_skew'
  if (hasArrived(expected.state)) return 'already_arrived'
  // What nobody signed in time was not cancelled by anybody.
  if (!bothHaveSigned(expected.state)) return isEnded(expected.state) && expected.state !== 'unsigned' ? 'cancelled' : 'not_hired'
  return at < expected.startsAt - earliestArrival || at > expected.endsAt ? 'outside_window' : 'accepted'
}

// A slip says who, not for which job: what can be confirmed comes before what explains why nothing can.
const slipOrder: readonly ScanReason[] = ['accepted', 'already_arrived', 'outside_window', 'not_hired', 'cancelled', 'wrong_market']

/**
 * The one of a person's jobs that a slip stands for: what may be confirmed here now, else what best says why not. Null for
 * somebody with no work at all.
 */
export function workForSlip<W extends ExpectedWorker>(works: readonly W[], marketId: string, at: number): W | null {
  const place = (work: W): number => slipOrder.indexOf(judgeArrival('ok', work, marketId, at))
  return [...works].sort((one, other) => place(one) - place(other) || one.startsAt - other.startsAt)[0] ?? null
}

/** Whether a result may say whom it is about. Of another market's worker, or of nobody known, it says nothing. */
export const showsWorker = (reason: ScanReason): boolean => !['bad_signature', 'unknown_key', 'wrong_market', 'duplicate_upload', 'revoked', 'retry_later'].includes(reason)

const words: Record<ScanReason, { word: string; say: string }> = {
  accepted: { word: '到岗了', say: '看一眼是不是本人，就可以上工了。' },
  duplicate_upload: { word: '传过了', say: '这一次扫码别的手机已经传过，请重新扫一次。' },
  already_arrived: { word: '到过岗了', say: '已经确认过到岗，不用再扫。' },
  not_hired: { word: '还没签好', say: '协议还没有两边都签好。请工人在“我的活”里签字，等雇主也签好再来扫。' },
  cancelled: { word: '这活取消了', say: '这个位子已经取消，请工人看看别的活。' },
  wrong_job: { word: '不是这个活', say: '请工人打开今天这个活的工作码。' },
  wrong_market: { word: '不是本市场的', say: '请工人到报名的那个市场去确认。' },
  expired_code: { word: '码过期了', say: '请工人重新打开工作码，截图不能用。' },
  clock_skew: { word: '时间对不上', say: '请看看手机的时间准不准，改成自动，再扫一次。' },
  bad_signature: { word: '不是工作码', say: '请工人在“我的活”里打开工作码，再扫一次。' },
  revoked: { word: '码停用了', say: '手机上的码，请工人重新打开；是小票的，请带身份证到服务台重新打一张。' },
  unknown_key: { word: '认不出', say: '请连上网更新一下，再扫一次。' },
  outside_window: { word: '时间不对', say: '要在开工前 3 小时到收工之间来确认。' },
  retry_later: { word: '请稍等', say: '过几秒再扫一次。' },
}

/** A slip can be picked up by anybody, and its holder has no page to be sent to. */
const slipWords = {
  accepted: { word: '到岗了', say: '这是凭小票来的，请看一眼身份证，是本人才算。' },
  not_hired: { word: '没有活', say: '这个人今天在这里没有签好的活，请到服务台看看。' },
  bad_signature: { word: '不是小票', say: '这不是我们打的小票，请带身份证到服务台。' },
} as const satisfies Partial<Record<ScanReason, { word: string; say: string }>>

/**
 * The large word for the screen and one sentence of what to do.
 * @param since when the arrival was first confirmed, UTC ms
 */
export function scanWords(reason: ScanReason, since: number | null, now: number, shown: ShownAtGate = 'work_pass'): { word: string; say: string } {
  const { word, say } = words[reason]
  if (shown === 'slip' && reason in slipWords) return slipWords[reason as keyof typeof slipWords]
  return reason === 'already_arrived' && since !== null ? { word, say: `${moment(since, now)} 已经确认过，不用再扫。` } : { word, say }
}
