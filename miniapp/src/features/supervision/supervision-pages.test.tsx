import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { sanctionKinds } from '@market/shared/supervision/reports.rules'
import type { MyStanding, ReviewedPosting, RulebookView, Sanction } from '@market/shared/supervision/supervision.contract'
import type { StaffRole } from '@market/shared/words/lists'
import { day, hour } from '@market/shared/words/time'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { draftSample, monday0440 } from '../../../test/stubs/samples'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { jobDetail, newcomer } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import EmployerPostPage from '../../employer/post/index'
import EmployerStandingPage from '../../employer/standing/index'
import ManagerRulebookPage from '../../manager/rulebook/index'
import ManagerStopsPage from '../../manager/stops/index'
import JobPage from '../../pages/job/index'
import StaffAppealPage from '../../staff/appeal/index'
import StaffPostingPage from '../../staff/posting/index'
import StaffReportPage from '../../staff/report/index'
import { PostingState } from './posting-state'
import { sanctionTag } from './supervision.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const now = Date.now()
const clause = '《就业促进法》第二十七条'
const finding = { rule: 'looks', severity: 'doubtful' as const, field: 'requirements', words: '形象好', clause, message: '“形象好”和干活没有关系' }

const granted = (role: StaffRole) => ({
  ...newcomer, roles: [role], grants: [{ role, scopeName: '河南省', scopePath: '/41/', marketId: null, untilAt: null }],
})
const employer = { ...newcomer, roles: ['employer' as const], employer: { kind: 'business' as const, name: '洛阳宏运农贸有限公司', verifiedUntil: now + day } }

const posting: ReviewedPosting = {
  jobId: 'job-0001', version: 2, status: 'in_review', trade: '4-02-05-01', title: '会展礼仪', description: '展会站台三天', requirements: '形象好', headcount: 4, filled: 0,
  address: '会展中心', startsAt: now + hour, endsAt: now + 9 * hour, breakMinutes: 60, payFen: 20_000, payUnit: 'day', marketName: '洛阳市零工市场', postedAt: now,
  statusReason: null, findings: [finding], employer: { kind: 'business', name: '洛阳宏运农贸有限公司', nameMasked: '李*运', points: 3 },
  versions: [
    { version: 2, at: now, rulebookVersion: 1, verdict: 'doubtful', personVerified: true, employerVerified: true, title: '会展礼仪', description: '展会站台三天', requirements: '形象好' },
    { version: 1, at: now - hour, rulebookVersion: 1, verdict: 'clear', personVerified: true, employerVerified: true, title: '会展帮工', description: '展会站台三天', requirements: '' },
  ],
  reports: 0,
}
const waiting = { id: 'case-0001', dueAt: now + hour, closedAt: null, ownerMine: true, owned: true, mayDecide: true }
const sanction: Sanction = {
  id: 'sanction-1', kind: 'takedown', points: 6, pointsLeft: 6, reason: '现场收了押金', clause: '《劳动合同法》第九条', jobId: 'job-0001', jobTitle: '卸货搬运', at: now - day,
  fromAt: now - day, untilAt: null, confirmed: true, lifted: false, appeal: null,
}
const standing: MyStanding = { points: 6, warningAt: 6, suspensionAt: 12, daysPerPoint: 30, standing: 'warned', sanctions: [sanction] }

