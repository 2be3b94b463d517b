import { act, fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { AgreementsToSign, SentCode } from '@market/shared/sign/sign.contract'
import type { Strokes } from '@market/shared/sign/sign.rules'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import SignManyPage from '../../employer/sign/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const pad = vi.hoisted(() => ({ write: (_: Strokes): void => undefined }))
vi.mock('../../ui/signature-pad', () => ({
  SignaturePad: ({ onWritten }: { onWritten: (strokes: Strokes) => void }) => {
    pad.write = onWritten
    return null
  },
}))

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const name: Strokes = [Array.from({ length: 40 }, (_, index) => [100 + index * 20, 500, index * 30]).flat()]
const list = 'GET /api/jobs/job-0001/agreements'
const signing = 'POST /api/jobs/job-0001/signatures'
const codes = 'POST /api/signing-codes'
const sent: SentCode = { phoneMasked: '139****1234', expiresAt: 4e12, againAt: 0, demoCode: '123456' }

const waiting = (parts: Partial<AgreementsToSign> = {}): AgreementsToSign => ({
  jobTitle: '卸货搬运', keyFacts: [{ label: '多少钱', value: '260 元/天' }], more: 0,
  agreements: ['0001', '0002', '0003'].map((id) => ({ id: `agreement-${id}`, textHash: id.repeat(16), workerMasked: `王*${id}`, kindName: '劳务协议', workerSigned: id === '0001', differs: [] })),
  ...parts,
})

beforeEach(() => {
  freshPhone({ jobId: 'job-0001' })
  signedInAs({ ...newcomer, roles: ['employer'], phoneMasked: '139****1234', employer: { kind: 'business', name: '宏运', verifiedUntil: null } })
})

const tap = (id: string): void => void fireEvent.click(at(id))
const opened = async (): Promise<void> => {
  render(<SignManyPage />)
  await waitFor(() => expect(at('sign-next')).toBeTruthy())
}
const confirmed = async (): Promise<void> => {
  tap('sign-next')
  act(() => pad.write(name))
  tap('sign-next')
  tap('send-code')
  await waitFor(() => expect(at('fill-code')).toBeTruthy())
  tap('fill-code')
  tap('sign-submit')
}
const asked = (agreements: string[]) => agreements.map((id) => ({ agreementId: `agreement-${id}`, textHash: id.repeat(16) }))

it('all are signed with one name and one code, and what became of each is said', async () => {
  const calls = answerWith({
    [list]: waiting(),
    [codes]: sent,
    [signing]: { results: [
      { agreementId: 'agreement-0001', verdict: 'signed', status: 'signed' }, { agreementId: 'agreement-0002', verdict: 'withdrawn', status: null },
      { agreementId: 'agreement-0003', verdict: 'changed', status: 'draft' },
    ] },
  })
  await opened()
  expect(at('many-facts').textContent).toContain('3 个人的协议')
  await confirmed()
  await waitFor(() => expect(at('many-done').textContent).toContain('签好了 1 份'))
  expect(at('many-done').textContent).toContain('王*0002：人已经不来了')
  expect(at('many-done').textContent).toContain('王*0003：内容刚变过')
  expect(calls.find(({ call }) => call === codes)?.body).toEqual({ agreements: asked(['0001', '0002', '0003']) })
  expect(calls.find(({ call }) => call === signing)?.body).toEqual({ agreements: asked(['0001', '0002', '0003']), strokes: name, confirm: { kind: 'sms', code: '123456' } })
})

it('one may be left out, and read in full', async () => {
  const calls = answerWith({ [list]: waiting(), [codes]: sent, [signing]: { results: [] } })
  await opened()
  tap('leave-agreement-0002')
  expect(at('sign-next').textContent).toContain('签这 2 份')
  tap('read-agreement-0002')
  expect(navigation.went).toEqual([['open', '/pages/agreement/index', { agreementId: 'agreement-0002', side: 'employer' }]])
  await confirmed()
  await waitFor(() => expect(at('many-done')).toBeTruthy())
  expect(calls.find(({ call }) => call === signing)?.body).toMatchObject({ agreements: asked(['0001', '0003']) })
})

it('with nobody left in nothing is signed', async () => {
  answerWith({ [list]: waiting() })
  await opened()
  for (const id of ['0001', '0002', '0003']) tap(`leave-agreement-${id}`)
  tap('sign-next')
  expect(at('many-error').textContent).toContain('至少留一个人')
})

it('what changed before the code was sent is looked at again', async () => {
  const calls = answerWith({ [list]: waiting(), [codes]: new Refusal('agreement_changed') })
  await opened()
  tap('sign-next')
  act(() => pad.write(name))
  tap('sign-next')
  tap('send-code')
  await waitFor(() => expect(calls.filter(({ call }) => call === list).length).toBeGreaterThan(1))
  await waitFor(() => expect(at('many-facts')).toBeTruthy())
})

it('where nothing waits it says so', async () => {
  answerWith({ [list]: waiting({ agreements: [], keyFacts: [] }) })
  render(<SignManyPage />)
  await waitFor(() => expect(at('none-to-sign')).toBeTruthy())
})
