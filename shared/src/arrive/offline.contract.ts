import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { applicationStates } from '../journey'
import { Id, Instant, literals, Nullable } from '../values'
import { ArrivalResult } from './arrive.contract'
import { mostInBatch, reviewReasons, type ArrivalUpload } from './offline.rules'

const Hex = (letters: number) => Type.String({ pattern: `^[0-9a-f]{${letters}}$` })

/** Somebody who may be confirmed at this market while the roster is valid. There are no pictures of faces in it: the product keeps none. */
export const RosterPerson = Type.Object({
  applicationId: Id,
  workerMasked: Type.String(),
  number: Nullable(Type.Integer()),
  jobTitle: Type.String(),
  address: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
  state: literals(applicationStates),
  arrivedAt: Nullable(Instant),
  /** `slipHash` of each slip they hold; never its token. */
  slips: Type.Array(Hex(32)),
})
export type RosterPerson = Static<typeof RosterPerson>

/** A pass that counts no more. */
export const RevokedPass = Type.Object({
  applicationId: Id,
  /** `cancelled`: the place is gone, whatever phone shows it. `moved`: the pass is on another phone now. */
  why: literals(['cancelled', 'moved']),
  /** Where it was moved to: this key alone counts. Null for a cancelled one. */
  deviceKey: Nullable(Hex(66)),
})
export type RevokedPass = Static<typeof RevokedPass>

/** All that a staff phone needs to judge scans without a network. */
export const Roster = Type.Object({
  marketId: Id,
  /** Nobody else is to be confirmed by it from here on. It reaches into the next morning, for who goes off the net in the evening. */
  validUntil: Instant,
  /** The server's keys of credentials, newest first. A compressed point on P-256. */
  keys: Type.Array(Type.Object({ id: Hex(8), publicKey: Hex(66), from: Instant, until: Nullable(Instant) })),
  slipSalt: Hex(32),
  people: Type.Array(RosterPerson),
  revoked: Type.Array(RevokedPass),
})
export type Roster = Static<typeof Roster>

/** What became of one scan that was sent later. */
export const UploadVerdict = Type.Object({
  /** Both as they came; null where there was nothing to read them from. */
  scanId: Nullable(Type.String()),
  sequence: Nullable(Type.Integer()),
  /** `kept`: take it off the queue. `dead`: it will never be taken, show it to people. `again`: keep it and send it later. */
  outcome: literals(['kept', 'dead', 'again']),
  /** As for a scan with a network; null for a dead one. */
  result: Nullable(ArrivalResult),
  /** Why it is dead, or is to be sent again, in words. */
  problem: Nullable(Type.String()),
  /** Kept, and somebody has to look at it. */
  review: Nullable(literals(reviewReasons)),
})
export type UploadVerdict = Static<typeof UploadVerdict>

export const offlineEndpoints = {
  roster: defineEndpoint({
    action: 'arrive.roster',
    summary: 'Who is expected at this market until tomorrow noon, keys and revoked passes: for scanning without a network',
    method: 'GET',
    path: '/api/roster',
    who: 'staff',
    changes: false,
    conditional: true,
    response: Roster,
    errors: ['forbidden'],
  }),
  upload: defineEndpoint({
    action: 'arrive.upload',
    summary: 'Scans made without a network, a verdict for each; those of a revoked phone or of former staff are kept apart, not dropped',
    method: 'POST',
    path: '/api/arrivals/batch',
    who: 'signed_in',
    changes: true,
    // One scan that cannot be read must not hold up the others: each is looked at by itself.
    body: strict({
      marketId: Id,
      deviceId: Id,
      /** The phone's own clock when it sends this. */
      sentAt: Instant,
      items: Type.Array(Type.Unsafe<ArrivalUpload>({}), { minItems: 1, maxItems: mostInBatch }),
    }),
    response: Type.Object({
      /** In the order of the items. */
      verdicts: Type.Array(UploadVerdict),
      /** Numbers of this phone that never came, `from` to `to`. */
      gaps: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() })),
    }),
    errors: ['forbidden'],
    bodyLimit: 1024 * 1024,
  }),
} as const
