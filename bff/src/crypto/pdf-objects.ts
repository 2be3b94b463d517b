/**
 * As much of PDF (ISO 32000) as adding to a file takes: files with a classic cross-reference table, as pdfkit writes them.
 * Bytes are read as latin1, one character each.
 */

export type PdfFile = {
  text: string
  /** Where the newest cross-reference table begins. */
  tableAt: number
  /** Numbers of objects end below this one. */
  size: number
  root: number
  /** `/Info …` and `/ID …` of the trailer as they stand, to be repeated. */
  kept: string
  /** The dictionary of an object, from `<<` to `>>`. @throws Error when there is none */
  dictionary(number: number): string
}

/** @throws Error for what is not such a file */
export function readPdf(bytes: Buffer): PdfFile {
  const text = bytes.toString('latin1')
  const tableAt = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? Number.NaN)
  const table = Number.isNaN(tableAt) ? '' : text.slice(tableAt)
  const head = /^xref\s+0 (\d+)\s+/.exec(table)
  const trailer = /trailer\s*(<<[\s\S]*>>)\s*startxref/.exec(table)?.[1]
  const size = Number(/\/Size (\d+)/.exec(trailer ?? '')?.[1] ?? Number.NaN)
  const root = Number(/\/Root (\d+) 0 R/.exec(trailer ?? '')?.[1] ?? Number.NaN)
  if (head === null || trailer === undefined || !(Number(head[1]) === size) || Number.isNaN(root)) throw new Error('not a PDF of one cross-reference table')
  return {
    text, tableAt, size, root,
    kept: [/\/Info \d+ 0 R/, /\/ID \[[^\]]*\]/].flatMap((part) => part.exec(trailer)?.[0] ?? []).join('\n'),
    dictionary(number) {
      // Each entry of the table takes 20 bytes.
      const offset = Number(table.slice(head[0].length + number * 20, head[0].length + number * 20 + 10))
      const object = new RegExp(`^${number} 0 obj\\s*(<<[\\s\\S]*?>>)\\s*endobj`).exec(text.slice(offset, offset + 8192))
      if (object?.[1] === undefined) throw new Error(`object ${number} of the PDF is no dictionary`)
      return object[1]
    },
  }
}

/** The number of the first page. @throws Error without one */
export function firstPage(pdf: PdfFile): number {
  const pages = Number(/\/Pages (\d+) 0 R/.exec(pdf.dictionary(pdf.root))?.[1] ?? Number.NaN)
  const page = /\/Kids \[\s*(\d+) 0 R/.exec(pdf.dictionary(pages))?.[1]
  if (page === undefined) throw new Error('a PDF without a page')
  return Number(page)
}

/** A dictionary with one more entry. @throws Error when it has it already */
export function withEntry(dictionary: string, name: string, value: string): string {
  if (new RegExp(`${name}[\\s/\\[<]`).test(dictionary)) throw new Error(`the PDF has ${name} already`)
  return `${dictionary.slice(0, dictionary.lastIndexOf('>>'))}${name} ${value}\n>>`
}

/** Text for people, in any writing. */
export const textString = (words: string): string => `<FEFF${Buffer.from(words, 'utf16le').swap16().toString('hex').toUpperCase()}>`

/** UTC, to the second. */
export const pdfTime = (at: number): string => `(D:${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}Z)`

/** Adds new versions of objects to a file without touching a byte of it (ISO 32000-1 §7.5.6). */
export function appendObjects(pdf: PdfFile, objects: ReadonlyMap<number, string>): Buffer {
  let added = pdf.text.endsWith('\n') ? '' : '\n'
  const rows: string[] = []
  for (const [number, body] of [...objects].sort(([one], [other]) => one - other)) {
    rows.push(`${number} 1\n${String(pdf.text.length + added.length).padStart(10, '0')} 00000 n \n`)
    added += `${number} 0 obj\n${body}\nendobj\n`
  }
  const size = Math.max(pdf.size, ...[...objects.keys()].map((number) => number + 1))
  const tableAt = pdf.text.length + added.length
  added += `xref\n${rows.join('')}trailer\n<<\n/Size ${size}\n/Root ${pdf.root} 0 R\n${pdf.kept}\n/Prev ${pdf.tableAt}\n>>\nstartxref\n${tableAt}\n%%EOF\n`
  return Buffer.concat([Buffer.from(pdf.text, 'latin1'), Buffer.from(added, 'latin1')])
}
