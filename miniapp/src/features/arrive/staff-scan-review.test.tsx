import { fireEvent, render, waitFor } from '@testing-library/react'
import { findings, scanCauses, type ScanCause } from '@market/shared/arrive/review.rules'
import type { ScanReview } from '@market/shared/arrive/review.contract'
import { hour } from '@market/shared/words/time'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import { reviewPaths } from '../../staff/paths'
import ScanReviewPage from '../../staff/scan-review/index'
import { causeWords, reasonsAgainst, reasonsFor } from './scan-review.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const manager = {
  ...newcomer, roles: ['manager' as const],
  grants: [{ role: 'manager' as const, scopeName: '洛阳市零工市场', scopePath: '/41/4103/market-0001/', marketId: 'market-0001', untilAt: null }],
}
const review = (changes: Partial<ScanReview> = {}): ScanReview => ({
  scanId: 'scan-0001', cause: 'revoked_phone', capturedAt: Date.now() - 2 * hour, uploadedAt: Date.now() - hour, staffMasked: '钱*班', provisional: 'accepted', verdict: null, counted: false, mayAccept: true,
  worker: { nameMasked: '王*国', number: 38, jobTitle: '卸货搬运', address: '宏进农批市场 3 号库', startsAt: Date.now(), endsAt: Date.now() + 9 * hour, arrivedAt: null },
  case: { dueAt: Date.now() + 20 * hour, closedAt: null, outcome: null, ownerMine: true, mayDecide: true },
  ...changes,
})
const at = (id: string): HTMLElement | null => document.getElementById(id)
const [one, decision] = ['GET /api/scan-reviews/scan-0001', 'POST /api/scan-reviews/scan-0001/decision']

async function opened(answers: Record<string, unknown>) {
  signedInAs(manager)
  const asked = answerWith(answers)
  render(<ScanReviewPage />)
  await waitFor(() => expect(at('scan-review')).not.toBeNull())
  return asked
}

beforeEach(() => freshPhone({ subjectId: 'scan-0001', caseId: 'case-0001' }))

it('says who was scanned for what, by whom and when, what the phone said, and why it waits', async () => {
  await opened({ [one]: review() })
  const words = at('scan-review')?.textContent ?? ''
  for (const shown of ['这部手机已经停用', '王*国', '38 号', '卸货搬运', '宏进农批市场 3 号库', '还没算到岗', '钱*班', '手机当时说到岗了']) expect(words).toContain(shown)
  expect(at('advice')?.textContent).toContain('问问扫码的同事')
})

it('is let count for a reason, and says so', async () => {
  let standing = review()
  const asked = await opened({
    [one]: () => standing,
    [decision]: () => (standing = review({ counted: true, case: { ...review().case, closedAt: Date.now(), outcome: 'accepted' } })),
  })
  fireEvent.click(at('open-accept')!)
  fireEvent.click(at('finding-sheet-confirm')!)
  expect(at('finding-sheet-reason-error')?.textContent).toContain('请点一个原因')
  fireEvent.click(at('finding-sheet-reason-was_there')!)
  fireEvent.click(at('finding-sheet-confirm')!)
  await waitFor(() => expect(at('decided')?.textContent).toContain('算到岗'))
  expect(asked.filter(({ call }) => call === decision)).toMatchObject([{ body: { finding: 'was_there' } }])
  fireEvent.click(at('to-queue')!)
  expect(navigation.went).toEqual([['startAt', '/staff/queue/index']])
})

it('what cannot count any more can only be refused', async () => {
  const asked = await opened({ [one]: review({ cause: 'cancelled', mayAccept: false }), [decision]: review() })
  expect(at('advice')?.textContent).toContain('选“不算到岗”')
  fireEvent.click(at('open-accept')!)
  expect(at('finding-sheet')).toBeNull()
  fireEvent.click(at('open-refuse')!)
  expect(at('finding-sheet')?.textContent).not.toContain('雇主说人到了')
  fireEvent.click(at('finding-sheet-reason-was_not_there')!)
  fireEvent.click(at('finding-sheet-confirm')!)
  await waitFor(() => expect(asked.filter(({ call }) => call === decision)).toMatchObject([{ body: { finding: 'was_not_there' } }]))
})

it('a code that had expired says so', async () => {
  await opened({ [one]: review({ cause: 'late', verdict: 'expired_code' }) })
  expect(at('scan-review')?.textContent).toContain('系统没放行码过期了')
})

it('one that counted says that nothing changes', async () => {
  await opened({ [one]: review({ cause: 'two_phones', counted: true }) })
  expect([at('open-accept')?.textContent, at('open-refuse')?.textContent]).toEqual(['核过，没问题', '有问题'])
  expect(at('advice')?.textContent).toContain('到岗时间不变')
})

it('one’s own is for a colleague', async () => {
  await opened({ [one]: review({ case: { ...review().case, mayDecide: false } }) })
  expect(at('not-yours')?.textContent).toContain('请同事来核对')
  for (const id of ['open-accept', 'open-refuse', 'advice']) expect(at(id)).toBeNull()
})

it('somebody entered by hand is to be looked at, and a decision that came too late says so', async () => {
  await opened({ [one]: review({ cause: 'phone_dead', provisional: null }), [decision]: new Refusal('step_not_allowed') })
  expect(at('scan-review')?.textContent).toContain('人工报的到岗：手机没电了')
  expect(at('scan-review')?.textContent).toContain('谁报的钱*班')
  expect(at('advice')?.textContent).toContain('走过去看一眼')
  fireEvent.click(at('open-accept')!)
  fireEvent.click(at('finding-sheet-reason-was_there')!)
  fireEvent.click(at('finding-sheet-confirm')!)
  await waitFor(() => expect(at('review-problem')).not.toBeNull())
})

it('a code of nobody shows nobody', async () => {
  await opened({ [one]: review({ worker: null, mayAccept: false }) })
  expect(at('scan-review')?.textContent).toContain('没认出来')
})

it('is where cases of both kinds are decided, each with its words', () => {
  expect([reviewPaths.arrival, reviewPaths.by_hand]).toEqual(['/staff/scan-review/index', '/staff/scan-review/index'])
  expect(scanCauses.filter((cause: ScanCause) => !causeWords({ cause }))).toEqual([])
  expect([...reasonsFor, ...reasonsAgainst]).toHaveLength(findings.length)
})

it('who was entered and scanned meanwhile needs no decision', async () => {
  await opened({ [one]: review({ cause: 'phone_dead', worker: { ...review().worker!, arrivedAt: Date.now() }, case: { ...review().case, closedAt: Date.now(), outcome: 'withdrawn' } }) })
  expect(at('decided')?.textContent).toBe('这个人已经扫到了，不用再核对。')
  expect([at('open-accept'), at('open-refuse')]).toEqual([null, null])
})

it('of who was entered after the hours it says from which hour they count, and when that was said', async () => {
  await opened({ [one]: review({ cause: 'worked_unscanned', capturedAt: new Date('2026-03-02T06:30:00+08:00').getTime(), provisional: null }) })
  const words = at('scan-review')?.textContent ?? ''
  for (const shown of ['干了活，当时没扫上', '算几点到', '06:30，开工的时间', '收工以后才报的']) expect(words).toContain(shown)
  expect(at('advice')?.textContent).toContain('打电话问雇主')
})
