const firstRow = 0xa1
const lastRow = 0xf7
const lastCell = 0xfe

/**
 * ASCII and the characters of GB 2312-80 (6,763 Hanzi, 682 signs, and the few signs that GB 18030 put into its free
 * cells): what nearly every name and every sentence is written with. Read off the standard's own code points, so that no
 * list has to be kept.
 */
export function gb2312(): string {
  const decoder = new TextDecoder('gb18030')
  let characters = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)).join('')
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let cell = firstRow; cell <= lastCell; cell += 1) {
      const character = decoder.decode(new Uint8Array([row, cell]))
      // Cells that are still free come out as the replacement sign or in the private use area.
      if (character.length === 1 && !/[\ufffd\ue000-\uf8ff]/.test(character)) characters += character
    }
  }
  return characters
}
