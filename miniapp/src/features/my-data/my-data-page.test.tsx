import { fireEvent, render, waitFor } from '@testing-library/react'
import { dataClasses, dataClassNames } from '@market/shared/my-data/data-classes'
import type { MyData } from '@market/shared/my-data/my-data.contract'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { worker } from '../../../test/support/samples'
import { answerWith } from '../../../test/support/server'
import MyDataPage from '../../pages/my-data/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const held = (changes: Partial<MyData> = {}): MyData => ({ classes: dataClassNames.map((name) => ({ name, ...dataClasses[name] })), open: [], closing: null, needsPhone: true, ...changes })
const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const shown = (id: string): Promise<void> => waitFor(() => expect(at(id)).toBeTruthy())

beforeEach(() => {
  freshPhone()
  signedInAs(worker)
})

it('tells of each class what it is for, how long it stays and what becomes of it', async () => {
  answerWith({ 'GET /api/my-data': held() })
  render(<MyDataPage />)
  await shown('show-held')
  fireEvent.click(at('show-held'))
  expect(at('held-wages').textContent).toContain('法律要求再存三年')
  expect(at('held-identity').textContent).toContain('注销时删除')
})

it('while something is open it is named, and there is no button that would be refused', async () => {
  answerWith({ 'GET /api/my-data': held({ open: [{ thing: 'wages', count: 2 }] }) })
  render(<MyDataPage />)
  await shown('still-open')
  expect(at('still-open').textContent).toContain('2 笔工钱还没结清')
  expect(at('close-account')).toBeNull()
})

it('closing takes a second thought and a code, and can be taken back', async () => {
  const closing = { askedAt: Date.now(), dueAt: Date.now() + 7 * 86_400_000 }
  const asked = answerWith({
    'GET /api/my-data': held(),
    'POST /api/my-data/closing-codes': { phoneMasked: '138****5678', expiresAt: 1, againAt: 1, demoCode: '123456' },
    'POST /api/my-data/closing': held({ closing }),
    'DELETE /api/my-data/closing': held(),
  })
  render(<MyDataPage />)
  await shown('close-account')
  fireEvent.click(at('close-account'))
  expect(at('sure').textContent).toContain('七天后办理')
  fireEvent.click(at('sure-yes'))
  fireEvent.click(at('send-code'))
  await shown('fill-code')
  fireEvent.click(at('fill-code'))
  fireEvent.click(at('sign-submit'))
  await shown('closing')
  expect(at('closing').textContent).toContain('那之前可以撤回')
  expect(asked.find(({ call }) => call === 'POST /api/my-data/closing')?.body).toEqual({ confirm: { kind: 'sms', code: '123456' } })
  fireEvent.click(at('keep-open'))
  await shown('close-account')
})
