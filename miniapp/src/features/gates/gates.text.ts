import type { Gate, GateCode } from '@market/shared/gates/gates.contract'
import { withdrawalReasonWords, type PosterSize, type WithdrawalReason } from '@market/shared/gates/gates.rules'
import { dayWord } from '@market/shared/words/show'

const choice = (value: WithdrawalReason) => ({ value, label: withdrawalReasonWords[value] })
export const codeReasons = (['replaced', 'lost', 'covered', 'misprinted', 'other'] as const).map(choice)
export const gateReasons = (['gate_closed', 'other'] as const).map(choice)

/** `今天起用`: since when a code leads in. */
export const sinceWords = ({ createdAt }: GateCode, now: number): string => `${dayWord(createdAt, now)}起用`

/** The state of a gate in one line of the list. */
export function gateWords({ codes }: Gate, now: number): string {
  const [newest] = codes
  if (newest === undefined) return '码都停用了，扫不进来'
  return codes.length > 1 ? '一新一旧两个码，新海报贴好就停掉旧的' : `码 ${newest.readable.slice(0, 4)}… ${sinceWords(newest, now)}`
}

/** What to do with a poster that has come. */
export const printedWords = (size: PosterSize): string => `海报收到了。用 ${size} 纸打印，不要缩放。`

/** On the screen at a gate. */
export const screenWords = {
  title: '门口的屏幕',
  label: '签到的码',
  scan: '扫码签到',
  changes: '码每 10 秒换一次，拍下来的不能用',
  poster: '屏幕连不上的时候，请扫门上贴的码。',
} as const
