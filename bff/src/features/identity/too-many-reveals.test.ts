import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditEndpoints } from '@market/shared/audit/audit.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { samplePictures } from '@market/shared/identity/picture.samples'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { revealsADay } from './review.service'

let app: TestApp
let marketId: string
let staff: TestPerson
let manager: TestPerson
let elsewhere: TestPerson
let params: { verificationId: string }

beforeAll(async () => {
  app = await createTestApp()
  ;({ marketId } = await app.market())
  staff = await app.person({ name: '周卫东', staffOf: marketId })
  manager = await app.person({ grants: [{ role: 'manager', marketId }] })
  elsewhere = await app.person({ grants: [{ role: 'manager', marketId: (await app.market({ regionCode: '4105' })).marketId }] })
  const employer = await app.person({ employer: {}, unverified: true })
  await employer.call(identityEndpoints.upload, { body: { kind: 'business_licence', imageBase64: samplePictures.jpeg } })
  await employer.call(identityEndpoints.submitPapers, {
    body: { marketId, legalRepresentative: '', papers: [{ kind: 'business_licence', number: '', validFrom: '2020-03-01', validUntil: '' }] },
  })
  const { cases: [open] } = await staff.call(casesEndpoints.queue, { query: { kind: 'identity' } })
  params = { verificationId: open?.subjectId ?? '' }
})
afterAll(() => app.close())

const reveal = () => staff.raw(identityEndpoints.reveal, { params, body: { purpose: 'review' } })
const alarmsOf = async (person: TestPerson) => (await person.call(inboxEndpoints.list)).messages.filter(({ kind }) => kind === 'audit.alarm')

test('who asks a thousand times a day is shown no more than two hundred, also when they all come at once, and the manager is told once', { timeout: 60_000 }, async () => {
  const answers: { status: number; body: unknown }[] = []
  // The two hundredth is in the middle of a crowd.
  for (let asked = 0; asked < 1_000; asked += 60) answers.push(...(await Promise.all(Array.from({ length: 60 }, reveal))))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(revealsADay)
  const refused = answers.filter(({ status }) => status !== 200)
  expect(new Set(refused.map(({ status, body }) => `${status} ${(body as { code: string }).code}`))).toEqual(new Set(['429 quota_used']))

  await app.feed.caughtUp()
  expect(await alarmsOf(manager)).toHaveLength(1)
  expect(await alarmsOf(elsewhere)).toEqual([])
  expect(await alarmsOf(staff)).toEqual([])
  expect(JSON.stringify(await alarmsOf(manager))).not.toMatch(/周卫东|138/)
  const { entries } = await manager.call(auditEndpoints.list, { query: { action: 'identity.reveal_stopped' } })
  expect(entries).toMatchObject([{ actor: { personId: staff.personId, nameMasked: '周*东' }, role: 'staff', subjectId: params.verificationId, purpose: 'review' }])
})

test('a refusal opens nothing: what was not revealed in time stays masked', async () => {
  app.clock.advance(11 * 60_000)
  expect(await staff.refused(identityEndpoints.reveal, { params, body: { purpose: 'review' } })).toMatchObject({ status: 429 })
  expect(await staff.refused(identityEndpoints.revealed, { params })).toMatchObject({ status: 409, code: 'step_not_allowed' })
})
