import { phoneKey } from '../support/work-pass'
import type { Api, Call } from '@market/shared/api'
import type { Endpoint, PartOf } from '@market/shared/endpoint'
import type { StaffRole } from '@market/shared/words/lists'
import { hour } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import { putIntoLog, putPaper } from '../support/agreement-paper'
import type { TestPerson } from '../support/app'
import { byPhone, handwriting, hired, post, unloading } from '../support/journey'
import type { World } from './world'

/**
 * For workers and employers the scope is what is theirs. Every endpoint that names a thing and needs no granted role stands in
 * the record at the end; a new one that does not is no longer compiled. `everybodys` is what anybody signed in may look at or
 * answer to; of all others another person is told that they are not there.
 */

type StaffRolesOf<E> = E extends { who: infer W } ? Extract<W extends readonly (infer R)[] ? R : W, StaffRole> : never
type OwnOnly<E> = E extends Endpoint ? (E['who'] extends 'everyone' ? never : [StaffRolesOf<E>] extends [never] ? (E extends { params: object } ? E : never) : never) : never
type OwnEndpoint = OwnOnly<Api[Call]>
type OwnEntry<E extends Endpoint> = 'everybodys' | (PartOf<E, 'body'> extends undefined ? 'own' : { body: PartOf<E, 'body'> })

/** One worker's and one employer's things, by the names they have in addresses. */
export type OwnThings = {
  worker: TestPerson
  employer: TestPerson
  ids: Record<string, string>
}

export async function createOwnThings({ app, here, there }: World): Promise<OwnThings> {
  const [worker, employer] = [await app.person({ worker: {} }), await app.person({ employer: {} })]
  const { id: jobId } = await post(employer, unloading(here.marketId))
  const { id: applicationId, agreement } = await hired(worker, employer, jobId)
  const agreementId = agreement?.id ?? ''
  await putPaper(app, agreementId)
  await putIntoLog(app, agreementId)
  const [importId, keyId, sanctionId, transferId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const now = app.clock.now()
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.imports).values({ id: importId, employerId: employer.personId, fileName: '招工.csv', fileHash: '00', format: 'csv', phase: 'done', createdAt: now, updatedAt: now, finishedAt: now })
    await q.insert(t.apiKeys).values({ id: keyId, employerId: employer.personId, name: '自己的系统', keyHash: keyId, prefix: 'lg', scopes: ['jobs.read'], dailyQuota: 10, createdAt: now })
    await q.insert(t.transfers).values({ id: transferId, workerId: worker.personId, fromMarketId: here.marketId, toMarketId: there.marketId, state: 'moving', offeredAt: now, acceptedAt: now, until: now + hour })
    await q.insert(t.sanctions).values({ id: sanctionId, personId: employer.personId, kind: 'warning', points: 0, reason: '没接电话', jobId, fromAt: now, proposedBy: here.people.inspector.personId, confirmedBy: here.people.inspector.personId, at: now })
  })
  return { worker, employer, ids: { jobId, applicationId, agreementId, importId, keyId, sanctionId, transferId } }
}

const reason = '家里有事来不了'
const draft = unloading('market-0001')

export const ownThings: { [E in OwnEndpoint as E['action']]: OwnEntry<E> } = {
  'identity.employer_of_job': 'everybodys',
  'jobs.get': 'everybodys',
  'apply.create': 'everybodys',
  'supervision.report': 'everybodys',
  'jobs.update': { body: { draft, version: 1 } },
  'jobs.confirm': 'own',
  'jobs.my_draft': 'own',
  'jobs.close': 'own',
  'exchange.import_progress': 'own',
  'exchange.bad_rows': 'own',
  'exchange.report': 'own',
  'exchange.revoke_key': 'own',
  'apply.of_job': 'own',
  'apply.get': 'own',
  'apply.accept': { body: { jobVersion: 1 } },
  'apply.offer': 'own',
  'apply.withdraw': 'own',
  'apply.decline': { body: { reason } },
  'apply.cancel': { body: { reason } },
  'sign.get': 'own',
  'sign.paper': 'own',
  'sign.proof': 'own',
  'sign.sign': { body: { textHash: 'a'.repeat(64), understoodPayFen: 26_000, strokes: handwriting(), confirm: byPhone() } },
  'sign.of_job': 'own',
  'sign.sign_many': { body: { agreements: [{ agreementId: 'agreement-0001', textHash: 'a'.repeat(64) }], strokes: handwriting(), confirm: byPhone() } },
  'arrive.work_pass': { body: { deviceKey: phoneKey('somebody').publicKey } },
  'arrive.finish': 'own',
  'settle.propose': { body: { minutes: 480, amountFen: 26_000, note: '' } },
  'settle.agree': { body: { minutes: 480, amountFen: 26_000 } },
  'settle.dispute': { body: { reason } },
  'settle.pay': { body: { how: 'cash' } },
  'settle.confirm_payment': 'own',
  'settle.dispute_payment': { body: { reason } },
  'transfer.answer': { body: { go: true } },
  'transfer.cancel': 'own',
  'supervision.appeal': { body: { text: '不是这样的' } },
  'supervision.appeal_posting': { body: { text: '不是这样的' } },
}
