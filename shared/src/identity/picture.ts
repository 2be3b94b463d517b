import { fine, wrong, type Checked } from '../register/checked'
import type { ReadPicture } from './picture-bytes'
import { jpegWithoutMetadata } from './picture-jpeg'
import { pngWithoutMetadata } from './picture-png'
import { webpWithoutMetadata } from './picture-webp'

/**
 * Pictures of papers. What a file is called and says it is counts for nothing: its bytes decide. What is kept is rebuilt from
 * the parts that make the picture, so that place, time, phone and whatever else hangs on it stay behind (PIPL 6: no more
 * data than needed).
 */
export const pictureMimes = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PictureMime = (typeof pictureMimes)[number]

export type Picture = { mime: PictureMime; width: number; height: number; bytes: Uint8Array }

/** Largest file, in bytes. */
export const mostBytes = 1_200_000
/** Below this a licence cannot be read; above it a small file unpacks to more than a phone's memory. */
export const leastSide = 200
export const mostSide = 6_000
export const mostPixels = 24_000_000

const startsWith = (bytes: Uint8Array, start: readonly number[], offset = 0): boolean => start.every((byte, place) => bytes[offset + place] === byte)

const mimeOf = (bytes: Uint8Array): PictureMime | null => {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp'
  return null
}

const readers: Record<PictureMime, (bytes: Uint8Array) => ReadPicture> = {
  'image/jpeg': jpegWithoutMetadata,
  'image/png': pngWithoutMetadata,
  'image/webp': webpWithoutMetadata,
}

/** The picture without anything that is not the picture, or why it cannot be taken. */
export function checkPicture(bytes: Uint8Array): Checked<Picture> {
  if (bytes.length > mostBytes) return wrong('照片太大了，请重新拍一张，或者截小一点')
  const mime = mimeOf(bytes)
  if (!mime) return wrong('这不是照片，请重新拍一张')
  const read = readers[mime](bytes)
  if (!read) return wrong('这张照片坏了，打不开，请重新拍一张')
  const { width, height } = read
  if (Math.min(width, height) < leastSide) return wrong('照片太小，看不清字，请重新拍一张')
  if (Math.max(width, height) > mostSide || width * height > mostPixels) return wrong('照片尺寸太大了，请重新拍一张')
  return fine({ mime, ...read })
}
