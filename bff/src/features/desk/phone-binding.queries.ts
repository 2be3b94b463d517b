import { and, eq, isNull } from 'drizzle-orm'
import type { Db, Tx } from '../../store/store'

/** Who somebody is to WeChat, and whether a name and number are bound to that already. */
export const findWechat = async ({ q, t }: Db, personId: string) => {
  const [row] = await q
    .select({ personId: t.people.id, openid: t.people.openid, idNumberIndex: t.people.idNumberIndex })
    .from(t.people)
    .where(eq(t.people.id, personId))
  return row ?? null
}

/** Takes the WeChat from somebody to whom no ID number is bound. False when it is theirs no more, or they have become somebody. */
export const takeWechat = async ({ q, t }: Tx, personId: string, openid: string): Promise<boolean> => {
  const taken = await q
    .update(t.people)
    .set({ openid: null })
    .where(and(eq(t.people.id, personId), eq(t.people.openid, openid), isNull(t.people.idNumberIndex)))
    .returning({ id: t.people.id })
  return taken.length === 1
}

/** False when a WeChat opens this account already. */
export const giveWechat = async ({ q, t }: Tx, personId: string, openid: string): Promise<boolean> => {
  const given = await q
    .update(t.people)
    .set({ openid })
    .where(and(eq(t.people.id, personId), isNull(t.people.openid)))
    .returning({ id: t.people.id })
  return given.length === 1
}

export const moveSessions = async ({ q, t }: Tx, from: string, to: string): Promise<void> => {
  await q.update(t.sessions).set({ personId: to }).where(eq(t.sessions.personId, from))
}

/**
 * Deletes somebody on whom nothing hangs.
 * @throws StatementError (foreign key) when something does: whoever has registered, reported or been granted anything stays
 */
export const deletePerson = async ({ q, t }: Tx, personId: string): Promise<void> => {
  await q.delete(t.people).where(eq(t.people.id, personId))
}

export const noteClaim = async ({ q, t }: Tx, personId: string, now: number): Promise<void> => {
  await q.update(t.deskRegistrations).set({ claimedAt: now }).where(and(eq(t.deskRegistrations.personId, personId), isNull(t.deskRegistrations.claimedAt)))
}
