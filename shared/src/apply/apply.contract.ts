import { Type, type Static } from 'typebox'
import { defineEndpoint, optional, strict } from '../endpoint'
import { JobCard } from '../jobs/jobs.contract'
import { agreementStates, applicationStates, lapsedFrom } from '../journey'
import { Settlement } from '../settle/settlement'
import { Fen, Id, Instant, literals, Nullable } from '../values'
import { employerKinds, payUnits, perks, settleTimes, settleWays, skillLevels } from '../words/lists'

/** The terms as they stood when the worker tapped 报名: frozen, whatever happens to the posting. No personal data. */
export const Terms = Type.Object({
  jobVersion: Type.Integer(),
  trade: Type.String(),
  title: Type.String(),
  description: Type.String(),
  requirements: Type.String(),
  address: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
  breakMinutes: Type.Integer(),
  payFen: Fen,
  payUnit: literals(payUnits),
  settleWhen: literals(settleTimes),
  settleHow: literals(settleWays),
  perks: Type.Array(literals(perks)),
  employerKind: literals(employerKinds),
  /** A household's name is masked. */
  employerName: Type.String(),
  marketName: Type.String(),
})
export type Terms = Static<typeof Terms>

/** Why one who waits to be chosen stands where they stand. */
export const Fit = Type.Object({
  /** Why the work fits, in words, best first. */
  reasons: Type.Array(Type.String()),
  /** What keeps them from the job at this moment, and so puts them last; null where nothing does. */
  hindrance: Nullable(Type.String()),
})
export type Fit = Static<typeof Fit>

/** What an employer chooses by: never age, sex or where somebody is from. */
export const Candidate = Type.Object({
  trades: Type.Array(Type.String()),
  skillLevel: literals(skillLevels),
  /** Jobs of this employer that this worker has done and that are settled. */
  together: Type.Integer(),
  /** In the list of a job at which the employer chooses, of those who wait; null elsewhere. */
  fit: Nullable(Fit),
})
export type Candidate = Static<typeof Candidate>

export const Application = Type.Object({
  id: Id,
  state: literals(applicationStates),
  job: JobCard,
  /** Frozen once the worker has said yes; in the queue and on an offer they follow the posting. */
  terms: Terms,
  /** How many wait before this one; null when it does not wait, or the employer chooses. */
  queueAhead: Nullable(Type.Integer()),
  /** Until when an offered place is held; null in every other state. */
  offerUntil: Nullable(Instant),
  /** Of a lapsed one, what the clock ended; null in every other state. */
  lapsedFrom: Nullable(literals(lapsedFrom)),
  /** For the employer, of those who wait or are offered a place; null for everybody else. */
  candidate: Nullable(Candidate),
  workerMasked: Type.String(),
  /** The worker's number in the market's queue today, if checked in. */
  number: Nullable(Type.Integer()),
  agreement: Nullable(Type.Object({ id: Id, status: literals(agreementStates) })),
  appliedAt: Instant,
  updatedAt: Instant,
  arrivedAt: Nullable(Instant),
  finishedAt: Nullable(Instant),
  endedReason: Nullable(Type.String()),
  settlement: Nullable(Settlement),
  /** Phone of the other side, once both have signed; otherwise null. */
  contactPhone: Nullable(Type.String()),
})
export type Application = Static<typeof Application>

/** `ifFull`: wait for a place when there is none. `insteadOf`: give up that one of the worker's own applications for it, in the same write. */
export const ApplyWishes = strict({ ifFull: Type.Optional(Type.Literal('queue')), insteadOf: Type.Optional(Id) })
export type ApplyWishes = Static<typeof ApplyWishes>

const byId = strict({ applicationId: Id })
const reason = strict({ reason: Type.String({ maxLength: 200 }) })

