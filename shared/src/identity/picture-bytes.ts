/** What was read of a file, or null where the bytes are no such file. */
export type ReadPicture = { width: number; height: number; bytes: Uint8Array } | null

/** Puts pieces together. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let place = 0
  for (const piece of pieces) {
    whole.set(piece, place)
    place += piece.length
  }
  return whole
}
