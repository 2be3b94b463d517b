import { expect, it } from 'vitest'
import { jobDetail } from '../../../test/support/samples'
import { jobOffer } from './job-foot'

const mine = (state: 'withdrawn' | 'declined' | 'signed') => ({ ...jobDetail, myApplication: { id: 'application-0001', state } })

it('an open job with a free place can be applied to', () => {
  expect(jobOffer(jobDetail)).toEqual({ offer: 'apply' })
})

it('whoever withdrew may apply again; who was declined may not', () => {
  expect(jobOffer(mine('withdrawn'))).toEqual({ offer: 'apply' })
  expect(jobOffer(mine('declined'))).toMatchObject({ offer: 'others' })
})

it('an applicant is led to their progress, also when the job is full', () => {
  expect(jobOffer({ ...mine('signed'), filled: 8 })).toMatchObject({ offer: 'progress', applicationId: 'application-0001' })
})

it('a full, a closed and one’s own job say why there is nothing to do', () => {
  expect(jobOffer({ ...jobDetail, filled: 8 })).toEqual({ offer: 'others', words: '这个活招满了，看看别的吧。' })
  expect(jobOffer({ ...jobDetail, status: 'closed' })).toEqual({ offer: 'others', words: '这个活已经停止招人了。' })
  expect(jobOffer({ ...jobDetail, mine: true })).toEqual({ offer: 'others', words: '这是您自己发的活。' })
})
