import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, literals, Nullable } from '../values'

export const GatePlace = Type.Object({
  token: Type.String(),
  gateId: Id,
  gateName: Type.String(),
  marketId: Id,
  marketName: Type.String(),
})
export type GatePlace = Static<typeof GatePlace>

/** What the code is, and the step it leads this person to. */
export const ScanReply = Type.Object({
  meaning: literals(['gate', 'job', 'work_pass', 'slip', 'crew', 'agreement', 'phone', 'unknown']),
  next: literals(['register', 'check_in', 'already_checked_in', 'post_job', 'see_job', 'confirm_arrival', 'find_person', 'see_crew', 'verify_agreement', 'show_to_staff', 'nothing']),
  /** One plain sentence for the person who scanned. */
  say: Type.String(),
  gate: Nullable(GatePlace),
  /** Checking in by this code takes roughly where the phone is: it is printed, and the market is open. Nobody else is asked. */
  needsPlace: Type.Boolean(),
  jobId: Nullable(Id),
})
export type ScanReply = Static<typeof ScanReply>

export const scanEndpoints = {
  scan: defineEndpoint({
    action: 'scan.scan',
    summary: 'What a scanned code means for this person here',
    method: 'POST',
    path: '/api/scan',
    who: 'signed_in',
    changes: false,
    urgent: true,
    // Long on purpose: a 10 kB code gets a clear answer, not a refusal of its length.
    body: strict({ code: Type.String({ maxLength: 20_000 }), as: Type.Optional(literals(['worker', 'employer', 'staff'])) }),
    response: ScanReply,
    errors: ['code_revoked', 'gate_code_over'],
  }),
} as const
