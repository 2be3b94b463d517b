import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { applicationStates, jobStates } from '../journey'
import { Finding } from '../supervision/finding.contract'
import { Fen, Id, Instant, Latitude, literals, Longitude, Nullable } from '../values'
import { employerKinds, hirings, jobOrders, payUnits, perks, settleTimes, settleWays } from '../words/lists'

const typed = (maxLength: number) => Type.String({ maxLength })

/** Everything clause (八) asks of an employer's posting, as typed; jobs.rules judges it. */
export const JobDraft = strict({
  marketId: Id,
  trade: typed(16),
  title: typed(40),
  description: typed(500),
  requirements: typed(200),
  headcount: Type.Integer({ minimum: 1, maximum: 500 }),
  address: typed(100),
  lat: Type.Optional(Latitude),
  lng: Type.Optional(Longitude),
  startsAt: Instant,
  endsAt: Instant,
  breakMinutes: Type.Integer({ minimum: 0, maximum: 480 }),
  payFen: Fen,
  payUnit: literals(payUnits),
  settleWhen: literals(settleTimes),
  settleHow: literals(settleWays),
  perks: Type.Array(literals(perks), { maxItems: 6 }),
  contactName: typed(64),
  contactPhone: typed(32),
  /** Left out: whoever comes first. A new version that leaves it out changes nothing here. */
  hiring: Type.Optional(literals(hirings)),
})
export type JobDraft = Static<typeof JobDraft>

/** What a worker sees of a job in a list. */
export const JobCard = Type.Object({
  id: Id,
  status: literals(jobStates),
  trade: Type.String(),
  title: Type.String(),
  payFen: Fen,
  payUnit: literals(payUnits),
  settleWhen: literals(settleTimes),
  settleHow: literals(settleWays),
  startsAt: Instant,
  endsAt: Instant,
  breakMinutes: Type.Integer(),
  address: Type.String(),
  /** Where the work is, as the address says; for a map. */
  lat: Latitude,
  lng: Longitude,
  distanceMetres: Nullable(Type.Integer()),
  headcount: Type.Integer(),
  filled: Type.Integer(),
  perks: Type.Array(literals(perks)),
  hiring: literals(hirings),
  /** Until then only workers the employer knows may apply; null when everybody may. */
  publicFrom: Nullable(Instant),
  employer: Type.Object({ kind: literals(employerKinds), name: Type.String() }),
  market: Type.Object({ id: Id, name: Type.String() }),
  postedAt: Instant,
  demo: Type.Boolean(),
})
export type JobCard = Static<typeof JobCard>

export const JobDetail = Type.Object({
  ...JobCard.properties,
  description: Type.String(),
  requirements: Type.String(),
  /** Whom the work is for, where an agency posts it; null when that is the employer itself. */
  hiringName: Nullable(Type.String()),
  /** Who had it before us; a repost names its source. The link is shown, never opened by us. */
  source: Nullable(Type.Object({ name: Type.String(), url: Nullable(Type.String()) })),
  contactNameMasked: Type.String(),
  /** Only for a worker who has signed, and for the employer; null for everybody else. */
  contactPhone: Nullable(Type.String()),
  /** Pay per hour actually worked, and the minimum that applies, both in fen. */
  hourlyFen: Fen,
  minimumHourlyFen: Fen,
  /** The caller's own application to it, if any. */
  myApplication: Nullable(Type.Object({ id: Id, state: literals(applicationStates) })),
  mine: Type.Boolean(),
  /** How many wait for a place. */
  queued: Type.Integer(),
  /** Whether the caller has done a job of this employer that is settled. */
  known: Type.Boolean(),
  version: Type.Integer(),
  /** Until when it is shown without the employer saying again that it stands; null when it begins before that. */
  confirmedUntil: Nullable(Instant),
  /** Whether the caller has reported it. */
  reported: Type.Boolean(),
  /** For its employer only: what was found in it, when staff must have answered, and why they refused it. */
  supervision: Nullable(Type.Object({
    findings: Type.Array(Finding),
    dueAt: Nullable(Instant),
    reason: Nullable(Type.String()),
    appealed: Type.Boolean(),
  })),
})
export type JobDetail = Static<typeof JobDetail>

/** An employer's own job with how far its places have come. */
export const MyJob = Type.Object({
  job: JobCard,
  counts: Type.Object({
    applied: Type.Integer(),
    signed: Type.Integer(),
    arrived: Type.Integer(),
    settled: Type.Integer(),
    /** Who waits for a place, or to be chosen. */
    queued: Type.Integer(),
    /** Applications in which the employer owes the next step. */
    waitingForMe: Type.Integer(),
  }),
  /** Null when it begins within a day; past when it is hidden until the employer says that it stands. */
  confirmedUntil: Nullable(Instant),
  /** The employer is asked to say that it stands. */
  confirmDue: Type.Boolean(),
})
export type MyJob = Static<typeof MyJob>

/** A draft to start from: the employer's own recent jobs first, then one per common trade. Times are of the next sensible start. */
export const JobTemplate = Type.Object({
  key: Type.String(),
  label: Type.String(),
  own: Type.Boolean(),
  draft: JobDraft,
})
export type JobTemplate = Static<typeof JobTemplate>

/** A day of the market's calendar, by its date or counted from now. */
const DayWord = Type.String({ pattern: '^(today|tomorrow|day_after|[0-9]{4}-[0-9]{2}-[0-9]{2})$' })

