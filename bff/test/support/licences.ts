import type { WorkLicenceKind } from '@market/shared/identity/work-licences'
import { endOfDay } from '@market/shared/identity/validity.rules'
import { uuidv7 } from 'uuidv7'
import type { TestApp } from './app'

/** A licence for a dangerous trade that staff accepted some time ago. @param validUntil its last day */
export async function giveLicence({ store, vault, clock }: Pick<TestApp, 'store' | 'vault' | 'clock'>, personId: string, kind: WorkLicenceKind, validUntil = '2030-05-01'): Promise<string> {
  const [id, verificationId] = [uuidv7(), uuidv7()]
  const now = clock.now()
  const numberSealed = vault.seal('豫A042023000123', { table: 'work_licences', column: 'number_sealed', row: id })
  await store.write(async ({ q, t }) => {
    await q.insert(t.verifications).values({ id: verificationId, personId, kind: 'licence', about: kind, state: 'passed', method: 'review', submittedAt: now, decidedAt: now })
    await q.insert(t.workLicences).values({
      id, personId, verificationId, kind, validUntil, numberSealed, numberMasked: '豫A0*******0123', countsUntil: endOfDay(validUntil), verifiedAt: now,
    })
  })
  return id
}
