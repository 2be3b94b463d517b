import { sql } from 'drizzle-orm'
import type { Allowance, PushTemplate } from '@market/shared/push/push.rules'
import type { Columns } from '../columns'
import type { Journey } from './journey'
import type { People } from './people'

/**
 * Where a message is. `waiting` for its time, and grows meanwhile · `ready` to be sent through WeChat · `sending` by one server ·
 * `told` in the app's inbox only · `dropped`: what it was about is gone · `failed`: WeChat would not take it, or never answered.
 */
export type PushState = 'waiting' | 'ready' | 'sending' | 'sent' | 'told' | 'dropped' | 'failed'

/** Who is told of new jobs and offered places, how often, and what became of it. */
export function pushTables(c: Columns, { jobs }: Journey, { people, workers }: People) {
  /** Only of those who chose; for all others `usualSettings` hold. */
  const pushSettings = c.table('push_settings', {
    personId: c.id().primaryKey().references(() => workers.personId),
    mostPerDay: c.integer().$type<Allowance>().notNull(),
    /** 'HH:mm', Asia/Shanghai; both null for no quiet hours. */
    quietFrom: c.text(),
    quietUntil: c.text(),
    updatedAt: c.instant().notNull(),
  })

  /** WeChat lets one message through for each time its person allowed it. */
  const pushConsents = c.table('push_consents', {
    personId: c.id().notNull().references(() => people.id),
    template: c.text<PushTemplate>().notNull(),
    left: c.integer().notNull(),
    updatedAt: c.instant().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.personId, t.template] }), c.check('push_consents_counted', sql`${t.left} >= 0`)])

  /** Who may be told of jobs of a trade around a place: the look-up from a posting to workers. */
  const pushSeekers = c.table('push_seekers', {
    personId: c.id().notNull().references(() => workers.personId),
    trade: c.text().notNull(),
    /** The square of the map in which the market lies where they last checked in. */
    cell: c.integer().notNull(),
    lat: c.real().notNull(),
    lng: c.real().notNull(),
    seenAt: c.instant().notNull(),
    /** When they were last considered for a posting of the trade: whoever has waited longest is considered first. */
    turnAt: c.instant().notNull().default(0),
    /** When they were last chosen. */
    toldAt: c.instant().notNull().default(0),
  }, (t) => [
    c.primaryKey({ columns: [t.personId, t.trade] }),
    c.index('push_seekers_turn').on(t.cell, t.trade, t.turnAt, t.personId),
    c.index('push_seekers_seen').on(t.seenAt),
  ])

  /** Postings of which people are told; those that are done stay for a while, so that an event handled again is known. */
  const pushPostings = c.table('push_postings', {
    jobId: c.id().primaryKey().references(() => jobs.id),
    /** The newest event counted in it: the posting, or a place that came free. */
    eventSeq: c.bigint().notNull(),
    /** Places for which people are still to be told. */
    places: c.integer().notNull(),
    /** When people are chosen; null when that is done. */
    dueAt: c.instant(),
    /** A server is choosing people for it until then. */
    claimedUntil: c.instant().notNull().default(0),
    /** When the newest of its events was. */
    at: c.instant().notNull(),
  }, (t) => [c.index('push_postings_due').on(t.dueAt), c.index('push_postings_age').on(t.at)])

  const pushMessages = c.table('push_messages', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    template: c.text<PushTemplate>().notNull(),
    /** Of an offered place; null of new jobs, which stand in `push_told`. */
    applicationId: c.id(),
    /** The event of an offer: one message for each. */
    eventSeq: c.bigint(),
    state: c.text<PushState>().notNull(),
    /** When it is told, sent or tried again; while it is being sent, until when that is surely over. */
    dueAt: c.instant().notNull(),
    attempts: c.integer().notNull().default(0),
    /** Grows with every job that is noted in it: whoever read it before moves nothing. */
    version: c.integer().notNull().default(0),
    /** WeChat's number, once it answered. */
    errcode: c.integer(),
    createdAt: c.instant().notNull(),
    updatedAt: c.instant().notNull(),
  }, (t) => [
    c.uniqueIndex('push_messages_one_waits').on(t.personId).where(sql`${t.state} = 'waiting'`),
    c.uniqueIndex('push_messages_offer').on(t.personId, t.eventSeq),
    c.index('push_messages_due').on(t.state, t.dueAt),
    c.index('push_messages_person').on(t.personId, t.createdAt),
    c.index('push_messages_age').on(t.createdAt),
  ])

  /** Which jobs a person was told of, or will be with the message: never of one twice. */
  const pushTold = c.table('push_told', {
    personId: c.id().notNull().references(() => people.id),
    jobId: c.id().notNull().references(() => jobs.id),
    messageId: c.id().notNull(),
    eventSeq: c.bigint().notNull(),
    /** Points of the published score, by which the best is named first. */
    score: c.integer().notNull(),
    at: c.instant().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.personId, t.jobId] }), c.index('push_told_message').on(t.messageId), c.index('push_told_age').on(t.at)])

  /** How many messages about new jobs a person got on a day. */
  const pushDays = c.table('push_days', {
    personId: c.id().notNull().references(() => people.id),
    day: c.text().notNull(),
    told: c.integer().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.day, t.personId] })])
  return { pushSettings, pushConsents, pushSeekers, pushPostings, pushMessages, pushTold, pushDays }
}
