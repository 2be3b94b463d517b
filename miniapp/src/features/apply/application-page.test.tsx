import { fireEvent, render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { marketPage } from '../../../test/support/market-samples'
import { application, dawn, settlement, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import ApplicationPage from '../../pages/application/index'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const path = '/api/applications/application-0001'
const shown = async (id: string): Promise<void> => {
  render(<ApplicationPage />)
  await waitFor(() => expect(at(id)).toBeTruthy())
}

beforeEach(() => {
  freshPhone({ applicationId: 'application-0001' })
  signedInAs(worker)
})

it('the next job is looked for from here for a day, not weeks later', async () => {
  const clock = vi.spyOn(Date, 'now').mockReturnValue(dawn + 11 * 3_600_000)
  answerWith({ [`GET ${path}`]: application('settled', { finishedAt: dawn + 10 * 3_600_000 }) })
  const { unmount } = render(<ApplicationPage />)
  await waitFor(() => expect(at('next-from-here')).toBeTruthy())
  unmount()
  clock.mockReturnValue(dawn + 21 * 24 * 3_600_000)
  await shown('application-state')
  expect(at('next-from-here')).toBeNull()
  vi.restoreAllMocks()
})

it('hours and pay are confirmed exactly as they were shown', async () => {
  const asked = answerWith({
    [`GET ${path}`]: application('hours_proposed', { settlement: { ...settlement, minutes: 450, amountFen: 24_375 } }),
    [`POST ${path}/hours/agree`]: application('hours_agreed'),
  })
  await shown('agree-hours')
  expect(at('hours-minutes').textContent).toBe('7 小时 30 分')
  expect(at('hours-amount').textContent).toBe('243.75 元')
  fireEvent.click(at('agree-hours'))
  await waitFor(() => expect(asked.find(({ call }) => call === `POST ${path}/hours/agree`)?.body).toEqual({ minutes: 450, amountFen: 24_375 }))
})

it('less than what was agreed is said before it is confirmed', async () => {
  answerWith({ [`GET ${path}`]: application('hours_proposed', { settlement: { ...settlement, amountFen: 24_000 } }) })
  await shown('hours-less')
  expect(at('hours-less').textContent).toContain('少 20 元')
})

it('what the employer changed meanwhile is read again, and nothing is confirmed', async () => {
  let now = application('hours_proposed', { settlement })
  answerWith({
    [`GET ${path}`]: () => now,
    [`POST ${path}/hours/agree`]: () => {
      now = application('hours_proposed', { settlement: { ...settlement, amountFen: 20_000, round: 2 } })
      return new Refusal('hours_changed')
    },
  })
  await shown('agree-hours')
  fireEvent.click(at('agree-hours'))
  await waitFor(() => expect(at('application-problem').textContent).toContain('对方刚改过'))
  await waitFor(() => expect(at('hours-amount').textContent).toBe('200 元'))
})

it('saying that hours are wrong needs a reason; a usual one is one tap', async () => {
  const asked = answerWith({ [`GET ${path}`]: application('hours_proposed', { settlement }), [`POST ${path}/hours/dispute`]: application('hours_disputed') })
  await shown('dispute-hours')
  fireEvent.click(at('dispute-hours'))
  fireEvent.click(at('dispute-hours-sheet-confirm'))
  expect(at('dispute-hours-sheet-reason-error').textContent).toContain('请写一句原因')
  fireEvent.click(at('dispute-hours-sheet-usual-工钱少了'))
  fireEvent.click(at('dispute-hours-sheet-confirm'))
  await waitFor(() => expect(asked.find(({ call }) => call.startsWith('POST'))?.body).toEqual({ reason: '工钱少了' }))
})

it('stepping back is asked about first, and staying sends nothing', async () => {
  const asked = answerWith({ [`GET ${path}`]: application('applied'), [`POST ${path}/withdraw`]: application('withdrawn') })
  await shown('withdraw')
  fireEvent.click(at('withdraw'))
  fireEvent.click(at('withdraw-sheet-close'))
  expect(at('withdraw-sheet')).toBeNull()
  expect(asked.filter(({ call }) => call.startsWith('POST'))).toEqual([])
})

it('an act that the state does not allow any more is explained, and the new state is shown', async () => {
  let now = application('applied')
  answerWith({
    [`GET ${path}`]: () => now,
    [`POST ${path}/withdraw`]: () => {
      now = application('declined')
      return new Refusal('step_not_allowed')
    },
  })
  await shown('withdraw')
  fireEvent.click(at('withdraw'))
  fireEvent.click(at('withdraw-sheet-confirm'))
  await waitFor(() => expect(at('application-state').textContent).toContain('雇主没有接受'))
  expect(at('application-problem').textContent).toContain('现在还不能办这一步')
})

it('the employer can be called once both have signed', async () => {
  const { terms } = application('signed')
  answerWith({ [`GET ${path}`]: application('signed', { contactPhone: '13900139000', terms: { ...terms, endsAt: Date.now() + 3_600_000 } }) })
  await shown('call-contact')
  fireEvent.click(at('open-work-pass'))
  expect(navigation.went).toEqual([['open', '/pages/work-pass/index', { applicationId: 'application-0001' }]])
})

it('a page that cannot be read offers to try again', async () => {
  let broken = true
  answerWith({ [`GET ${path}`]: () => (broken ? new Refusal('service_busy') : application('applied')) })
  await shown('problem')
  broken = false
  fireEvent.click(at('reload'))
  await waitFor(() => expect(at('application-state')).toBeTruthy())
})

const held = application('offered', { offerUntil: dawn + 18 * 60_000, agreement: null })

it('a place that is held says until when, calmly, and one tap takes it under the terms on the screen', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(dawn)
  const asked = answerWith({ [`GET ${path}`]: held, [`POST ${path}/accept`]: application('applied') })
  await shown('offer')
  expect(at('offer-until').textContent).toBe('今天 05:18 前答复')
  expect(at('offer').textContent).toContain('还有 18 分钟')
  fireEvent.click(at('accept'))
  await waitFor(() => expect(navigation.went).toEqual([['open', '/pages/agreement/index', { agreementId: 'agreement-0001', side: 'worker', applied: '1' }]]))
  expect(asked.find(({ call }) => call === `POST ${path}/accept`)?.body).toEqual({ jobVersion: 1 })
})

it('terms that changed meanwhile are shown before they are accepted', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(dawn)
  let now = held
  const asked = answerWith({
    [`GET ${path}`]: () => now,
    [`POST ${path}/accept`]: () => {
      if (now !== held) return application('applied')
      now = { ...held, terms: { ...held.terms, payFen: 24_000, jobVersion: 2 } }
      return new Refusal('terms_changed')
    },
  })
  await shown('accept')
  fireEvent.click(at('accept'))
  await waitFor(() => expect(at('offer').textContent).toContain('240'))
  expect(at('application-problem').textContent).toContain('雇主刚改了这个活')
  fireEvent.click(at('accept'))
  await waitFor(() => expect(asked.filter(({ call }) => call === `POST ${path}/accept`).map(({ body }) => body)).toEqual([{ jobVersion: 1 }, { jobVersion: 2 }]))
})

