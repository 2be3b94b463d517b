import { act, cleanup, fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { SentCode } from '@market/shared/sign/sign.contract'
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
const reading = 'GET /api/agreements/agreement-0001'
const signing = 'POST /api/agreements/agreement-0001/signatures'
const codes = 'POST /api/signing-codes'
const sent: SentCode = { phoneMasked: '138****5678', expiresAt: 4e12, againAt: 0, demoCode: '123456' }

beforeEach(() => {
  freshPhone({ agreementId: 'agreement-0001', side: 'worker' })
  signedInAs(worker)
})

const opened = async (): Promise<void> => {
  render(<AgreementPage />)
  await waitFor(() => expect(at('sign-next')).toBeTruthy())
}
const next = (): void => void fireEvent.click(at('sign-next'))
const step = (): string => at('ceremony-step').textContent ?? ''

/** From the first step to the code that has arrived. */
const confirming = async (pay: string | null): Promise<void> => {
  await opened()
  next()
  if (pay !== null) {
    fireEvent.click(at(`pay-choice-${pay}`))
    next()
  }
  writeName()
  next()
  fireEvent.click(at('send-code'))
  await waitFor(() => expect(at('sign-submit')).toBeTruthy())
}

it('a worker goes on only after answering what the pay is, and with a name', async () => {
  const asked = answerWith({ [reading]: agreement() })
  await opened()
  expect(step()).toContain('第 1 步，共 4 步')
  next()
  next()
  expect(at('pay-choice-error').textContent).toContain('您该拿多少钱')
  fireEvent.click(at('pay-choice-26000'))
  next()
  next()
  expect(at('signature-error').textContent).toContain('写上您的名字')
  expect(step()).toContain('第 3 步')
  expect(asked.filter(({ call }) => call === signing || call === codes)).toEqual([])
})

it('what is signed is the text that was read, with the answer, the handwriting and the code; then it says what is next', async () => {
  const asked = answerWith({
    [reading]: agreement(),
    [codes]: sent,
    [signing]: { agreement: agreement({ status: 'signed_by_worker' }), application: application('worker_signed') },
  })
  await confirming('26000')
  expect(asked.find(({ call }) => call === codes)?.body).toEqual({ agreements: [{ agreementId: 'agreement-0001', textHash: 'a'.repeat(64) }] })
  fireEvent.click(at('fill-code'))
  fireEvent.click(at('sign-submit'))
  await waitFor(() => expect(at('signed-state').textContent).toContain('等雇主签字'))
  expect(asked.find(({ call }) => call === signing)?.body).toEqual({ textHash: 'a'.repeat(64), understoodPayFen: 26_000, strokes: name, confirm: { kind: 'sms', code: '123456' } })
  fireEvent.click(at('signed-next'))
  expect(navigation.went).toEqual([['replace', '/pages/application/index', { applicationId: 'application-0001' }]])
})

it('the employer is not asked about the pay', async () => {
  freshPhone({ agreementId: 'agreement-0001', side: 'employer' })
  signedInAs({ ...newcomer, roles: ['employer'], employer: { kind: 'business', name: '宏运', verifiedUntil: null } })
  const asked = answerWith({
    [reading]: agreement(),
    [codes]: { ...sent, demoCode: null },
    [signing]: { agreement: agreement({ status: 'signed_by_employer' }), application: application('employer_signed') },
  })
  await confirming(null)
  expect(at('demo-code')).toBeNull()
  fireEvent.click(at('sign-submit'))
  expect(at('code-error').textContent).toContain('6 位数字')
  fireEvent.change(at('code'), { target: { value: '65 43 21' } })
  fireEvent.click(at('sign-submit'))
  await waitFor(() => expect(at('signed-state').textContent).toContain('等工人签字'))
  expect(asked.find(({ call }) => call === signing)?.body).toMatchObject({ understoodPayFen: null, confirm: { kind: 'sms', code: '654321' } })
})

it('a text that changed meanwhile is shown anew, and has to be answered and signed anew', async () => {
  let text = agreement()
  answerWith({
    [reading]: () => text,
    [codes]: sent,
    [signing]: () => {
      text = agreement({ textHash: 'b'.repeat(64), payQuestion: { question: '干一天，雇主给您多少钱？', choicesFen: [24_000, 28_800, 19_200] } })
      return new Refusal('agreement_changed')
    },
  })
  await confirming('26000')
  fireEvent.click(at('fill-code'))
  fireEvent.click(at('sign-submit'))
  await waitFor(() => expect(at('agreement-changed')).toBeTruthy())
  expect(step()).toContain('第 1 步')
  next()
  await waitFor(() => expect(at('pay-choice-24000')).toBeTruthy())
  next()
  expect(at('pay-choice-error')).toBeTruthy()
})

it('a wrong answer about the pay is said beside the question', async () => {
  answerWith({ [reading]: agreement(), [codes]: sent, [signing]: new Refusal('pay_not_understood') })
  await confirming('31200')
  fireEvent.click(at('fill-code'))
  fireEvent.click(at('sign-submit'))
  await waitFor(() => expect(at('pay-choice-error').textContent).toContain('和协议写的不一样'))
})

it('a wrong code is said beside it, and another may be asked for', async () => {
  const asked = answerWith({ [reading]: agreement(), [codes]: sent, [signing]: new Refusal('code_wrong') })
  await confirming('26000')
  fireEvent.change(at('code'), { target: { value: '000000' } })
  fireEvent.click(at('sign-submit'))
  await waitFor(() => expect(at('code-error').textContent).toContain('验证码不对'))
  fireEvent.click(at('code-again'))
  await waitFor(() => expect(asked.filter(({ call }) => call === codes)).toHaveLength(2))
})

it('that no message can be sent is said, and nothing is lost', async () => {
  answerWith({ [reading]: agreement(), [codes]: new Refusal('code_too_soon') })
  await opened()
  next()
  fireEvent.click(at('pay-choice-26000'))
  next()
  writeName()
  next()
  fireEvent.click(at('send-code'))
  await waitFor(() => expect(at('send-problem').textContent).toContain('过一分钟'))
  expect(step()).toContain('第 4 步')
})

it('a text that changed before the code was sent is shown anew', async () => {
  answerWith({ [reading]: agreement(), [codes]: new Refusal('agreement_changed') })
  await opened()
  next()
  fireEvent.click(at('pay-choice-26000'))
  next()
  writeName()
  next()
  fireEvent.click(at('send-code'))
  await waitFor(() => expect(at('agreement-changed')).toBeTruthy())
  expect(step()).toContain('第 1 步')
})

it('broken off, it goes on at its step: only the name is to be written again', async () => {
  answerWith({ [reading]: agreement(), [codes]: sent })
  await confirming('26000')
  cleanup()
  await opened()
  await waitFor(() => expect(step()).toContain('第 3 步'))
  fireEvent.click(at('sign-back'))
  expect(at('pay-choice-26000').getAttribute('aria-checked')).toBe('true')
})

it('a worker may go back on it before the other side signs, and reads what happens then', async () => {
  const asked = answerWith({ [reading]: agreement(), 'POST /api/applications/application-0001/withdraw': application('withdrawn') })
  await opened()
  fireEvent.click(at('step-back-ask'))
  expect(at('withdraw-sheet').textContent).toContain('位子马上让给别人')
  expect(asked).toHaveLength(1)
  fireEvent.click(at('withdraw-sheet-confirm'))
  await waitFor(() => expect(navigation.went).toEqual([['replace', '/pages/application/index', { applicationId: 'application-0001' }]]))
})

it('who has signed already reads, does not sign twice, and may go back until the other side has signed', async () => {
  const signatures = [{ party: 'worker' as const, nameMasked: '王*国', signedAt: 1 }]
  answerWith({ [reading]: agreement({ status: 'signed_by_worker', signatures }) })
  render(<AgreementPage />)
  await waitFor(() => expect(at('signed-before')).toBeTruthy())
  expect([at('sign-submit'), at('sign-next')]).toEqual([null, null])
  expect(at('step-back-ask')).toBeTruthy()
  cleanup()
  answerWith({ [reading]: agreement({ status: 'signed', signatures }) })
  render(<AgreementPage />)
  await waitFor(() => expect(at('signed-before')).toBeTruthy())
  await waitFor(() => expect(at('step-back-ask')).toBeNull())
})

it('once both have signed the paper can be had, and checked', async () => {
  const asked = answerWith({
    'GET /api/agreements/agreement-0001': agreement({ status: 'sealed', hasPaper: true, code: 'a123456789abcdefghjk', signatures: [{ party: 'worker', nameMasked: '王*国', signedAt: 1 }] }),
    'GET /api/agreements/agreement-0001/paper': new Refusal('paper_not_ready'),
    'GET /api/agreements/agreement-0001/proof': new Refusal('proof_not_ready'),
  })
  render(<AgreementPage />)
  await waitFor(() => expect(at('paper-get')).toBeTruthy())
  fireEvent.click(at('paper-get'))
  await waitFor(() => expect(at('paper-problem').textContent).toContain('正在做成 PDF'))
  expect(asked.some(({ call }) => call === 'GET /api/agreements/agreement-0001/paper')).toBe(true)
  expect(at('agreement-paper').textContent).toContain('凭它不靠这个平台也能验')
  fireEvent.click(at('proof-get'))
  await waitFor(() => expect(at('paper-problem').textContent).toContain('存证包每小时做一次'))
  expect(asked.some(({ call }) => call === 'GET /api/agreements/agreement-0001/proof')).toBe(true)
  fireEvent.click(at('paper-verify'))
  expect(navigation.went.at(-1)).toEqual(['open', '/pages/verify/index', { code: 'a123456789abcdefghjk' }])
})

it('who has signed and stays sees the other side sign, and then the paper, without doing anything', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const signatures = [{ party: 'worker' as const, nameMasked: '王*国', signedAt: 1 }]
  const asked = answerWith({ [reading]: agreement({ status: 'signed_by_worker', signatures }) })
  render(<AgreementPage />)
  await waitFor(() => expect(at('signed-before')).toBeTruthy())
  answerWith({ [reading]: agreement({ status: 'signed', signatures }) })
  await act(() => vi.advanceTimersByTimeAsync(16_000))
  await waitFor(() => expect(at('agreement-paper').textContent).toContain('正在存证'))
  const sealed = answerWith({ [reading]: agreement({ status: 'sealed', hasPaper: true, signatures }) })
  await act(() => vi.advanceTimersByTimeAsync(16_000))
  await waitFor(() => expect(at('paper-get')).toBeTruthy())
  const before = sealed.length
  await act(() => vi.advanceTimersByTimeAsync(60_000))
  expect(sealed).toHaveLength(before)
  expect(asked).toHaveLength(1)
})

it('while it waits for its seal the paper is announced, not offered', async () => {
  answerWith({ 'GET /api/agreements/agreement-0001': agreement({ status: 'signed', signatures: [{ party: 'worker', nameMasked: '王*国', signedAt: 1 }] }) })
  render(<AgreementPage />)
  await waitFor(() => expect(at('agreement-paper').textContent).toContain('正在存证'))
  expect(at('paper-get')).toBeNull()
})
