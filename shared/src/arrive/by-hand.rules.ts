import type { ScanReason } from './arrive.contract'
import { scanWords } from './arrive.rules'

/** Why somebody has nothing to scan. A closed list: it is kept with the scan and in the audit log, where nothing personal may be typed. */
export const byHandReasons = ['phone_dead', 'phone_broken', 'card_forgotten', 'other'] as const
export type ByHandReason = (typeof byHandReasons)[number]

export const byHandReasonWords: Record<ByHandReason, string> = {
  phone_dead: '手机没电了',
  phone_broken: '手机坏了，打不开码',
  card_forgotten: '手机、小票都没带',
  other: '别的原因',
}

export const isByHand = (cause: string): cause is ByHandReason => byHandReasons.some((reason) => reason === cause)

/**
 * A large word and one sentence for whoever entered somebody.
 * @param said `waits`: another person has to confirm it; else why it is not taken
 */
export function byHandWords(said: 'waits' | ScanReason): { word: string; say: string } {
  if (said === 'waits') return { word: '等同事确认', say: '已经报上去，还不算到岗。请另一位同事在“队列”里核对，他确认了才算。' }
  if (said === 'duplicate_upload') return { word: '报过了', say: '这一次已经报过。还要报的话，请再点一次这个人。' }
  if (said === 'already_arrived') return { word: '到过岗了', say: '已经确认过到岗，不用再报。' }
  return scanWords(said, null, 0)
}
