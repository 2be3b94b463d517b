import { and, desc, eq, exists, gt, gte, inArray, isNotNull, isNull, ne, or, sql, type Placeholder } from 'drizzle-orm'
import { licencesFor } from '@market/shared/identity/work-licences'
import { furthestStart, workedMinutes } from '@market/shared/jobs/jobs.rules'
import { applicationStates, holdsPlace, nextState, type AgreementState } from '@market/shared/journey'
import type { AgreedWork } from '@market/shared/sign/kind.rules'
import type { ConfirmedBy, Party } from '@market/shared/sign/sign.rules'
import { day, startOfMarketWeek } from '@market/shared/words/time'
import { prepared, preparedInsert, preparedTexts } from '../../store/prepared'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'
import type { PreparedDraft } from './agreement-drafts'
import { isWitnessed, type Witness } from './witness.queries'

type Named = { nameSealed: string | null; idNumberSealed: string | null }
const selectNamed = prepared<Named, { personId: string }>(({ q, t: { people } }) =>
  q.select({ nameSealed: people.nameSealed, idNumberSealed: people.idNumberSealed }).from(people).where(eq(people.id, sql.placeholder('personId'))))

type NamedEmployer = Named & Pick<Tables['employers']['$inferSelect'], 'kind' | 'name' | 'creditCode' | 'contactNameSealed'>
const selectEmployer = prepared<NamedEmployer, { personId: string }>(({ q, t: { employers, people } }) =>
  q
    .select({
      kind: employers.kind,
      name: employers.name,
      creditCode: employers.creditCode,
      contactNameSealed: employers.contactNameSealed,
      nameSealed: people.nameSealed,
      idNumberSealed: people.idNumberSealed,
    })
    .from(employers)
    .innerJoin(people, eq(people.id, employers.personId))
    .where(eq(employers.personId, sql.placeholder('personId'))))

const selectRepresentative = prepared<{ id: string; sealed: string | null }, { employerId: string }>(({ q, t: { licences } }) =>
  q
    .select({ id: licences.id, sealed: licences.legalRepresentativeSealed })
    .from(licences)
    .where(and(eq(licences.employerId, sql.placeholder('employerId')), isNotNull(licences.verifiedAt), isNotNull(licences.legalRepresentativeSealed)))
    .orderBy(desc(licences.verifiedAt))
    .limit(1))

/** Both parties as sealed, for the agreement's text; `licence` is the newest that was checked and names who represents a business. */
export async function findParties(db: Db, workerId: string, employerId: string) {
  const [worker] = await selectNamed(db, { personId: workerId })
  const [employer] = await selectEmployer(db, { personId: employerId })
  const [licence] = employer?.kind === 'business' ? await selectRepresentative(db, { employerId }) : []
  return { worker, employer, licence: licence ?? null }
}

/** An application that at least one side has put their name to, and that nobody stepped back or stayed away from. */
const agreedStates = applicationStates.filter((state) => holdsPlace(state) && !['offered', 'applied', 'absent'].includes(state))

/**
 * What a worker has agreed with the same employer around the week of a job: the hours both confirmed afterwards, else those agreed on.
 * The same employer is whoever has the same credit code, for a business may have more than one account.
 * @param around UTC ms
 */
export async function findAgreedWork(db: Db, { around, ...whose }: { workerId: string; employerId: string; exceptApplicationId: string; around: number }): Promise<AgreedWork[]> {
  // Nobody applies earlier: keeps a worker's years out of it.
  const rows = await selectAgreedWork(db, { ...whose, appliedFrom: startOfMarketWeek(around) - furthestStart - day })
  return rows.map(({ terms, minutes, agreedAt }) => ({ startsAt: terms.startsAt, minutes: agreedAt === null || minutes === null ? workedMinutes(terms) : minutes }))
}

