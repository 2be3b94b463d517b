import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, literals } from '../values'
import { ReviewState, ShownLicence, typed } from './papers.contract'
import { workLicenceKinds } from './work-licences'

/** One of the caller's own, with what became of it. */
export const MyWorkLicence = Type.Object({
  ...ShownLicence.properties,
  state: literals(['pending', 'passed', 'refused']),
  waiting: ReviewState.waiting,
  refused: ReviewState.refused,
})
export type MyWorkLicence = Static<typeof MyWorkLicence>

const MyWorkLicences = Type.Object({
  licences: Type.Array(MyWorkLicence),
  /** Whether a picture lies here that goes with the next one. */
  hasPicture: Type.Boolean(),
})

export const LicenceSubmission = strict({
  /** The market whose staff shall look at it. */
  marketId: Id,
  kind: literals(workLicenceKinds),
  number: typed(64),
  validUntil: typed(16),
  reviewBy: typed(16),
})
export type LicenceSubmission = Static<typeof LicenceSubmission>

export const workLicenceEndpoints = {
  mine: defineEndpoint({
    action: 'identity.work_licences',
    summary: 'The caller’s licences for dangerous trades: what counts and until when, what waits, what is to be mended',
    method: 'GET',
    path: '/api/my-work-licences',
    who: 'worker',
    changes: false,
    response: MyWorkLicences,
    errors: [],
  }),
  submit: defineEndpoint({
    action: 'identity.submit_licence',
    summary: 'Submit a licence for a dangerous trade, whose picture was put aside, to the review queue of a market',
    method: 'POST',
    path: '/api/my-work-licences',
    who: 'worker',
    changes: true,
    body: LicenceSubmission,
    response: MyWorkLicences,
    errors: ['invalid_fields', 'not_found', 'step_not_allowed'],
  }),
} as const
