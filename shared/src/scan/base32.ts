import { base32Alphabet } from './scan.rules'

/** Base 32 of bytes whose bits divide by five, which leaves no spare bits that could be changed unseen. */
export function toBase32(bytes: Uint8Array): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += base32Alphabet.charAt((value >> bits) & 31)
    }
  }
  return text
}

/** The way back; null for what `toBase32` does not write. */
export function fromBase32(text: string): Uint8Array | null {
  if ((text.length * 5) % 8 !== 0) return null
  const bytes = new Uint8Array((text.length * 5) / 8)
  let at = 0
  let bits = 0
  let value = 0
  for (const letter of text) {
    const digit = base32Alphabet.indexOf(letter)
    if (digit < 0) return null
    value = ((value << 5) | digit) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at] = (value >> bits) & 255
      at += 1
    }
  }
  return bytes
}
