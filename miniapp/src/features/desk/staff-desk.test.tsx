import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { DeskPerson } from '@market/shared/desk/desk.contract'
import { oralConsent } from '@market/shared/desk/oral-consent'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { application, dawn, newcomer } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import { slot } from '../../platform/storage'
import StaffDeskPage from '../../staff/desk/index'
import { emptyDeskForm, type DeskForm } from './staff-desk-form'
import { readerSilenceMs } from './use-card-reader'

vi.mock('../../platform/navigation', () => fakeNavigation)

const number = '11010519491231002X'
const card = { name: '王建国', idNumber: number }
const staff = {
  ...newcomer, roles: ['staff' as const], staff: { marketId: 'market-0001', marketName: '洛阳市零工市场' },
  grants: [{ role: 'staff' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const person = (changes: Partial<DeskPerson> = {}): DeskPerson => ({
  personId: 'person-0009', nameMasked: '王*国', trades: ['4-02-05-01'], isWorker: true, verifiedUntil: dawn + 4e12, phoneMasked: null, hasWechat: false,
  checkIn: { number: 38, day: '2026-11-23', at: dawn, assurance: 'high' }, slip: { code: 'https://market.test/q/w123', issuedAt: dawn }, work: [], offers: [], toSign: [], agreements: [], ...changes,
})

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const there = (id: string): boolean => document.getElementById(id) !== null
const wrong = (id: string): string | undefined => document.getElementById(`${id}-error`)?.textContent ?? undefined
const type = (id: string, value: string): void => void fireEvent.change(at(id), { target: { value } })
const leave = (id: string, value: string): void => void fireEvent.blur(at(id), { target: { value } })
const valueOf = (id: string): string => (at(id) as HTMLInputElement).value
const sentTo = (asked: Asked[], call: string): Asked[] => asked.filter((one) => one.call === call)
const finds = 'POST /api/desk/finds'
const nobody = { [finds]: { person: null } }

function fillIn(): void {
  type('desk-name', '王建国')
  type('desk-id-number', number)
  fireEvent.click(at('compared'))
  fireEvent.click(at('trade-4-02-05-01'))
  fireEvent.click(at('usual-pay-200'))
  fireEvent.click(at('consent'))
}
const read = async (text: string): Promise<void> => {
  vi.useFakeTimers()
  type('desk-reader', text)
  await act(() => vi.advanceTimersByTimeAsync(readerSilenceMs))
  vi.useRealTimers()
}

beforeEach(() => {
  freshPhone()
  signedInAs(staff)
})
afterEach(() => vi.useRealTimers())

it('what a card reader types becomes name and number, and nothing else of the card stays', async () => {
  answerWith(nobody)
  render(<StaffDeskPage />)
  await read(`王建国\t男\t汉\t19491231\t河南省洛阳市涧西区江西路12号\t${number}\t洛阳市公安局\t长期\n`)
  expect([valueOf('desk-name'), valueOf('desk-id-number'), valueOf('desk-reader')]).toEqual(['王建国', number, ''])
  await screen.findByText('还没登记过，接着往下填。')
  expect(JSON.stringify({ ...localStorage })).not.toMatch(/涧西|公安局|汉/)
})

it('a tab of the reader does not carry the rest of the card into the next field', () => {
  render(<StaffDeskPage />)
  type('desk-reader', '王建国')
  expect(fireEvent.keyDown(at('desk-reader'), { key: 'Tab' })).toBe(false)
  expect(valueOf('desk-reader')).toBe('王建国\t')
  type('desk-reader', '')
  expect(fireEvent.keyDown(at('desk-reader'), { key: 'Tab' })).toBe(true)
})

it('a card that could not be read says so, and one may type', async () => {
  render(<StaffDeskPage />)
  await read('#### ####')
  expect(wrong('desk-reader')).toContain('再放一次')
  type('desk-name', '王建国')
  expect(valueOf('desk-name')).toBe('王建国')
})

it('somebody known comes up as soon as the card is whole, and nothing is filled in twice', async () => {
  const asked = answerWith({ [finds]: { person: person({ checkIn: null }) } })
  render(<StaffDeskPage />)
  await read(`${card.name}\n${number}\n`)
  await waitFor(() => expect(at('desk-state').textContent).toContain('王*国'))
  expect(sentTo(asked, finds).map(({ body }) => body)).toEqual([{ shown: card }])
  expect(there('desk-check-in')).toBe(true)
  expect(there('desk-submit')).toBe(false)
})

it('who types is asked about once, on leaving the field', async () => {
  const asked = answerWith(nobody)
  render(<StaffDeskPage />)
  type('desk-name', '王建国')
  leave('desk-name', '王建国')
  type('desk-id-number', number)
  expect(asked).toEqual([])
  leave('desk-id-number', number)
  leave('desk-name', '王建国')
  await screen.findByText('还没登记过，接着往下填。')
  expect(sentTo(asked, finds)).toHaveLength(1)
})

it('everything that is missing is said at once, and nothing is sent; the phone may be left out', () => {
  const asked = answerWith(nobody)
  render(<StaffDeskPage />)
  fireEvent.click(at('desk-submit'))
  expect(['desk-name', 'desk-id-number', 'compared', 'trade', 'wished-pay', 'consent'].filter((id) => wrong(id) === undefined)).toEqual([])
  expect(wrong('phone')).toBeUndefined()
  expect(at('desk-problems').textContent).toContain('还有 6 处要改：姓名、身份证号、对照片')
  expect(asked).toEqual([])
})

it('registers with what was asked, and shows the number and the slip to print', async () => {
  const asked = answerWith({ ...nobody, 'POST /api/desk/registrations': { known: false, person: person() } })
  render(<StaffDeskPage />)
  fillIn()
  fireEvent.click(at('desk-submit'))
  await waitFor(() => expect(at('desk-state').textContent).toContain('王*国 · 今天 38 号'))
  expect(sentTo(asked, 'POST /api/desk/registrations')[0]?.body).toEqual({
    ...card, phone: '', trades: ['4-02-05-01'], wishedPayFen: 20_000, wishedPayUnit: 'day', compared: true, consent: oralConsent.version,
  })
  expect(there('print-a6')).toBe(true)
  fireEvent.click(at('desk-next'))
  expect([valueOf('desk-name'), valueOf('desk-id-number')]).toEqual(['', ''])
})

it('a refusal keeps everything that was typed, beside its field or above the button', async () => {
  let refusal = new Refusal('invalid_fields', [{ field: 'idNumber', message: '姓名和身份证号对不上' }])
  answerWith({ ...nobody, 'POST /api/desk/registrations': () => refusal })
  render(<StaffDeskPage />)
  fillIn()
  fireEvent.click(at('desk-submit'))
  await waitFor(() => expect(wrong('desk-id-number')).toBe('姓名和身份证号对不上'))
  refusal = new Refusal('identity_needs_review')
  fireEvent.click(at('desk-submit'))
  await waitFor(() => expect(at('desk-refused').textContent).toContain('需要工作人员核对'))
  expect(valueOf('desk-name')).toBe('王建国')
})

it('a half-filled form survives the app being closed, but not for longer than a queue', () => {
  answerWith(nobody)
  const { unmount } = render(<StaffDeskPage />)
  type('desk-name', '王建国')
  unmount()
  render(<StaffDeskPage />).unmount()
  const kept = slot<Partial<DeskForm>>('draft.1:desk-registration')
  expect(kept.read()?.name).toBe('王建国')
  kept.write({ ...emptyDeskForm, name: '王建国', typedAt: Date.now() - 31 * 60_000 })
  render(<StaffDeskPage />)
  expect(valueOf('desk-name')).toBe('')
  expect(JSON.stringify({ ...localStorage })).not.toContain('王建国')
})

it('a slip leads to its person, who is checked in by it', async () => {
  freshPhone({ code: 'w123' })
  signedInAs(staff)
  const asked = answerWith({ [finds]: { person: person({ checkIn: null }) }, 'POST /api/desk/check-ins': person() })
  render(<StaffDeskPage />)
  await waitFor(() => expect(there('desk-check-in')).toBe(true))
  fireEvent.click(at('desk-check-in'))
  await waitFor(() => expect(at('desk-state').textContent).toContain('今天 38 号'))
  expect(sentTo(asked, 'POST /api/desk/check-ins')[0]?.body).toEqual({ shown: { code: 'w123' } })
})

it('where the market is closed by its hours, whoever stands there is checked in for a reason', async () => {
  freshPhone({ code: 'w123' })
  signedInAs(staff)
  const asked = answerWith({
    [finds]: { person: person({ checkIn: null }) },
    'POST /api/desk/check-ins': ({ body }: Asked) => ('offHours' in (body as object) ? person() : new Refusal('market_closed')),
  })
  render(<StaffDeskPage />)
  await waitFor(() => expect(there('desk-check-in')).toBe(true))
  expect(there('desk-off-hours')).toBe(false)
  fireEvent.click(at('desk-check-in'))
  await waitFor(() => expect(there('desk-off-hours')).toBe(true))
  fireEvent.click(at('desk-off-hours'))
  fireEvent.click(at('off-hours-sheet-confirm'))
  expect(at('off-hours-sheet-reason-error').textContent).toContain('请点一个原因')
  fireEvent.click(at('off-hours-sheet-reason-opened_early'))
  fireEvent.click(at('off-hours-sheet-confirm'))
  await waitFor(() => expect(at('desk-state').textContent).toContain('今天 38 号'))
  expect(there('desk-off-hours')).toBe(false)
  expect(sentTo(asked, 'POST /api/desk/check-ins').map(({ body }) => body)).toEqual([{ shown: { code: 'w123' } }, { shown: { code: 'w123' }, offHours: 'opened_early' }])
})

it('a lost slip is replaced only against the ID card of the person on the screen', async () => {
  freshPhone({ code: 'w123' })
  signedInAs(staff)
  const asked = answerWith({
    [finds]: ({ body }: Asked) => ({ person: person(JSON.stringify(body).includes('李明') ? { personId: 'person-0010' } : {}) }),
    'POST /api/desk/slips': person({ slip: { code: 'https://market.test/q/w999', issuedAt: dawn } }),
  })
  render(<StaffDeskPage />)
  await waitFor(() => expect(there('desk-lost')).toBe(true))
  fireEvent.click(at('desk-lost'))
  fireEvent.click(at('lost-sheet-confirm'))
  type('sheet-name', '李明')
  type('sheet-id-number', number)
  fireEvent.click(at('card-sheet-confirm'))
  await waitFor(() => expect(at('card-sheet-problem').textContent).toContain('不是一个人'))
  type('sheet-name', '王建国')
  fireEvent.click(at('card-sheet-confirm'))
  await waitFor(() => expect(at('desk-news').textContent).toContain('旧的停用了'))
  expect(sentTo(asked, 'POST /api/desk/slips').map(({ body }) => body)).toEqual([{ shown: card }])
})

it('a slip that somebody found is taken out of use without its owner', async () => {
  freshPhone({ code: 'w123' })
  signedInAs(staff)
  const asked = answerWith({ [finds]: { person: person() }, 'POST /api/desk/slip-revocations': person({ slip: null }) })
  render(<StaffDeskPage />)
  await waitFor(() => expect(there('desk-found')).toBe(true))
  fireEvent.click(at('desk-found'))
  await waitFor(() => expect(at('desk-news').textContent).toContain('捡到的人用不了'))
  expect(sentTo(asked, 'POST /api/desk/slip-revocations')[0]?.body).toEqual({ shown: { code: 'w123' } })
})

it('the phone is bound by scanning its code, and what stood in the way is said', async () => {
  let reply: unknown = new Refusal('wechat_in_use')
  const asked = answerWith({ [finds]: { person: person() }, 'POST /api/desk/phone-bindings': () => reply })
  render(<StaffDeskPage />)
  await read(`${card.name}\n${number}\n`)
  const bind = (): void => {
    fireEvent.click(at('desk-bind'))
    if (!there('scanner-typed')) fireEvent.click(at('scanner-type'))
    type('scanner-typed', 'h-phone')
    fireEvent.click(at('scanner-send'))
  }
  await waitFor(() => expect(there('desk-bind')).toBe(true))
  bind()
  await waitFor(() => expect(at('desk-news').textContent).toContain('一个微信只能是一个人'))
  reply = person({ hasWechat: true })
  bind()
  await waitFor(() => expect(at('desk-news').textContent).toContain('微信绑好了'))
  expect(sentTo(asked, 'POST /api/desk/phone-bindings')[0]?.body).toEqual({ shown: card, phoneCode: 'h-phone' })
  expect(there('desk-bind')).toBe(false)
})

it('a person hired here is confirmed by their slip', async () => {
  freshPhone({ code: 'w123' })
  signedInAs(staff)
  const work = { applicationId: 'application-0001', jobTitle: '卸货搬运', address: '宏进农批市场 3 号库', startsAt: dawn, state: 'signed' as const, arrivedAt: null }
  const asked = answerWith({
    [finds]: () => ({ person: person({ work: [sentTo(asked, 'POST /api/arrivals').length > 0 ? { ...work, state: 'arrived' as const, arrivedAt: dawn } : work] }) }),
    'POST /api/arrivals': { scanId: 's', status: 'accepted', reason: 'accepted', word: '到岗了', say: '这是凭小票来的，请看一眼身份证，是本人才算。', shown: 'slip' },
  })
  render(<StaffDeskPage />)
  await waitFor(() => expect(there('desk-arrive')).toBe(true))
  fireEvent.click(at('desk-arrive'))
  await waitFor(() => expect(at('desk-news').textContent).toContain('到岗了。这是凭小票来的'))
  expect(sentTo(asked, 'POST /api/arrivals')[0]?.body).toMatchObject({ code: 'https://market.test/q/w123' })
  await waitFor(() => expect(at('work-application-0001').textContent).toContain('到岗了'))
})

it('is for staff alone', () => {
  freshPhone()
  signedInAs(newcomer)
  render(<StaffDeskPage />)
  expect(there('not-staff')).toBe(true)
})

it('one of their agreements is printed while they stand there: it is noted first, then fetched; one that is still being made says so', async () => {
  const asked = answerWith({
    [finds]: { person: person({ agreements: [{ agreementId: 'agreement-0001', jobTitle: '卸货', startsAt: dawn }] }) },
    'POST /api/desk/agreement-copies': { agreementId: 'agreement-0001', until: dawn },
    'GET /api/desk/agreement-copies/agreement-0001/paper': new Refusal('paper_not_ready'),
  })
  render(<StaffDeskPage />)
  await read(`王建国 ${number}\n`)
  await waitFor(() => expect(there('copy-agreement-0001')).toBe(true))
  fireEvent.click(at('copy-agreement-0001'))
  await waitFor(() => expect(sentTo(asked, 'POST /api/desk/agreement-copies')).toHaveLength(1))
  expect(sentTo(asked, 'POST /api/desk/agreement-copies')[0]?.body).toMatchObject({ agreementId: 'agreement-0001' })
  await waitFor(() => expect(sentTo(asked, 'GET /api/desk/agreement-copies/agreement-0001/paper')).toHaveLength(1))
  await waitFor(() => expect(at('desk-news').textContent).toContain('正在做成 PDF'))
})

it('a place that is held is taken by word of mouth, and then there is an agreement to sign', async () => {
  freshPhone({ code: 'w123' })
  signedInAs(staff)
  const offer = { applicationId: 'application-0001', jobVersion: 3, jobTitle: '卸货搬运', address: '宏进农批市场 3 号库', startsAt: dawn, endsAt: dawn + 3.24e7, payFen: 26_000, payUnit: 'day' as const, until: dawn + 4e12 }
  const asked = answerWith({
    [finds]: () => ({ person: sentTo(asked, 'POST /api/desk/acceptances').length > 0 ? person({ toSign: [{ agreementId: 'agreement-0001', jobTitle: '卸货搬运', startsAt: dawn }] }) : person({ offers: [offer] }) }),
    'POST /api/desk/acceptances': application('applied'),
  })
  render(<StaffDeskPage />)
  await waitFor(() => expect(there('accept-application-0001')).toBe(true))
  expect(at('offer-application-0001').textContent).toContain('260')
  fireEvent.click(at('accept-application-0001'))
  await waitFor(() => expect(there('sign-agreement-0001')).toBe(true))
  expect(sentTo(asked, 'POST /api/desk/acceptances')[0]?.body).toEqual({ shown: { code: 'w123' }, applicationId: 'application-0001', jobVersion: 3 })
  expect(at('desk-news').textContent).toContain('接着在下面签协议')
})
