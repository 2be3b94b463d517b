import { encode } from 'uqr'

/** Modules of white around the code: with fewer, cheap readers do not find it (ISO/IEC 18004). */
export const quietZone = 4

/** A row of black modules. */
export type QrRun = { x: number; y: number; length: number }
/** A QR code in modules, quiet zone included in `size`: its runs, and the same as an SVG path. */
export type QrSquares = { runs: QrRun[]; path: string; size: number }

/**
 * @param wear how much of the code may be lost: `wall` bears rain, scratches and stickers (25 % and more), `hand` a fold (15 %)
 * @throws RangeError when the text is too long for a code
 */
export function qrSquares(text: string, wear: 'wall' | 'hand'): QrSquares {
  // A higher level that costs no larger code is taken as it comes.
  const { data, size } = encode(text, { ecc: wear === 'wall' ? 'Q' : 'M', boostEcc: true, border: quietZone })
  const runs: QrRun[] = []
  data.forEach((row, y) => {
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue
      const from = x
      while (row[x]) x += 1
      runs.push({ x: from, y, length: x - from })
    }
  })
  // One path: squares drawn one by one leave hairlines between them on screens and cheap printers.
  return { runs, path: runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h${-length}z`).join(''), size }
}
