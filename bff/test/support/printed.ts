import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { crc32, deflateSync } from 'node:zlib'
import { PDFiumModule } from '@hyzyla/pdfium'
import jsQR from 'jsqr'
import { fullFont, type Weight } from '../../src/paper/fonts'

/**
 * A printed PDF as somebody sees it who did not make it: rendered by PDFium (what Chrome prints with), its code read by
 * jsQR from the pixels, and its text compared with the same text set in the complete font.
 */

type Pointer = number
/** The calls of PDFium's C interface that the package's own types leave out. */
type MoreOfPdfium = {
  _FPDF_CreateNewDocument(): Pointer
  _FPDFPage_New(document: Pointer, at: number, width: number, height: number): Pointer
  _FPDFPage_InsertObject(page: Pointer, object: Pointer): void
  _FPDFPage_RemoveObject(page: Pointer, object: Pointer): number
  _FPDFPage_GenerateContent(page: Pointer): number
  _FPDFPageObj_SetFillColor(object: Pointer, red: number, green: number, blue: number, alpha: number): number
  _FPDFPageObj_Destroy(object: Pointer): void
  _FPDFPageObj_Transform(object: Pointer, a: number, b: number, c: number, d: number, e: number, f: number): void
  _FPDFPageObj_CreateTextObj(document: Pointer, font: Pointer, size: number): Pointer
  _FPDFText_LoadFont(document: Pointer, data: Pointer, length: number, kind: number, cid: number): Pointer
  _FPDFText_SetText(object: Pointer, utf16: Pointer): number
  _FPDFText_GetUnicode(text: Pointer, at: number): number
  _FPDFText_IsGenerated(text: Pointer, at: number): number
  _FPDFText_GetFontSize(text: Pointer, at: number): number
  _FPDFText_GetCharOrigin(text: Pointer, at: number, x: Pointer, y: Pointer): number
  _FPDFText_GetMatrix(text: Pointer, at: number, matrix: Pointer): number
  _FPDFText_GetTextObject(text: Pointer, at: number): Pointer
  _FPDFTextObj_GetFont(object: Pointer): Pointer
  _FPDFTextObj_SetTextRenderMode(object: Pointer, mode: number): number
  _FPDFFont_GetIsEmbedded(font: Pointer): number
  _FPDFFont_GetBaseFontName(font: Pointer, buffer: Pointer, length: number): number
}

/** One glyph of the font stands for both; PDFium finds it by the second only. */
const sameGlyph: Readonly<Record<string, string>> = { '·': '・' }

const textObject = 1
const trueType = 2
const filled = 0
const grey = 1
const pointsPerMillimetre = 72 / 25.4

type Pdfium = Awaited<ReturnType<typeof PDFiumModule>> & MoreOfPdfium

async function loadPdfium(): Promise<Pdfium> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'))
  const pdfium = await PDFiumModule({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) }) as Pdfium
  pdfium._FPDF_InitLibraryWithConfig({})
  return pdfium
}

let loaded: Promise<Pdfium> | undefined

/** Grey pixels, 0 black to 255 white, row by row. */
export type Pixels = { width: number; height: number; grey: Uint8Array }

/** A character as it stands on the page, in points from the lower left corner. */
export type PrintedCharacter = { character: string; x: number; y: number; size: number; weight: Weight; embedded: boolean }

export type Printed = Awaited<ReturnType<typeof openPrinted>>

