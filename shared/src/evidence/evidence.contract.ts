import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, Instant, literals, Nullable } from '../values'
import { evidenceKinds } from './evidence.rules'

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Size = Type.Integer({ minimum: 1, maximum: 2 ** 40 })
/** An SM2 signature `r‖s` and the public key `04‖x‖y` it verifies with, hex. */
const Signed = Type.Object({ signature: Type.String(), keyId: Type.String(), publicKey: Type.String() })

/** What the log said of itself at a moment. Signed is the canonical JSON of `{at, logId, root, size}`. */
export const SignedRoot = Type.Object({
  logId: Hash,
  size: Size,
  root: Hash,
  at: Instant,
  log: Signed,
  /** By a second key, whose owner first made sure that the log has only grown; null until then. */
  cosigner: Nullable(Signed),
})
export type SignedRoot = Static<typeof SignedRoot>

const Proof = Type.Array(Hash)

/** That an entry is in the log. Its commitment says nothing to whoever has not got what it commits to. */
export const Inclusion = Type.Object({
  index: Type.Integer({ minimum: 0 }),
  commitment: Hash,
  /** The newest signed root, when it covers the entry; null in the first hour, with an empty proof. */
  root: Nullable(SignedRoot),
  /** Audit path of RFC 6962, from the leaf up. */
  proof: Proof,
})
export type Inclusion = Static<typeof Inclusion>

export const evidenceEndpoints = {
  latestRoot: defineEndpoint({
    action: 'evidence.latest_root',
    summary: 'The newest signed root of the evidence log',
    method: 'GET',
    path: '/api/evidence/root',
    who: 'everyone',
    changes: false,
    response: SignedRoot,
    errors: ['not_found'],
  }),
  root: defineEndpoint({
    action: 'evidence.root',
    summary: 'The signed root of a size, for whoever kept an older one to compare',
    method: 'GET',
    path: '/api/evidence/roots/:size',
    who: 'everyone',
    changes: false,
    params: strict({ size: Size }),
    response: SignedRoot,
    errors: ['not_found'],
  }),
  consistency: defineEndpoint({
    action: 'evidence.consistency',
    summary: 'Proof that the log of one size begins with that of a smaller one (RFC 6962, 2.1.2)',
    method: 'GET',
    path: '/api/evidence/consistency',
    who: 'everyone',
    changes: false,
    query: strict({ from: Size, to: Size }),
    response: Type.Object({ from: Size, to: Size, proof: Proof }),
    errors: ['not_found'],
  }),
  inclusion: defineEndpoint({
    action: 'evidence.inclusion',
    summary: 'Proof that a fact of an agreement is in the log; whoever holds the paper can check it',
    method: 'GET',
    path: '/api/evidence/entries/:kind/:subjectId',
    who: 'everyone',
    changes: false,
    params: strict({ kind: literals(evidenceKinds), subjectId: Id }),
    response: Inclusion,
    errors: ['not_found'],
  }),
} as const
