import { eq, inArray } from 'drizzle-orm'
import { insertStrokes, type NewSignature } from '../../src/features/sign/sign.queries'
import { given, preparedInsert, preparedList } from '../../src/store/prepared'
import type { Tables } from '../../src/store/schema'
import type { Store } from '../../src/store/store'

/** Statements by which a bench moves many agreements along; the product does it one act at a time. Their texts are kept as the product's are. */

const selectAgreements = preparedList<Tables['agreements']['$inferSelect'], string>(({ q, t: { agreements } }, ids) => q.select().from(agreements).where(inArray(agreements.id, ids)))

export const agreementsOf = (store: Store, ids: readonly string[]) => store.read((db) => selectAgreements(db, ids, {}))

const insertSignatures = preparedInsert('signatures')

const updateSigned = preparedList<{ id: string }, string, { now: number }>(({ q, t: { agreements } }, ids) =>
  q.update(agreements).set({ status: 'signed', signedAt: given('now') }).where(inArray(agreements.id, ids)).returning({ id: agreements.id }))

export const insertBothSignatures = (store: Store, ids: readonly string[], made: readonly NewSignature[], now: number): Promise<void> =>
  store.write(async (tx) => {
    await insertSignatures(tx, made.map(({ strokesSealed: _strokes, ...row }) => row))
    await insertStrokes(tx, made.map(({ id, strokesSealed }) => ({ signatureId: id, dataSealed: strokesSealed })))
    await updateSigned(tx, ids, { now })
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
