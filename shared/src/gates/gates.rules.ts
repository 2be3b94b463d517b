import type { FieldProblem } from '../errors'
import { keptText } from '../jobs/jobs.rules'
import { isHan } from '../words/letters'

/** Standing codes a gate may have at once: the one on the wall, and the one that is printed to take its place. */
export const mostCodes = 2
/** Screens of one gate that may show its code. */
export const mostScreens = 4
/** Standing gates of one market. */
export const mostGates = 40
export const longestGateName = 12

export const posterSizes = ['A4', 'A3'] as const
export type PosterSize = (typeof posterSizes)[number]

/** Why a code or a gate is taken out of use; kept with the act. */
export const withdrawalReasons = ['replaced', 'lost', 'covered', 'misprinted', 'gate_closed', 'other'] as const
export type WithdrawalReason = (typeof withdrawalReasons)[number]
export const withdrawalReasonWords: Record<WithdrawalReason, string> = {
  replaced: '换新码了', lost: '海报丢了、撕了', covered: '被人贴了别的', misprinted: '印错了', gate_closed: '这个门不用了', other: '别的原因',
}

/** A gate's name as it is kept: without spaces at its ends, one where there were several. */
export const keptGateName = (typed: string): string => typed.replace(/\s+/g, ' ').trim()

/** Han characters, letters and digits, and what names of doors have besides: it is printed on a wall in large type. */
const isGateName = (name: string): boolean =>
  Array.from(name).every((letter, place) => isHan(letter) || /[0-9A-Za-z]/.test(letter) || (place > 0 && /[ ·、（）()#-]/.test(letter)))

/** What is wrong with the name of a gate. */
export function gateNameProblems(typed: string): FieldProblem[] {
  const name = keptGateName(typed)
  if (name === '') return [{ field: 'name', message: '请给入口起个名字，比如“东门”' }]
  if ([...name].length > longestGateName) return [{ field: 'name', message: `名字最多 ${longestGateName} 个字` }]
  return isGateName(name) ? [] : [{ field: 'name', message: '名字只用汉字、字母和数字，比如“东门”“3 号门”' }]
}

/** The file a poster is kept as: the same for the same gate and size, so that making it again replaces it. */
export const posterFileName = ({ marketName, gateName: gate, size }: { marketName: string; gateName: string; size: PosterSize }): string =>
  `${forFileNames(marketName)}-${forFileNames(gate)}-${size}.pdf`

/** Without what some system does not allow in a file's name. A space stays to be seen: `3 号门` and `3号门` are two gates. */
const forFileNames = (name: string): string => keptText(name).replace(/[\\/:*?"<>|]/g, '').replace(/\s/g, '_')