export const applyEndpoints = {
  create: defineEndpoint({
    action: 'apply.create',
    summary: 'Apply with one tap: takes a place and freezes the terms; or waits, where the employer chooses or the job is full and that is wanted',
    method: 'POST',
    path: '/api/jobs/:jobId/applications',
    who: 'worker',
    changes: true,
    params: strict({ jobId: Id }),
    body: optional(ApplyWishes),
    response: Application,
    errors: ['not_found', 'job_not_open', 'job_full', 'queue_full', 'already_applied', 'time_overlap', 'own_job', 'adults_only', 'minor_hours', 'past_retirement', 'licence_needed', 'known_workers_first', 'swap_signed', 'too_many_tries'],
  }),
  accept: defineEndpoint({
    action: 'apply.accept',
    summary: 'Take the place that is held, before its clock runs out, under the terms that were read',
    method: 'POST',
    path: '/api/applications/:applicationId/accept',
    who: 'worker',
    changes: true,
    params: byId,
    /** `jobVersion`: of the terms the worker saw. */
    body: strict({ jobVersion: Type.Integer({ minimum: 1, maximum: 1_000_000 }), insteadOf: Type.Optional(Id) }),
    response: Application,
    errors: ['not_found', 'step_not_allowed', 'offer_over', 'terms_changed', 'job_not_open', 'adults_only', 'minor_hours', 'past_retirement', 'licence_needed', 'time_overlap', 'swap_signed'],
  }),
  offer: defineEndpoint({
    action: 'apply.offer',
    summary: 'The employer who chooses holds a place for one of those who wait',
    method: 'POST',
    path: '/api/applications/:applicationId/offer',
    who: 'employer',
    changes: true,
    params: byId,
    response: Application,
    errors: ['not_found', 'step_not_allowed', 'cannot_take_trade', 'job_full', 'job_not_open'],
  }),
  mine: defineEndpoint({
    action: 'apply.mine',
    summary: "The worker's own applications, newest first",
    method: 'GET',
    path: '/api/applications',
    who: 'worker',
    changes: false,
    response: Type.Object({ applications: Type.Array(Application) }),
    errors: [],
  }),
  ofJob: defineEndpoint({
    action: 'apply.of_job',
    summary: "Who applied to the employer's own job, names masked: in the order of coming, and those who wait to be chosen by the published score",
    method: 'GET',
    path: '/api/jobs/:jobId/applications',
    who: 'employer',
    changes: false,
    params: strict({ jobId: Id }),
    response: Type.Object({ applications: Type.Array(Application) }),
    errors: ['not_found'],
  }),
  get: defineEndpoint({
    action: 'apply.get',
    summary: 'One application, for its worker or its employer',
    method: 'GET',
    path: '/api/applications/:applicationId',
    who: 'signed_in',
    changes: false,
    params: byId,
    response: Application,
    errors: ['not_found'],
  }),
  withdraw: defineEndpoint({
    action: 'apply.withdraw',
    summary: 'The worker steps back before both have signed, or leaves the queue; a place goes to the next who waits',
    method: 'POST',
    path: '/api/applications/:applicationId/withdraw',
    who: 'worker',
    changes: true,
    params: byId,
    response: Application,
    errors: ['not_found', 'step_not_allowed'],
  }),
  decline: defineEndpoint({
    action: 'apply.decline',
    summary: 'The employer does not take this worker, with a reason, before both have signed',
    method: 'POST',
    path: '/api/applications/:applicationId/decline',
    who: 'employer',
    changes: true,
    params: byId,
    body: reason,
    response: Application,
    errors: ['not_found', 'step_not_allowed', 'invalid_fields'],
  }),
  cancel: defineEndpoint({
    action: 'apply.cancel',
    summary: 'Either side cancels a signed place before arrival, with a reason',
    method: 'POST',
    path: '/api/applications/:applicationId/cancel',
    who: 'signed_in',
    changes: true,
    params: byId,
    body: reason,
    response: Application,
    errors: ['not_found', 'step_not_allowed', 'invalid_fields'],
  }),
} as const
