import Taro from '@tarojs/taro'
import { cancelledByPerson } from './cancelled'
import type { HttpReply } from './request'

export type DocumentRequest = {
  url: string
  headers: Record<string, string>
  /** Under which it is kept, with its ending: `东门海报.pdf`. */
  fileName: string
  timeoutMs: number
}

/** The paper is before the person, or the reply that refused it, or it came and this phone cannot show it. */
export type DocumentOutcome = { got: 'opened' } | { got: 'refused'; reply: HttpReply } | { got: 'not_shown' }

export type FetchDocument = (request: DocumentRequest) => Promise<DocumentOutcome>

const parsed = (text: unknown): unknown => {
  try {
    return JSON.parse(String(text))
  } catch {
    return null
  }
}

/** A browser keeps it among its downloads. The address of the bytes is given back only once they are surely saved. */
const keepForMs = 60_000

export const documentThroughBrowser: FetchDocument = async ({ url, headers, fileName, timeoutMs }) => {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), timeoutMs)
  try {
    const reply = await fetch(url, { headers, signal: abort.signal })
    if (!reply.ok) return { got: 'refused', reply: { status: reply.status, body: parsed(await reply.text()) } }
    const address = URL.createObjectURL(await reply.blob())
    const link = document.createElement('a')
    link.href = address
    link.download = fileName
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), keepForMs)
    return { got: 'opened' }
  } catch {
    return { got: 'refused', reply: { status: 'unreachable' } }
  } finally {
    clearTimeout(timer)
  }
}

const shownTypes = ['pdf', 'xlsx', 'docx'] as const
const typeOf = (fileName: string): (typeof shownTypes)[number] | undefined => shownTypes.find((type) => fileName.endsWith(`.${type}`))

export const documentThroughWeChat: FetchDocument = async ({ url, headers, fileName, timeoutMs }) => {
  let reply: { statusCode: number; tempFilePath: string }
  try {
    reply = await Taro.downloadFile({ url, header: headers, timeout: timeoutMs })
  } catch {
    return { got: 'refused', reply: { status: 'unreachable' } }
  }
  if (reply.statusCode !== 200) {
    // WeChat puts the words of a refusal into a file as well.
    return { got: 'refused', reply: { status: reply.statusCode, body: parsed(textOf(reply.tempFilePath)) } }
  }
  const fileType = typeOf(fileName)
  try {
    // What no phone shows is sent to a conversation, where it stays a file: to oneself, or to whoever is to check it.
    if (fileType === undefined) await Taro.shareFileMessage({ filePath: reply.tempFilePath, fileName })
    else await Taro.openDocument({ filePath: reply.tempFilePath, fileType, showMenu: true })
    return { got: 'opened' }
  } catch (failure) {
    return cancelledByPerson(failure) ? { got: 'opened' } : { got: 'not_shown' }
  }
}

function textOf(path: string): string {
  try {
    return String(Taro.getFileSystemManager().readFileSync(path, 'utf8'))
  } catch {
    return ''
  }
}

/** Fetches a paper and puts it before the person: saved in a browser; opened in WeChat, whose menu prints and sends it. */
export const fetchDocument: FetchDocument = process.env.TARO_ENV === 'h5' ? documentThroughBrowser : documentThroughWeChat
