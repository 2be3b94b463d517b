import Taro from '@tarojs/taro'
import { afterEach, expect, test, vi } from 'vitest'
import { documentThroughBrowser, documentThroughWeChat } from './download'

const request = { url: 'https://market.example/api/papers/1', headers: { authorization: 'Bearer a' }, fileName: '东门海报.pdf', timeoutMs: 1_000 }
const refusal = { code: 'not_found', message: '没有找到', requestId: 'r' }

afterEach(() => vi.unstubAllGlobals())

test('a browser saves the paper under its name, and asks with the token', async () => {
  const fetched = vi.fn(() => Promise.resolve(new Response('%PDF-1.7')))
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:paper', revokeObjectURL: () => undefined }))
  const saved: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(`${this.download} ${this.href}`)
  })
  expect(await documentThroughBrowser(request)).toEqual({ got: 'opened' })
  expect(saved).toEqual(['东门海报.pdf blob:paper'])
  expect(fetched).toHaveBeenCalledWith(request.url, expect.objectContaining({ headers: request.headers }))
})

test('a browser hands over why a paper was refused, and a lost network is no refusal', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(refusal), { status: 404 })))
  expect(await documentThroughBrowser(request)).toEqual({ got: 'refused', reply: { status: 404, body: refusal } })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
  expect(await documentThroughBrowser(request)).toEqual({ got: 'refused', reply: { status: 'unreachable' } })
})

test('WeChat opens the paper with its menu, so that it can be printed or sent on', async () => {
  const download = vi.spyOn(Taro, 'downloadFile').mockResolvedValue({ statusCode: 200, tempFilePath: 'wxfile://1' } as never)
  const opened = vi.spyOn(Taro, 'openDocument').mockResolvedValue({} as never)
  expect(await documentThroughWeChat(request)).toEqual({ got: 'opened' })
  expect(download).toHaveBeenCalledWith({ url: request.url, header: request.headers, timeout: 1_000 })
  expect(opened).toHaveBeenCalledWith({ filePath: 'wxfile://1', fileType: 'pdf', showMenu: true })
})

test('what WeChat cannot show is sent to a conversation under its name; who thinks better of it has lost nothing', async () => {
  vi.spyOn(Taro, 'downloadFile').mockResolvedValue({ statusCode: 200, tempFilePath: 'wxfile://4' } as never)
  const sent = vi.spyOn(Taro, 'shareFileMessage').mockResolvedValue({} as never)
  expect(await documentThroughWeChat({ ...request, fileName: '用工协议.proof.json' })).toEqual({ got: 'opened' })
  expect(sent).toHaveBeenCalledWith({ filePath: 'wxfile://4', fileName: '用工协议.proof.json' })
  sent.mockRejectedValue({ errMsg: 'shareFileMessage:fail cancel' })
  expect(await documentThroughWeChat({ ...request, fileName: '用工协议.proof.json' })).toEqual({ got: 'opened' })
  sent.mockRejectedValue({ errMsg: 'shareFileMessage:fail not supported' })
  expect(await documentThroughWeChat({ ...request, fileName: '用工协议.proof.json' })).toEqual({ got: 'not_shown' })
})

test('WeChat keeps the words of a refusal in a file, and they are read from there', async () => {
  vi.spyOn(Taro, 'downloadFile').mockResolvedValue({ statusCode: 404, tempFilePath: 'wxfile://2' } as never)
  vi.spyOn(Taro.getFileSystemManager(), 'readFileSync').mockReturnValue(JSON.stringify(refusal))
  expect(await documentThroughWeChat(request)).toEqual({ got: 'refused', reply: { status: 404, body: refusal } })
})

test('a paper that came and cannot be shown is not taken for a lost network', async () => {
  vi.spyOn(Taro, 'downloadFile').mockResolvedValue({ statusCode: 200, tempFilePath: 'wxfile://3' } as never)
  vi.spyOn(Taro, 'openDocument').mockRejectedValue({ errMsg: 'openDocument:fail' })
  expect(await documentThroughWeChat(request)).toEqual({ got: 'not_shown' })
  vi.spyOn(Taro, 'downloadFile').mockRejectedValue({ errMsg: 'downloadFile:fail timeout' })
  expect(await documentThroughWeChat(request)).toEqual({ got: 'refused', reply: { status: 'unreachable' } })
})
