import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { supervisionEndpoints } from '@market/shared/supervision/supervision.contract'
import { day, minute, minutesOfClock, startOfMarketDay } from '@market/shared/words/time'
import type { Act } from './caller'
import { catalogue } from './catalogue'
import { draftOf, type Stage } from './play'
import { handIn, picture } from './verify'

/** What waits in the queue when the story ends: staff find something of each kind to decide. */

/** A licence that the desk has not looked at yet, and somebody of whom the authority has no record. */
export async function leaveIdentities(act: Act, { people, marketId }: Stage): Promise<void> {
  for (const employer of people.employers.filter(({ papers }) => papers === 'waiting')) await handIn(act, employer, marketId)
  for (const { openid } of people.workers.filter(({ unknown }) => unknown)) {
    await act(openid, identityEndpoints.upload, { body: { kind: 'id_card', imageBase64: picture('id-card.jpg') } }, `card ${openid}`)
    await act(openid, identityEndpoints.askReview, { body: { marketId } }, `review ${openid}`)
  }
}

/** Not forbidden, and not clear either: looks have nothing to do with pouring milk. */
const doubtfulWords = '牛奶促销，介绍试喝，形象好气质佳'

/** A posting that the rulebook doubts, and a report of one that is out. */
export async function leavePostings(act: Act, stage: Stage, until: number): Promise<void> {
  const promotion = catalogue.find(({ title }) => title === '超市促销员')
  const [start] = promotion?.starts ?? []
  if (promotion === undefined || start === undefined) throw new RangeError('nobody promotes anything in the demo')
  const startsAt = startOfMarketDay(until) + day + minutesOfClock(start) * minute
  const doubted = { work: { ...promotion, description: doubtfulWords }, headcount: 2, startsAt, endsAt: startsAt + promotion.minutes * minute }
  await act(promotion.employer, jobsEndpoints.create, { body: draftOf(doubted, stage) }, 'a doubtful posting')

  const open = await act(promotion.employer, jobsEndpoints.list, { query: { limit: 50 } }, '')
  const reported = open?.jobs.find(({ title }) => title === '送货司机') ?? open?.jobs[0]
  const reporter = stage.people.workers.at(-1)
  if (!reported || !reporter) return
  const body = { reason: 'asked_for_money' as const, text: '打电话说先交 200 元服装费才能来' }
  await act(reporter.openid, supervisionEndpoints.report, { params: { jobId: reported.id }, body }, 'a report')
}
