import { and, eq, gt, gte, inArray, isNull, lt, or } from 'drizzle-orm'
import { bothHaveSigned } from '@market/shared/apply/apply.rules'
import { applicationStates, isEnded } from '@market/shared/journey'
import type { Db } from '../../store/store'
import { selectExpected, type ExpectedRow } from './arrive.queries'

const expectedStates = applicationStates.filter(bothHaveSigned)
const endedStates = applicationStates.filter((state) => isEnded(state) && !bothHaveSigned(state))

/** A stretch of time at one market; `day` is the one whose queue numbers are told. UTC ms. */
type Stretch = { marketId: string; day: string; from: number; to: number }

const within = ({ t: { jobs } }: Db, { marketId, from, to }: Stretch) => and(eq(jobs.marketId, marketId), gte(jobs.endsAt, from), lt(jobs.startsAt, to))

/** Everybody whose job at this market is on within that time, signed by both or further; soonest first. */
export const expectedBetween = async (db: Db, stretch: Stretch): Promise<ExpectedRow[]> => {
  const { jobs, applications } = db.t
  return selectExpected(db, stretch.day).where(and(within(db, stretch), inArray(applications.state, expectedStates))).orderBy(jobs.startsAt, jobs.id, applications.appliedAt, applications.id)
}

/** The slips these people hold that were not revoked. */
export const slipsOf = async ({ q, t: { codes } }: Db, personIds: readonly string[]): Promise<{ personId: string; token: string }[]> =>
  personIds.length === 0
    ? []
    : q.select({ personId: codes.targetId, token: codes.token }).from(codes).where(and(eq(codes.kind, 'person'), inArray(codes.targetId, [...personIds]), isNull(codes.revokedAt))).orderBy(codes.token)

/** Passes that some phone can still show and that count no more: of places that are gone, and of those that another phone has taken over. */
export const revokedBetween = async (db: Db, stretch: Stretch, now: number): Promise<{ applicationId: string; deviceKey: string; ended: boolean }[]> => {
  const { workPasses, applications, jobs } = db.t
  const rows = await db.q
    .select({ applicationId: applications.id, deviceKey: workPasses.deviceKey, state: applications.state })
    .from(workPasses)
    .innerJoin(applications, eq(applications.id, workPasses.applicationId))
    .innerJoin(jobs, eq(jobs.id, applications.jobId))
    .where(and(within(db, stretch), or(and(inArray(applications.state, endedStates), gt(workPasses.expiresAt, now)), and(eq(applications.state, 'signed'), gt(workPasses.earlierUntil, now)))))
    .orderBy(applications.id)
  return rows.map(({ state, ...row }) => ({ ...row, ended: state !== 'signed' }))
}
