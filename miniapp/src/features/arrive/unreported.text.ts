import type { KeptScan, ScanFate } from '@market/shared/arrive/scan-queue'
import { clockTime } from '@market/shared/words/time'

/** The words about scans that are on this phone and not yet with the server. */

/** `还有 3 次扫码没报上去`. */
export const waitingWords = (count: number): string => `还有 ${count} 次扫码没报上去`

/** What becomes of them, and what staff have to do: nothing, or to find a network. */
export function waitingNext({ online, stopped, full }: { online: boolean; stopped: string | null; full: boolean }): string {
  if (stopped !== null) return `${stopped}扫过的都还存在这部手机里。`
  if (full) return '手机快存满了，请尽快连上网报上去。'
  return online ? '正在自动报，不用重扫。' : '连上网会自动报，不用重扫。关掉也不会丢，下次打开接着报。'
}

/** `第 7 次`, `第 7 到 9 次`. */
const gapWords = ({ from, to }: { from: number; to: number }): string => (from === to ? `第 ${from} 次` : `第 ${from} 到 ${to} 次`)

/** Numbers the server never got, though later ones came: told to whoever can still ask who stood there. */
export const gapsWords = (gaps: readonly { from: number; to: number }[]): string =>
  `这部手机${gaps.map(gapWords).join('、')}扫码没有传到，可能被清掉了。请对一下名单，没记上的到服务台补。`

export const fateHeads: Record<ScanFate['kind'], string> = {
  not_taken: '没报上去的',
  differs: '报上去了，但没算到岗',
}

export const fateWords = (fate: ScanFate): { word: string; say: string } =>
  fate.kind === 'not_taken' ? { word: '没报上去', say: `${fate.message}可以再报一次；还是不行，请让本人到服务台补登记。` } : { word: fate.word, say: fate.say }

/** `06:21 王*国 38 号`, by the server's clock as far as this phone knew it. */
export const scanLine = ({ capturedAt, clockOffset }: Pick<KeptScan, 'capturedAt' | 'clockOffset'>, who: string): string => `${clockTime(capturedAt + clockOffset)} ${who || '没认出的码'}`
