import Taro from '@tarojs/taro'
import { cancelledByPerson } from './cancelled'

/** Largest file that is taken, in bytes: fifty thousand rows fit, and a phone can still hold it in memory. */
export const mostFileBytes = 16 * 1024 * 1024

export type ChosenFile = { name: string; bytes: number; base64: string }

export type FileOutcome =
  | { got: 'file'; file: ChosenFile }
  | { got: 'cancelled' }
  | { got: 'too_large' }
  /** It is of another kind, or could not be read. */
  | { got: 'unreadable' }

const endsWithOneOf = (name: string, endings: readonly string[]): boolean => endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`))

const asBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(file)
  })

const pick = (endings: readonly string[]): Promise<File | null> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.map((ending) => `.${ending}`).join(',')
    input.onchange = () => resolve(input.files?.[0] ?? null)
    input.oncancel = () => resolve(null)
    input.click()
  })

async function throughBrowser(endings: readonly string[]): Promise<FileOutcome> {
  const file = await pick(endings)
  if (!file) return { got: 'cancelled' }
  if (!endsWithOneOf(file.name, endings)) return { got: 'unreadable' }
  if (file.size > mostFileBytes) return { got: 'too_large' }
  return { got: 'file', file: { name: file.name, bytes: file.size, base64: await asBase64(file) } }
}

/** A mini-program sees no folders: the file is chosen from a conversation, where people have sent it to themselves. */
export async function fileThroughWeChat(endings: readonly string[]): Promise<FileOutcome> {
  const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings] })
  const chosen = tempFiles[0]
  if (!chosen) return { got: 'cancelled' }
  // Old phones ignore `extension` and offer every file.
  if (!endsWithOneOf(chosen.name, endings)) return { got: 'unreadable' }
  if (chosen.size > mostFileBytes) return { got: 'too_large' }
  const base64 = Taro.getFileSystemManager().readFileSync(chosen.path, 'base64')
  return typeof base64 === 'string' ? { got: 'file', file: { name: chosen.name, bytes: chosen.size, base64 } } : { got: 'unreadable' }
}

/** Lets the person choose one file whose name ends in one of `endings`, given without the dot. */
export async function chooseFile(endings: readonly string[]): Promise<FileOutcome> {
  try {
    return await (process.env.TARO_ENV === 'h5' ? throughBrowser : fileThroughWeChat)(endings)
  } catch (failure) {
    return cancelledByPerson(failure) ? { got: 'cancelled' } : { got: 'unreadable' }
  }
}

/** Postings, registers and lists of names as offices send them. */
export const spreadsheetEndings = ['xlsx', 'csv'] as const