/** @param pageAt which page, from 0 */
export async function openPrinted(pdf: Uint8Array, pageAt = 0) {
  const pdfium = await (loaded ??= loadPdfium())

  const copyIn = (data: Uint8Array): Pointer => {
    const at = pdfium.wasmExports.malloc(data.length)
    pdfium.HEAPU8.set(data, at)
    return at
  }
  const view = (at: Pointer, length: number): DataView => new DataView(pdfium.HEAPU8.buffer, at, length)
  const withBuffer = <T>(length: number, use: (at: Pointer) => T): T => {
    const at = pdfium.wasmExports.malloc(length)
    try {
      return use(at)
    } finally {
      pdfium.wasmExports.free(at)
    }
  }

  const data = copyIn(pdf)
  const document = pdfium._FPDF_LoadMemDocument(data, pdf.length, 0)
  if (document === 0) throw new Error('not a PDF that a reader opens')
  const pages = pdfium._FPDF_GetPageCount(document)
  const page = pdfium._FPDF_LoadPage(document, pageAt)
  const width = pdfium._FPDF_GetPageWidth(page)
  const height = pdfium._FPDF_GetPageHeight(page)

  const render = (of: Pointer, dpi: number): Pixels => {
    const w = Math.round((width / 72) * dpi)
    const h = Math.round((height / 72) * dpi)
    return withBuffer(w * h, (buffer) => {
      const bitmap = pdfium._FPDFBitmap_CreateEx(w, h, grey, buffer, w)
      pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, w, h, 0xffffffff)
      pdfium._FPDF_RenderPageBitmap(bitmap, of, 0, 0, w, h, 0, 0)
      pdfium._FPDFBitmap_Destroy(bitmap)
      return { width: w, height: h, grey: pdfium.HEAPU8.slice(buffer, buffer + w * h) }
    })
  }

  const fontOf = (text: Pointer, at: number): { weight: Weight; embedded: boolean } => {
    const font = pdfium._FPDFTextObj_GetFont(pdfium._FPDFText_GetTextObject(text, at))
    const name = withBuffer(128, (buffer) => {
      const length = pdfium._FPDFFont_GetBaseFontName(font, buffer, 128)
      return Buffer.from(pdfium.HEAPU8.slice(buffer, buffer + length - 1)).toString('latin1')
    })
    return { weight: name.includes('Bold') ? 'bold' : 'regular', embedded: pdfium._FPDFFont_GetIsEmbedded(font) === 1 }
  }

  const readCharacters = (): PrintedCharacter[] => {
    const text = pdfium._FPDFText_LoadPage(page)
    const found: PrintedCharacter[] = []
    for (let at = 0; at < pdfium._FPDFText_CountChars(text); at += 1) {
      // Spaces and line ends that PDFium makes up between words stand in no font.
      if (pdfium._FPDFText_IsGenerated(text, at) === 1) continue
      const [x, y, a] = withBuffer(40, (buffer) => {
        pdfium._FPDFText_GetCharOrigin(text, at, buffer, buffer + 8)
        pdfium._FPDFText_GetMatrix(text, at, buffer + 16)
        const numbers = view(buffer, 40)
        return [numbers.getFloat64(0, true), numbers.getFloat64(8, true), numbers.getFloat32(16, true)] as const
      })
      const size = pdfium._FPDFText_GetFontSize(text, at) * a
      const unit = pdfium._FPDFText_GetUnicode(text, at)
      // A character beyond the first 65,536 comes in two halves; the second stands for nothing more.
      const last = found.at(-1)
      if (unit >= 0xdc00 && unit <= 0xdfff && last !== undefined) last.character += String.fromCharCode(unit)
      else found.push({ character: String.fromCharCode(unit), x, y, size, ...fontOf(text, at) })
    }
    pdfium._FPDFText_ClosePage(text)
    return found
  }
  const characters = readCharacters()

  /** The page with nothing but its text, in black. */
  const textOnly = (dpi: number): Pixels => {
    const alone = pdfium._FPDF_LoadPage(document, pageAt)
    const objects = Array.from({ length: pdfium._FPDFPage_CountObjects(alone) }, (_, at) => pdfium._FPDFPage_GetObject(alone, at))
    for (const object of objects) {
      if (pdfium._FPDFPageObj_GetType(object) === textObject) {
        pdfium._FPDFPageObj_SetFillColor(object, 0, 0, 0, 255)
        // Letters that a wider pen makes bold are compared without it.
        pdfium._FPDFTextObj_SetTextRenderMode(object, filled)
      }
      else if (pdfium._FPDFPage_RemoveObject(alone, object) === 1) pdfium._FPDFPageObj_Destroy(object)
    }
    const pixels = render(alone, dpi)
    pdfium._FPDF_ClosePage(alone)
    return pixels
  }

  /** The same characters at the same places, set by PDFium in the complete font, nothing of it left out. */
  const inFullFont = (dpi: number): Pixels => {
    const other = pdfium._FPDF_CreateNewDocument()
    const sheet = pdfium._FPDFPage_New(other, 0, width, height)
    const fonts = new Map<Weight, Pointer>()
    const kept: Pointer[] = []
    const fontFor = (weight: Weight): Pointer => {
      const known = fonts.get(weight)
      if (known !== undefined) return known
      const file = fullFont(weight)
      const at = copyIn(file)
      kept.push(at)
      const font = pdfium._FPDFText_LoadFont(other, at, file.length, trueType, 1)
      fonts.set(weight, font)
      return font
    }
    for (const { character, x, y, size, weight } of characters) {
      const object = pdfium._FPDFPageObj_CreateTextObj(other, fontFor(weight), size)
      const words = copyIn(Buffer.from(`${sameGlyph[character] ?? character}\0`, 'utf16le'))
      pdfium._FPDFText_SetText(object, words)
      pdfium.wasmExports.free(words)
      pdfium._FPDFPageObj_Transform(object, 1, 0, 0, 1, x, y)
      pdfium._FPDFPage_InsertObject(sheet, object)
    }
    pdfium._FPDFPage_GenerateContent(sheet)
    const pixels = render(sheet, dpi)
    pdfium._FPDF_ClosePage(sheet)
    pdfium._FPDF_CloseDocument(other)
    for (const at of kept) pdfium.wasmExports.free(at)
    return pixels
  }

  return {
    pages,
    widthMm: width / pointsPerMillimetre,
    heightMm: height / pointsPerMillimetre,
    characters,
    text: characters.map(({ character }) => character).join(''),
    pixels: (dpi: number): Pixels => render(page, dpi),
    textOnly,
    inFullFont,
    close(): void {
      pdfium._FPDF_ClosePage(page)
      pdfium._FPDF_CloseDocument(document)
      pdfium.wasmExports.free(data)
    },
  }
}

