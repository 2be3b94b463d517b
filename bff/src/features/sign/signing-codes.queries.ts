import { and, eq, gt, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import { prepared } from '../../store/prepared'
import type { Db, Tx } from '../../store/store'

const selectPhone = prepared<{ sealed: string | null; masked: string | null; index: string | null }, { personId: string }>(({ q, t: { people } }) =>
  q.select({ sealed: people.phoneSealed, masked: people.phoneMasked, index: people.phoneIndex }).from(people).where(eq(people.id, sql.placeholder('personId'))))

/** Where a person's messages go; null without a phone. */
export const findPhone = async (db: Db, personId: string) => {
  const [row] = await selectPhone(db, { personId })
  if (!row || row.sealed === null || row.masked === null || row.index === null) return null
  return { sealed: row.sealed, masked: row.masked, index: row.index }
}

export type NewCode = { personId: string; day: string; boundTo: string; codeHash: string; sentAt: number; expiresAt: number }

/**
 * Puts a new code in the place of the person's last one. The statement counts: none within `pause` ms of the last, and not more
 * than `mostADay` on one day. False when it is one too many.
 */
export async function putCode({ q, t }: Tx, code: NewCode, { pause, mostADay }: { pause: number; mostADay: number }): Promise<boolean> {
  const { signingCodes } = t
  const put = await q
    .insert(signingCodes)
    .values({ ...code, sentToday: 1, tries: 0 })
    .onConflictDoUpdate({
      target: signingCodes.personId,
      set: {
        ...code,
        sentToday: sql`case when ${signingCodes.day} = ${code.day} then ${signingCodes.sentToday} + 1 else 1 end`,
        tries: 0,
        usedAt: null,
      },
      setWhere: and(lte(signingCodes.sentAt, code.sentAt - pause), or(ne(signingCodes.day, code.day), lt(signingCodes.sentToday, mostADay))),
    })
    .returning({ personId: signingCodes.personId })
  return put.length > 0
}

export const sentOnDay = async ({ q, t }: Db, personId: string, day: string): Promise<number> => {
  const [row] = await q.select({ sent: t.signingCodes.sentToday }).from(t.signingCodes).where(and(eq(t.signingCodes.personId, personId), eq(t.signingCodes.day, day)))
  return row?.sent ?? 0
}

const alive = ({ t }: Db, personId: string, boundTo: string, now: number) =>
  [eq(t.signingCodes.personId, personId), eq(t.signingCodes.boundTo, boundTo), isNull(t.signingCodes.usedAt), gt(t.signingCodes.expiresAt, now)]

/**
 * Counts a try at the code that was sent for this, before it is compared: of any number of guesses at once only `mostTries` are.
 * Null when there is no such code, or not any more.
 */
export async function countTry(tx: Tx, personId: string, boundTo: string, now: number, mostTries: number): Promise<{ codeHash: string } | null> {
  const { signingCodes } = tx.t
  const [row] = await tx.q
    .update(signingCodes)
    .set({ tries: sql`${signingCodes.tries} + 1` })
    .where(and(...alive(tx, personId, boundTo, now), lt(signingCodes.tries, mostTries)))
    .returning({ codeHash: signingCodes.codeHash })
  return row ?? null
}

/** Uses a code up, in the write it confirms. False when another act has used it, or another code has taken its place. */
export async function useCode(tx: Tx, personId: string, boundTo: string, codeHash: string, now: number): Promise<boolean> {
  const { signingCodes } = tx.t
  const used = await tx.q
    .update(signingCodes)
    .set({ usedAt: now })
    .where(and(...alive(tx, personId, boundTo, now), eq(signingCodes.codeHash, codeHash)))
    .returning({ personId: signingCodes.personId })
  return used.length > 0
}
