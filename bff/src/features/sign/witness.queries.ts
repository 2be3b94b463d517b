import { and, eq, exists, inArray, isNotNull, isNull, ne, notInArray, or, type Placeholder } from 'drizzle-orm'
import type { Db } from '../../store/store'

/** The member of staff before whom a worker signs, and the market at whose desk. */
export type Witness = {
  personId: string
  marketId: string
  /** The worker has a phone and said that they want to sign here. */
  asked: boolean
}

/** The same, or where it will be put into a statement that is kept. */
type WitnessIn = { personId: string | Placeholder; marketId: string | Placeholder; asked: boolean }

/** What speaks against a witness; null for an agreement of which the desk of this market knows nothing. */
export type WitnessFacts = { isNeutral: boolean; hasPhone: boolean } | null

/** Of a worker there is nothing to confirm from afar: no WeChat of theirs, or no number. */
const withoutPhone = ({ t }: Db) => or(isNull(t.people.openid), isNull(t.people.phoneIndex))

/**
 * On neither side: not the worker, not the employer, of no business that has the employer's credit code, and not at the desk of a
 * market that the employer runs.
 */
const neutral = ({ q, t }: Db, { personId, marketId }: WitnessIn) => {
  const { applications, jobs, employers, marketOperators } = t
  const operators = () => q.select({ employerId: marketOperators.employerId }).from(marketOperators).where(and(eq(marketOperators.marketId, marketId), isNull(marketOperators.untilAt)))
  const codes = q
    .select({ code: employers.creditCode })
    .from(employers)
    .where(and(isNotNull(employers.creditCode), or(eq(employers.personId, personId), inArray(employers.personId, operators()))))
  return and(
    ne(applications.workerId, personId),
    ne(jobs.employerId, personId),
    notInArray(jobs.employerId, operators()),
    or(isNull(employers.creditCode), notInArray(employers.creditCode, codes)),
  )
}

/** Applications at this market, each with its worker and its employer. */
const ofMarket = ({ q, t }: Db, { marketId }: WitnessIn) =>
  q
    .select({ openid: t.people.openid, phoneIndex: t.people.phoneIndex })
    .from(t.applications)
    .innerJoin(t.jobs, and(eq(t.jobs.id, t.applications.jobId), eq(t.jobs.marketId, marketId)))
    .innerJoin(t.employers, eq(t.employers.personId, t.jobs.employerId))
    .innerJoin(t.people, eq(t.people.id, t.applications.workerId))

/** For the statement that marks an agreement: whether it may be signed before this witness, as things stand in that moment. */
export const isWitnessed = (db: Db, witness: WitnessIn) =>
  exists(ofMarket(db, witness).where(and(eq(db.t.applications.id, db.t.agreements.applicationId), neutral(db, witness), witness.asked ? undefined : withoutPhone(db))))

/** The same before the write, so that it can be said why not. */
export async function witnessFacts(db: Db, applicationId: string, witness: Witness): Promise<WitnessFacts> {
  const ofThis = eq(db.t.applications.id, applicationId)
  const [found] = await ofMarket(db, witness).where(ofThis)
  if (found === undefined) return null
  const neutralOnes = await ofMarket(db, witness).where(and(ofThis, neutral(db, witness)))
  return { isNeutral: neutralOnes.length > 0, hasPhone: found.openid !== null && found.phoneIndex !== null }
}
