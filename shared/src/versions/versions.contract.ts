import { Type, type Static } from 'typebox'
import { strict } from '../endpoint'
import { Instant, Nullable } from '../values'

/** One version of what a province publishes, without its content. */
export const VersionInfo = Type.Object({
  version: Type.Integer(), note: Type.String(), proposedAt: Instant, confirmedAt: Nullable(Instant), effectiveFrom: Nullable(Instant), droppedAt: Nullable(Instant),
  /** The caller proposed it, and so cannot confirm it. */
  mine: Type.Boolean(),
})
export type VersionInfo = Static<typeof VersionInfo>

/** All versions, newest first, and which is in force. */
export const VersionList = Type.Object({ inForce: Type.Integer(), versions: Type.Array(VersionInfo) })
export type VersionList = Static<typeof VersionList>

// Parts of the endpoints by which two officers decide.

export const VersionParams = strict({ version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) })
export const ProposedVersion = Type.Object({ version: Type.Integer() })
/** What every proposal holds beside its content: the version it was made from, and why. */
export const proposal = { base: Type.Integer({ minimum: 1 }), note: Type.String({ minLength: 2, maxLength: 200 }) }
/** Null for at once. */
export const Confirmation = strict({ effectiveFrom: Nullable(Instant) })

export const proposeErrors = ['changed_meanwhile', 'forbidden', 'invalid_fields'] as const
export const confirmErrors = ['not_found', 'second_person_needed', 'step_not_allowed', 'forbidden', 'invalid_fields', 'changed_meanwhile'] as const
export const dropErrors = ['not_found', 'step_not_allowed', 'forbidden'] as const
