import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { postingColumns, type PostingColumn } from '@market/shared/exchange/posting-columns'
import type { Cell } from '@market/shared/exchange/cells'
import { ZipFile } from 'yazl'

/** Files as other systems send them, made for tests. */

export type SampleRow = Partial<Record<PostingColumn, Cell>>

/** A row that is a posting; `number` makes it one of its own. It begins on 2026-11-24. */
export const sampleRow = (number: number, changes: SampleRow = {}): SampleRow => ({
  ...Object.fromEntries(postingColumns.map(({ key, example }) => [key, example])),
  externalId: `HY-${String(number).padStart(6, '0')}`,
  description: `第 ${number} 车瓷砖，卸下来搬到仓库码好`,
  address: `洛阳市涧西区西苑路 ${number} 号仓库`,
  employerName: '', creditCode: '', sourceName: '', sourceUrl: '', region: '',
  ...changes,
})

function* sampleRows(count: number, changes: SampleRow): Generator<SampleRow> {
  for (let number = 1; number <= count; number++) yield sampleRow(number, changes)
}

const headings = postingColumns.map(({ header }) => header)
const cellsOf = (row: SampleRow): Cell[] => postingColumns.map(({ key }) => row[key] ?? null)
const csvCell = (cell: Cell): string => (/[",\n]/.test(String(cell ?? '')) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell ?? ''))

export const csvText = (rows: Iterable<SampleRow>): string => [headings, ...[...rows].map(cellsOf)].map((cells) => cells.map(csvCell).join(',')).join('\r\n')

function* csvPieces(rows: Iterable<SampleRow>): Generator<string> {
  yield `${headings.join(',')}\r\n`
  for (const row of rows) yield `${cellsOf(row).map(csvCell).join(',')}\r\n`
}

function* jsonPieces(rows: Iterable<SampleRow>): Generator<string> {
  let before = '{"source":"洛阳宏运","jobs":['
  for (const row of rows) {
    yield before + JSON.stringify(row)
    before = ',\n'
  }
  yield ']}'
}

const xmlText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const columnLetters = (column: number): string => (column >= 26 ? columnLetters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

/** A workbook's parts; strings are shared, as Excel writes them, unless `inline`. */
function workbookParts(rows: Iterable<SampleRow>, { inline = false, date1904 = false } = {}): Record<string, () => Iterable<string>> {
  const strings = new Map<string, number>()
  const cellXml = (cell: Cell, at: string): string => {
    if (cell === null || cell === '') return ''
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
    if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`
    if (inline) return `<c r="${at}" t="inlineStr"><is><t>${xmlText(cell)}</t></is></c>`
    const index = strings.get(cell) ?? strings.size
    strings.set(cell, index)
    return `<c r="${at}" t="s"><v>${index}</v></c>`
  }
  const rowXml = (cells: Cell[], line: number): string => `<row r="${line}">${cells.map((cell, column) => cellXml(cell, `${columnLetters(column)}${line}`)).join('')}</row>`
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  return {
    '[Content_Types].xml': () => ['<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    'xl/workbook.xml': () => [`<workbook xmlns="${main}" xmlns:r="x"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets><sheet name="旧" state="hidden" sheetId="2" r:id="rId9"/><sheet name="招工" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    'xl/_rels/workbook.xml.rels': () => ['<Relationships><Relationship Id="rId9" Target="worksheets/sheet9.xml"/><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'],
    'xl/worksheets/sheet1.xml': function* () {
      yield `<worksheet xmlns="${main}"><sheetData>${rowXml(headings, 1)}`
      let line = 1
      for (const row of rows) yield rowXml(cellsOf(row), ++line)
      yield '</sheetData></worksheet>'
    },
    ...(inline ? {} : {
      'xl/sharedStrings.xml': function* () {
        yield `<sst xmlns="${main}">`
        for (const text of strings.keys()) yield `<si><t>${xmlText(text)}</t></si>`
        yield '</sst>'
      },
    }),
  }
}

/** Writes a zip; each part is made when its turn comes, after those before it. */
export async function writeZip(path: string, parts: Record<string, () => Iterable<string>>): Promise<void> {
  const zip = new ZipFile()
  for (const [name, pieces] of Object.entries(parts)) {
    zip.addReadStreamLazy(name, {}, (give) => { give(null, Readable.from(encoded(pieces()))) })
  }
  zip.end()
  await pipeline(zip.outputStream as Readable, createWriteStream(path))
}

function* encoded(pieces: Iterable<string>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}

export const writeWorkbook = (path: string, rows: Iterable<SampleRow>, options?: { inline?: boolean; date1904?: boolean }): Promise<void> =>
  writeZip(path, workbookParts(rows, options))

/** A large file of good postings. */
export async function writeManyPostings(path: string, format: 'csv' | 'xlsx' | 'json', count: number, changes: SampleRow = {}): Promise<void> {
  const rows = sampleRows(count, changes)
  if (format === 'xlsx') return writeWorkbook(path, rows)
  const pieces = format === 'csv' ? csvPieces(rows) : jsonPieces(rows)
  await pipeline(Readable.from(encoded(pieces)), createWriteStream(path))
}

/** A small file with whatever stands in it. */
export const writeText = (path: string, text: string | Buffer): Promise<void> => writeFile(path, text)
