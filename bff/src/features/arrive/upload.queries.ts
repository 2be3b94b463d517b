import { and, desc, eq, gt, isNotNull } from 'drizzle-orm'
import { reviewReasons, type ReviewReason } from '@market/shared/arrive/offline.rules'
import { numbersLookedThrough } from '@market/shared/arrive/phones.rules'
import type { Db, Tx } from '../../store/store'

/** Whether this person was ever staff of this market, with a right that two people gave; also when it is over. */
export const wasStaff = async ({ q, t: { grants } }: Db, personId: string, marketId: string): Promise<boolean> => {
  const [row] = await q.select({ id: grants.id }).from(grants).where(and(eq(grants.personId, personId), eq(grants.marketId, marketId), eq(grants.role, 'staff'), isNotNull(grants.grantedAt))).limit(1)
  return row !== undefined
}

export const isRevokedPhone = async ({ q, t: { staffPhones } }: Db, deviceId: string): Promise<boolean> => {
  const [row] = await q.select({ revokedAt: staffPhones.revokedAt }).from(staffPhones).where(eq(staffPhones.deviceId, deviceId))
  return row !== undefined && row.revokedAt !== null
}

/**
 * Notes that a phone was used.
 * @param counts whether whoever sends is to be believed: else a known phone stays whose and where it was, or somebody could take it out of
 *   the list of those who may revoke it
 */
export const notePhone = async ({ q, t: { staffPhones } }: Tx, { deviceId, ...seen }: { deviceId: string; personId: string; marketId: string; lastAt: number }, counts: boolean): Promise<void> => {
  await q.insert(staffPhones).values({ deviceId, ...seen, firstAt: seen.lastAt }).onConflictDoUpdate({ target: staffPhones.deviceId, set: counts ? seen : { lastAt: seen.lastAt } })
}

/** Of a phone's last numbers that came so many are looked through for those that did not. */
export const numbersKept = numbersLookedThrough

/** The last numbers of a phone that came, newest first. */
export const numbersOf = async ({ q, t: { scans } }: Db, deviceId: string, most: number): Promise<number[]> => {
  const rows = await q.select({ sequence: scans.sequence }).from(scans).where(and(eq(scans.deviceId, deviceId), gt(scans.sequence, 0))).orderBy(desc(scans.sequence)).limit(most)
  return rows.flatMap(({ sequence }) => (sequence === null ? [] : [sequence]))
}

/** The scan that made somebody arrive, and who made it. */
export const arrivingScan = async ({ q, t: { scans } }: Db, applicationId: string): Promise<{ staffId: string; deviceId: string | null } | null> => {
  const [row] = await q.select({ staffId: scans.staffId, deviceId: scans.deviceId }).from(scans).where(and(eq(scans.applicationId, applicationId), eq(scans.result, 'accepted')))
  return row ?? null
}

export const markForReview = async ({ q, t: { scans } }: Tx, id: string, review: ReviewReason): Promise<void> => {
  await q.update(scans).set({ review }).where(eq(scans.id, id))
}

export const reviewOf = async ({ q, t: { scans } }: Db, scanId: string, staffId: string): Promise<ReviewReason | null> => {
  const [row] = await q.select({ review: scans.review }).from(scans).where(and(eq(scans.scanId, scanId), eq(scans.staffId, staffId)))
  // Somebody entered by hand under this id was not sent by a phone.
  return reviewReasons.find((reason) => reason === row?.review) ?? null
}
