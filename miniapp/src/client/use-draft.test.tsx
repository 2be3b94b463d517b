import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useDraft } from './use-draft'

const empty = { name: '', phone: '' }

test('what was typed is there again after the app was closed', () => {
  const { result, unmount } = renderHook(() => useDraft('register', empty))
  act(() => result.current.change({ name: '王建国' }))
  act(() => result.current.change({ phone: '138' }))
  unmount()
  expect(renderHook(() => useDraft('register', empty)).result.current.value).toEqual({ name: '王建国', phone: '138' })
})

test('after it was sent nothing of it stays on the phone', () => {
  const { result } = renderHook(() => useDraft('register', empty))
  act(() => result.current.change({ name: '王建国' }))
  act(() => result.current.clear())
  expect(renderHook(() => useDraft('register', empty)).result.current.value).toEqual(empty)
})

test('two forms do not mix', () => {
  const { result } = renderHook(() => useDraft('post:market-1', empty))
  act(() => result.current.change({ name: '卸货' }))
  expect(renderHook(() => useDraft('post:market-2', empty)).result.current.value).toEqual(empty)
})