it('a place that collides with other work is taken instead of it with one tap', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(dawn)
  const other = application('applied', { id: 'application-0002' })
  const asked = answerWith({
    [`GET ${path}`]: held,
    'GET /api/applications': () => ({ applications: [held, other] }),
    [`POST ${path}/accept`]: ({ body }: { body?: unknown }) => ((body as { insteadOf?: string }).insteadOf ? application('applied') : new Refusal('time_overlap')),
  })
  await shown('accept')
  fireEvent.click(at('accept'))
  await waitFor(() => expect(at('accept-collides').textContent).toContain('和您的这个活时间撞了：卸货搬运，今天 06:30–15:30，260 元/天'))
  expect(at('accept').className).toContain('ui-button-secondary')
  fireEvent.click(at('accept-swap'))
  await waitFor(() => expect(asked.filter(({ call }) => call === `POST ${path}/accept`).map(({ body }) => body)).toEqual([{ jobVersion: 1 }, { jobVersion: 1, insteadOf: 'application-0002' }]))
})

it('a place that collides is not offered for a swap once it is gone, and hides no other refusal', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(dawn)
  let now = held
  answerWith({
    [`GET ${path}`]: () => now,
    'GET /api/applications': () => ({ applications: [now, application('applied', { id: 'application-0002' })] }),
    [`POST ${path}/accept`]: new Refusal('time_overlap'),
    [`POST ${path}/withdraw`]: new Refusal('internal'),
  })
  const stepBack = (): void => {
    fireEvent.click(at('withdraw'))
    fireEvent.click(at('withdraw-sheet-confirm'))
  }
  await shown('accept')
  fireEvent.click(at('accept'))
  await waitFor(() => expect(at('accept-swap')).toBeTruthy())
  stepBack()
  await waitFor(() => expect(at('application-problem').textContent).toContain('我们这边出了问题'))
  expect(at('accept-swap')).toBeTruthy()
  now = application('lapsed', { agreement: null })
  stepBack()
  await waitFor(() => expect(at('application-state').textContent).toContain('时间过了'))
  expect(at('accept-swap')).toBeNull()
})

it('who waits is told how many are before them, and may leave the queue', async () => {
  const asked = answerWith({ [`GET ${path}`]: application('queued', { queueAhead: 2, agreement: null }), [`POST ${path}/withdraw`]: application('withdrawn') })
  await shown('withdraw')
  expect(at('application-state').textContent).toContain('前面还有 2 人')
  expect(at('application-terms').textContent).toContain('您答应了就不再变')
  fireEvent.click(at('withdraw'))
  expect(at('withdraw-sheet').textContent).toContain('要从后面排起')
  fireEvent.click(at('withdraw-sheet-confirm'))
  await waitFor(() => expect(asked.some(({ call }) => call === `POST ${path}/withdraw`)).toBe(true))
})

it.each([['absent', '记成没到场'], ['signed', '收工了，没扫到您的工作码']] as const)('who worked and was never scanned (%s) reads where that is put right, for as long as it can be', async (state, words) => {
  const one = application(state)
  const clock = vi.spyOn(Date, 'now').mockReturnValue(one.terms.endsAt + 3_600_000)
  answerWith({ [`GET ${path}`]: one, 'GET /api/markets/market-0001': marketPage() })
  const { unmount } = render(<ApplicationPage />)
  await waitFor(() => expect(at('call-market')).toBeTruthy())
  expect(at('application-state').textContent).toContain(words)
  for (const shownWords of ['洛阳市零工市场的服务台', '30 天', '洛龙区开元大道 1 号']) expect(at('unscanned').textContent).toContain(shownWords)
  fireEvent.click(at('see-market'))
  expect(navigation.went).toEqual([['open', '/pages/market/index', { marketId: one.job.market.id }]])
  unmount()
  clock.mockReturnValue(one.terms.endsAt + 31 * 24 * 3_600_000)
  await shown('application-state')
  expect(at('unscanned')).toBeNull()
  vi.restoreAllMocks()
})
