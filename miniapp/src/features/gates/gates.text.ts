import type { Gate, GateCode } from '@market/shared/gates/gates.contract'
import { withdrawalReasonWords, type PosterSize, type WithdrawalReason } from '@market/shared/gates/gates.rules'
import { dayWord } from '@market/shared/words/show'

const choice = (value: WithdrawalReason) => ({ value, label: withdrawalReasonWords[value] })
export const codeReasons = (['replaced', 'lost', 'covered', 'misprinted', 'other'] as const).map(choice)
export const gateReasons = (['gate_closed', 'other'] as const).map(choice)

/** `今天起用`: since when a code leads in, or a screen shows one. */
export const sinceWords = ({ createdAt }: Pick<GateCode, 'createdAt'>, now: number): string => `${dayWord(createdAt, now)}起用`

/** The state of a gate in one line of the list. */
export function gateWords({ codes }: Gate, now: number): string {
  const [newest] = codes
  if (newest === undefined) return '码都停用了，扫不进来'
  return codes.length > 1 ? '一新一旧两个码，新海报贴好就停掉旧的' : `码 ${newest.readable.slice(0, 4)}… ${sinceWords(newest, now)}`
}

/** What to do with a poster that has come. */
export const printedWords = (size: PosterSize): string => `海报收到了。用 ${size} 纸打印，不要缩放。`

/** Screens of a gate, as whoever is in charge sees them. */
export const screensText = {
  title: '门口的屏',
  none: '旧平板、旧电视也行，放在门口。屏上的码 10 秒换一次，扫它签到的人肯定在场。',
  why: '扫屏签到的人肯定在场；扫海报的，要看到人才算核到。',
  make: '绑一块屏',
  madeTitle: '在那块屏上打开',
  madeWords: '用平板扫下面的码，或者在屏的浏览器里输入网址，它就成了这个门的屏。',
  madeClose: '打开了',
  secret: '只给这一次看。谁打开，谁就是这块屏，别拍照外传；弄丢了就停用，再绑一块。',
  endTitle: '停用这块屏',
  endWords: '屏上马上不再出码，之前出的码也扫不进来。停了不能恢复，可以重新绑一块。',
} as const

/** On the screen at a gate. */
export const screenWords = {
  title: '门口的屏幕',
  label: '签到的码',
  scan: '扫码签到',
  changes: '码每 10 秒换一次，拍下来的不能用',
  poster: '屏幕连不上的时候，请扫门上贴的码。',
} as const
