/**
 * What a letter is, by its code point: phones that are still in use know no `\p{…}` in a pattern. Han characters in all
 * planes, and 〇.
 */
export const isHan = (letter: string): boolean => {
  const point = letter.codePointAt(0) ?? 0
  return (
    (point >= 0x4e00 && point <= 0x9fff) || (point >= 0x3400 && point <= 0x4dbf) || (point >= 0x20000 && point <= 0x323af) ||
    (point >= 0xf900 && point <= 0xfaff) || point === 0x3007
  )
}
