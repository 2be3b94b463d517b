import { eq, inArray } from 'drizzle-orm'
import type { NewSignature } from '../../src/features/sign/sign.queries'
import type { Store } from '../../src/store/store'

/** Statements by which a bench moves many agreements along; the product does it one act at a time. */

export const agreementsOf = (store: Store, ids: readonly string[]) =>
  store.read(({ q, t }) => q.select().from(t.agreements).where(inArray(t.agreements.id, [...ids])))

export const insertBothSignatures = (store: Store, ids: readonly string[], made: readonly NewSignature[], now: number): Promise<void> =>
  store.write(async ({ q, t }) => {
    await q.insert(t.signatures).values(made.map(({ strokesSealed: _strokes, ...row }) => row))
    await q.insert(t.strokes).values(made.map(({ id, strokesSealed }) => ({ signatureId: id, dataSealed: strokesSealed })))
    await q.update(t.agreements).set({ status: 'signed', signedAt: now }).where(inArray(t.agreements.id, [...ids]))
  })

export const setWording = (store: Store, rows: readonly { id: string; workerId: string; textSealed: string; textHash: string; nameSealed: string }[]): Promise<void> =>
  store.write(async ({ q, t }) => {
    for (const { id, workerId, nameSealed, ...text } of rows) {
      await q.update(t.agreements).set(text).where(eq(t.agreements.id, id))
      await q.update(t.people).set({ nameSealed }).where(eq(t.people.id, workerId))
    }
  })

/** As if their papers were made already. */
export const wantNoPapers = (store: Store, ids: readonly string[]): Promise<void> =>
  store.write(async ({ q, t }) => {
    await q.update(t.agreements).set({ paperMadeAt: 1 }).where(inArray(t.agreements.id, [...ids]))
  })
