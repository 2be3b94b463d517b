import { open } from 'node:fs/promises'
import { UnreadableFile } from './unreadable-file'

export type FileFormat = 'csv' | 'xlsx' | 'json'

/** How text is written in a CSV or JSON file. */
export type Letters = 'utf-8' | 'gb18030' | 'utf-16le'

const starts = (head: Buffer, ...bytes: number[]): boolean => bytes.every((byte, at) => head[at] === byte)

/**
 * What a file is, by its first bytes: names lie, and so do the types browsers send.
 * @throws UnreadableFile empty, old_excel, not_a_table
 */
export async function formatOf(path: string): Promise<FileFormat> {
  const head = await firstBytes(path, 4_096)
  if (head.length === 0) throw new UnreadableFile('empty')
  if (starts(head, 0x50, 0x4b, 0x03, 0x04)) return 'xlsx'
  // OLE: Excel before 2007, and any Excel with a password.
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableFile('old_excel')
  const text = starts(head, 0xff, 0xfe) ? head.subarray(2).toString('utf16le') : head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
  if (text.includes('\u0000')) throw new UnreadableFile('not_a_table')
  const first = text.trimStart().charAt(0)
  if (first === '') throw new UnreadableFile('empty')
  if (first === '{' || first === '[') return 'json'
  // A web page saved as .xls, a PDF, a picture that happens to hold no zero byte.
  if (first === '<' || text.startsWith('%PDF')) throw new UnreadableFile('not_a_table')
  return 'csv'
}

/**
 * How the text of a file is written: Excel in China writes GB18030 unless told otherwise. Reads the file once, in pieces.
 * @throws UnreadableFile bad_letters
 */
export async function lettersOf(path: string): Promise<Letters> {
  const head = await firstBytes(path, 2)
  if (starts(head, 0xff, 0xfe)) return 'utf-16le'
  if (await decodes(path, 'utf-8')) return 'utf-8'
  if (await decodes(path, 'gb18030')) return 'gb18030'
  throw new UnreadableFile('bad_letters')
}

const decodes = async (path: string, letters: Letters): Promise<boolean> => {
  try {
    for await (const _text of textOf(path, letters));
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** The text of a file in pieces. @throws TypeError where bytes are no letters in this way of writing */
export async function* textOf(path: string, letters: Letters): AsyncGenerator<string> {
  const decoder = new TextDecoder(letters, { fatal: true })
  const file = await open(path)
  try {
    for await (const bytes of file.createReadStream({ autoClose: false })) yield decoder.decode(bytes as Buffer, { stream: true })
    yield decoder.decode()
  } finally {
    await file.close()
  }
}

async function firstBytes(path: string, most: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(most), position: 0 })
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
