import type { AgreementState, ApplicationState, JobState } from '@market/shared/journey'
import type { Terms } from '@market/shared/apply/apply.contract'
import type { AgreementKind } from '@market/shared/sign/sign.contract'
import type { EmployerKind, MarketKind, PayUnit, Perk, SettleTime, SettleWay, SkillLevel } from '@market/shared/words/lists'
import { sql } from 'drizzle-orm'
import type { AnyColumn, Columns } from './columns'

/**
 * Every table of the product, described once for both engines. Ids are uuidv7 text made by the application, `…At` is a
 * UTC instant in ms, `…Fen` is money in fen, `day` is a market's day (Asia/Shanghai, 'YYYY-MM-DD'). `…Sealed` is
 * encrypted by the vault, `…Masked` may be shown, `…Index` is the vault's blind index. After a change run
 * `pnpm --filter @market/bff migrations`.
 */
export function defineSchema(c: Columns) {
  // ── Places ────────────────────────────────────────────────────────────────────────────────────
  const regions = c.table('regions', {
    /** GB/T 2260 code. */
    code: c.id().primaryKey(),
    parentCode: c.id().references((): AnyColumn => regions.code),
    kind: c.text<'province' | 'city' | 'county'>().notNull(),
    name: c.text().notNull(),
    /** The tier of the minimum wage that applies here (1–3); null where it has not been confirmed. */
    wageTier: c.integer(),
  }, (t) => [c.index('regions_parent').on(t.parentCode)])

  const minimumWages = c.table('minimum_wages', {
    regionTier: c.integer().notNull(),
    effectiveFrom: c.instant().notNull(),
    monthlyFen: c.fen().notNull(),
    hourlyFen: c.fen().notNull(),
    /** The document that set it. */
    source: c.text().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.regionTier, t.effectiveFrom] })])

  const markets = c.table('markets', {
    id: c.id().primaryKey(),
    kind: c.text<MarketKind>().notNull(),
    level: c.text<'province' | 'city' | 'county' | 'street'>().notNull(),
    name: c.text().notNull(),
    regionCode: c.id().notNull().references(() => regions.code),
    parentId: c.id().references((): AnyColumn => markets.id),
    address: c.text().notNull(),
    lat: c.real().notNull(),
    lng: c.real().notNull(),
    /** 'HH:mm', Asia/Shanghai. */
    opensAt: c.text().notNull(),
    closesAt: c.text().notNull(),
    hotline: c.text(),
    complaintPhone: c.text(),
    demo: c.boolean().notNull().default(false),
  }, (t) => [
    c.uniqueIndex('markets_name').on(t.name),
    c.index('markets_region').on(t.regionCode),
    c.index('markets_parent').on(t.parentId),
  ])

  const gates = c.table('gates', {
    id: c.id().primaryKey(),
    marketId: c.id().notNull().references(() => markets.id),
    name: c.text().notNull(),
    createdAt: c.instant().notNull(),
    revokedAt: c.instant(),
  }, (t) => [c.index('gates_market').on(t.marketId)])

  const codes = c.table('codes', {
    /** What is printed after `/q/`. */
    token: c.id().primaryKey(),
    kind: c.text<'gate' | 'job'>().notNull(),
    /** A gate's or a job's id, by `kind`. */
    targetId: c.id().notNull(),
    createdAt: c.instant().notNull(),
    revokedAt: c.instant(),
  }, (t) => [c.index('codes_target').on(t.kind, t.targetId)])

  // ── People ────────────────────────────────────────────────────────────────────────────────────
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
    demo: c.boolean().notNull().default(false),
    createdAt: c.instant().notNull(),
  }, (t) => [
    c.uniqueIndex('people_openid').on(t.openid),
    c.uniqueIndex('people_id_number').on(t.idNumberIndex),
    c.index('people_phone').on(t.phoneIndex),
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
    lat: c.real(),
    lng: c.real(),
  }, (t) => [c.index('employers_credit_code').on(t.creditCode)])

  const grants = c.table('grants', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    role: c.text<'staff' | 'manager'>().notNull(),
    marketId: c.id().notNull().references(() => markets.id),
    fromAt: c.instant().notNull(),
    untilAt: c.instant(),
    grantedBy: c.id().references(() => people.id),
  }, (t) => [c.index('grants_person').on(t.personId), c.index('grants_market').on(t.marketId, t.role)])

  // ── The journey ───────────────────────────────────────────────────────────────────────────────
  const checkIns = c.table('check_ins', {
    id: c.id().primaryKey(),
    marketId: c.id().notNull().references(() => markets.id),
    gateId: c.id().notNull().references(() => gates.id),
    personId: c.id().notNull().references(() => people.id),
    day: c.text().notNull(),
    /** The person's place in the market's queue of that day, from 1. */
    number: c.integer().notNull(),
    at: c.instant().notNull(),
    /** 'low' when only a printed code was shown: it could have been photographed. */
    assurance: c.text<'low' | 'high'>().notNull(),
    leftAt: c.instant(),
  }, (t) => [
    c.uniqueIndex('check_ins_once_a_day').on(t.marketId, t.day, t.personId),
    c.uniqueIndex('check_ins_number').on(t.marketId, t.day, t.number),
    c.index('check_ins_person').on(t.personId, t.at),
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
    /** Grows with each change of the terms; an application keeps the version it was made to. */
    version: c.integer().notNull(),
    postedAt: c.instant().notNull(),
    closedAt: c.instant(),
  }, (t) => [
    c.check('jobs_never_overfilled', sql`${t.filled} >= 0 and ${t.filled} <= ${t.headcount}`),
    c.index('jobs_status').on(t.status, t.startsAt),
    c.index('jobs_market').on(t.marketId, t.status),
    c.index('jobs_employer').on(t.employerId, t.postedAt),
  ])

  const applications = c.table('applications', {
    id: c.id().primaryKey(),
    jobId: c.id().notNull().references(() => jobs.id),
    workerId: c.id().notNull().references(() => workers.personId),
    state: c.text<ApplicationState>().notNull(),
    jobVersion: c.integer().notNull(),
    /** The job's terms as they were when the worker applied: nothing the employer changes later applies here. */
    terms: c.json<Terms>().notNull(),
    appliedAt: c.instant().notNull(),
    updatedAt: c.instant().notNull(),
    arrivedAt: c.instant(),
    finishedAt: c.instant(),
    endedReason: c.text(),
  }, (t) => [
    c.uniqueIndex('applications_once').on(t.jobId, t.workerId),
    c.index('applications_worker').on(t.workerId, t.appliedAt),
    c.index('applications_state').on(t.jobId, t.state),
  ])

  const agreements = c.table('agreements', {
    id: c.id().primaryKey(),
    applicationId: c.id().notNull().references(() => applications.id),
    kind: c.text<AgreementKind>().notNull(),
    templateVersion: c.text().notNull(),
    terms: c.json<Terms>().notNull(),
    /** The full text both sides were shown; it names them, so it is sealed. */
    textSealed: c.text().notNull(),
    textHash: c.text().notNull(),
    status: c.text<AgreementState>().notNull(),
    createdAt: c.instant().notNull(),
    sealedAt: c.instant(),
  }, (t) => [c.uniqueIndex('agreements_application').on(t.applicationId)])

  const signatures = c.table('signatures', {
    id: c.id().primaryKey(),
    agreementId: c.id().notNull().references(() => agreements.id),
    party: c.text<'worker' | 'employer'>().notNull(),
    personId: c.id().notNull().references(() => people.id),
    signedAt: c.instant().notNull(),
    strokeHash: c.text().notNull(),
    /** The canonical JSON that was signed, byte for byte. */
    payload: c.text().notNull(),
    /** Hex. */
    signature: c.text().notNull(),
    keyId: c.text().notNull(),
  }, (t) => [c.uniqueIndex('signatures_party').on(t.agreementId, t.party)])

  const strokes = c.table('strokes', {
    signatureId: c.id().primaryKey().references(() => signatures.id),
    /** Handwriting is biometric data: sealed. */
    dataSealed: c.text().notNull(),
  })

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
  }, (t) => [
    c.uniqueIndex('scans_scan').on(t.scanId),
    c.index('scans_market').on(t.marketId, t.at),
    c.index('scans_application').on(t.applicationId),
  ])

  const arrivals = c.table('arrivals', {
    applicationId: c.id().primaryKey().references(() => applications.id),
    scanId: c.id().notNull(),
    confirmedBy: c.id().notNull().references(() => people.id),
    marketId: c.id().notNull().references(() => markets.id),
    at: c.instant().notNull(),
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

  // ── Made by followers of the events ───────────────────────────────────────────────────────────
  const inboxMessages = c.table('inbox_messages', {
    id: c.id().primaryKey(),
    personId: c.id().notNull().references(() => people.id),
    eventSeq: c.bigint().notNull(),
    kind: c.text().notNull(),
    title: c.text().notNull(),
    body: c.text().notNull(),
    /** What it is about, for the tap that opens it. */
    applicationId: c.id(),
    jobId: c.id(),
    createdAt: c.instant().notNull(),
    readAt: c.instant(),
  }, (t) => [
    c.uniqueIndex('inbox_messages_once').on(t.personId, t.eventSeq, t.kind),
    c.index('inbox_messages_person').on(t.personId, t.createdAt),
    c.index('inbox_messages_unread').on(t.personId).where(sql`${t.readAt} is null`),
  ])

  const marketDays = c.table('market_days', {
    marketId: c.id().notNull().references(() => markets.id),
    day: c.text().notNull(),
    checkedIn: c.integer().notNull().default(0),
    applied: c.integer().notNull().default(0),
    signed: c.integer().notNull().default(0),
    arrived: c.integer().notNull().default(0),
    settled: c.integer().notNull().default(0),
    wagesFen: c.fen().notNull().default(0),
  }, (t) => [c.primaryKey({ columns: [t.marketId, t.day] })])

  // ── The machinery ─────────────────────────────────────────────────────────────────────────────
  const events = c.table('events', {
    seq: c.sequence(),
    xid: c.transactionId(),
    kind: c.text().notNull(),
    subjectId: c.id().notNull(),
    marketId: c.id(),
    at: c.instant().notNull(),
    data: c.json<unknown>().notNull(),
  }, (t) => [c.index('events_order').on(t.xid, t.seq)])

  const followerPositions = c.table('follower_positions', {
    follower: c.id().primaryKey(),
    xid: c.bigint().notNull(),
    seq: c.bigint().notNull(),
    updatedAt: c.instant().notNull(),
  })

  const idempotencyResults = c.table('idempotency_results', {
    personId: c.id().notNull(),
    key: c.id().notNull(),
    bodyHash: c.text().notNull(),
    /** The reply as it was given; it may name people, so it is sealed. */
    responseSealed: c.text().notNull(),
    createdAt: c.instant().notNull(),
  }, (t) => [c.primaryKey({ columns: [t.personId, t.key] }), c.index('idempotency_results_age').on(t.createdAt)])

  /** Queue numbers and the like: `insert … on conflict do update set value = value + 1 returning value`. */
  const counters = c.table('counters', {
    name: c.id().primaryKey(),
    value: c.bigint().notNull(),
  })

  return {
    regions, minimumWages, markets, gates, codes,
    people, sessions, workers, workerTrades, employers, grants,
    checkIns, jobs, applications, agreements, signatures, strokes, scans, arrivals, settlements,
    inboxMessages, marketDays,
    events, followerPositions, idempotencyResults, counters,
  }
}

/** The tables, typed once for both engines. */
export type Tables = ReturnType<typeof defineSchema>