const tap = (id: string): void => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id}: ${document.body.textContent ?? ''}`)
  fireEvent.click(found)
}
const type = (id: string, value: string): void => void fireEvent.change(document.getElementById(id)!, { target: { value } })
const acts = (asked: readonly Asked[]) => asked.filter(({ call }) => call.startsWith('POST')).map(({ call, body }) => [call, body])
const there = (id: string) => waitFor(() => expect(document.getElementById(id)).not.toBeNull())

beforeEach(() => freshPhone())
afterEach(() => vi.unstubAllGlobals())

it('a refusal shows each sentence with its clause, and a person may be asked instead', async () => {
  signedInAs(employer)
  navigation.params = { marketId: 'market-0001' }
  const draft = draftSample({ startsAt: now + 5 * hour, endsAt: now + 13 * hour, requirements: '限男' })
  const refusal = { fields: [{ field: 'requirements', message: '招工不能挑男女，请去掉“限男”', clause }] }
  const asked = answerWith({
    'GET /api/job-templates': { templates: [{ key: 'own:1', label: '', own: true, draft }], minimumHourlyFen: 1_960 },
    'POST /api/jobs': new Refusal('posting_refused', refusal.fields),
    'POST /api/job-appeals': { ...jobDetail, id: 'job-0009' },
  })
  render(<EmployerPostPage />)
  await there('template-0')
  tap('template-0')
  tap('publish')
  await there('broken-clauses')
  expect(document.getElementById('broken-clauses')?.textContent).toContain(clause)
  tap('open-appeal')
  type('appeal-text', '井下作业，不让女工下井')
  tap('send-appeal')
  await waitFor(() => expect(acts(asked).at(-1)).toMatchObject(['POST /api/job-appeals', { text: '井下作业，不让女工下井', draft: { requirements: '限男' } }]))
  await waitFor(() => expect(navigation.went.at(-1)).toMatchObject(['replace', '/employer/job/index', { jobId: 'job-0009' }]))
})

it('a posting that waits says until when, one that is hidden is shown again with one tap', async () => {
  signedInAs(employer)
  const asked = answerWith({ 'POST /api/jobs/job-0001/confirm': jobDetail })
  const mine = { ...jobDetail, mine: true, startsAt: now + 2 * day }
  const { rerender } = render(<PostingState job={{ ...mine, status: 'in_review', supervision: { findings: [finding], dueAt: now + hour, reason: null, appealed: false } }} now={now} />)
  expect(document.getElementById('posting-state')?.textContent).toContain('工作人员要看一眼')
  expect(document.getElementById('posting-findings')?.textContent).toContain(clause)
  rerender(<PostingState job={{ ...mine, confirmedUntil: now - hour, supervision: { findings: [], dueAt: null, reason: null, appealed: false } }} now={now} />)
  expect(document.getElementById('posting-state')?.textContent).toContain('工人现在看不到这条')
  tap('confirm-posting')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/jobs/job-0001/confirm', {}]]))
})

it('one that staff refused says why, and is appealed once', async () => {
  signedInAs(employer)
  const asked = answerWith({ 'POST /api/jobs/job-0001/appeal': { done: true } })
  const refused = { ...jobDetail, mine: true, status: 'refused' as const, supervision: { findings: [], dueAt: null, reason: '请写工作要求', appealed: false } }
  const { rerender } = render(<PostingState job={refused} now={now} />)
  expect(document.getElementById('posting-state')?.textContent).toContain('请写工作要求')
  tap('appeal-refusal')
  type('appeal-text', '合同里有这个要求')
  tap('send-appeal')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/jobs/job-0001/appeal', { text: '合同里有这个要求' }]]))
  rerender(<PostingState job={{ ...refused, supervision: { ...refused.supervision, appealed: true } }} now={now} />)
  expect(document.getElementById('appeal-refusal')).toBeNull()
})

it('a worker reports with one tap on a reason, and is told that it is in hand', async () => {
  signedInAs({ ...newcomer, roles: ['worker'] })
  navigation.params = { jobId: 'job-0001' }
  const asked = answerWith({ 'GET /api/jobs/job-0001': jobDetail, 'POST /api/jobs/job-0001/reports': { done: true } })
  render(<JobPage />)
  await there('report')
  tap('report')
  tap('report-reason-asked_for_money')
  tap('send-report')
  await there('reported')
  expect(acts(asked)).toEqual([['POST /api/jobs/job-0001/reports', { reason: 'asked_for_money', text: '' }]])
})

it('nobody reports their own posting, nor one twice', async () => {
  signedInAs(employer)
  navigation.params = { jobId: 'job-0001' }
  answerWith({ 'GET /api/jobs/job-0001': { ...jobDetail, mine: true } })
  const { unmount } = render(<JobPage />)
  await there('job-pay')
  expect(document.getElementById('report')).toBeNull()
  unmount()
  freshPhone({ jobId: 'job-0001' })
  signedInAs({ ...newcomer, roles: ['worker'] })
  answerWith({ 'GET /api/jobs/job-0001': { ...jobDetail, reported: true } })
  render(<JobPage />)
  await there('reported')
  expect(document.getElementById('report')).toBeNull()
})

it('staff see what was found, every version, and publish the version they read', async () => {
  signedInAs(granted('staff'))
  navigation.params = { subjectId: 'job-0001' }
  const asked = answerWith({ 'GET /api/postings/job-0001/review': { posting, case: waiting }, 'POST /api/postings/job-0001/publish': { done: true } })
  render(<StaffPostingPage />)
  await there('publish')
  expect(document.getElementById('review-findings')?.textContent).toContain(clause)
  tap('review-versions')
  expect(screen.getByText('第 1 版')).toBeDefined()
  tap('publish')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/postings/job-0001/publish', { version: 2 }]]))
})

it('a refusal by staff needs words; what is about oneself is left to a colleague', async () => {
  signedInAs(granted('staff'))
  navigation.params = { subjectId: 'job-0001' }
  const asked = answerWith({ 'GET /api/postings/job-0001/review': { posting, case: waiting }, 'POST /api/postings/job-0001/refuse': { done: true } })
  const { unmount } = render(<StaffPostingPage />)
  await there('open-refuse')
  tap('open-refuse')
  tap('refuse')
  expect(acts(asked)).toEqual([])
  type('refuse-reason', '请写工作要求')
  tap('refuse')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/postings/job-0001/refuse', { version: 2, reason: '请写工作要求' }]]))
  unmount()
  freshPhone()
  signedInAs(granted('staff'))
  navigation.params = { subjectId: 'job-0001' }
  answerWith({ 'GET /api/postings/job-0001/review': { posting, case: { ...waiting, mayDecide: false } } })
  render(<StaffPostingPage />)
  await there('to-queue')
  expect(document.getElementById('publish')).toBeNull()
})

it('a report is decided with a reason and the points of the rulebook', async () => {
  signedInAs(granted('staff'))
  navigation.params = { subjectId: 'report-01' }
  const asked = answerWith({
    'GET /api/reports/report-01': { reason: 'asked_for_money', text: '先交两百', at: now, suggestedPoints: 6, others: [{ reason: 'unreachable', times: 2 }], posting, case: waiting },
    'POST /api/reports/report-01/decide': { done: true },
  })
  render(<StaffReportPage />)
  await there('report-words')
  expect(document.getElementById('report-words')?.textContent).toContain('联系不上 2 次')
  tap('open-decide')
  tap('decision-takedown')
  tap('points-minus')
  type('decide-reason', '现场收了押金')
  tap('decide')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/reports/report-01/decide', { decision: 'takedown', reason: '现场收了押金', points: 5 }]]))
})

it('an appeal is answered in words by somebody who did not decide before', async () => {
  signedInAs(granted('inspector'))
  navigation.params = { subjectId: 'appeal-01' }
  const appeal = { against: 'sanction', text: '是饭钱，有收据', at: now, sanction, posting, case: waiting }
  const asked = answerWith({ 'GET /api/appeals/appeal-01': appeal, 'POST /api/appeals/appeal-01/decide': { done: true } })
  const { unmount } = render(<StaffAppealPage />)
  await there('open-answer')
  tap('open-answer')
  tap('outcome-upheld')
  type('answer', '收据属实，撤销')
  tap('send-answer')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/appeals/appeal-01/decide', { upheld: true, answer: '收据属实，撤销' }]]))
  unmount()
  freshPhone()
  signedInAs(granted('inspector'))
  navigation.params = { subjectId: 'appeal-01' }
  answerWith({ 'GET /api/appeals/appeal-01': { ...appeal, case: { ...waiting, mayDecide: false } } })
  render(<StaffAppealPage />)
  await there('not-mine')
  expect(document.getElementById('open-answer')).toBeNull()
})

it('points are shown with their reasons, and each is appealed once', async () => {
  signedInAs(employer)
  const asked = answerWith({ 'GET /api/my-standing': standing, 'POST /api/sanctions/sanction-1/appeal': standing })
  render(<EmployerStandingPage />)
  await there('sanction-sanction-1')
  expect(document.body.textContent).toContain('现场收了押金')
  tap('appeal-sanction-1')
  type('appeal-text', '是饭钱，有收据')
  tap('send-appeal')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/sanctions/sanction-1/appeal', { text: '是饭钱，有收据' }]]))
})

it('how a decision stands is said in a word, whatever its kind', () => {
  const stop = { ...sanction, kind: 'blacklist' as const, points: 0, fromAt: monday0440 + 3 * day, untilAt: monday0440 + 33 * day }
  expect(sanctionTag({ ...stop, confirmed: false }, monday0440).word).toBe('等负责人确认')
  expect(sanctionTag(stop, monday0440).word).toBe('还没开始')
  expect(sanctionTag(stop, monday0440 + 3 * day).word).toBe('生效中')
  expect(sanctionTag(stop, monday0440 + 33 * day).word).toBe('已到期')
  for (const kind of sanctionKinds) expect(sanctionTag({ ...sanction, kind, lifted: true }, now).word).toBe('已撤销')
})

it('a stop of posting is confirmed by a second person, never by whoever proposed it', async () => {
  signedInAs(granted('manager'))
  const proposal = { sanction: { ...sanction, kind: 'blacklist', confirmed: false, untilAt: now + 30 * day }, employerName: '洛阳宏运农贸有限公司', nameMasked: '李*运', points: 12, mine: false }
  const asked = answerWith({
    'GET /api/sanction-proposals': { proposals: [proposal, { ...proposal, sanction: { ...proposal.sanction, id: 'sanction-2' }, mine: true }] },
    'POST /api/sanctions/sanction-1/confirm': { done: true },
  })
  render(<ManagerStopsPage />)
  await there('confirm-sanction-1')
  expect(document.getElementById('confirm-sanction-2')).toBeNull()
  tap('confirm-sanction-1')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/sanctions/sanction-1/confirm', {}]]))
})

it('a change of the rulebook is tried on recent postings before it can be proposed', async () => {
  signedInAs(granted('officer'))
  const book: RulebookView = {
    version: 1, warningAt: 6, suspensionAt: 12,
    rules: [{ key: 'illegal', name: '违法的活', message: '', points: 12, clauses: [{ law: '就业服务与就业管理规定', article: '第十四条', certain: true }], refused: ['刷单'], doubtful: [], lawful: [] }],
    thresholds: { doubtfulWorkMinutes: 660, mostHoursInText: 12, leastUpperAge: 45, leastAge: 16, sameText: 0.9, sameStartMinutes: 60 },
  }
  const info = { version: 2, note: '加词', proposedAt: now, confirmedAt: null, effectiveFrom: null, droppedAt: null, mine: false }
  const asked = answerWith({
    'GET /api/rulebooks': { inForce: 1, versions: [info] },
    'GET /api/rulebooks/1': book,
    'GET /api/rulebooks/2': { ...book, version: 2, rules: book.rules.map((rule) => ({ ...rule, points: 10, refused: ['跑分'] })) },
    'POST /api/rulebook-trials': { tried: 500, wouldRefuse: 3, wouldReview: 9, different: 1, examples: [{ jobId: 'job-0001', title: '兼职', before: 'clear', after: 'refused', words: '跑分' }] },
    'POST /api/rulebooks': { version: 3 },
    'POST /api/rulebooks/2/confirm': { inForce: 2, versions: [] },
  })
  render(<ManagerRulebookPage />)
  await there('rule-illegal')
  // Nobody puts in force what they have not seen.
  tap('confirm-2')
  expect(acts(asked)).toEqual([])
  tap('read-2')
  await there('differences')
  expect(document.getElementById('differences')?.textContent).toBe('违法的活：记 12 分改成 10 分违法的活 · 不通过的词：加上 跑分违法的活 · 不通过的词：去掉 刷单')
  await waitFor(() => expect(document.getElementById('confirm-2')?.getAttribute('aria-disabled')).not.toBe('true'))
  tap('confirm-2')
  await waitFor(() => expect(acts(asked)).toEqual([['POST /api/rulebooks/2/confirm', { effectiveFrom: null }]]))
  tap('rule-illegal')
  expect(document.getElementById('try-rulebook')).toBeNull()
  type('illegal-refused', '刷单\n跑分 \n')
  tap('try-rulebook')
  await there('trial')
  expect(document.getElementById('trial')?.textContent).toContain('拿最近 500 条试了')
  type('rulebook-note', '加一个骗局的说法')
  tap('propose-rulebook')
  await waitFor(() => expect(acts(asked).at(-1)).toMatchObject(['POST /api/rulebooks', { base: 1, note: '加一个骗局的说法', rules: [{ key: 'illegal', refused: ['刷单', '跑分'] }] }]))
})
