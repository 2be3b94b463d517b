import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { collisions } from '@market/shared/apply/apply.rules'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { supervisionEndpoints } from '@market/shared/supervision/supervision.contract'
import type { Hiring } from '@market/shared/words/lists'
import { day, minute, minutesOfClock, startOfMarketDay } from '@market/shared/words/time'
import type { Act } from './caller'
import { catalogue } from './catalogue'
import { knownWorker } from './people'
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

type Waited = { jobId: string; hours: { startsAt: number; endsAt: number }; able: string[] }

/** How many wait for the one place that is taken. */
const queueLength = 3

/** A posting of each way of hiring for tomorrow: one that is full with a queue, one whose employer chooses, one that is for known workers first. */
export async function leaveQueues(act: Act, stage: Stage, until: number): Promise<void> {
  const posted = async (title: string, hiring: Hiring, headcount: number): Promise<Waited | null> => {
    const work = catalogue.find((one) => one.title === title)
    const [start] = work?.starts ?? []
    if (work === undefined || start === undefined) throw new RangeError(`nobody wants ${title} in the demo`)
    const startsAt = startOfMarketDay(until) + day + minutesOfClock(start) * minute
    // Told apart from the postings of the story, of which the same once more would wait for staff.
    const facts = { work: { ...work, address: `${work.address}（东门）` }, headcount, startsAt, endsAt: startsAt + work.minutes * minute }
    const job = await act(work.employer, jobsEndpoints.create, { body: { ...draftOf(facts, stage), hiring } }, `a posting, ${hiring}`)
    const able = stage.people.workers.slice(Object.keys(knownWorker).length).filter(({ trades }) => trades.includes(work.trade)).map(({ openid }) => openid)
    return job === null ? null : { jobId: job.id, hours: job, able }
  }
  /** So many of those who can do it and have promised these hours to nobody. */
  const come = async ({ jobId, hours, able }: Waited, most: number): Promise<void> => {
    let came = 0
    for (const openid of able) {
      if (came === most) return
      const mine = await act(openid, applyEndpoints.mine, {}, '')
      // What was played before under the same keys is no hindrance.
      if (mine === null || collisions(mine.applications.filter(({ job }) => job.id !== jobId), hours).length > 0) continue
      if ((await act(openid, applyEndpoints.create, { params: { jobId }, body: { ifFull: 'queue' } }, `waits ${jobId} ${openid}`)) !== null) came += 1
    }
  }

  const full = await posted('写字楼保洁', 'first_come', 1)
  if (full !== null) await come(full, 1 + queueLength)
  const choosing = await posted('搬家搬电器', 'employer_chooses', 2)
  if (choosing !== null) await come(choosing, queueLength)
  await posted('仓库打包', 'known_first', 4)
}
