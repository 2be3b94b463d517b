import { nextState, type ApplicationState } from '../journey'
import { day } from '../words/time'
import type { ScanReason } from './arrive.contract'
import { judgeArrival, oldestUpload, scanWords, type ExpectedWorker } from './arrive.rules'

/** Why somebody who stands at the gate has nothing to scan. */
export const reasonsAtGate = ['phone_dead', 'phone_broken', 'card_forgotten', 'other'] as const
/** The only reason once the hours are over, and not a moment before: the work is done, and nobody scanned. */
export const reasonAfterHours = 'worked_unscanned'
/** A closed list: it is kept with the scan and in the audit log, where nothing personal may be typed. */
export const byHandReasons = [...reasonsAtGate, reasonAfterHours] as const
export type ByHandReason = (typeof byHandReasons)[number]

/** So long after the hours somebody may still be entered (ms): as long as a scan made without a network is still taken. */
export const latestByHand = oldestUpload

export const byHandReasonWords: Record<ByHandReason, string> = {
  phone_dead: '手机没电了',
  phone_broken: '手机坏了，打不开码',
  card_forgotten: '手机、小票都没带',
  other: '别的原因',
  worked_unscanned: '干了活，当时没扫上',
}

export const isByHand = (cause: string): cause is ByHandReason => byHandReasons.some((reason) => reason === cause)

/**
 * Of when somebody who is entered at `now` (UTC ms) has arrived once it is confirmed. After the hours nobody knows when they came: it is the
 * hour that both have signed, the start.
 */
export const byHandArrival = (reason: ByHandReason, { startsAt }: Pick<ExpectedWorker, 'startsAt'>, now: number): number => (reason === reasonAfterHours ? startsAt : now)

/** Whether hours that ended at `endsAt` are over and somebody may still be entered for them; UTC ms. */
const isLateEntry = (endsAt: number, now: number): boolean => now > endsAt && now <= endsAt + latestByHand

/** Whether somebody's hours are over at `now` (UTC ms), nobody confirmed them, and they may still be entered. */
export const mayStillBeEntered = (state: ApplicationState, endsAt: number, now: number): boolean => nextState(state, 'arrive') !== null && isLateEntry(endsAt, now)

/** The verdict on somebody who is entered at `now` (UTC ms) at a market: as on a scan, save that each reason has its time. */
export function judgeByHand(reason: ByHandReason, expected: ExpectedWorker, marketId: string, now: number): ScanReason {
  const verdict = judgeArrival('ok', expected, marketId, byHandArrival(reason, expected, now))
  return verdict === 'accepted' && reason === reasonAfterHours && !isLateEntry(expected.endsAt, now) ? 'outside_window' : verdict
}

/**
 * A large word and one sentence for whoever entered somebody.
 * @param said `waits`: another person has to confirm it; else why it is not taken
 */
export function byHandWords(said: 'waits' | ScanReason, reason: ByHandReason): { word: string; say: string } {
  if (said === 'waits') return { word: '等同事确认', say: '已经报上去，还不算到岗。请另一位同事在“队列”里核对，他确认了才算。' }
  if (said === 'duplicate_upload') return { word: '报过了', say: '这一次已经报过。还要报的话，请再点一次这个人。' }
  if (said === 'already_arrived') return { word: '到过岗了', say: '已经确认过到岗，不用再报。' }
  if (said === 'outside_window') {
    const say = reason === reasonAfterHours ? `收工以后 ${latestByHand / day} 天里才能这样报。` : '要在开工前 3 小时到收工之间来确认。已经收工的，请到“没到岗核实”里报。'
    return { word: scanWords(said, null, 0).word, say }
  }
  return scanWords(said, null, 0)
}
