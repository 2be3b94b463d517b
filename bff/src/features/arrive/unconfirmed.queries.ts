import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { furthestStart } from '@market/shared/jobs/jobs.rules'
import { stepsOf } from '@market/shared/journey'
import { day } from '@market/shared/words/time'
import type { Db } from '../../store/store'

/** Out of which somebody can still arrive: both had signed, and nobody was seen there. */
const unconfirmedStates = stepsOf('arrive').map(([from]) => from)

/** Where somebody stands in the list. */
export type UnconfirmedPlace = { endsAt: number; applicationId: string }

/** Whose hours at a market ended from `since` on and before `until` (UTC ms) and whom nobody confirmed, newest first; the order is total. */
export const unconfirmedAt = ({ q, t }: Db, marketId: string, { since, until, after, limit }: { since: number; until: number; after?: UnconfirmedPlace | undefined; limit: number }) => {
  const { applications, jobs, people } = t
  const endsAt = sql<number>`${applications.endsAt}`.mapWith(Number)
  return q
    .select({ applicationId: applications.id, endsAt, terms: applications.terms, nameMasked: people.nameMasked })
    .from(jobs)
    .innerJoin(applications, eq(applications.jobId, jobs.id))
    .innerJoin(people, eq(people.id, applications.workerId))
    .where(and(
      eq(jobs.marketId, marketId),
      // What counts are the hours that were agreed. A posting whose hours were moved since ends no further from them than this.
      gte(jobs.endsAt, since - furthestStart - day),
      inArray(applications.state, unconfirmedStates), gte(applications.endsAt, since), lt(applications.endsAt, until),
      after === undefined ? undefined : sql`(${applications.endsAt}, ${applications.id}) < (${after.endsAt}, ${after.applicationId})`,
    ))
    .orderBy(desc(applications.endsAt), desc(applications.id))
    .limit(limit)
}
