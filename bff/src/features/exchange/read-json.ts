import type { Cell } from '@market/shared/exchange/cells'
import { columnOfKey } from '@market/shared/exchange/posting-columns'
import type { RowValues } from '@market/shared/exchange/posting-rows.rules'
import { lettersOf, textOf } from './file-format'
import type { FileRow } from './heading'
import { UnreadableFile } from './unreadable-file'

/** Characters one posting may have. */
const longestPosting = 64 * 1024

/**
 * Rows of a JSON file, a posting at a time: `[{…}, …]`, `{"jobs": [{…}, …]}` or one posting a line. A posting is cut out of
 * the text by its brackets and given to JSON.parse, so that never more than one is held.
 * @throws UnreadableFile bad_letters, broken, too_large (a posting without an end), empty
 */
export async function* readJson(path: string): AsyncGenerator<FileRow> {
  const letters = await lettersOf(path)
  let line = 0
  for await (const text of postingTexts(textOf(path, letters))) yield { line: ++line, values: valuesOf(parsed(text)) }
  if (line === 0) throw new UnreadableFile('empty')
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnreadableFile('broken')
  }
}

/** A list of words in one cell is read as their line; anything deeper is shown as it is, and refused by its column. */
const cellOf = (value: unknown): Cell => {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('、')
  return JSON.stringify(value)
}

function valuesOf(posting: unknown): RowValues {
  const values: RowValues = {}
  if (typeof posting !== 'object' || posting === null) return values
  for (const [key, value] of Object.entries(posting)) {
    const column = columnOfKey(key)
    if (column !== null) values[column] ??= cellOf(value)
  }
  return values
}

/** The beginning of a list, alone or as the `jobs` of an object that says other things before. */
const listOpens = /^[\s\ufeff]*(\{(?:\s*"[^"]*"\s*:\s*(?:"[^"]*"|[\d.eE+-]+|true|false|null)\s*,)*\s*"jobs"\s*:\s*)?\[/
/** Characters in which the list must have opened. */
const longestOpening = 4 * 1024

/** Cuts the postings out of a JSON text. Between them may only stand what JSON has there: commas and spaces. */
async function* postingTexts(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let opening: string | null = ''
  let list: 'none' | 'open' | 'ended' = 'none'
  let lastSign = ''
  let objectAround = false
  let posting = ''
  let depth = 0
  let quoted = false
  let escaped = false

  for await (const next of withEnd(pieces)) {
    let piece = next
    if (opening !== null) {
      opening += next
      if (opening.length < longestOpening && next !== '') continue
      const found = listOpens.exec(opening)
      if (found) {
        list = 'open'
        objectAround = found[1] !== undefined
      }
      piece = opening.slice(found?.[0].length ?? 0).replace(/^\ufeff/, '')
      opening = null
    }
    let from = 0
    for (let at = 0; at < piece.length; at++) {
      const sign = piece.charAt(at)
      if (list === 'ended') {
        if (sign.trim() !== '') lastSign = sign
      } else if (depth === 0) {
        if (sign === '{') {
          depth = 1
          from = at
        } else if (sign === ']' && list === 'open') list = 'ended'
        else if (sign !== ',' && sign.trim() !== '') throw new UnreadableFile('broken')
      } else if (quoted) {
        if (escaped) escaped = false
        else if (sign === '\\') escaped = true
        else if (sign === '"') quoted = false
      } else if (sign === '"') quoted = true
      else if (sign === '{' || sign === '[') depth++
      else if ((sign === '}' || sign === ']') && --depth === 0) {
        yield posting + piece.slice(from, at + 1)
        posting = ''
      }
    }
    if (depth > 0) posting += piece.slice(from)
    if (posting.length > longestPosting) throw new UnreadableFile('too_large')
  }
  if (depth > 0 || list === 'open' || lastSign !== (objectAround ? '}' : '')) throw new UnreadableFile('broken')
}

/** The pieces and an empty one behind them. */
async function* withEnd(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) if (piece !== '') yield piece
  yield ''
}
