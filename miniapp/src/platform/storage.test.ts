import Taro from '@tarojs/taro'
import { afterEach, expect, test, vi } from 'vitest'
import { isNearlyFull, keysOf, slot } from './storage'

/** A phone that has room for so many values. */
function roomFor(most: number): void {
  const store = Taro.setStorageSync
  vi.spyOn(Taro, 'setStorageSync').mockImplementation((key: string, value: string) => {
    const { keys } = Taro.getStorageInfoSync()
    if (!keys.includes(key) && keys.length >= most) throw new Error('exceed max size')
    store(key, value)
  })
}
afterEach(() => void vi.restoreAllMocks())

test('what can be read again gives way to what was typed and to what is on its way', () => {
  roomFor(3)
  slot('read.2:GET /api/about {}').write({ at: 1 })
  slot('read.2:GET /api/jobs {}').write({ at: 1 })
  slot('draft.1:post').write({ title: '卸货' })
  slot('outbox.1').write([{ key: 'key-1' }])
  expect(slot('outbox.1').read()).toEqual([{ key: 'key-1' }])
  expect(slot('draft.1:post').read()).toEqual({ title: '卸货' })
  expect(slot('read.2:GET /api/jobs {}').read()).toBeNull()
})

test('where nothing may be stored the app goes on', () => {
  roomFor(0)
  slot('outbox.1').write([])
  expect(slot('outbox.1').read()).toBeNull()
})

test('whoever writes is told whether it is on the phone', () => {
  roomFor(1)
  expect(slot('scans.1:one').write(1)).toBe(true)
  expect(slot('scans.1:two').write(2)).toBe(false)
  expect(keysOf('scans.1:')).toEqual(['scans.1:one'])
})

test('little room is said in WeChat by itself, and measured in a browser', () => {
  const info = vi.spyOn(Taro, 'getStorageInfoSync')
  const says = (currentSize: number): void => void info.mockReturnValue({ keys: [], currentSize, limitSize: 10_240 } as never)
  says(8000)
  expect(isNearlyFull()).toBe(false)
  says(8200)
  expect(isNearlyFull()).toBe(true)
  info.mockReturnValue({ keys: ['large'], currentSize: NaN, limitSize: NaN } as never)
  expect(isNearlyFull()).toBe(false)
  localStorage.setItem('large', '岗'.repeat(2_100_000))
  expect(isNearlyFull()).toBe(true)
  localStorage.clear()
})
