import { headerOf, type PostingColumn } from '@market/shared/exchange/posting-columns'
import type { BadRow } from '@market/shared/exchange/exchange.contract'

/**
 * A cell of a spreadsheet made from what somebody else wrote. A cell that begins with one of these signs would be run as
 * a formula when the file is opened, so it gets an apostrophe in front.
 */
export const csvCell = (value: string | number): string => {
  const text = String(value)
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A problem's column by the heading people know; our own sheet of problems in the order of the file. */
export const reportCsv = (rows: readonly BadRow[]): string =>
  // The mark in front lets Excel read it as UTF-8.
  `\ufeff${[['行', '列', '问题'], ...rows.flatMap(({ line, problems }) => problems.map(({ field, message }) => [line, field, message]))].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`

/** Columns as headings. */
export const headedProblems = (problems: readonly { field: string; message: string }[]) =>
  problems.map(({ field, message }) => ({ field: headerOf(field as PostingColumn), message }))
