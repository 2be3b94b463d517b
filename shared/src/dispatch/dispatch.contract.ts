import { Type, type Static } from 'typebox'
import { defineEndpoint, optional, strict } from '../endpoint'
import { JobCard } from '../jobs/jobs.contract'
import { Id, Instant, literals, Nullable } from '../values'
import { skillLevels } from '../words/lists'
import { dispatchAnswers, dispatchStates } from './dispatch.rules'

const Count = Type.Integer({ minimum: 0 })

/** Somebody who was present and free when the proposal was made. */
export const DispatchPerson = Type.Object({
  personId: Id,
  nameMasked: Type.String(),
  /** The first character of the name, for the picture beside it. */
  surname: Type.String(),
  /** The place in the market's queue of the day. */
  number: Type.Integer(),
  trades: Type.Array(Type.String()),
  skillLevel: literals(skillLevels),
  /** Those of one crew go to one job or stay together. */
  crew: Nullable(Type.Object({ id: Id, name: Type.String() })),
  waitingSince: Instant,
})
export type DispatchPerson = Static<typeof DispatchPerson>

export const PlacedPerson = Type.Object({
  ...DispatchPerson.properties,
  /** How well person and job fit, 0–1000. */
  points: Type.Integer(),
  reasons: Type.Array(Type.String()),
  /** What became of it; null until it is confirmed. */
  answer: Nullable(literals(dispatchAnswers)),
  /** Until when a place is held for them; null in every state but `asked`. */
  offerUntil: Nullable(Instant),
  /** Why they could not be asked, in words; null in every state but `not_asked`. */
  notAsked: Nullable(Type.String()),
})
export type PlacedPerson = Static<typeof PlacedPerson>

export const UnplacedPerson = Type.Object({ ...DispatchPerson.properties, why: Type.String() })
export type UnplacedPerson = Static<typeof UnplacedPerson>

export const DispatchJob = Type.Object({
  job: JobCard,
  /** Places that were free when the proposal was made. Of these `people` take as many as there are of them. */
  places: Count,
  /** Who has waited longest first. */
  people: Type.Array(PlacedPerson),
})
export type DispatchJob = Static<typeof DispatchJob>

export const Dispatch = Type.Object({
  id: Id,
  marketId: Id,
  state: literals(dispatchStates),
  /** Grows with every change: whoever changes it names the version they saw. */
  version: Type.Integer(),
  /** 1 for the first of the day. Refusals go round again in the next. */
  round: Type.Integer(),
  proposedAt: Instant,
  confirmedAt: Nullable(Instant),
  /** People in the market, and those of them with no open offer and no work at these hours. */
  present: Count,
  free: Count,
  places: Count,
  placed: Count,
  points: Count,
  /** The total in words. */
  words: Type.String(),
  /** Those with people first, then by their start. */
  jobs: Type.Array(DispatchJob),
  unplaced: Type.Array(UnplacedPerson),
})
export type Dispatch = Static<typeof Dispatch>

/** What a proposal would be made from now: people present who could be asked, and free places to give. */
export const Ready = Type.Object({ people: Count, places: Count })
export type Ready = Static<typeof Ready>

/** What a change answers: a crowd weighs megabytes, so whoever wants to see its people asks for them. */
export const DispatchHead = Type.Pick(Dispatch, ['id', 'marketId', 'state', 'version', 'round'])
export type DispatchHead = Static<typeof DispatchHead>

const dispatchId = strict({ dispatchId: Id })
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000 })

export const dispatchEndpoints = {
  propose: defineEndpoint({
    action: 'dispatch.propose',
    summary: 'Propose who of the people present and free goes to which open place of the next day and night; nobody is told yet',
    method: 'POST',
    path: '/api/dispatches',
    who: 'staff',
    changes: true,
    /** Without `marketId` at the market the caller works at. */
    body: optional(strict({ marketId: Type.Optional(Id) })),
    response: DispatchHead,
    errors: ['invalid_fields', 'dispatch_open', 'nothing_to_dispatch'],
  }),
  current: defineEndpoint({
    action: 'dispatch.current',
    summary: "The market's open proposal, or else the last one that was confirmed, as far as it is of the last twelve hours",
    method: 'GET',
    path: '/api/dispatches/current',
    who: 'staff',
    changes: false,
    query: strict({ marketId: Type.Optional(Id) }),
    response: Type.Object({
      market: Type.Object({ id: Id, name: Type.String() }),
      dispatch: Nullable(Dispatch),
      /** null while there is a dispatch. */
      ready: Nullable(Ready),
    }),
    errors: ['invalid_fields'],
  }),
  move: defineEndpoint({
    action: 'dispatch.move',
    summary: 'Put somebody elsewhere, with their whole crew, or take them off; refused with the reason where a hard rule or the places forbid it',
    method: 'POST',
    path: '/api/dispatches/:dispatchId/moves',
    who: 'staff',
    changes: true,
    params: dispatchId,
    body: strict({ personId: Id, jobId: Nullable(Id), version: Version }),
    response: DispatchHead,
    errors: ['invalid_fields', 'step_not_allowed', 'changed_meanwhile'],
  }),
  confirm: defineEndpoint({
    action: 'dispatch.confirm',
    summary: 'Ask everybody in it at once; each has five minutes to answer',
    method: 'POST',
    path: '/api/dispatches/:dispatchId/confirm',
    who: 'staff',
    changes: true,
    params: dispatchId,
    body: strict({ version: Version }),
    response: DispatchHead,
    errors: ['step_not_allowed', 'changed_meanwhile', 'proposal_stale', 'nothing_to_dispatch'],
  }),
  drop: defineEndpoint({
    action: 'dispatch.drop',
    summary: 'Drop an open proposal',
    method: 'POST',
    path: '/api/dispatches/:dispatchId/drop',
    who: 'staff',
    changes: true,
    params: dispatchId,
    response: DispatchHead,
    errors: ['step_not_allowed'],
  }),
  again: defineEndpoint({
    action: 'dispatch.again',
    summary: 'After a confirmed one propose the next round, without what was refused; an open one is reckoned anew with who is there now',
    method: 'POST',
    path: '/api/dispatches/:dispatchId/again',
    who: 'staff',
    changes: true,
    params: dispatchId,
    response: DispatchHead,
    errors: ['step_not_allowed', 'dispatch_open', 'nothing_to_dispatch'],
  }),
} as const
