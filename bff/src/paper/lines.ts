/** Breaking and sizing lines. Pure: the widths come from whoever asks. */

/** How wide words are when set at a size. */
export type WidthOf = (words: string, size: number) => number

/** No line begins with one of these: the usual rule of Chinese typesetting. */
const neverFirst = new Set('，。、；：！？）》”’…—')
/** In a name these stay whole: a second line then begins with a word. */
const endingsOfNames = ['零工市场', '零工服务站', '灵活就业服务专区', '灵活就业服务窗口']

/**
 * A sentence in lines no wider than `width`. Letters and digits that belong together stay together, unless they are
 * longer than a line.
 */
export function wrap(words: string, { width, size, widthOf }: { width: number; size: number; widthOf: WidthOf }): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const pieces = (words.match(/[\x21-\x7e]+|[^\x21-\x7e]/gu) ?? []).flatMap((piece) => (piece.length > 2 && widthOf(piece, size) > width ? [...piece] : [piece]))
  for (const piece of pieces) {
    // Characters are as wide beside others as alone, so a line is not measured anew for each of them.
    const wide = widthOf(piece, size)
    if (line !== '' && used + wide > width && !neverFirst.has(piece)) {
      lines.push(line.trimEnd())
      line = ''
      used = 0
    }
    if (line === '' && piece === ' ') continue
    line += piece
    used += wide
  }
  return line === '' ? lines : [...lines, line.trimEnd()]
}

/** From one baseline to the next, in ems. */
export const lineHeight = 1.22

type Fit = { width: number; height: number; lines: number; most: number; least: number; widthOf: WidthOf }

/**
 * A name as large as it fits: in as few lines as keep it at `least`, otherwise in all of them and smaller.
 * @param fit the room for it, its `most` and `least` size, and the most `lines`
 */
export function fitName(name: string, { width, height, lines, most, least, widthOf }: Fit): { size: number; lines: string[] } {
  const sizeOf = (broken: string[]): number =>
    Math.min(most, height / (1 + (broken.length - 1) * lineHeight), width / Math.max(...broken.map((line) => widthOf(line, 1))))
  const sizeIn = (broken: string[]) => ({ size: sizeOf(broken), lines: broken })
  for (let count = 1; count <= lines; count += 1) {
    const ending = count === 2 ? endingsOfNames.find((end) => name.endsWith(end) && name !== end) : undefined
    if (ending !== undefined) {
      const fitted = sizeIn([name.slice(0, -ending.length), ending])
      if (fitted.size >= least) return fitted
    }
    const fitted = sizeIn(evenly(name, count, (text) => widthOf(text, 1)))
    if (fitted.size >= least) return fitted
  }
  return sizeIn(evenly(name, lines, (text) => widthOf(text, 1)))
}

/** The name in so many lines, the widest of them as narrow as can be. */
function evenly(name: string, count: number, width: (text: string) => number): string[] {
  const characters = [...name]
  if (count === 1 || characters.length <= 1) return [name]
  let best: { lines: string[]; widest: number } | null = null
  for (let at = 1; at < characters.length; at += 1) {
    if (neverFirst.has(characters[at] ?? '')) continue
    const first = characters.slice(0, at).join('')
    if (best !== null && width(first) >= best.widest) break
    const lines = [first, ...evenly(characters.slice(at).join(''), count - 1, width)]
    const widest = Math.max(...lines.map(width))
    if (best === null || widest < best.widest) best = { lines, widest }
  }
  return best?.lines ?? [name]
}
