import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import type { EmployerKind, PayUnit, SkillLevel } from '@market/shared/words/lists'
import { refuseNumberOfOthers } from '../../store/number-of-others'
import type { Db, Tx } from '../../store/store'

/** A person's own data as it is stored. */
export type SealedPerson = {
  nameSealed: string
  nameMasked: string
  phoneSealed: string
  phoneMasked: string
  phoneIndex: string
  consentVersion: string
  consentedAt: number
}

export async function findIdentity(
  { q, t }: Db, personId: string,
): Promise<{ nameSealed: string | null; idNumberIndex: string | null; verifiedUntil: number | null } | null> {
  const [person] = await q
    .select({ nameSealed: t.people.nameSealed, idNumberIndex: t.people.idNumberIndex, verifiedUntil: t.people.verifiedUntil })
    .from(t.people)
    .where(eq(t.people.id, personId))
  return person ?? null
}

/**
 * Binds an ID number to a person who has none, or whose it is. False when the person has another one.
 * @param indexes of the number under every key in use
 * @throws UniqueViolation `people_id_number` when somebody else has it
 */
export async function bindIdentity(
  tx: Tx,
  personId: string,
  identity: SealedPerson & { idNumberSealed: string; idNumberIndex: string },
  indexes: readonly string[],
): Promise<boolean> {
  const { q, t } = tx
  await refuseNumberOfOthers(tx, personId, indexes)
  const bound = await q
    .update(t.people)
    .set(identity)
    .where(and(eq(t.people.id, personId), or(isNull(t.people.idNumberIndex), inArray(t.people.idNumberIndex, [...indexes]))))
    .returning({ id: t.people.id })
  return bound.length === 1
}

/** Notes name and phone of somebody whose identity is not bound; one that is bound stays as it is. */
export async function noteContact({ q, t }: Tx, personId: string, person: SealedPerson): Promise<void> {
  await q.update(t.people).set(person).where(and(eq(t.people.id, personId), isNull(t.people.idNumberIndex)))
}

export type WorkerRow = { personId: string; wishedPayFen: number; wishedPayUnit: PayUnit; skillLevel: SkillLevel; registeredAt: number }

/** True when the person was no worker before; otherwise pay and skill are changed. */
export async function putWorker({ q, t }: Tx, worker: WorkerRow, trades: readonly string[]): Promise<boolean> {
  const { personId, wishedPayFen, wishedPayUnit, skillLevel } = worker
  const created = await q.insert(t.workers).values(worker).onConflictDoNothing().returning({ personId: t.workers.personId })
  if (created.length === 0) {
    await q.update(t.workers).set({ wishedPayFen, wishedPayUnit, skillLevel }).where(eq(t.workers.personId, personId))
    await q.delete(t.workerTrades).where(eq(t.workerTrades.personId, personId))
  }
  await q.insert(t.workerTrades).values(trades.map((trade) => ({ personId, trade })))
  return created.length === 1
}

export type EmployerRow = {
  personId: string
  kind: EmployerKind
  name: string
  creditCode: string | null
  contactNameSealed: string
  phoneSealed: string
  registeredAt: number
}

/** False when the person is an employer already. */
export async function insertEmployer({ q, t }: Tx, employer: EmployerRow): Promise<boolean> {
  const created = await q.insert(t.employers).values(employer).onConflictDoNothing().returning({ personId: t.employers.personId })
  return created.length === 1
}

/** Changes how the same employer is reached. False when the person is another employer: of other kind, licence or name. */
export async function changeEmployerContact({ q, t }: Tx, employer: EmployerRow): Promise<boolean> {
  const { personId, kind, name, creditCode, contactNameSealed, phoneSealed } = employer
  const changed = await q
    .update(t.employers)
    .set({ contactNameSealed, phoneSealed })
    .where(and(
      eq(t.employers.personId, personId),
      eq(t.employers.kind, kind),
      eq(t.employers.name, name),
      creditCode === null ? isNull(t.employers.creditCode) : eq(t.employers.creditCode, creditCode),
    ))
    .returning({ personId: t.employers.personId })
  return changed.length === 1
}
