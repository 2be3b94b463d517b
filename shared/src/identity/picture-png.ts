import { joined, type ReadPicture } from './picture-bytes'

/** The chunks that make the picture; all others say something about it. */
const needed = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']

/** A PNG (ISO/IEC 15948) without texts, times, Exif, profiles, further frames and whatever follows its end. */
export function pngWithoutMetadata(bytes: Uint8Array): ReadPicture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  let size: { width: number; height: number } | null = null
  let place = 8
  while (place + 12 <= bytes.length) {
    const length = view.getUint32(place)
    const end = place + 12 + length
    if (end > bytes.length) return null
    const kind = String.fromCharCode(...bytes.subarray(place + 4, place + 8))
    if (kind === 'IHDR' && length >= 13) size = { width: view.getUint32(place + 8), height: view.getUint32(place + 12) }
    if (!size) return null
    if (needed.includes(kind)) kept.push(bytes.subarray(place, end))
    if (kind === 'IEND') return { ...size, bytes: joined(kept) }
    place = end
  }
  return null
}
