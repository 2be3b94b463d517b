import { joined, type ReadPicture } from './picture-bytes'

const needed = ['VP8X', 'ALPH', 'VP8 ', 'VP8L']

/** In the flags of VP8X: profile, Exif, XMP; the bit of an animation is refused before. */
const flagsOfMetadata = 0x20 | 0x08 | 0x04
const flagOfAnimation = 0x02

const sizeIn = (kind: string, data: Uint8Array): { width: number; height: number } | null => {
  const byte = (place: number): number => data[place] ?? 0
  if (kind === 'VP8X') return { width: 1 + (byte(4) | (byte(5) << 8) | (byte(6) << 16)), height: 1 + (byte(7) | (byte(8) << 8) | (byte(9) << 16)) }
  if (kind === 'VP8 ') return { width: (byte(6) | (byte(7) << 8)) & 0x3fff, height: (byte(8) | (byte(9) << 8)) & 0x3fff }
  if (kind === 'VP8L') {
    const bits = byte(1) | (byte(2) << 8) | (byte(3) << 16) | (byte(4) << 24)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  return null
}

/** A still WebP (RFC 9649) without Exif, XMP, colour profile and whatever follows its end. */
export function webpWithoutMetadata(bytes: Uint8Array): ReadPicture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fileEnd = bytes.length >= 12 ? 8 + view.getUint32(4, true) : Infinity
  if (fileEnd > bytes.length) return null
  const kept: Uint8Array[] = []
  let size: { width: number; height: number } | null = null
  let hasPicture = false
  let place = 12
  while (place + 8 <= fileEnd) {
    const kind = String.fromCharCode(...bytes.subarray(place, place + 4))
    const length = view.getUint32(place + 4, true)
    // Chunks begin at even places.
    const end = place + 8 + length + (length % 2)
    if (end > fileEnd) return null
    const chunk = bytes.slice(place, end)
    if (kind === 'VP8X') {
      if (((chunk[8] ?? 0) & flagOfAnimation) !== 0) return null
      chunk[8] = (chunk[8] ?? 0) & ~flagsOfMetadata
    }
    size ??= sizeIn(kind, chunk.subarray(8))
    hasPicture ||= kind === 'VP8 ' || kind === 'VP8L'
    if (needed.includes(kind)) kept.push(chunk)
    place = end
  }
  if (!size || !hasPicture) return null
  const content = joined([Uint8Array.of(0x57, 0x45, 0x42, 0x50), ...kept])
  const head = new Uint8Array(8)
  head.set([0x52, 0x49, 0x46, 0x46])
  new DataView(head.buffer).setUint32(4, content.length, true)
  return { ...size, bytes: joined([head, content]) }
}
