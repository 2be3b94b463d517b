import { eq, gte, inArray, sum } from 'drizzle-orm'
import type { EmployerRecord } from '@market/shared/match/facts'
import { preparedList } from '../../store/prepared'
import type { Db } from '../../store/store'

/** When the employer said that it had paid; null where it has not. */
export const paidAtOf = async ({ q, t }: Db, applicationId: string): Promise<number | null> =>
  (await q.select({ paidAt: t.settlements.paidAt }).from(t.settlements).where(eq(t.settlements.applicationId, applicationId)))[0]?.paidAt ?? null

const selectRecords = preparedList<EmployerRecord & { employerId: string }, string>(({ q, t: { employerRecords: records } }, ids) =>
  q.select({ employerId: records.employerId, settled: records.settled, broken: records.broken }).from(records).where(inArray(records.employerId, ids)))

export const recordsOf = async (db: Db, employerIds: readonly string[]): Promise<Map<string, EmployerRecord>> => {
  const rows = await selectRecords(db, employerIds, {})
  return new Map(rows.map(({ employerId, ...record }) => [employerId, record]))
}

/** Records that changed at `since` (UTC ms) or later; with 0 all of them. */
export const recordsSince = ({ q, t }: Db, since: number) =>
  q
    .select({ employerId: t.employerRecords.employerId, settled: t.employerRecords.settled, broken: t.employerRecords.broken, updatedAt: t.employerRecords.updatedAt })
    .from(t.employerRecords)
    .where(gte(t.employerRecords.updatedAt, since))

/** All employers' records added up. */
export const totalRecord = async ({ q, t }: Db): Promise<EmployerRecord> => {
  const [row] = await q.select({ settled: sum(t.employerRecords.settled), broken: sum(t.employerRecords.broken) }).from(t.employerRecords)
  return { settled: Number(row?.settled ?? 0), broken: Number(row?.broken ?? 0) }
}
