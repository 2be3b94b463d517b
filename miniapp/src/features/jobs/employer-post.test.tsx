import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '../../../test/stubs/taro'
import type { JobDraft } from '@market/shared/jobs/jobs.contract'
import { minute } from '@market/shared/words/time'
import { beforeEach, expect, test, vi } from 'vitest'
import { draftSample, monday0440 } from '../../../test/stubs/samples'
import { byId, ok, refuse, serveWith, type Answer, type Sent } from '../../../test/stubs/server'
import { EmployerPost } from './employer-post'
import { useEmployerPost } from './use-employer-post'

const marketId = 'market-0001'

function PostPage() {
  return <EmployerPost {...useEmployerPost(marketId, false)} marketName="洛阳市零工市场" />
}

const template = { key: 'own:job-00001', label: '', own: true, draft: draftSample() }

function atTheGate(answer: Answer): Sent[] {
  return serveWith({ 'GET /api/job-templates': ok({ templates: [template], minimumHourlyFen: 2060 }), 'POST /api/jobs': answer })
}

const posted = ok({ id: 'job-00009' })
const sentJobs = (sent: Sent[]): JobDraft[] => sent.filter(({ call }) => call === 'POST /api/jobs').map(({ body }) => body as JobDraft)

let taps = 0
const tap = (id: string): void => {
  taps += 1
  fireEvent.click(byId(id))
}
const type = (id: string, value: string): void => {
  fireEvent.change(byId(id), { target: { value } })
}

beforeEach(() => {
  vi.spyOn(Date, 'now').mockReturnValue(monday0440)
  taps = 0
})

async function openFirstCard(): Promise<void> {
  await waitFor(() => byId('template-0'))
  tap('template-0')
}

test('a job is posted from the gate in five taps, with more people, more pay and a later start', async () => {
  const sent = atTheGate(posted)
  const leave = vi.spyOn(Taro, 'redirectTo')
  render(<PostPage />)
  await openFirstCard()
  tap('headcount-plus')
  tap('pay-plus')
  tap('start-plus')
  tap('publish')
  await waitFor(() => expect(leave).toHaveBeenCalledWith({ url: '/employer/job/index?jobId=job-00009&posted=1' }))
  expect(taps).toBeLessThanOrEqual(5)
  const usual = draftSample()
  expect(sentJobs(sent)).toEqual([
    { ...usual, headcount: 9, payFen: 27_000, startsAt: usual.startsAt + 30 * minute, endsAt: usual.endsAt + 30 * minute },
  ])
})

test('two taps before the phone has drawn the first are two people more, and publishing at once sends them', async () => {
  const sent = atTheGate(posted)
  render(<PostPage />)
  await openFirstCard()
  act(() => {
    for (const id of ['headcount-plus', 'headcount-plus', 'publish']) byId(id).click()
  })
  await waitFor(() => expect(sentJobs(sent).map(({ headcount }) => headcount)).toEqual([10]))
})

test('a card that is right as it is needs two taps', async () => {
  const sent = atTheGate(posted)
  render(<PostPage />)
  await openFirstCard()
  tap('publish')
  await waitFor(() => expect(sentJobs(sent)).toEqual([draftSample()]))
  expect(taps).toBe(2)
})

test('every field of clause 八 can be changed on the same page', async () => {
  atTheGate(posted)
  render(<PostPage />)
  await openFirstCard()
  for (const section of ['what', 'where', 'when', 'settle', 'contact']) tap(`section-${section}`)
  const fields = [
    'headcount', 'pay', 'start', 'trade', 'title', 'description', 'requirements', 'address', 'day', 'end', 'break-plus', 'pay-unit-hour',
    'settle-when-weekly', 'settle-how-cash', 'perks-lodging', 'contact-name', 'contact-phone',
  ]
  for (const field of fields) expect(byId(field)).toBeDefined()
})

test('what the server refuses stands beside its field, in a section that opens, and goes when the field is put right', async () => {
  atTheGate(refuse(422, 'posting_refused', [{ field: 'address', message: '请写清楚在哪儿干活' }, { field: 'startsAt', message: '开工时间已经过了' }]))
  render(<PostPage />)
  await openFirstCard()
  tap('publish')
  await waitFor(() => expect(byId('address-error').textContent).toContain('请写清楚在哪儿干活'))
  expect(byId('start-error').textContent).toContain('开工时间已经过了')
  type('address', '宏进农批市场 5 号库')
  expect(document.getElementById('address-error')).toBeNull()
  expect(byId('start-error')).toBeDefined()
})

test('pay below the minimum is said while it is set, and is not sent', async () => {
  const sent = atTheGate(posted)
  render(<PostPage />)
  await openFirstCard()
  expect(screen.getByText('合每小时 32.5 元，本地最低 20.6 元')).toBeDefined()
  type('pay', '160')
  expect(byId('pay-error').textContent).toContain('低于当地最低的 20.6 元')
  tap('publish')
  expect(sentJobs(sent)).toEqual([])
})

test('everything that is wrong is said at once, before anything is sent', async () => {
  const sent = atTheGate(posted)
  render(<PostPage />)
  await openFirstCard()
  tap('section-what')
  type('title', '装')
  type('description', '干活')
  tap('section-contact')
  type('contact-phone', '1390000')
  expect(document.getElementById('title-error')).toBeNull()
  tap('publish')
  expect(byId('title-error').textContent).toContain('请写清楚招什么工')
  expect(byId('description-error').textContent).toContain('至少 4 个字')
  expect(byId('contact-phone-error').textContent).toContain('手机号是 11 位')
  expect(byId('post-problem').textContent).toContain('有 3 处要改')
  expect(sentJobs(sent)).toEqual([])
})

test('what was typed is still there when the page is opened again', async () => {
  atTheGate(posted)
  const first = render(<PostPage />)
  await openFirstCard()
  tap('section-where')
  type('address', '宏进农批市场 5 号库')
  first.unmount()
  render(<PostPage />)
  expect(screen.getAllByText('宏进农批市场 5 号库').length).toBeGreaterThan(0)
})

test('an address typed by hand does not keep the place on the map of the old one', async () => {
  const sent = atTheGate(posted)
  render(<PostPage />)
  await openFirstCard()
  tap('section-where')
  type('address', '宏进农批市场 5 号库')
  tap('publish')
  await waitFor(() => expect(sentJobs(sent)).toHaveLength(1))
  const { lat: _lat, lng: _lng, ...without } = draftSample({ address: '宏进农批市场 5 号库' })
  expect(sentJobs(sent)).toEqual([without])
})

test('how a job fills is one of three, first come unless something else is chosen, and each says what it means', async () => {
  const sent = atTheGate(posted)
  render(<PostPage />)
  await openFirstCard()
  expect(byId('section-hiring').textContent).toContain('先到先得')
  tap('section-hiring')
  tap('hiring-known_first')
  expect(document.body.textContent).toContain('半小时后谁都能报')
  tap('hiring-employer_chooses')
  tap('publish')
  await waitFor(() => expect(sentJobs(sent).map(({ hiring }) => hiring)).toEqual(['employer_chooses']))
})