type AgreedRow = { terms: Tables['applications']['$inferSelect']['terms'] } & Record<'minutes' | 'agreedAt', number | null>
const selectAgreedWork = prepared<AgreedRow, { workerId: string; employerId: string; exceptApplicationId: string; appliedFrom: number }>(({ q, t }) => {
  const employerId = sql.placeholder('employerId')
  const own = q.select({ code: t.employers.creditCode }).from(t.employers).where(eq(t.employers.personId, employerId))
  return q
    .select({ terms: t.applications.terms, minutes: t.settlements.minutes, agreedAt: t.settlements.agreedAt })
    .from(t.applications)
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .innerJoin(t.employers, eq(t.employers.personId, t.jobs.employerId))
    .leftJoin(t.settlements, eq(t.settlements.applicationId, t.applications.id))
    .where(and(
      eq(t.applications.workerId, sql.placeholder('workerId')),
      gte(t.applications.appliedAt, sql.placeholder('appliedFrom')),
      inArray(t.applications.state, agreedStates),
      ne(t.applications.id, sql.placeholder('exceptApplicationId')),
      or(eq(t.jobs.employerId, employerId), inArray(t.employers.creditCode, own)),
    ))
})

/** Makes first signatures under this worker's agreements wait for each other. The row keeps its values. */
export async function holdWorker({ q, t }: Tx, workerId: string): Promise<void> {
  await q.update(t.workers).set({ registeredAt: sql`${t.workers.registeredAt}` }).where(eq(t.workers.personId, workerId))
}

type Replacement = Pick<PreparedDraft, 'agreementId' | 'kind' | 'kindReason' | 'templateVersion' | 'textSealed' | 'textHash' | 'createdAt'> & { was: string }

/** Puts a new text in place of one that nobody has signed; false when somebody just did, or replaced it first. */
export async function replaceDraft({ q, t }: Tx, { agreementId, was, ...anew }: Replacement): Promise<boolean> {
  const replaced = await q
    .update(t.agreements)
    .set(anew)
    .where(and(eq(t.agreements.id, agreementId), eq(t.agreements.status, 'draft'), eq(t.agreements.textHash, was)))
    .returning({ id: t.agreements.id })
  return replaced.length === 1
}

/**
 * Inserts a draft. Somebody who withdrew and applies again gets a new one in place of the old, which never came into
 * force; half a signature under it, which is handwriting and so biometric data, goes with it.
 */
export async function insertDraft(tx: Tx, { agreementId, ...prepared }: PreparedDraft): Promise<void> {
  const { q, t } = tx
  const draft = { id: agreementId, status: 'draft' as const, ...prepared }
  const inserted = await q.insert(t.agreements).values(draft).onConflictDoNothing().returning({ id: t.agreements.id })
  if (inserted.length > 0) return
  await deleteUnsigned(tx, prepared.applicationId)
  await q.insert(t.agreements).values(draft)
}

/** What is not agreed yet, and may be replaced. */
const unsigned: AgreementState[] = ['draft', 'signed_by_worker', 'signed_by_employer']

async function deleteUnsigned({ q, t }: Tx, applicationId: string): Promise<void> {
  const signatures = await q
    .select({ id: t.signatures.id })
    .from(t.signatures)
    .innerJoin(t.agreements, eq(t.agreements.id, t.signatures.agreementId))
    .where(eq(t.agreements.applicationId, applicationId))
  const ids = signatures.map(({ id }) => id)
  if (ids.length > 0) {
    await q.delete(t.strokes).where(inArray(t.strokes.signatureId, ids))
    await q.delete(t.signatures).where(inArray(t.signatures.id, ids))
  }
  await q.delete(t.agreements).where(and(eq(t.agreements.applicationId, applicationId), inArray(t.agreements.status, unsigned)))
}

/** Agreements with who their parties are and how far their applications have come. */
export const selectAgreements = ({ q, t }: Db) =>
  q
    .select({
      agreement: t.agreements,
      jobId: t.applications.jobId,
      state: t.applications.state,
      workerId: t.applications.workerId,
      workerMasked: t.people.nameMasked,
      employerId: t.jobs.employerId,
      marketId: t.jobs.marketId,
    })
    .from(t.agreements)
    .innerJoin(t.applications, eq(t.applications.id, t.agreements.applicationId))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .innerJoin(t.people, eq(t.people.id, t.applications.workerId))

export type AgreementRow = Awaited<ReturnType<typeof selectAgreements>>[number]

