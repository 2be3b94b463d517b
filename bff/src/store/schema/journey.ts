import type { Terms } from '@market/shared/apply/apply.contract'
import type { ConfirmedBy } from '@market/shared/arrive/arrive.rules'
import type { ScanCause } from '@market/shared/arrive/review.rules'
import type { ApplicationState, JobState } from '@market/shared/journey'
import type { Hiring, LeaveReason, OfferedBy, PayUnit, Perk, SettleTime, SettleWay } from '@market/shared/words/lists'
import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { People } from './people'
import type { Places } from './places'

/** From check-in to settlement: what one worker and one employer do on a day. */
export function journeyTables(c: Columns, { markets, gates }: Places, { people, workers, employers }: People) {
  const checkIns = c.table('check_ins', {
    id: c.id().primaryKey(),
    marketId: c.id().notNull().references(() => markets.id),
    /** Null when staff recorded it at the desk. */
    gateId: c.id().references(() => gates.id),
    personId: c.id().notNull().references(() => people.id),
    day: c.text().notNull(),
    /** The person's place in the market's queue of that day, from 1. */
    number: c.integer().notNull(),
    at: c.instant().notNull(),
    /** 'low' when only a printed code was shown: it could have been photographed. */
    assurance: c.text<'low' | 'high'>().notNull(),
    /** Since when they wait, where that is not since `at`: whoever was away for long waits anew. */
    waitingSince: c.instant(),
    leftAt: c.instant(),
    /** How the person left; null while they are there. */
    leftReason: c.text<LeaveReason>(),
  }, (t) => [
    c.uniqueIndex('check_ins_once_a_day').on(t.marketId, t.day, t.personId),
    c.uniqueIndex('check_ins_number').on(t.marketId, t.day, t.number),
    c.index('check_ins_person').on(t.personId, t.at),
    c.index('check_ins_present').on(t.marketId, t.day).where(sql`${t.leftAt} is null`),
  ])

  const jobs = c.table('jobs', {
    id: c.id().primaryKey(),
    employerId: c.id().notNull().references(() => employers.personId),
    marketId: c.id().notNull().references(() => markets.id),
    status: c.text<JobState>().notNull(),
    trade: c.text().notNull(),
    title: c.text().notNull(),
    description: c.text().notNull(),
    requirements: c.text().notNull(),
    headcount: c.integer().notNull(),
    filled: c.integer().notNull().default(0),
    address: c.text().notNull(),
    lat: c.real().notNull(),
    lng: c.real().notNull(),
    startsAt: c.instant().notNull(),
    endsAt: c.instant().notNull(),
    breakMinutes: c.integer().notNull(),
    payFen: c.fen().notNull(),
    payUnit: c.text<PayUnit>().notNull(),
    settleWhen: c.text<SettleTime>().notNull(),
    settleHow: c.text<SettleWay>().notNull(),
    contactNameSealed: c.text().notNull(),
    contactNameMasked: c.text().notNull(),
    contactPhoneSealed: c.text().notNull(),
    contactPhoneMasked: c.text().notNull(),
    perks: c.json<Perk[]>().notNull(),
    hiring: c.text<Hiring>().notNull().default('first_come'),
    /** Until then only workers the employer knows may take a place; null where everybody may from the start. */
    publicFrom: c.instant(),
    /** Grows with each change of the terms; an application keeps the version it was made to. */
    version: c.integer().notNull(),
    postedAt: c.instant().notNull(),
    closedAt: c.instant(),
    /** Until when it is shown without the employer saying again that it stands; null for one that begins within a day. */
    confirmedUntil: c.instant(),
    /** The `confirmedUntil` the employer was last reminded of. */
    confirmAskedFor: c.instant(),
    /** Why staff refused it or took it down, for its employer. */
    statusReason: c.text(),
    /** A posting taken over from another system: who runs it, its number there, and the import that brought it. */
    sourceName: c.text(),
    sourceUrl: c.text(),
    externalId: c.text(),
    importId: c.id(),
    /** The employer an agency posts for; null when the posting is the account's own. */
    hiringName: c.text(),
    hiringCreditCode: c.text(),
  }, (t) => [
    c.check('jobs_never_overfilled', sql`${t.filled} >= 0 and ${t.filled} <= ${t.headcount}`),
    c.index('jobs_status').on(t.status, t.startsAt, t.id),
    c.index('jobs_market').on(t.marketId, t.status),
    c.index('jobs_employer').on(t.employerId, t.postedAt),
    c.uniqueIndex('jobs_external').on(t.employerId, t.sourceName, t.externalId),
    c.index('jobs_import').on(t.importId),
  ])

  const applications = c.table('applications', {
    id: c.id().primaryKey(),
    jobId: c.id().notNull().references(() => jobs.id),
    workerId: c.id().notNull().references(() => workers.personId),
    state: c.text<ApplicationState>().notNull(),
    jobVersion: c.integer().notNull(),
    /** The job's terms as they were when the worker applied: nothing the employer changes later applies here. */
    terms: c.json<Terms>().notNull(),
    /** The end of the hours in `terms`, by which the clock finds those that are over. */
    endsAt: c.instant(),
    appliedAt: c.instant().notNull(),
    updatedAt: c.instant().notNull(),
    arrivedAt: c.instant(),
    finishedAt: c.instant(),
    endedReason: c.text(),
    /** Until when the offered place is held, and how it came to be offered. */
    offerUntil: c.instant(),
    offeredBy: c.text<OfferedBy>(),
    /** How often the worker came back to this job after leaving it. */
    comebacks: c.integer().notNull().default(0),
  }, (t) => [
    c.uniqueIndex('applications_once').on(t.jobId, t.workerId),
    c.index('applications_worker').on(t.workerId, t.appliedAt),
    c.index('applications_state').on(t.jobId, t.state),
    c.index('applications_queue').on(t.jobId, t.appliedAt).where(sql`${t.state} = 'queued'`),
    c.index('applications_offers').on(t.offerUntil).where(sql`${t.state} = 'offered'`),
    c.index('applications_unsigned').on(t.endsAt, t.id).where(sql`${t.state} in ('applied', 'worker_signed', 'employer_signed')`),
    c.index('applications_absent').on(t.endsAt, t.id).where(sql`${t.state} in ('signed')`),
  ])

  const scans = c.table('scans', {
    id: c.id().primaryKey(),
    /** Made by the scanning phone: an upload sent twice is one scan. */
    scanId: c.id().notNull(),
    marketId: c.id().notNull().references(() => markets.id),
    staffId: c.id().notNull().references(() => people.id),
    applicationId: c.id().references(() => applications.id),
    result: c.text().notNull(),
    at: c.instant().notNull(),
    capturedAt: c.instant().notNull(),
    /** Of one made without a network: the phone, its number there, and what the phone told its staff. */
    deviceId: c.id(),
    sequence: c.integer(),
    provisional: c.text(),
    /** Why somebody has to look at it. */
    review: c.text<ScanCause>(),
  }, (t) => [
    c.uniqueIndex('scans_scan').on(t.scanId),
    c.index('scans_market').on(t.marketId, t.at),
    c.index('scans_application').on(t.applicationId),
    c.index('scans_device').on(t.deviceId, t.sequence),
    c.index('scans_review').on(t.marketId, t.at).where(sql`${t.review} is not null`),
  ])

  /** The phone that holds a work pass: one at a time. */
  const workPasses = c.table('work_passes', {
    applicationId: c.id().primaryKey().references(() => applications.id),
    /** Compressed point on P-256, hex. */
    deviceKey: c.text().notNull(),
    issuedAt: c.instant().notNull(),
    expiresAt: c.instant().notNull(),
    /** Until when a phone that held it before may still show one that looks good. */
    earlierUntil: c.instant(),
  })

  /** Phones that staff scan with when there is no network. */
  const staffPhones = c.table('staff_phones', {
    deviceId: c.id().primaryKey(),
    /** Whoever sent scans from it last, and for which market. */
    personId: c.id().notNull().references(() => people.id),
    marketId: c.id().notNull().references(() => markets.id),
    firstAt: c.instant().notNull(),
    lastAt: c.instant().notNull(),
    revokedAt: c.instant(),
    revokedBy: c.id().references(() => people.id),
  }, (t) => [c.index('staff_phones_market').on(t.marketId, t.lastAt)])

  const arrivals = c.table('arrivals', {
    applicationId: c.id().primaryKey().references(() => applications.id),
    scanId: c.id().notNull(),
    confirmedBy: c.id().notNull().references(() => people.id),
    marketId: c.id().notNull().references(() => markets.id),
    at: c.instant().notNull(),
    /** What was scanned: the pass on the phone, or the printed slip of somebody without one; `by_hand` where two people say so. */
    shown: c.text<ConfirmedBy>().notNull().default('work_pass'),
  }, (t) => [c.index('arrivals_market').on(t.marketId, t.at)])

  const settlements = c.table('settlements', {
    applicationId: c.id().primaryKey().references(() => applications.id),
    minutes: c.integer().notNull(),
    amountFen: c.fen().notNull(),
    proposedAt: c.instant().notNull(),
    proposedNote: c.text(),
    disputedReason: c.text(),
    agreedAt: c.instant(),
    paidAt: c.instant(),
    paidHow: c.text<SettleWay>(),
    receivedAt: c.instant(),
    /** 1 for the first proposal, one more for each after a dispute. */
    round: c.integer().notNull(),
  })
  return { checkIns, jobs, applications, scans, workPasses, staffPhones, arrivals, settlements }
}

export type Journey = ReturnType<typeof journeyTables>