/** The page as a picture that somebody took of it: PNG, grey. */
export function photographOf({ width, height, grey: shades }: Pixels): Buffer {
  const rows = Buffer.alloc((width + 1) * height)
  for (let row = 0; row < height; row += 1) rows.set(shades.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(named), 4)
    return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey, no filter, not interlaced.
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

/** All words of a text module, those that are made from something left out. */
export const wordsIn = (words: unknown): string[] =>
  typeof words === 'string' ? [words] : typeof words === 'object' && words !== null ? Object.values(words).flatMap(wordsIn) : []

/**
 * What of the wanted words is not on the page as the complete font would print it: words that cannot be read, and
 * characters whose ink is off by more than a tenth, because a glyph was dropped, replaced or cut.
 */
export function wronglyPrinted(printed: Printed, wanted: readonly string[], dpi = 300): string[] {
  const unreadable = wanted.filter((words) => !printed.text.includes(words))
  const found = printed.textOnly(dpi)
  const complete = printed.inFullFont(dpi)
  const unit = dpi / 72
  const inkAt = ({ width, height, grey: shades }: Pixels, { x, y, size }: PrintedCharacter): number => {
    let sum = 0
    for (let row = Math.floor(height - (y + size * 0.95) * unit); row < height - (y - size * 0.25) * unit; row += 1) {
      for (let column = Math.floor(x * unit); column < (x + size) * unit; column += 1) sum += 255 - (shades[row * width + column] ?? 255)
    }
    return sum
  }
  const off = printed.characters.filter((one) => Math.abs(inkAt(found, one) - inkAt(complete, one)) > inkAt(complete, one) * 0.1)
  return [...unreadable, ...off.map(({ character }) => character)]
}

/** Everything black on these pixels together. */
export const inkOf = ({ grey: shades }: Pixels): number => shades.reduce((sum, shade) => sum + 255 - shade, 0)

export type SeenCode = { text: string; sideMm: number; quietModules: number }

/** What a phone that sees these pixels reads, how large the code is, and how many modules around it are white. */
export function readQr({ width, height, grey: shades }: Pixels, dpi: number): SeenCode | null {
  const colours = new Uint8ClampedArray(width * height * 4)
  shades.forEach((shade, at) => colours.set([shade, shade, shade, 255], at * 4))
  const found = jsQR(colours, width, height)
  if (found === null) return null
  const { topLeftCorner: start, topRightCorner: right, bottomLeftCorner: bottom } = found.location
  const side = right.x - start.x
  const step = side / (17 + 4 * found.version)
  /** Whether the frame that many modules away from the code is white. */
  const isWhite = (modules: number): boolean => {
    const [x0, y0, x1, y1] = [start.x - modules * step, start.y - modules * step, right.x + modules * step, bottom.y + modules * step].map(Math.round) as [number, number, number, number]
    const shadeAt = (x: number, y: number): number => shades[y * width + x] ?? 0
    for (let x = x0; x <= x1; x += 1) if (shadeAt(x, y0) < 250 || shadeAt(x, y1) < 250) return false
    for (let y = y0; y <= y1; y += 1) if (shadeAt(x0, y) < 250 || shadeAt(x1, y) < 250) return false
    return true
  }
  let quietModules = 0
  while (quietModules < 10 && isWhite(quietModules + 0.5)) quietModules += 1
  return { text: found.data, sideMm: (side / dpi) * 25.4, quietModules }
}
