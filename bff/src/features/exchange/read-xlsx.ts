import type { Readable } from 'node:stream'
import type { Cell } from '@market/shared/exchange/cells'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { tableReader, type FileRow } from './heading'
import { UnreadableFile } from './unreadable-file'

/**
 * Excel workbooks (ECMA-376), read as a stream: the zip’s parts are inflated piece by piece and their XML is never held
 * whole. A small file may inflate to a huge one, so what is inflated and kept is counted. Entities other than XML’s own
 * five are an error here, so none can expand.
 */

/** Bytes all parts together may have inflated; 50,000 rows of 26 columns have about 80 MB. */
const mostInflated = 400 * 1024 * 1024
/** Characters of the strings that cells refer to: the only thing that is held for the whole file. */
const mostShared = 24 * 1024 * 1024
/** Characters between two tags: Excel keeps no more than 32,767 in a cell. */
const longestText = 256 * 1024
const mostColumns = 512
const mostParts = 10_000

export type Workbook = { date1904: boolean; rows: AsyncGenerator<FileRow> }

type Budget = { inflated: number }

/**
 * Opens the first sheet that is not hidden. The file is closed when `rows` ends.
 * @throws UnreadableFile not_a_table, broken, too_large; `rows` also no_heading
 */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = await openPromise(path, { autoClose: false }).catch(() => { throw new UnreadableFile('broken') })
  try {
    const parts = await partsOf(zip)
    const budget: Budget = { inflated: 0 }
    const { sheetPath, date1904 } = await bookOf(zip, parts, budget)
    const sheet = parts.get(sheetPath)
    if (sheet === undefined) throw new UnreadableFile('not_a_table')
    const stringsPart = [...parts.values()].find(({ fileName }) => /(^|\/)sharedStrings\.xml$/i.test(fileName))
    const strings = stringsPart === undefined ? [] : await sharedStrings(zip, stringsPart, budget)
    return { date1904, rows: rowsOf(zip, sheet, strings, budget) }
  } catch (error) {
    zip.close()
    throw inWords(error)
  }
}

const inWords = (error: unknown): unknown => (error instanceof UnreadableFile ? error : new UnreadableFile('broken'))

async function partsOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>()
  if (zip.entryCount > mostParts) throw new UnreadableFile('not_a_table')
  for await (const entry of zip.eachEntry()) parts.set(entry.fileName.toLowerCase(), entry)
  return parts
}

/** Which part is the first sheet people see. */
async function bookOf(zip: ZipFile, parts: ReadonlyMap<string, Entry>, budget: Budget): Promise<{ sheetPath: string; date1904: boolean }> {
  const book = parts.get('xl/workbook.xml')
  const links = parts.get('xl/_rels/workbook.xml.rels')
  if (book === undefined || links === undefined) throw new UnreadableFile('not_a_table')
  const sheets: { relation: string; hidden: boolean }[] = []
  let date1904 = false
  await readPart(zip, book, budget, (parser) => {
    parser.on('opentag', (tag) => {
      const name = localName(tag.name)
      if (name === 'sheet') sheets.push({ relation: attribute(tag, 'id', true) ?? '', hidden: (attribute(tag, 'state') ?? 'visible') !== 'visible' })
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attribute(tag, 'date1904') ?? '')
    })
  })
  const targets = new Map<string, string>()
  await readPart(zip, links, budget, (parser) => {
    parser.on('opentag', (tag) => {
      if (localName(tag.name) === 'Relationship') targets.set(attribute(tag, 'Id') ?? '', attribute(tag, 'Target') ?? '')
    })
  })
  const seen = sheets.find(({ hidden }) => !hidden) ?? sheets[0]
  const target = seen === undefined ? undefined : targets.get(seen.relation)
  if (target === undefined) throw new UnreadableFile('not_a_table')
  return { sheetPath: (target.startsWith('/') ? target.slice(1) : `xl/${target}`).toLowerCase(), date1904 }
}

