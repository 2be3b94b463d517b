import { sql } from 'drizzle-orm'
import type { EmployerKind, PayUnit, SkillLevel } from '@market/shared/words/lists'
import type { Columns } from '../columns'

/** People, how they sign in, and what they are registered as. */
export function peopleTables(c: Columns) {
  const people = c.table('people', {
    id: c.id().primaryKey(),
    openid: c.text(),
    nameSealed: c.text(),
    nameMasked: c.text(),
    idNumberSealed: c.text(),
    idNumberIndex: c.text(),
    phoneSealed: c.text(),
    phoneMasked: c.text(),
    /** Not unique: one phone often serves a whole family. */
    phoneIndex: c.text(),
    consentVersion: c.text(),
    consentedAt: c.instant(),
    /** Until when name and ID number count as checked; null while they never were. Six months after the last check. */
    verifiedUntil: c.instant(),
    /** Days of the last reminder that it ends; null again after each check. */
    remindedDays: c.integer(),
    demo: c.boolean().notNull().default(false),
    createdAt: c.instant().notNull(),
  }, (t) => [
    c.uniqueIndex('people_openid').on(t.openid),
    c.uniqueIndex('people_id_number').on(t.idNumberIndex),
    c.index('people_phone').on(t.phoneIndex),
    c.index('people_verified').on(t.verifiedUntil),
  ])

  const sessions = c.table('sessions', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    refreshHash: c.text().notNull(),
    /** The token before the last rotation: whoever shows it again holds a stolen copy. */
    previousRefreshHash: c.text(),
    createdAt: c.instant().notNull(),
    refreshedAt: c.instant().notNull(),
    expiresAt: c.instant().notNull(),
    revokedAt: c.instant(),
  }, (t) => [
    c.uniqueIndex('sessions_refresh').on(t.refreshHash),
    c.index('sessions_previous_refresh').on(t.previousRefreshHash),
    c.index('sessions_person').on(t.personId),
  ])

  const workers = c.table('workers', {
    personId: c.id().primaryKey().references(() => people.id),
    wishedPayFen: c.fen().notNull(),
    wishedPayUnit: c.text<PayUnit>().notNull(),
    skillLevel: c.text<SkillLevel>().notNull(),
    registeredAt: c.instant().notNull(),
  })

  const workerTrades = c.table('worker_trades', {
    personId: c.id().notNull().references(() => workers.personId),
    trade: c.text().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.personId, t.trade] }), c.index('worker_trades_trade').on(t.trade)])

  const employers = c.table('employers', {
    personId: c.id().primaryKey().references(() => people.id),
    kind: c.text<EmployerKind>().notNull(),
    /** A business' registered name; a household's is the person's own and stands here masked. */
    name: c.text().notNull(),
    /** Unified social credit code (GB 32100), businesses only. */
    creditCode: c.text(),
    contactNameSealed: c.text().notNull(),
    phoneSealed: c.text(),
    registeredAt: c.instant().notNull(),
    /** Until when licence and standing count as checked; households need none beyond the person's own identity. */
    verifiedUntil: c.instant(),
    /** Days of the last reminder that it ends; null again after each decision. */
    remindedDays: c.integer(),
    lastPostedAt: c.instant(),
    lat: c.real(),
    lng: c.real(),
  }, (t) => [c.index('employers_credit_code').on(t.creditCode), c.index('employers_verified').on(t.verifiedUntil)])

  /** Who asked for their account to be closed. Taken back, the row goes; done, it stays, for what the law keeps is counted from there. */
  const accountClosures = c.table('account_closures', {
    personId: c.id().primaryKey().references(() => people.id),
    askedAt: c.instant().notNull(),
    dueAt: c.instant().notNull(),
    /** When everything was deleted but what the law keeps. */
    closedAt: c.instant(),
    /** When that was deleted too. */
    forgottenAt: c.instant(),
  }, (t) => [
    c.index('account_closures_due').on(t.dueAt).where(sql`${t.closedAt} is null`),
    c.index('account_closures_kept').on(t.closedAt).where(sql`${t.forgottenAt} is null`),
  ])
  return { people, sessions, workers, workerTrades, employers, accountClosures }
}

export type People = ReturnType<typeof peopleTables>
