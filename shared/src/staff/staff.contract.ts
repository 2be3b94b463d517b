import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Day, Id, Instant, literals, Nullable } from '../values'
import { staffRoles } from '../words/lists'
import { endReasons, grantStates, refuseReasons } from './staff.rules'
import { trainingKinds, trainingResults } from './training.rules'

/** A path of the tree: `/41/4103/`. */
export const ScopePath = Type.String({ minLength: 2, maxLength: 120, pattern: '^/([0-9A-Za-z-]+/)+$' })

/** Somebody as colleagues see them. */
export const Colleague = Type.Object({ personId: Id, nameMasked: Type.String() })
export type Colleague = Static<typeof Colleague>

export const Grant = Type.Object({
  id: Id,
  person: Colleague,
  role: literals(staffRoles),
  scopePath: Type.String(),
  /** Name of the region or market. */
  scopeName: Type.String(),
  state: literals(grantStates),
  fromAt: Instant,
  /** Null for the first grants of an installation only. */
  untilAt: Nullable(Instant),
  /** Null where it was made on the server itself. */
  proposedBy: Nullable(Colleague),
  proposedAt: Nullable(Instant),
  grantedBy: Nullable(Colleague),
  grantedAt: Nullable(Instant),
  endedBy: Nullable(Colleague),
  endedAt: Nullable(Instant),
  /** What the caller may do with it now. */
  may: Type.Object({ confirm: Type.Boolean(), refuse: Type.Boolean(), end: Type.Boolean() }),
})
export type Grant = Static<typeof Grant>

/** What one member of staff did in a period. */
export const Workload = Type.Object({
  /** Codes scanned, refused ones included. */
  scans: Type.Integer(),
  casesDecided: Type.Integer(),
  /** People registered at the desk. */
  deskRegistrations: Type.Integer(),
  /** What they revealed, overrode or decided: entries of the audit log. */
  auditedActs: Type.Integer(),
})
export type Workload = Static<typeof Workload>

export const Training = Type.Object({
  id: Id,
  kind: literals(trainingKinds),
  title: Type.String(),
  day: Day,
  minutes: Type.Integer(),
  result: Nullable(literals(trainingResults)),
  recordedBy: Colleague,
  recordedAt: Instant,
})
export type Training = Static<typeof Training>

export const RosterMember = Type.Object({
  person: Colleague,
  role: literals(staffRoles),
  sinceAt: Instant,
  untilAt: Nullable(Instant),
  /** When they last did anything today; null when they have not yet. */
  lastActToday: Nullable(Instant),
  load: Workload,
})
export type RosterMember = Static<typeof RosterMember>

export const Roster = Type.Object({
  marketId: Id,
  marketName: Type.String(),
  members: Type.Array(RosterMember),
  /** Clause 十六: how many people a market needs for the number it serves. */
  load: Type.Object({
    /** Of so many days before today. */
    days: Type.Integer(),
    servedPerDay: Type.Integer(),
    staff: Type.Integer(),
    needed: Type.Integer(),
    short: Type.Integer(),
    perMember: Nullable(Type.Number()),
    standard: Type.String(),
  }),
})
export type Roster = Static<typeof Roster>

export const Member = Type.Object({
  person: Colleague,
  phoneMasked: Nullable(Type.String()),
  grants: Type.Array(Grant),
  days: Type.Integer(),
  load: Workload,
  trainings: Type.Array(Training),
  trainingMinutes: Type.Integer(),
  /** False for oneself: nobody writes their own record. */
  mayRecord: Type.Boolean(),
})
export type Member = Static<typeof Member>

/** Where a right may be given: a node of the tree within the caller's scope. */
export const GrantPlace = Type.Object({
  scopePath: Type.String(),
  name: Type.String(),
  kind: literals(['region', 'market']),
  /** What the caller may propose here. */
  roles: Type.Array(literals(staffRoles)),
  /** Whether there is anything below it to go down into. */
  hasMore: Type.Boolean(),
})
export type GrantPlace = Static<typeof GrantPlace>

const periodDays = Type.Optional(Type.Integer({ minimum: 1, maximum: 92 }))
const givers = ['manager', 'officer'] as const
const watchers = ['manager', 'inspector', 'officer'] as const

