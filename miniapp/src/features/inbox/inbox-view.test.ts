import { expect, it } from 'vitest'
import { dawn } from '../../../test/support/samples'
import { aboutPage } from './inbox-view'

const message = { id: 'message-0001', kind: 'application.signed', title: 't', body: 'b', applicationId: 'application-0001', jobId: 'job-0001', createdAt: dawn, readAt: null }

it('a message leads a worker to the application and an employer to the job', () => {
  expect(aboutPage(message, 'worker')).toEqual({ path: '/pages/application/index', params: { applicationId: 'application-0001' } })
  expect(aboutPage(message, 'employer')).toEqual({ path: '/employer/job/index', params: { jobId: 'job-0001' } })
})

it('a message about who one is leads to that page in every part', () => {
  expect(aboutPage({ ...message, kind: 'verification.refused', applicationId: null, jobId: null }, 'employer')).toEqual({ path: '/pages/identity/index', params: {} })
})

it('a message about a crew or about a way to another market leads to it', () => {
  expect(aboutPage({ ...message, kind: 'transfer.offered', applicationId: null }, 'worker')).toEqual({ path: '/pages/transfer/index', params: {} })
  expect(aboutPage({ ...message, kind: 'crew.joined', applicationId: null, jobId: null }, 'worker')).toEqual({ path: '/pages/crew/index', params: {} })
})

it('a message about a scan that waits leads to the queue', () => {
  expect(aboutPage({ ...message, kind: 'scan.to_review', applicationId: null, jobId: null }, 'worker')).toEqual({ path: '/staff/queue/index', params: {} })
})

it('a message about nothing leads nowhere', () => {
  expect(aboutPage({ ...message, applicationId: null, jobId: null }, 'worker')).toBeNull()
})
