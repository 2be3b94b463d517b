import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { useDisplay } from './display'
import { Page } from './page'
import { usePageStatus } from './page-status'

afterEach(() => {
  act(() => {
    usePageStatus.setState({ sandbox: false, online: true, pending: [] })
    useDisplay.setState({ large: null, dark: null })
  })
})

test('large type is one tap, flips the tokens, and is remembered', () => {
  const { container } = render(<Page id="today" title="零工市场" typeSwitch>x</Page>)
  const page = container.querySelector('#today')!
  expect(page.className).toBe('ui-page ui-theme')
  fireEvent.click(container.querySelector('#type-switch')!)
  expect(page.className).toBe('ui-page ui-theme large')
  expect(screen.getByText('标准字')).toBeTruthy()
})

test('a sandbox says on every page that it is one', () => {
  const { container } = render(<Page id="today" title="零工市场">x</Page>)
  expect(container.querySelector('#sandbox-strip')).toBeNull()
  act(() => usePageStatus.setState({ sandbox: true }))
  expect(container.querySelector('#sandbox-strip')?.textContent).toContain('演示环境')
})

test('without a network the page says how old what it shows is', () => {
  const { container } = render(<Page id="today" title="零工市场" dataAt={Date.now() - 3 * 60_000}>x</Page>)
  act(() => usePageStatus.setState({ online: false }))
  expect(container.querySelector('#offline-strip')?.textContent).toBe('没有网，显示的是 3 分钟前的内容')
})

test('what is not sent yet is named, and can be sent again or dropped once it is stuck', () => {
  const [retry, drop] = [vi.fn(), vi.fn()]
  const { container } = render(<Page id="today" title="零工市场">x</Page>)
  const act1 = { id: 'key-1', label: '报名“卸货搬运”', retry, drop }
  act(() => usePageStatus.setState({ pending: [{ ...act1, state: 'waiting' }] }))
  expect(container.querySelector('#pending-key-1')?.textContent).toContain('报名“卸货搬运”')
  expect(container.querySelector('#pending-key-1-retry')).toBeNull()
  act(() => usePageStatus.setState({ pending: [{ ...act1, state: 'stuck' }] }))
  fireEvent.click(container.querySelector('#pending-key-1-retry')!)
  fireEvent.click(container.querySelector('#pending-key-1-drop')!)
  expect([retry.mock.calls.length, drop.mock.calls.length]).toEqual([1, 1])
})
