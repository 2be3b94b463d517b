import { uuidv7 } from 'uuidv7'
import type { Static } from 'typebox'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { jobsEndpoints, type JobDetail, type JobDraft } from '@market/shared/jobs/jobs.contract'
import { signEndpoints, type Agreement } from '@market/shared/sign/sign.contract'
import { hour } from '@market/shared/words/time'
import { monday0440 } from './clock'
import type { TestPerson } from './app'
import { showPass } from './work-pass'
import { usualPhone } from './people'

/** The steps of a day as people take them, for tests whose subject lies further on. */

let sheds = 0

/** Work from 06:30 to 15:30 with an hour's rest, 260 yuan a day; each time in another shed, for the same posting twice waits for staff. */
export const unloading = (marketId: string, changes: Partial<JobDraft> = {}): JobDraft => ({
  marketId,
  trade: '4-02-05-01',
  title: '卸货搬运',
  description: '卸白菜、土豆，每袋 25 公斤',
  requirements: '会搬运即可，自备手套',
  headcount: 3,
  address: `宏进农批市场 ${(sheds += 1)} 号库`,
  lat: 34.64,
  lng: 112.46,
  startsAt: monday0440 + 110 * 60_000,
  endsAt: monday0440 + 110 * 60_000 + 9 * hour,
  breakMinutes: 60,
  payFen: 26_000,
  payUnit: 'day',
  settleWhen: 'same_day',
  settleHow: 'wechat',
  perks: ['lunch'],
  contactName: '李宏运',
  contactPhone: '13900001234',
  ...changes,
})

export const post = (employer: TestPerson, draft: JobDraft): Promise<JobDetail> => employer.call(jobsEndpoints.create, { body: draft })

export const apply = (worker: TestPerson, jobId: string): Promise<Application> => worker.call(applyEndpoints.create, { params: { jobId } })

/** A name written in three strokes. */
export const handwriting = (): number[][] => [
  [100, 100, 0, 400, 110, 120, 700, 120, 260],
  [400, 100, 400, 405, 500, 620, 380, 900, 800],
  [150, 520, 1000, 500, 510, 1150, 820, 540, 1300],
]

export type SignReply = Static<typeof signEndpoints.sign.response>

/**
 * Reads the agreement and signs what was read.
 * @param phone what WeChat's phone button gave, where it is not the number that test people have
 */
export async function sign(person: Pick<TestPerson, 'call'> & { phone?: string }, agreementId: string, party: 'worker' | 'employer', phone = person.phone): Promise<SignReply> {
  const agreement = await read(person, agreementId)
  return person.call(signEndpoints.sign, { params: { agreementId }, body: signing(agreement, party, 26_000, phone) })
}

export const read = (person: Pick<TestPerson, 'call'>, agreementId: string): Promise<Agreement> => person.call(signEndpoints.get, { params: { agreementId } })

/** Confirmed by the phone that test people have; the test app's WeChat takes the number for the button's code. */
export const byPhone = (phone: string = usualPhone) => ({ kind: 'wechat_phone' as const, code: phone })

export const signing = (agreement: Pick<Agreement, 'textHash'>, party: 'worker' | 'employer', payFen: number, phone?: string) => ({
  textHash: agreement.textHash,
  understoodPayFen: party === 'worker' ? payFen : null,
  strokes: handwriting(),
  confirm: byPhone(phone),
})

/** An application both sides have signed. */
export async function hired(worker: TestPerson, employer: TestPerson, jobId: string): Promise<Application> {
  const { agreement } = await apply(worker, jobId)
  if (!agreement) throw new Error('an application comes with a draft agreement')
  await sign(worker, agreement.id, 'worker')
  return (await sign(employer, agreement.id, 'employer')).application
}

/** Staff scan the work pass the worker's phone shows at this moment. */
export async function arrive(worker: TestPerson, staff: TestPerson, applicationId: string, capturedAt: number) {
  return staff.call(arriveEndpoints.confirm, { body: { code: await showPass(worker, applicationId), scanId: uuidv7(), capturedAt } })
}
