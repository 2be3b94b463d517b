import { joined, type ReadPicture } from './picture-bytes'

const soi = 0xd8
const eoi = 0xd9
const sos = 0xda
const app1 = 0xe1
const app14 = 0xee

/** Markers without a length: they stand alone. */
const alone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Tables, frames, scans and restart intervals make the picture; Adobe's APP14 says how its colours are meant. */
const isNeeded = (marker: number): boolean => isFrame(marker) || [0xc4, 0xcc, 0xdb, 0xdc, 0xdd, 0xde, sos, app14].includes(marker)

/** The Exif tag that says how the picture must be turned (1–8); 1 when there is none. */
function orientationIn(segment: Uint8Array): number {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength)
  const tiff = 10
  if (segment.length < tiff + 14 || String.fromCharCode(...segment.subarray(4, 8)) !== 'Exif') return 1
  const little = view.getUint16(tiff) === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, little)
  if (directory + 2 > segment.length) return 1
  const entries = view.getUint16(directory, little)
  for (let entry = directory + 2; entry < directory + 2 + entries * 12 && entry + 12 <= segment.length; entry += 12) {
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little)
  }
  return 1
}

/** An Exif segment with the orientation and nothing else: without it a licence lies on its side. */
const onlyOrientation = (orientation: number): Uint8Array =>
  Uint8Array.of(
    0xff, app1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00,
    0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01,
    0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, orientation, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00,
  )

/** Where the data of a scan ends: at the next marker that is neither a stuffed 0xFF nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let place = from; place + 1 < bytes.length; place += 1) {
    if (bytes[place] !== 0xff) continue
    const next = bytes[place + 1] ?? 0
    if (next !== 0x00 && next !== 0xff && !alone(next)) return place
  }
  return -1
}

/** A JPEG (ITU-T T.81) without comments, thumbnails, Exif, XMP, colour profiles and whatever follows its end. */
export function jpegWithoutMetadata(bytes: Uint8Array): ReadPicture {
  const kept: Uint8Array[] = [Uint8Array.of(0xff, soi)]
  let size: { width: number; height: number } | null = null
  let orientation = 1
  let place = 2
  while (place + 1 < bytes.length) {
    if (bytes[place] !== 0xff) return null
    const marker = bytes[place + 1] ?? 0
    if (marker === 0xff || alone(marker)) {
      place += marker === 0xff ? 1 : 2
      continue
    }
    if (marker === eoi) {
      if (!size) return null
      const turned = orientation >= 2 && orientation <= 8
      return { ...size, bytes: joined([kept[0] ?? new Uint8Array(), ...(turned ? [onlyOrientation(orientation)] : []), ...kept.slice(1), Uint8Array.of(0xff, eoi)]) }
    }
    const length = ((bytes[place + 2] ?? 0) << 8) | (bytes[place + 3] ?? 0)
    let end = place + 2 + length
    if (length < 2 || end > bytes.length) return null
    const segment = bytes.subarray(place, end)
    if (isFrame(marker)) {
      if (length < 8) return null
      size = { height: ((segment[5] ?? 0) << 8) | (segment[6] ?? 0), width: ((segment[7] ?? 0) << 8) | (segment[8] ?? 0) }
    }
    if (marker === app1 && orientation === 1) orientation = orientationIn(segment)
    if (marker === sos) {
      end = endOfScan(bytes, end)
      if (end < 0) return null
    }
    if (isNeeded(marker)) kept.push(bytes.subarray(place, end))
    place = end
  }
  return null
}
