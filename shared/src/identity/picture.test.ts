import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPicture, mostBytes } from './picture'
import { joined } from './picture-bytes'
import { samplePictures } from './picture.samples'

const sample = (name: keyof typeof samplePictures): Uint8Array => Uint8Array.from(Buffer.from(samplePictures[name], 'base64'))
const text = (content: string): Uint8Array => Uint8Array.from(Buffer.from(content, 'latin1'))
const holds = (bytes: Uint8Array, content: string): boolean => Buffer.from(bytes).includes(content, 0, 'latin1')
const cleaned = (bytes: Uint8Array): Uint8Array => {
  const checked = checkPicture(bytes)
  if (!checked.ok) throw new Error(checked.message)
  return checked.value.bytes
}

const segment = (marker: number, content: Uint8Array): Uint8Array => joined([Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff), content])
/** Exif of a phone: orientation, and words that stand for place and maker. */
const exif = (orientation: number, little: boolean): Uint8Array => {
  const content = new Uint8Array(64)
  content.set(text(little ? 'Exif\0\0II*\0' : 'Exif\0\0MM\0*'))
  const view = new DataView(content.buffer)
  view.setUint32(10, 8, little)
  view.setUint16(14, 2, little)
  view.setUint16(16, 0x8825, little)
  view.setUint16(28, 0x0112, little)
  view.setUint16(30, 3, little)
  view.setUint32(32, 1, little)
  view.setUint16(36, orientation, little)
  content.set(text('GPS 34.62N 112.45E'), 42)
  return segment(0xe1, content)
}
const afterStart = (picture: Uint8Array, ...pieces: Uint8Array[]): Uint8Array => joined([picture.subarray(0, 2), ...pieces, picture.subarray(2)])

const chunk = (kind: string, content: Uint8Array): Uint8Array => {
  const head = new Uint8Array(8)
  new DataView(head.buffer).setUint32(0, content.length)
  head.set(text(kind), 4)
  return joined([head, content, new Uint8Array(4)])
}
const riff = (...chunks: Uint8Array[]): Uint8Array => {
  const content = joined([text('WEBP'), ...chunks])
  const head = new Uint8Array(8)
  head.set(text('RIFF'))
  new DataView(head.buffer).setUint32(4, content.length, true)
  return joined([head, content])
}
const webpChunk = (kind: string, content: Uint8Array): Uint8Array => {
  const head = new Uint8Array(8)
  head.set(text(kind))
  new DataView(head.buffer).setUint32(4, content.length, true)
  return joined([head, content, new Uint8Array(content.length % 2)])
}
const extended = (flags: number): Uint8Array => webpChunk('VP8X', Uint8Array.of(flags, 0, 0, 0, 239, 0, 0, 199, 0, 0))

