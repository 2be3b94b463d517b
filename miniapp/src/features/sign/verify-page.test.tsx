import { fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Verification } from '@market/shared/sign/sign.contract'
import { signaturePayload } from '@market/shared/sign/sign.rules'
import { fakeNavigation, freshPhone } from '../../../test/support/page'
import { dawn } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import VerifyPage from '../../pages/verify/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const token = 'a123456789abcdefghjk'
const asks = 'GET /api/verifications'

const verification = (parts: Partial<Verification> = {}): Verification => ({
  valid: true, checks: [{ check: '协议文字和签字时一样', passed: true }, { check: '时间戳有效', passed: true }], status: 'sealed',
  kindName: '劳务协议', work: '装卸搬运工 · 卸货', startsAt: dawn, marketName: '洛阳市零工市场', textHash: 'b'.repeat(64),
  seal: { sealedAt: dawn, timestampedAt: dawn, recordSha256: 'c'.repeat(64), recordSm3: 'd'.repeat(64) },
  paper: { madeAt: dawn, bytes: 40_000, sha256: 'e'.repeat(64), sm3: 'f'.repeat(64) }, evidence: { index: 6, size: 9, root: '9'.repeat(64), rootAt: dawn }, ended: null, erasedAt: null, test: false,
  signatures: [{ party: 'worker', nameMasked: '王*国', signedAt: dawn, payload: '{}', signature: '00', publicKey: '04', keyLabel: '' }], ...parts,
})

// Nobody is signed in: whoever holds a paper may be anybody.
beforeEach(() => freshPhone({ code: token }))

const opened = async (parts: Partial<Verification> = {}): Promise<void> => {
  const asked = answerWith({ [asks]: verification(parts) })
  render(<VerifyPage />)
  await waitFor(() => expect(at('verify-about')).toBeTruthy())
  expect(asked.find(({ call }) => call === asks)?.query).toMatchObject({ code: token })
}

it('a genuine paper says so first, then whose it is, masked, and what was checked', async () => {
  await opened()
  expect(at('verify-state').textContent).toContain('是真的，没有改过')
  expect(at('verify-about').textContent).toContain('王*国')
  expect(at('verify-check').textContent).toContain('时间戳有效')
  fireEvent.click(at('verify-fingerprints'))
  expect(at('verify-fingerprints-content').textContent).toContain('e'.repeat(64))
})

it('says when it was signed at the desk', async () => {
  const payload = signaturePayload({ agreementId: 'a', textHash: 'b', party: 'worker', signedAt: dawn, strokeHash: 'c', payFen: 1, confirmedBy: 'desk', witnessId: 'staff' })
  await opened({ signatures: [{ party: 'worker', nameMasked: '王*国', signedAt: dawn, payload, signature: '00', publicKey: '04', keyLabel: '' }] })
  expect(at('verify-about').textContent).toContain('在服务台当面签，有工作人员见证')
})

it('one that does not fit is a warning, with the part that failed and whom to call', async () => {
  await opened({ valid: false, checks: [{ check: 'PDF 和存的时候一样', passed: false }] })
  expect(at('verify-bad').textContent).toMatch(/先别信.*12333/)
  expect(at('verify-check-0').className).toContain('refused')
})

it.each<[string, Partial<Verification>, string]>([
  ['one that only one side signed is not in force', { valid: false, status: 'signed_by_worker', seal: null, paper: null }, '还没有签好'],
  ['one that waits for its seal is in force, and says that it waits', { status: 'signed', seal: null, paper: null }, '正在存证'],
  ['one of the sandbox is worth nothing, and says that', { test: true }, '没有法律效力'],
  ['one that ended says how', { ended: { how: 'carried_out', at: dawn } }, '工钱结清了'],
  ['one whose time is over says that the text is gone', { erasedAt: dawn, paper: null }, '是真的'],
])('%s', async (_, parts, words) => {
  await opened(parts)
  expect(at('verify-state').textContent).toContain(words)
})

it('a code that is none of ours says that nothing was opened, and lets another be scanned', async () => {
  answerWith({ [asks]: new Refusal('code_unknown') })
  render(<VerifyPage />)
  await waitFor(() => expect(document.body.textContent).toContain('没有打开任何东西'))
  expect(at('verify-scan').textContent).toContain('再验一份')
})

it('opened without a code it asks for one', () => {
  freshPhone()
  answerWith({})
  render(<VerifyPage />)
  expect(at('verify-how')).toBeTruthy()
  expect(at('verify-scan').textContent).toContain('扫协议上的码')
})
