import Taro from '@tarojs/taro'
import { expect, test, vi } from 'vitest'
import { chooseFile, fileThroughWeChat, mostFileBytes, spreadsheetEndings } from './file-choice'

/** The browser's file window, in which the person picks this, or closes it. */
function personPicks(file: File | null): void {
  vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    if (!file) return void this.oncancel?.(new Event('cancel'))
    Object.defineProperty(this, 'files', { value: [file] })
    this.onchange?.(new Event('change'))
  })
}

const weChatOffers = (name: string, size: number): void => {
  vi.spyOn(Taro, 'chooseMessageFile').mockResolvedValue({ tempFiles: [{ name, size, path: 'wxfile://1' }] } as never)
  vi.spyOn(Taro.getFileSystemManager(), 'readFileSync').mockReturnValue('5bel')
}

test('a spreadsheet chosen in a browser comes with its name and its bytes', async () => {
  personPicks(new File(['工种,人数\n'], '岗位.CSV'))
  const outcome = await chooseFile(spreadsheetEndings)
  expect(outcome).toMatchObject({ got: 'file', file: { name: '岗位.CSV', bytes: 14 } })
  expect(outcome.got === 'file' && Buffer.from(outcome.file.base64, 'base64').toString()).toBe('工种,人数\n')
})

test('closing the window changes nothing', async () => {
  personPicks(null)
  expect(await chooseFile(spreadsheetEndings)).toEqual({ got: 'cancelled' })
  vi.spyOn(Taro, 'chooseMessageFile').mockRejectedValue({ errMsg: 'chooseMessageFile:fail cancel' })
  await expect(fileThroughWeChat(spreadsheetEndings)).rejects.toMatchObject({ errMsg: 'chooseMessageFile:fail cancel' })
})

test('a file of another kind, or too large to hold, is not read at all', async () => {
  personPicks(new File(['x'], '岗位.exe'))
  expect(await chooseFile(spreadsheetEndings)).toEqual({ got: 'unreadable' })
  weChatOffers('照片.jpg', 10)
  expect(await fileThroughWeChat(spreadsheetEndings)).toEqual({ got: 'unreadable' })
  weChatOffers('岗位.xlsx', mostFileBytes + 1)
  expect(await fileThroughWeChat(spreadsheetEndings)).toEqual({ got: 'too_large' })
})

test('WeChat gives the file of a conversation', async () => {
  weChatOffers('岗位.xlsx', 3)
  expect(await fileThroughWeChat(spreadsheetEndings)).toEqual({ got: 'file', file: { name: '岗位.xlsx', bytes: 3, base64: '5bel' } })
})
