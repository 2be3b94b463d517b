import { mostRows } from '@market/shared/exchange/import-file'
import { formatOf, type FileFormat } from './file-format'
import type { FileRow } from './heading'
import { readCsv } from './read-csv'
import { readJson } from './read-json'
import { openWorkbook } from './read-xlsx'
import { UnreadableFile } from './unreadable-file'

export type { FileFormat } from './file-format'
export type { FileRow } from './heading'

/**
 * The postings of a file, whatever it is, in memory that does not grow with it.
 * @throws UnreadableFile when the file as a whole is no list of postings; `rows` also while it is read
 */
export async function openRows(path: string): Promise<{ format: FileFormat; date1904: boolean; rows: AsyncGenerator<FileRow> }> {
  const format = await formatOf(path)
  switch (format) {
    case 'csv': return { format, date1904: false, rows: counted(readCsv(path)) }
    case 'json': return { format, date1904: false, rows: counted(readJson(path)) }
    case 'xlsx': {
      const { date1904, rows } = await openWorkbook(path)
      return { format, date1904, rows: counted(rows) }
    }
  }
}

async function* counted(rows: AsyncGenerator<FileRow>): AsyncGenerator<FileRow> {
  let count = 0
  for await (const row of rows) {
    if (++count > mostRows) throw new UnreadableFile('too_many_rows')
    yield row
  }
  if (count === 0) throw new UnreadableFile('empty')
}
