import { eq, gte, inArray, sum } from 'drizzle-orm'
import type { EmployerRecord } from '@market/shared/match/facts'
import type { Db } from '../../store/store'

/** When the employer said that it had paid; null where it has not. */
export const paidAtOf = async ({ q, t }: Db, applicationId: string): Promise<number | null> =>
  (await q.select({ paidAt: t.settlements.paidAt }).from(t.settlements).where(eq(t.settlements.applicationId, applicationId)))[0]?.paidAt ?? null

export const recordsOf = async ({ q, t }: Db, employerIds: readonly string[]): Promise<Map<string, EmployerRecord>> => {
  const rows = employerIds.length === 0 ? [] : await q
    .select({ employerId: t.employerRecords.employerId, settled: t.employerRecords.settled, broken: t.employerRecords.broken })
    .from(t.employerRecords)
    .where(inArray(t.employerRecords.employerId, [...new Set(employerIds)]))
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
