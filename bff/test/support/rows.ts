import type { Terms } from '@market/shared/apply/apply.contract'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../src/store/store'

const now = Date.UTC(2026, 10, 2, 21, 30)

/** The terms of an application to the job of `insertMarketWithJob`. */
export const terms: Terms = {
  jobVersion: 1, trade: '4-02-05-01', title: '装卸工', description: '卸货', requirements: '', address: '测试路2号',
  startsAt: now + 3_600_000, endsAt: now + 9 * 3_600_000, breakMinutes: 60, payFen: 20_000, payUnit: 'day',
  settleWhen: 'same_day', settleHow: 'cash', perks: ['lunch'], employerKind: 'business', employerName: '测试公司',
  marketName: '郑州市零工市场',
}

/** A market with one gate, and an employer who posted one job there. Gives their ids. */
export async function insertMarketWithJob(tx: Tx, headcount: number) {
  const { q, t } = tx
  const marketId = uuidv7()
  const gateId = uuidv7()
  const employerId = await insertPerson(tx)
  const jobId = uuidv7()
  await q.insert(t.regions).values({ code: '4101', kind: 'city', name: '郑州市' }).onConflictDoNothing()
  await q.insert(t.markets).values({
    id: marketId, kind: 'comprehensive', level: 'city', name: `郑州市零工市场 ${marketId}`, regionCode: '4101',
    address: '测试路1号', lat: 34.75, lng: 113.62, opensAt: '04:00', closesAt: '20:00',
  })
  await q.insert(t.gates).values({ id: gateId, marketId, name: '东门', createdAt: now })
  await q.insert(t.employers).values({
    personId: employerId, kind: 'business', name: '测试公司', contactNameSealed: 'sealed', registeredAt: now,
  })
  await q.insert(t.jobs).values({
    id: jobId, employerId, marketId, status: 'open', trade: '4-02-05-01', title: '装卸工',
    description: '卸货', requirements: '', headcount, address: '测试路2号', lat: 34.75, lng: 113.62,
    startsAt: now + 3_600_000, endsAt: now + 9 * 3_600_000, breakMinutes: 60, payFen: 20_000, payUnit: 'day',
    settleWhen: 'same_day', settleHow: 'cash', contactNameSealed: 'sealed', contactNameMasked: '王**',
    contactPhoneSealed: 'sealed', contactPhoneMasked: '138****0000', perks: ['lunch'], version: 1, postedAt: now,
  })
  return { marketId, gateId, employerId, jobId }
}

export async function insertPerson({ q, t }: Tx): Promise<string> {
  const id = uuidv7()
  await q.insert(t.people).values({ id, createdAt: now })
  return id
}

export async function insertWorker(tx: Tx): Promise<string> {
  const personId = await insertPerson(tx)
  await tx.q.insert(tx.t.workers).values({
    personId, wishedPayFen: 18_000, wishedPayUnit: 'day', skillLevel: 'apprentice', registeredAt: now,
  })
  return personId
}

/** An application and the draft of its agreement. Gives the agreement's id. */
export async function insertDraftAgreement(tx: Tx, jobId: string, workerId: string): Promise<string> {
  const { q, t } = tx
  const applicationId = uuidv7()
  const agreementId = uuidv7()
  await q.insert(t.applications).values({
    id: applicationId, jobId, workerId, state: 'applied', jobVersion: 1, terms, appliedAt: now, updatedAt: now,
  })
  await q.insert(t.agreements).values({
    id: agreementId, applicationId, kind: 'task_based', templateVersion: '1', terms, textSealed: 'sealed', textHash: 'hash',
    status: 'draft', createdAt: now,
  })
  return agreementId
}