async function sharedStrings(zip: ZipFile, part: Entry, budget: Budget): Promise<string[]> {
  const strings: string[] = []
  let kept = 0
  let text = ''
  let inText = false
  /** Readings (rPh) above Chinese and Japanese words are no part of the text. */
  let inReading = false
  await readPart(zip, part, budget, (parser) => {
    parser.on('opentag', (tag) => {
      const name = localName(tag.name)
      if (name === 'si') text = ''
      else if (name === 'rPh') inReading = true
      else if (name === 't') inText = !inReading
    })
    parser.on('text', (piece) => { if (inText) text += piece })
    parser.on('closetag', (tag) => {
      const name = localName(tag.name)
      if (name === 't') inText = false
      else if (name === 'rPh') inReading = false
      else if (name === 'si') {
        kept += text.length + 16
        if (kept > mostShared) throw new UnreadableFile('too_large')
        strings.push(ownCopy(text))
      }
    })
  })
  return strings
}

/** What the parser gives is a slice of the piece it read, and would keep all of that piece for as long as it lives. */
const ownCopy = (text: string): string => Buffer.from(text).toString()

async function* rowsOf(zip: ZipFile, sheet: Entry, strings: readonly string[], budget: Budget): AsyncGenerator<FileRow> {
  const rowOf = tableReader()
  const ready: { line: number; cells: Cell[] }[] = []
  let line = 0
  let cells: Cell[] = []
  let column = 0
  let type = 'n'
  let value = ''
  let inValue = false
  const parser = new SaxesParser()
  parser.on('opentag', (tag) => {
    const name = localName(tag.name)
    if (name === 'row') {
      line = Number(attribute(tag, 'r') ?? line + 1)
      cells = []
      column = 0
    } else if (name === 'c') {
      column = columnOf(attribute(tag, 'r')) ?? column
      type = attribute(tag, 't') ?? 'n'
      value = ''
    } else if (name === 'v' || name === 't') inValue = true
  })
  parser.on('text', (piece) => { if (inValue) value += piece })
  parser.on('closetag', (tag) => {
    const name = localName(tag.name)
    if (name === 'v' || name === 't') inValue = false
    else if (name === 'c') {
      if (column < mostColumns) {
        while (cells.length < column) cells.push(null)
        cells[column] = cellOf(type, value, strings)
      }
      column++
    } else if (name === 'row') ready.push({ line, cells })
  })
  try {
    for await (const _piece of parsedPieces(zip, sheet, budget, parser)) {
      for (const { line: at, cells: found } of ready.splice(0)) {
        const row = rowOf(at, found)
        if (row !== null) yield row
      }
    }
  } catch (error) {
    throw inWords(error)
  } finally {
    zip.close()
  }
}

function cellOf(type: string, value: string, strings: readonly string[]): Cell {
  if (value === '' && type !== 's') return null
  switch (type) {
    case 's': return strings[Number(value)] ?? null
    case 'b': return value === '1'
    case 'n': return Number.isNaN(Number(value)) ? value : Number(value)
    // inlineStr, str (the result of a formula), d (an ISO date), e (an error, shown as its sign)
    default: return value
  }
}

/** `AB12` → 27. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** Some programs write `x:row`. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const attribute = ({ attributes }: SaxesTagPlain, name: string, prefixed = false): string | undefined => {
  if (!prefixed) return attributes[name]
  const key = Object.keys(attributes).find((one) => one !== name && localName(one) === name)
  return key === undefined ? undefined : attributes[key]
}

async function readPart(zip: ZipFile, part: Entry, budget: Budget, listen: (parser: SaxesParser) => void): Promise<void> {
  const parser = new SaxesParser()
  listen(parser)
  for await (const _piece of parsedPieces(zip, part, budget, parser));
}

/** Feeds a part to the parser and yields after each piece. What is too large is stopped before it is held. */
async function* parsedPieces(zip: ZipFile, part: Entry, budget: Budget, parser: SaxesParser): AsyncGenerator<void> {
  if (part.isEncrypted()) throw new UnreadableFile('old_excel')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let sinceTag = 0
  const seen = (): void => { sinceTag = 0 }
  parser.on('error', (error) => { throw error })
  parser.on('attribute', seen)
  parser.on('opentagstart', seen)
  parser.on('end', seen)
  const bytes: Readable = await zip.openReadStreamPromise(part)
  for await (const piece of bytes as AsyncIterable<Buffer>) {
    budget.inflated += piece.length
    if (budget.inflated > mostInflated) throw new UnreadableFile('too_large')
    parser.write(decoder.decode(piece, { stream: true }))
    sinceTag += piece.length
    if (sinceTag > longestText) throw new UnreadableFile('too_large')
    yield
  }
  parser.write(decoder.decode())
  parser.close()
  yield
}