const selectAgreement = prepared<AgreementRow, { id: string }>((db) => selectAgreements(db).where(eq(db.t.agreements.id, sql.placeholder('id'))))

export const findAgreement = async (db: Db, agreementId: string): Promise<AgreementRow | null> => (await selectAgreement(db, { id: agreementId }))[0] ?? null

/** Those of them that there are, in no order. */
export const findAgreements = (db: Db, agreementIds: readonly string[]): Promise<AgreementRow[]> =>
  selectAgreements(db).where(inArray(db.t.agreements.id, [...agreementIds]))

/** The signatures there are, worker's first, each with its sealed handwriting. */
export async function findSignatures(db: Db, agreementId: string): Promise<SignatureRow[]> {
  const rows = await selectSignatures(db, { agreementId })
  return rows.sort((one, other) => other.signature.party.localeCompare(one.signature.party))
}
export type SignatureRow = { signature: Tables['signatures']['$inferSelect']; strokesSealed: string | null }

const selectSignatures = prepared<SignatureRow, { agreementId: string }>(({ q, t }) =>
  q
    .select({ signature: t.signatures, strokesSealed: t.strokes.dataSealed })
    .from(t.signatures)
    .leftJoin(t.strokes, eq(t.strokes.signatureId, t.signatures.id))
    .where(eq(t.signatures.agreementId, sql.placeholder('agreementId'))))

export type NewSignature = {
  id: string
  agreementId: string
  party: Party
  personId: string
  signedAt: number
  strokeHash: string
  payload: string
  signature: string
  keyId: string
  confirmedBy: ConfirmedBy
  witnessId: string | null
  strokesSealed: string
}

/** False when this party has signed already. */
export async function insertSignature(tx: Tx, { strokesSealed, ...signature }: NewSignature): Promise<boolean> {
  if ((await insertFirst(tx, signature)).length === 0) return false
  await insertStrokes(tx, [{ signatureId: signature.id, dataSealed: strokesSealed }])
  return true
}

const insertFirst = prepared<{ id: string }, Omit<NewSignature, 'strokesSealed'>>(({ q, t: { signatures } }) =>
  q
    .insert(signatures)
    .values({
      id: sql.placeholder('id'), agreementId: sql.placeholder('agreementId'), party: sql.placeholder('party'), personId: sql.placeholder('personId'), signedAt: sql.placeholder('signedAt'),
      strokeHash: sql.placeholder('strokeHash'), payload: sql.placeholder('payload'), signature: sql.placeholder('signature'), keyId: sql.placeholder('keyId'),
      confirmedBy: sql.placeholder('confirmedBy'), witnessId: sql.placeholder('witnessId'),
    })
    .onConflictDoNothing()
    .returning({ id: signatures.id }))

export const insertStrokes = preparedInsert('strokes')

export type LicensedWork = { trade: string; endsAt: number }
type LicensedWorkIn = { trade: string; endsAt: number | Placeholder }

/** For the statement that marks an agreement: the worker has a licence that the work takes until it is over. Nothing where it takes none. */
export const isLicensed = ({ q, t: { workLicences } }: Db, workerId: string | Placeholder, { trade, endsAt }: LicensedWorkIn) => {
  const kinds = licencesFor(trade)
  if (kinds.length === 0) return undefined
  return exists(q.select({ one: sql`1` }).from(workLicences).where(and(
    eq(workLicences.personId, workerId), inArray(workLicences.kind, [...kinds]), isNotNull(workLicences.verifiedAt), gte(workLicences.countsUntil, endsAt),
  )))
}

/**
 * Notes on the agreement that a party signed: the first makes it half signed, the second binds both. Null when neither fits,
 * when the text is not the one that was signed any more, and when who signs is not verified at `now`, or the worker has no licence
 * that the work takes and that counts until it is over; at the desk also when nobody may witness it there.
 */
export async function markSigned(tx: Tx, { agreementId, textHash }: { agreementId: string; textHash: string }, { party, personId, workerId, work, witness }: { party: Party; personId: string; workerId: string; work: LicensedWork; witness: Witness | null }, now: number): Promise<AgreementState | null> {
  const [row] = await updateSigned(tx, { party, trade: work.trade, witness: witness && { asked: witness.asked } }, {
    agreementId, textHash, personId, workerId, endsAt: work.endsAt, now, witnessId: witness?.personId ?? '', witnessMarketId: witness?.marketId ?? '',
  })
  return row?.status ?? null
}

