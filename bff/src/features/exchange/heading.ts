import type { Cell } from '@market/shared/exchange/cells'
import { readHeadings, type PostingColumn } from '@market/shared/exchange/posting-columns'
import type { RowValues } from '@market/shared/exchange/posting-rows.rules'
import { UnreadableFile } from './unreadable-file'

/** One posting as it stands in a file. `line` is counted from 1 as a spreadsheet does; in JSON it is the posting's place. */
export type FileRow = { line: number; values: RowValues }

/** Lines above the heading that may hold a title or a note. */
const linesAbove = 5
/** So many known headings make a line the heading. */
const leastKnown = 3

/**
 * Turns the lines of a table into rows, once the heading has been met. Empty lines are passed over.
 * @throws UnreadableFile no_heading with the headings that are missing or stand twice
 */
export function tableReader(): (line: number, cells: readonly Cell[]) => FileRow | null {
  let columns: readonly (PostingColumn | null)[] | null = null
  let above = 0
  return (line, cells) => {
    if (cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''))) return null
    if (columns !== null) {
      const values: RowValues = {}
      for (const [at, column] of columns.entries()) if (column !== null) values[column] = cells[at] ?? null
      return { line, values }
    }
    const headings = readHeadings(cells.map((cell) => String(cell ?? '')))
    const known = headings.columns.filter((column) => column !== null).length
    if (known < leastKnown && ++above < linesAbove) return null
    if (headings.problems.length > 0) {
      const words = headings.problems.map(({ kind, headers }) => `${kind === 'missing' ? '缺' : '重复'}：${headers.join('、')}。`)
      throw new UnreadableFile('no_heading', words.join(''))
    }
    columns = headings.columns
    return null
  }
}
