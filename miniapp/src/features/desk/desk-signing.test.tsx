import { act, fireEvent, render, waitFor } from '@testing-library/react'
import type { DeskPerson } from '@market/shared/desk/desk.contract'
import type { Strokes } from '@market/shared/sign/sign.rules'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { agreement, dawn, newcomer } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import StaffDeskPage from '../../staff/desk/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const pad = vi.hoisted(() => ({ write: (_: Strokes): void => undefined }))
vi.mock('../../ui/signature-pad', () => ({
  SignaturePad: ({ onWritten }: { onWritten: (strokes: Strokes) => void }) => {
    pad.write = onWritten
    return null
  },
}))

const card = { name: '王建国', idNumber: '11010519491231002X' }
const staff = { ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' } }
const person = (changes: Partial<DeskPerson> = {}): DeskPerson => ({
  personId: 'person-0009', nameMasked: '王*国', trades: ['4-02-05-01'], isWorker: true, verifiedUntil: dawn + 4e12, phoneMasked: null, hasWechat: false,
  checkIn: { number: 38, day: '2026-11-23', at: dawn, assurance: 'high' }, slip: { code: 'https://market.test/q/w123', issuedAt: dawn }, work: [],
  offers: [], toSign: [{ agreementId: 'agreement-0001', jobTitle: '卸货搬运', startsAt: dawn }], agreements: [], ...changes,
})
const name: Strokes = [Array.from({ length: 40 }, (_, index) => [100 + index * 20, 500, index * 30]).flat()]
const finds = 'POST /api/desk/finds'
const opens = 'POST /api/desk/agreements'
const signs = 'POST /api/desk/signatures'

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const there = (id: string): boolean => document.getElementById(id) !== null
const tap = (id: string): void => void fireEvent.click(at(id))
const next = (): void => tap('desk-sign-next')
const sentTo = (asked: Asked[], call: string): Asked[] => asked.filter((one) => one.call === call)

beforeEach(() => {
  freshPhone({ code: 'w123' })
  signedInAs(staff)
})

/** From the slip over the ID card to the agreement on the screen. */
const opened = async (): Promise<void> => {
  render(<StaffDeskPage />)
  await waitFor(() => expect(there('sign-agreement-0001')).toBe(true))
  tap('sign-agreement-0001')
  fireEvent.change(at('sheet-name'), { target: { value: card.name } })
  fireEvent.change(at('sheet-id-number'), { target: { value: card.idNumber } })
  tap('card-sheet-confirm')
  await waitFor(() => expect(there('desk-sign-next')).toBe(true))
}
const toWitness = (pay = '26000'): void => {
  next()
  tap(`pay-choice-${pay}`)
  next()
  act(() => pad.write(name))
  next()
}

it('a slip is not enough: the ID card is asked for, and then the agreement is opened in large type', async () => {
  const asked = answerWith({ [finds]: { person: person() }, [opens]: agreement() })
  await opened()
  expect(sentTo(asked, opens).map(({ body }) => body)).toEqual([{ shown: card, agreementId: 'agreement-0001' }])
  expect(at('desk-signing').className).toContain('large')
  expect(at('ceremony-step').textContent).toContain('第 1 步，共 4 步')
})

it('the worker answers and writes; staff vouch for the face; what is sent is the text that was read', async () => {
  const asked = answerWith({ [finds]: { person: person() }, [opens]: agreement(), [signs]: agreement({ status: 'signed_by_worker' }) })
  await opened()
  next()
  next()
  expect(at('pay-choice-error').textContent).toContain('您该拿多少钱')
  tap('pay-choice-26000')
  next()
  next()
  expect(at('signature-error').textContent).toContain('写上您的名字')
  act(() => pad.write(name))
  next()
  expect(at('ceremony-step').textContent).toContain('第 4 步，共 4 步 · 工作人员见证')
  tap('desk-sign-submit')
  expect(at('desk-sign-compared-error').textContent).toContain('对着身份证')
  expect(sentTo(asked, signs)).toEqual([])
  expect(there('desk-sign-asked')).toBe(false)
  tap('desk-sign-compared')
  tap('desk-sign-submit')
  await waitFor(() => expect(at('desk-signed').textContent).toContain('王*国 签好了，等雇主签'))
  expect(sentTo(asked, signs).map(({ body }) => body)).toEqual([
    { shown: card, agreementId: 'agreement-0001', textHash: 'a'.repeat(64), understoodPayFen: 26_000, strokes: name, compared: true, asked: false },
  ])
  expect(there('desk-sign-print')).toBe(false)
})

it('once both have signed the paper is printed right there, and the person is shown anew', async () => {
  let found = person()
  const asked = answerWith({
    [finds]: () => ({ person: found }), [opens]: agreement({ status: 'signed_by_employer' }), [signs]: agreement({ status: 'signed' }),
    'POST /api/desk/agreement-copies': { agreementId: 'agreement-0001', until: dawn },
    'GET /api/desk/agreement-copies/agreement-0001/paper': new Refusal('paper_not_ready'),
  })
  await opened()
  toWitness()
  tap('desk-sign-compared')
  tap('desk-sign-submit')
  await waitFor(() => expect(there('desk-sign-print')).toBe(true))
  tap('desk-sign-print')
  await waitFor(() => expect(at('desk-sign-news').textContent).toContain('正在做成 PDF'))
  expect(sentTo(asked, 'POST /api/desk/agreement-copies')).toHaveLength(1)
  found = person({ toSign: [] })
  tap('desk-sign-done')
  await waitFor(() => expect(there('desk-to-sign')).toBe(false))
  expect(there('desk-state')).toBe(true)
})

it('whoever has a phone has to have asked for the desk', async () => {
  const asked = answerWith({ [finds]: { person: person({ hasWechat: true, phoneMasked: '138****5678' }) }, [opens]: agreement(), [signs]: agreement({ status: 'signed_by_worker' }) })
  await opened()
  toWitness()
  tap('desk-sign-compared')
  tap('desk-sign-submit')
  expect(at('desk-sign-asked-error').textContent).toContain('问一下本人')
  tap('desk-sign-asked')
  tap('desk-sign-submit')
  await waitFor(() => expect(there('desk-signed')).toBe(true))
  expect(sentTo(asked, signs)[0]?.body).toMatchObject({ asked: true })
})

it('a wrong answer goes back to the question, a changed text to the beginning', async () => {
  let text = agreement()
  let refusal: unknown = new Refusal('pay_not_understood')
  answerWith({ [finds]: { person: person() }, [opens]: () => text, [signs]: () => refusal })
  await opened()
  toWitness('31200')
  tap('desk-sign-compared')
  tap('desk-sign-submit')
  await waitFor(() => expect(at('pay-choice-error').textContent).toContain('和协议写的不一样'))
  tap('pay-choice-26000')
  text = agreement({ textHash: 'b'.repeat(64) })
  refusal = new Refusal('agreement_changed')
  next()
  next()
  tap('desk-sign-submit')
  await waitFor(() => expect(there('agreement-changed')).toBe(true))
  expect(at('ceremony-step').textContent).toContain('第 1 步')
  next()
  next()
  expect(at('pay-choice-error').textContent).toContain('您该拿多少钱')
})

it('what may not be signed here is said before anything is read, and one comes back to the person', async () => {
  answerWith({ [finds]: { person: person() }, [opens]: new Refusal('witness_not_neutral') })
  render(<StaffDeskPage />)
  await waitFor(() => expect(there('sign-agreement-0001')).toBe(true))
  tap('sign-agreement-0001')
  fireEvent.change(at('sheet-name'), { target: { value: card.name } })
  fireEvent.change(at('sheet-id-number'), { target: { value: card.idNumber } })
  tap('card-sheet-confirm')
  await waitFor(() => expect(at('desk-sign-open-problem').textContent).toContain('不能由您见证'))
  tap('desk-sign-leave')
  await waitFor(() => expect(there('desk-state')).toBe(true))
})

it('nothing of it stays on this phone', async () => {
  answerWith({ [finds]: { person: person() }, [opens]: agreement({ text: '甲方王建国' }), [signs]: agreement({ status: 'signed_by_worker' }) })
  await opened()
  toWitness()
  expect(JSON.stringify({ ...localStorage })).not.toMatch(/王建国|11010519491231002X|甲方|500,30/)
})
