import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { samplePictures } from '@market/shared/identity/picture.samples'
import { consent } from '@market/shared/register/consent'
import type { TestCaller } from './app'

/** What the contact of a business does before the first posting: shows who they are, and their licence to staff of the market. */
export async function showPapers(employer: TestCaller, contact: { name: string; idNumber: string }, staff: TestCaller, marketId: string): Promise<void> {
  await employer.call(identityEndpoints.check, { body: { ...contact, consent: consent.version } })
  await employer.call(identityEndpoints.upload, { body: { kind: 'business_licence', imageBase64: samplePictures.jpeg } })
  await employer.call(identityEndpoints.submitPapers, {
    body: { marketId, legalRepresentative: '', papers: [{ kind: 'business_licence', number: '', validFrom: '2020-03-01', validUntil: '' }] },
  })
  const { cases: [open] } = await staff.call(casesEndpoints.queue, { query: { kind: 'identity' } })
  const params = { verificationId: open?.subjectId ?? '' }
  await staff.call(identityEndpoints.reveal, { params, body: { purpose: 'review' } })
  await staff.call(identityEndpoints.accept, { params })
}