export const staffEndpoints = {
  find: defineEndpoint({
    action: 'staff.find',
    summary: 'Find a person to give a right to, by phone number or by the code they show; kept in the audit log',
    method: 'POST',
    path: '/api/grants/find-person',
    who: givers,
    changes: true,
    body: Type.Union([
      strict({ phone: Type.String({ minLength: 1, maxLength: 40 }) }),
      strict({ code: Type.String({ minLength: 1, maxLength: 512 }) }),
    ]),
    response: Type.Object({
      /** Null when there is nobody who could be given a right: unknown, not verified, or several with one phone. Which, is not told. */
      person: Nullable(Type.Object({ personId: Id, nameMasked: Type.String(), phoneMasked: Nullable(Type.String()) })),
    }),
    errors: ['invalid_fields', 'code_revoked', 'rate_limited'],
  }),
  places: defineEndpoint({
    action: 'staff.places',
    summary: 'Regions and markets in which the caller may give rights; without `under` the highest ones',
    method: 'GET',
    path: '/api/grants/places',
    who: givers,
    changes: false,
    query: strict({ under: Type.Optional(ScopePath) }),
    response: Type.Object({ places: Type.Array(GrantPlace) }),
    errors: ['not_found'],
  }),
  propose: defineEndpoint({
    action: 'staff.propose',
    summary: 'Propose a right for somebody; it counts once a second person has confirmed it',
    method: 'POST',
    path: '/api/grants',
    who: givers,
    changes: true,
    body: strict({ personId: Id, role: literals(staffRoles), scopePath: ScopePath, fromDay: Day, untilDay: Day }),
    response: Grant,
    errors: ['invalid_fields', 'not_found', 'forbidden', 'own_case', 'not_verified', 'already_granted'],
  }),
  grants: defineEndpoint({
    action: 'staff.grants',
    summary: 'Rights given within the scope of the caller, newest first: open proposals, those that count, or past ones',
    method: 'GET',
    path: '/api/grants',
    who: watchers,
    changes: false,
    query: strict({
      state: literals(['open', 'current', 'past']),
      /** `next` of the page before. */
      after: Type.Optional(Id),
    }),
    response: Type.Object({ grants: Type.Array(Grant), next: Nullable(Id) }),
    errors: [],
  }),
  confirm: defineEndpoint({
    action: 'staff.confirm',
    summary: 'Confirm a proposed right as the second person',
    method: 'POST',
    path: '/api/grants/:grantId/confirm',
    who: givers,
    changes: true,
    params: strict({ grantId: Id }),
    response: Grant,
    errors: ['not_found', 'forbidden', 'second_person_needed', 'step_not_allowed', 'already_granted'],
  }),
  refuse: defineEndpoint({
    action: 'staff.refuse',
    summary: 'Refuse a proposed right, or take back one’s own proposal',
    method: 'POST',
    path: '/api/grants/:grantId/refuse',
    who: givers,
    changes: true,
    params: strict({ grantId: Id }),
    body: strict({ reason: literals(refuseReasons) }),
    response: Grant,
    errors: ['not_found', 'forbidden', 'step_not_allowed'],
  }),
  end: defineEndpoint({
    action: 'staff.end',
    summary: 'End a right, at once; all sessions of its person end with it',
    method: 'POST',
    path: '/api/grants/:grantId/end',
    who: givers,
    changes: true,
    params: strict({ grantId: Id }),
    body: strict({ reason: literals(endReasons) }),
    response: Grant,
    errors: ['not_found', 'forbidden', 'step_not_allowed'],
  }),
  roster: defineEndpoint({
    action: 'staff.roster',
    summary: 'Who works at a market, what each did, and whether they are enough for the number served',
    method: 'GET',
    path: '/api/markets/:marketId/roster',
    who: staffRoles,
    changes: false,
    params: strict({ marketId: Id }),
    query: strict({ days: periodDays }),
    response: Roster,
    errors: ['not_found'],
  }),
  member: defineEndpoint({
    action: 'staff.member',
    summary: 'One person with a right in the scope of the caller: rights, load, training',
    method: 'GET',
    path: '/api/staff/:personId',
    who: watchers,
    changes: false,
    params: strict({ personId: Id }),
    query: strict({ days: periodDays }),
    response: Member,
    errors: ['not_found'],
  }),
  train: defineEndpoint({
    action: 'staff.train',
    summary: 'Write down a course, a drill or an assessment of somebody in the scope of the caller',
    method: 'POST',
    path: '/api/staff/:personId/trainings',
    who: givers,
    changes: true,
    params: strict({ personId: Id }),
    body: strict({
      kind: literals(trainingKinds),
      title: Type.String({ maxLength: 200 }),
      day: Day,
      minutes: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
      result: Nullable(literals(trainingResults)),
    }),
    response: Training,
    errors: ['invalid_fields', 'not_found', 'own_case', 'step_not_allowed'],
  }),
} as const
