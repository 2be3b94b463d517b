import { expect, it } from 'vitest'
import { dawn, jobDetail } from '../../../test/support/samples'
import { jobOffer as offerAt } from './job-foot'

const jobOffer = (job: typeof jobDetail) => offerAt(job, dawn)

const mine = (state: 'withdrawn' | 'declined' | 'signed' | 'queued' | 'offered') => ({ ...jobDetail, myApplication: { id: 'application-0001', state } })

it('an open job with a free place can be applied to', () => {
  expect(jobOffer(jobDetail)).toEqual({ offer: 'apply', label: '报名，我来干' })
})

it('whoever withdrew may apply again; who was declined may not', () => {
  expect(jobOffer(mine('withdrawn'))).toMatchObject({ offer: 'apply' })
  expect(jobOffer(mine('declined'))).toMatchObject({ offer: 'others' })
})

it('an applicant is led to their progress, also when the job is full', () => {
  expect(jobOffer({ ...mine('signed'), filled: 8 })).toMatchObject({ offer: 'progress', applicationId: 'application-0001' })
})

it('whoever has a place held for them is led to the answer', () => {
  expect(jobOffer(mine('offered'))).toMatchObject({ offer: 'answer', applicationId: 'application-0001' })
})

it('a full job offers a place in the queue, and says how many wait', () => {
  expect(jobOffer({ ...jobDetail, filled: 8 })).toEqual({ offer: 'queue', words: '招满了。您可以排第一个，有空位先给排队的人。' })
  expect(jobOffer({ ...jobDetail, filled: 8, queued: 2 })).toEqual({ offer: 'queue', words: '招满了。前面有 2 人在排，有空位先给排队的人。' })
  expect(jobOffer({ ...mine('queued'), filled: 8 })).toMatchObject({ offer: 'progress' })
})

it('where the employer chooses the button says so, and who is not known waits until everybody may', () => {
  expect(jobOffer({ ...jobDetail, hiring: 'employer_chooses', filled: 8 })).toEqual({ offer: 'apply', label: '报名，等雇主来挑' })
  const knownFirst = { ...jobDetail, hiring: 'known_first' as const, publicFrom: dawn + 20 * 60_000 }
  expect(jobOffer(knownFirst)).toEqual({ offer: 'others', words: '先让和雇主干过活的人报，今天 05:20 起谁都能报。' })
  expect(jobOffer({ ...knownFirst, known: true })).toMatchObject({ offer: 'apply' })
  expect(offerAt(knownFirst, dawn + 20 * 60_000)).toMatchObject({ offer: 'apply' })
})

it('whoever waits to be chosen is not said to stand in a queue', () => {
  expect(jobOffer({ ...mine('queued'), hiring: 'employer_chooses' })).toMatchObject({ offer: 'progress', words: '报上名了，等雇主来挑。选中了给您留个位子，马上告诉您。' })
})

it('a closed and one’s own job say why there is nothing to do', () => {
  expect(jobOffer({ ...jobDetail, status: 'closed' })).toEqual({ offer: 'others', words: '这个活已经停止招人了。' })
  expect(jobOffer({ ...jobDetail, mine: true })).toEqual({ offer: 'others', words: '这是您自己发的活。' })
})