export const jobsEndpoints = {
  create: defineEndpoint({
    action: 'jobs.create',
    summary: 'Post a job',
    method: 'POST',
    path: '/api/jobs',
    who: 'employer',
    changes: true,
    body: JobDraft,
    response: JobDetail,
    errors: ['not_verified', 'blacklisted', 'posting_refused', 'not_found'],
  }),
  appeal: defineEndpoint({
    action: 'jobs.appeal',
    summary: 'Ask for a person to look at a posting that the rules refuse; it waits for that, seen by nobody',
    method: 'POST',
    path: '/api/job-appeals',
    who: 'employer',
    changes: true,
    body: strict({ draft: JobDraft, text: Type.String({ maxLength: 300 }) }),
    response: JobDetail,
    errors: ['not_verified', 'blacklisted', 'posting_refused', 'not_found'],
  }),
  update: defineEndpoint({
    action: 'jobs.update',
    summary: 'Change a posting: a new version, judged again; who has applied keeps the terms they applied to',
    method: 'POST',
    path: '/api/jobs/:jobId/versions',
    who: 'employer',
    changes: true,
    params: strict({ jobId: Id }),
    body: strict({ draft: JobDraft, version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
    response: JobDetail,
    errors: ['not_verified', 'blacklisted', 'posting_refused', 'not_found', 'changed_meanwhile', 'step_not_allowed'],
  }),
  confirm: defineEndpoint({
    action: 'jobs.confirm',
    summary: 'Say that a posting stands: it is shown for another day',
    method: 'POST',
    path: '/api/jobs/:jobId/confirm',
    who: 'employer',
    changes: true,
    params: strict({ jobId: Id }),
    response: JobDetail,
    errors: ['not_found', 'step_not_allowed', 'not_verified', 'blacklisted'],
  }),
  myDraft: defineEndpoint({
    action: 'jobs.my_draft',
    summary: 'One of the employer’s own postings as it was typed, to change it',
    method: 'GET',
    path: '/api/jobs/:jobId/draft',
    who: 'employer',
    changes: false,
    params: strict({ jobId: Id }),
    response: Type.Object({ draft: JobDraft, version: Type.Integer() }),
    errors: ['not_found'],
  }),
  templates: defineEndpoint({
    action: 'jobs.templates',
    summary: 'Drafts to post from, ready to send for this employer at this market',
    method: 'GET',
    path: '/api/job-templates',
    who: 'employer',
    changes: false,
    query: strict({ marketId: Id }),
    /** With the hourly minimum of today, so that the page can say at once what a lower pay would be refused for. */
    response: Type.Object({ templates: Type.Array(JobTemplate), minimumHourlyFen: Fen }),
    errors: ['not_found'],
  }),
  list: defineEndpoint({
    action: 'jobs.list',
    summary: 'Open jobs of the whole province: filtered, searched by words, soonest, nearest or best paid first, with a stable cursor',
    method: 'GET',
    path: '/api/jobs',
    who: 'everyone',
    changes: false,
    query: strict({
      marketId: Type.Optional(Id),
      /** GB/T 2260: a city or county, with everything below it. */
      region: Type.Optional(Type.String({ pattern: '^[0-9]{2,12}$' })),
      /** One trade or several, apart by commas. */
      trade: Type.Optional(typed(200)),
      /** Any part of title, trade, description, address, employer's or market's name; several words apart by spaces must all occur. */
      words: Type.Optional(typed(60)),
      /** Metres from `lat`, `lng`. */
      within: Type.Optional(Type.Integer({ minimum: 100, maximum: 1_000_000 })),
      /**
       * With `payUnit` day (or none): what the whole job pays, a job paid by the hour with all its hours. With hour: what an
       * hour worked pays, a day's pay divided by the hours of that day without the break.
       */
      leastPayFen: Type.Optional(Fen),
      /** What `leastPayFen` and `best_paid` are compared in. */
      payUnit: Type.Optional(literals(payUnits)),
      /** The market's days on which it starts, both included. */
      fromDay: Type.Optional(DayWord),
      untilDay: Type.Optional(DayWord),
      settleWhen: Type.Optional(literals(settleTimes)),
      /** A rectangle of the map, degrees: all four or none. */
      south: Type.Optional(Latitude),
      north: Type.Optional(Latitude),
      west: Type.Optional(Longitude),
      east: Type.Optional(Longitude),
      /** Nearest needs a place; the pages behind the first keep to the place of the first. */
      order: Type.Optional(literals(jobOrders)),
      lat: Type.Optional(Latitude),
      lng: Type.Optional(Longitude),
      after: Type.Optional(Type.String({ maxLength: 120 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    }),
    response: Type.Object({ jobs: Type.Array(JobCard), next: Nullable(Type.String()) }),
    errors: ['invalid_fields'],
  }),
  mine: defineEndpoint({
    action: 'jobs.mine',
    summary: "The employer's own jobs, newest first, with counts",
    method: 'GET',
    path: '/api/my-jobs',
    who: 'employer',
    changes: false,
    response: Type.Object({ jobs: Type.Array(MyJob) }),
    errors: [],
  }),
  get: defineEndpoint({
    action: 'jobs.get',
    summary: 'One job',
    method: 'GET',
    path: '/api/jobs/:jobId',
    who: 'signed_in',
    changes: false,
    params: strict({ jobId: Id }),
    query: strict({ lat: Type.Optional(Latitude), lng: Type.Optional(Longitude) }),
    response: JobDetail,
    errors: ['not_found'],
  }),
  close: defineEndpoint({
    action: 'jobs.close',
    summary: 'Stop recruiting; people already on it stay',
    method: 'POST',
    path: '/api/jobs/:jobId/close',
    who: 'employer',
    changes: true,
    params: strict({ jobId: Id }),
    response: JobDetail,
    errors: ['not_found', 'step_not_allowed'],
  }),
} as const
