import { act, fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Strokes } from '@market/shared/sign/sign.rules'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { agreement, application, newcomer, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import AgreementPage from '../../pages/agreement/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const pad = vi.hoisted(() => ({ write: (_: Strokes): void => undefined }))
vi.mock('../../ui/signature-pad', () => ({
  SignaturePad: ({ onWritten }: { onWritten: (strokes: Strokes) => void }) => {
    pad.write = onWritten
    return null
  },
}))

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
/** A line across the pad and back, as a finger would draw it. */
const name: Strokes = [Array.from({ length: 40 }, (_, index) => [100 + index * 20, 500, index * 30]).flat()]
const writeName = (): void => act(() => pad.write(name))
const signing = 'POST /api/agreements/agreement-0001/signatures'

beforeEach(() => {
  freshPhone({ agreementId: 'agreement-0001', side: 'worker' })
  signedInAs(worker)
})

const opened = async (): Promise<void> => {
  render(<AgreementPage />)
  await waitFor(() => expect(at('sign-submit')).toBeTruthy())
}

it('a worker signs only after answering what the pay is, and with a name', async () => {
  const asked = answerWith({ 'GET /api/agreements/agreement-0001': agreement() })
  await opened()
  fireEvent.click(at('sign-submit'))
  expect(at('pay-choice-error').textContent).toContain('您该拿多少钱')
  expect(at('signature-error').textContent).toContain('写上您的名字')
  expect(asked.filter(({ call }) => call === signing)).toEqual([])
})

it('what is signed is the text that was read, with the answer and the handwriting; then it says what is next', async () => {
  const asked = answerWith({
    'GET /api/agreements/agreement-0001': agreement(),
    [signing]: { agreement: agreement({ status: 'signed_by_worker' }), application: application('worker_signed') },
  })
  await opened()
  fireEvent.click(at('pay-choice-26000'))
  writeName()
  fireEvent.click(at('sign-submit'))
  await waitFor(() => expect(at('signed-state').textContent).toContain('等雇主签字'))
  expect(asked.find(({ call }) => call === signing)?.body).toEqual({ textHash: 'a'.repeat(64), understoodPayFen: 26_000, strokes: name })
  fireEvent.click(at('signed-next'))
  expect(navigation.went).toEqual([['replace', '/pages/application/index', { applicationId: 'application-0001' }]])
})

it('the employer is not asked about the pay', async () => {
  freshPhone({ agreementId: 'agreement-0001', side: 'employer' })
  signedInAs({ ...newcomer, roles: ['employer'], employer: { kind: 'business', name: '宏运', verifiedUntil: null } })
  const asked = answerWith({
    'GET /api/agreements/agreement-0001': agreement(),
    [signing]: { agreement: agreement({ status: 'signed_by_employer' }), application: application('employer_signed') },
  })
  await opened()
  expect(at('pay-question')).toBeNull()
  writeName()
  fireEvent.click(at('sign-submit'))
  await waitFor(() => expect(at('signed-state').textContent).toContain('等工人签字'))
  expect(asked.find(({ call }) => call === signing)?.body).toMatchObject({ understoodPayFen: null })
})

it('a text that changed meanwhile is shown anew, and has to be answered and signed anew', async () => {
  let text = agreement()
  answerWith({
    'GET /api/agreements/agreement-0001': () => text,
    [signing]: () => {
      text = agreement({ textHash: 'b'.repeat(64), payQuestion: { question: '干一天，雇主给您多少钱？', choicesFen: [24_000, 28_800, 19_200] } })
      return new Refusal('agreement_changed')
    },
  })
  await opened()
  fireEvent.click(at('pay-choice-26000'))
  writeName()
  fireEvent.click(at('sign-submit'))
  await waitFor(() => expect(at('agreement-changed')).toBeTruthy())
  await waitFor(() => expect(at('pay-choice-24000')).toBeTruthy())
  fireEvent.click(at('sign-submit'))
  expect(at('pay-choice-error')).toBeTruthy()
  expect(at('signature-error')).toBeTruthy()
})

it('a wrong answer about the pay is said beside the question', async () => {
  answerWith({ 'GET /api/agreements/agreement-0001': agreement(), [signing]: new Refusal('pay_not_understood') })
  await opened()
  fireEvent.click(at('pay-choice-31200'))
  writeName()
  fireEvent.click(at('sign-submit'))
  await waitFor(() => expect(at('pay-choice-error').textContent).toContain('和协议写的不一样'))
})

it('who has signed already reads, and does not sign twice', async () => {
  answerWith({
    'GET /api/agreements/agreement-0001': agreement({ status: 'signed_by_worker', signatures: [{ party: 'worker', nameMasked: '王*国', signedAt: 1 }] }),
  })
  render(<AgreementPage />)
  await waitFor(() => expect(at('signed-before')).toBeTruthy())
  expect(at('sign-submit')).toBeNull()
})