type Marking = { party: Party; trade: string; witness: Pick<Witness, 'asked'> | null }
type MarkingValues = Record<'agreementId' | 'textHash' | 'personId' | 'workerId' | 'witnessId' | 'witnessMarketId', string> & Record<'endsAt' | 'now', number>

const updateSigned = preparedTexts<{ status: AgreementState }, Marking, MarkingValues>((db, { party, trade, witness }) => {
  const { q, t } = db
  const [value, now] = [sql.placeholder, sql.placeholder('now')]
  const mine: AgreementState = party === 'worker' ? 'signed_by_worker' : 'signed_by_employer'
  const others: AgreementState = party === 'worker' ? 'signed_by_employer' : 'signed_by_worker'
  const { status } = t.agreements
  return q
    .update(t.agreements)
    .set({
      status: sql`case when ${status} = 'draft' then ${mine} else 'signed' end`,
      // The cast is for Postgres: it takes a bare parameter beside a null for text.
      signedAt: sql`case when ${status} = 'draft' then null else cast(${now} as bigint) end`,
    })
    .where(and(
      eq(t.agreements.id, value('agreementId')),
      eq(t.agreements.textHash, value('textHash')),
      inArray(status, ['draft', others]),
      exists(q.select({ one: sql`1` }).from(t.people).where(and(eq(t.people.id, value('personId')), gt(t.people.verifiedUntil, now)))),
      isLicensed(db, value('workerId'), { trade, endsAt: value('endsAt') }),
      witness === null ? undefined : isWitnessed(db, { ...witness, personId: value('witnessId'), marketId: value('witnessMarketId') }),
    ))
    .returning({ status })
})

/** Where a worker's signature is the next step, or may be. */
const workerMaySign = applicationStates.filter((state) => nextState(state, 'sign_as_worker') !== null)

/** Agreements of a worker at one market that wait for their signature and whose work has not begun, soonest first. */
export const agreementsToSign = async ({ q, t }: Db, workerId: string, marketId: string, now: number, limit: number) => {
  const rows = await q
    .select({ agreementId: t.agreements.id, terms: t.agreements.terms })
    .from(t.applications)
    .innerJoin(t.agreements, eq(t.agreements.applicationId, t.applications.id))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(eq(t.applications.workerId, workerId), eq(t.jobs.marketId, marketId), inArray(t.applications.state, workerMaySign), gt(t.jobs.startsAt, now)))
    .orderBy(t.jobs.startsAt, t.agreements.id)
    .limit(limit)
  return rows.map(({ agreementId, terms }) => ({ agreementId, jobTitle: terms.title, startsAt: terms.startsAt }))
}

/** Agreements of a worker or an employer that have a paper, newest first. */
export const agreementsOfParty = async ({ q, t }: Db, personId: string, limit: number) => {
  const rows = await q
    .select({ agreementId: t.agreements.id, terms: t.agreements.terms })
    .from(t.applications)
    .innerJoin(t.agreements, eq(t.agreements.applicationId, t.applications.id))
    .innerJoin(t.jobs, eq(t.jobs.id, t.applications.jobId))
    .where(and(or(eq(t.applications.workerId, personId), eq(t.jobs.employerId, personId)), isNotNull(t.agreements.paperMadeAt), isNull(t.agreements.erasedAt)))
    .orderBy(desc(t.applications.appliedAt), desc(t.applications.id))
    .limit(limit)
  return rows.map(({ agreementId, terms }) => ({ agreementId, jobTitle: terms.title, startsAt: terms.startsAt }))
}

/** How a signed agreement came to its end; null while it has not. */
export const findEnding = async (db: Db, agreementId: string) => (await selectEnding(db, { agreementId }))[0] ?? null

const selectEnding = prepared<Tables['agreementEndings']['$inferSelect'], { agreementId: string }>(({ q, t: { agreementEndings: endings } }) =>
  q.select().from(endings).where(eq(endings.agreementId, sql.placeholder('agreementId'))))