describe('a picture is known by its bytes', () => {
  test.each([
    ['jpeg', 'image/jpeg'],
    ['progressiveJpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
  ] as const)('%s', (name, mime) => {
    expect(checkPicture(sample(name))).toMatchObject({ ok: true, value: { mime, width: 240, height: 200 } })
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['a text', text('not a picture')],
    ['a GIF', text('GIF89a')],
    ['a PDF', text('%PDF-1.7')],
    ['SVG with a script', text('<svg onload="alert(1)"/>')],
    ['a sound in the same container', text('RIFF\x24\0\0\0WAVE')],
  ])('%s is none', (_words, bytes) => {
    expect(checkPicture(bytes)).toEqual({ ok: false, message: '这不是照片，请重新拍一张' })
  })
})

describe('what hangs on a picture is left behind', () => {
  test.each(['jpeg', 'progressiveJpeg'] as const)('%s: place, comments, thumbnails and what follows the end', (name) => {
    const picture = sample(name)
    const phone = joined([
      afterStart(picture, exif(1, false), segment(0xe2, text('ICC_PROFILE')), segment(0xfe, text('taken by 王建国')), segment(0xed, text('Photoshop'))),
      text('GPS trailer<script>'),
    ])
    const kept = cleaned(phone)
    for (const secret of ['GPS', 'ICC_PROFILE', 'taken by', 'Photoshop', 'script', 'Exif', 'JFIF']) expect(holds(kept, secret)).toBe(false)
    expect(kept).toEqual(cleaned(picture))
  })

  test.each([[6, false], [8, true], [3, true]])('a JPEG stays upright: orientation %d is kept, and nothing else of it', (orientation, little) => {
    const kept = cleaned(afterStart(sample('jpeg'), exif(orientation, little)))
    expect(holds(kept, 'GPS')).toBe(false)
    expect(kept.length).toBe(cleaned(sample('jpeg')).length + 36)
    // What was kept says the same when it is read again.
    expect(cleaned(kept)).toEqual(kept)
    expect(kept[2 + 4 + 6 + 8 + 2 + 9]).toBe(orientation)
  })

  test('PNG: texts, times, places and what follows the end', () => {
    const picture = sample('png')
    const header = picture.subarray(0, 33)
    const phone = joined([header, chunk('tEXt', text('GPS')), chunk('eXIf', text('GPS')), chunk('tIME', text('time')), picture.subarray(33), text('GPS')])
    expect(holds(cleaned(phone), 'GPS')).toBe(false)
    expect(cleaned(phone)).toEqual(cleaned(picture))
  })

  test('WebP: Exif, XMP and profile, and the flags that announce them', () => {
    const picture = sample('webp').subarray(12)
    const phone = riff(extended(0x2c), webpChunk('ICCP', text('prof')), picture, webpChunk('EXIF', text('GPS')), webpChunk('XMP ', text('GPSs')))
    const kept = cleaned(phone)
    expect(kept).toEqual(riff(extended(0), picture))
    expect(checkPicture(kept)).toMatchObject({ ok: true, value: { width: 240, height: 200 } })
  })
})

describe('a picture that cannot be shown is refused', () => {
  const broken = { ok: false, message: '这张照片坏了，打不开，请重新拍一张' }

  test.each(['jpeg', 'progressiveJpeg', 'png', 'webp'] as const)('%s cut off anywhere', (name) => {
    const picture = sample(name)
    for (let length = 16; length < picture.length - 2; length += 7) expect(checkPicture(picture.subarray(0, length)).ok).toBe(false)
  })

  test('moving pictures, and a container without a picture', () => {
    expect(checkPicture(riff(extended(0x02), sample('webp').subarray(12)))).toEqual(broken)
    expect(checkPicture(riff(extended(0)))).toEqual(broken)
  })

  test('too small, too large, or large once unpacked', () => {
    const sized = (width: number, height: number): Uint8Array => {
      const picture = sample('png')
      const view = new DataView(picture.buffer)
      view.setUint32(16, width)
      view.setUint32(20, height)
      return picture
    }
    expect(checkPicture(sized(240, 199))).toEqual({ ok: false, message: '照片太小，看不清字，请重新拍一张' })
    expect(checkPicture(sized(6001, 300))).toEqual({ ok: false, message: '照片尺寸太大了，请重新拍一张' })
    expect(checkPicture(sized(5000, 5000))).toEqual({ ok: false, message: '照片尺寸太大了，请重新拍一张' })
    expect(checkPicture(sized(0, 0)).ok).toBe(false)
    expect(checkPicture(sized(6000, 4000)).ok).toBe(true)
    expect(checkPicture(joined([sample('png'), new Uint8Array(mostBytes)]))).toEqual({ ok: false, message: '照片太大了，请重新拍一张，或者截小一点' })
  })

  test('whatever the bytes are, there is an answer', () => {
    const starts = (['jpeg', 'progressiveJpeg', 'png', 'webp'] as const).map(sample)
    fc.assert(fc.property(
      fc.constantFrom(...starts), fc.array(fc.tuple(fc.nat(1_400), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }), fc.uint8Array({ maxLength: 40 }),
      (start, changes, tail) => {
        const bytes = joined([start, tail])
        for (const [place, byte] of changes) if (place < bytes.length) bytes[place] = byte
        const checked = checkPicture(bytes)
        if (checked.ok) expect(checkPicture(checked.value.bytes)).toMatchObject({ ok: true, value: { bytes: checked.value.bytes } })
      },
    ), { numRuns: 500 })
  })
})
