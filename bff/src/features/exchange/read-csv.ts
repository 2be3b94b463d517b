import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { lettersOf, textOf, type Letters } from './file-format'
import { tableReader, type FileRow } from './heading'
import { UnreadableFile } from './unreadable-file'

/** Characters one line may have: 26 cells, none of which is kept longer than 500. */
const longestLine = 64 * 1024

/**
 * Rows of a CSV file, a piece at a time. Commas, semicolons or tabs; quotes and line breaks inside cells; UTF-8 with or
 * without a mark in front, GB18030 as Excel writes in China, UTF-16 as its “Unicode text”.
 * @throws UnreadableFile bad_letters, no_heading, broken (a quote is never closed), too_large (a line without an end)
 */
export async function* readCsv(path: string): AsyncGenerator<FileRow> {
  const letters = await lettersOf(path)
  const parser = parse({
    delimiter: await separatorOf(path, letters), bom: true, relax_column_count: true, relax_quotes: true, trim: true, max_record_size: longestLine,
  })
  const source = Readable.from(textOf(path, letters))
  source.once('error', (error) => parser.destroy(error))
  source.pipe(parser)
  const rowOf = tableReader()
  try {
    let line = 0
    for await (const cells of parser as AsyncIterable<string[]>) {
      // As a spreadsheet counts: empty lines are lines, line breaks inside a cell are not.
      const row = rowOf(++line, cells)
      if (row !== null) yield row
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableFile(error.code === 'CSV_MAX_RECORD_SIZE' ? 'too_large' : 'broken')
    throw error
  } finally {
    source.destroy()
  }
}

/** The sign that stands most often in the first line: Excel takes tabs and semicolons where the computer is set so. */
async function separatorOf(path: string, letters: Letters): Promise<string> {
  let start = ''
  for await (const text of textOf(path, letters)) {
    start += text
    if (start.includes('\n') || start.length > longestLine) break
  }
  const [line = ''] = start.split('\n')
  const times = (sign: string): number => line.split(sign).length
  return ['\t', ';'].reduce((best, sign) => (times(sign) > times(best) ? sign : best), ',')
}
