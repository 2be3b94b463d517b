import { Type, type Static } from 'typebox'
import { caseOutcomes } from '../cases/cases.rules'
import { defineEndpoint, strict } from '../endpoint'
import { Id, Instant, literals, Nullable } from '../values'
import { scanReasons } from './arrive.contract'
import { findings, scanCauses } from './review.rules'

/** A scan that somebody has to decide about; people stand in it masked. */
export const ScanReview = Type.Object({
  /** The scan's own id: what the case is about. */
  scanId: Id,
  cause: literals(scanCauses),
  /** When it was made, as far as that is believed, and when it came in. */
  capturedAt: Instant,
  uploadedAt: Instant,
  staffMasked: Type.String(),
  /** What the phone told its staff then. */
  provisional: Nullable(literals(scanReasons)),
  /** What the server made of it; null where it did not judge: of a phone or a person not to be believed, and of whoever was entered by hand. */
  verdict: Nullable(literals(scanReasons)),
  /** It made somebody arrive already, or came when they had: the decision is only noted. */
  counted: Type.Boolean(),
  /** Whether accepting it can still bring an arrival. */
  mayAccept: Type.Boolean(),
  /** Null when the code says nobody whom this market expects. */
  worker: Nullable(Type.Object({
    nameMasked: Type.String(),
    number: Nullable(Type.Integer()),
    jobTitle: Type.String(),
    address: Type.String(),
    startsAt: Instant,
    endsAt: Instant,
    /** When they arrived, by this scan or another. */
    arrivedAt: Nullable(Instant),
  })),
  case: Type.Object({
    dueAt: Instant,
    closedAt: Nullable(Instant),
    outcome: Nullable(literals(caseOutcomes)),
    ownerMine: Type.Boolean(),
    /** False for who scanned and for whom it is about. */
    mayDecide: Type.Boolean(),
  }),
})
export type ScanReview = Static<typeof ScanReview>

/** Staff decide about those whom a colleague entered by hand, and about no other scan. */
const deciding = ['staff', 'manager', 'operator'] as const
const ofScan = strict({ scanId: Id })

export const reviewEndpoints = {
  see: defineEndpoint({
    action: 'arrive.review',
    summary: 'A scan that was set aside, in the scope of the caller: what was scanned, by whom, and why somebody has to look at it',
    method: 'GET',
    path: '/api/scan-reviews/:scanId',
    who: deciding,
    changes: false,
    params: ofScan,
    response: ScanReview,
    errors: ['not_found'],
  }),
  decide: defineEndpoint({
    action: 'arrive.decide_review',
    summary: 'Decide about a scan that was set aside: let it count from when it was made, or not; never by who scanned',
    method: 'POST',
    path: '/api/scan-reviews/:scanId/decision',
    who: deciding,
    changes: true,
    urgent: true,
    params: ofScan,
    body: strict({ finding: literals(findings) }),
    response: ScanReview,
    errors: ['not_found', 'own_case', 'case_taken', 'step_not_allowed', 'cannot_arrive'],
  }),
  decideOfPhone: defineEndpoint({
    action: 'arrive.decide_phone',
    summary: 'Decide alike about every scan of one phone that waits: each by itself, and whichever cannot be decided so stays',
    method: 'POST',
    path: '/api/staff-phones/:deviceId/decision',
    who: ['manager', 'operator'],
    changes: true,
    params: strict({ deviceId: Id }),
    body: strict({ finding: literals(findings) }),
    response: Type.Object({
      decided: Type.Integer(),
      /** Still waiting: somebody else's to decide, or nothing that could count, or more than are decided at once. */
      left: Type.Integer(),
    }),
    errors: ['not_found'],
  }),
} as const
