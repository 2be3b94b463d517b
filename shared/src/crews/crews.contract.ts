import { Type, type Static } from 'typebox'
import { defineEndpoint, Done, strict } from '../endpoint'
import { Id, Instant, literals, Nullable } from '../values'

/** How far a member is with the work of the day: nothing, applied, signed by both sides, arrived. */
export const memberWork = ['none', 'applied', 'signed', 'arrived'] as const
export type MemberWork = (typeof memberWork)[number]

/** A member as the leader sees them: never more than what a list on paper would need. */
export const CrewMember = Type.Object({
  nameMasked: Type.String(),
  isLeader: Type.Boolean(),
  isMe: Type.Boolean(),
  verified: Type.Boolean(),
  work: literals(memberWork),
  joinedAt: Instant,
})
export type CrewMember = Static<typeof CrewMember>

export const Crew = Type.Object({
  id: Id,
  name: Type.String(),
  leaderMasked: Type.String(),
  /** Whether the caller leads it. */
  mine: Type.Boolean(),
  size: Type.Integer(),
  /** Link to show as a QR code; for the leader only. */
  code: Nullable(Type.String()),
  /** All of them for the leader; for a member only themselves and the leader. */
  members: Type.Array(CrewMember),
})
export type Crew = Static<typeof Crew>

const code = Type.String({ minLength: 1, maxLength: 512 })

export const crewsEndpoints = {
  make: defineEndpoint({
    action: 'crews.make',
    summary: 'Make a crew; its one code lets others join',
    method: 'POST',
    path: '/api/crews',
    who: 'worker',
    changes: true,
    body: strict({ name: Type.String({ maxLength: 64 }) }),
    response: Crew,
    errors: ['invalid_fields', 'already_in_crew'],
  }),
  current: defineEndpoint({
    action: 'crews.current',
    summary: 'The crew the caller leads or belongs to',
    method: 'GET',
    path: '/api/crews/current',
    who: 'worker',
    changes: false,
    response: Type.Object({ crew: Nullable(Crew) }),
    errors: [],
  }),
  look: defineEndpoint({
    action: 'crews.look',
    summary: 'What crew a code is for, before joining it',
    method: 'POST',
    path: '/api/crews/looks',
    who: 'signed_in',
    changes: false,
    body: strict({ code }),
    response: Type.Object({ name: Type.String(), leaderMasked: Type.String(), size: Type.Integer(), full: Type.Boolean() }),
    errors: ['code_unknown', 'code_revoked', 'crew_closed'],
  }),
  join: defineEndpoint({
    action: 'crews.join',
    summary: 'Join the crew of a code, for oneself; a second time changes nothing',
    method: 'POST',
    path: '/api/crews/joins',
    who: 'worker',
    changes: true,
    body: strict({ code }),
    response: Crew,
    errors: ['code_unknown', 'code_revoked', 'crew_closed', 'crew_full', 'already_in_crew'],
  }),
  leave: defineEndpoint({
    action: 'crews.leave',
    summary: 'Leave the crew, at any time; work that was signed stays signed',
    method: 'POST',
    path: '/api/crews/current/leave',
    who: 'worker',
    changes: true,
    response: Done,
    errors: ['not_found', 'step_not_allowed'],
  }),
  close: defineEndpoint({
    action: 'crews.close',
    summary: 'The leader ends the crew; its code counts no more',
    method: 'POST',
    path: '/api/crews/current/close',
    who: 'worker',
    changes: true,
    response: Done,
    errors: ['not_found', 'step_not_allowed'],
  }),
} as const
