import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { applicationStates } from '../journey'
import { Id, Instant, literals, Nullable, TradeText } from '../values'
import { assurances, skillLevels } from '../words/lists'
import { presenceReaders } from './presence.rules'

const Count = Type.Integer({ minimum: 0 })

/** People of one trade who are in a market now. Somebody with two trades counts in both: either employer may ask for them. */
export const TradePresence = Type.Object({
  trade: Type.String(),
  people: Count,
  /** How many of them have which skill, by fives and rounded down; levels of fewer than five people are not told. */
  levels: Type.Array(Type.Object({ level: literals(skillLevels), atLeast: Count })),
})
export type TradePresence = Static<typeof TradePresence>

export const Presence = Type.Object({
  marketId: Id,
  marketName: Type.String(),
  /** Everybody who is there, each once. */
  people: Count,
  /** How many the venue may hold; null where nobody has said. */
  safeCapacity: Nullable(Count),
  /** The largest first. */
  trades: Type.Array(TradePresence),
})
export type Presence = Static<typeof Presence>

/** One person who is there, as staff see them. */
export const PresentPerson = Type.Object({
  personId: Id,
  nameMasked: Type.String(),
  number: Type.Integer(),
  trades: Type.Array(Type.String()),
  skillLevel: literals(skillLevels),
  /** When they first came today, and since when they wait. */
  arrivedAt: Instant,
  waitingSince: Instant,
  /** Name and ID number count as checked. */
  verified: Type.Boolean(),
  /** `low`: they came by a printed code, which may have been photographed, and nobody has seen them here since. */
  assurance: literals(assurances),
  crewName: Nullable(Type.String()),
  /** What they are about to take: the application nearest to its start. */
  work: Nullable(Type.Object({ state: literals(applicationStates), title: Type.String(), startsAt: Instant })),
})
export type PresentPerson = Static<typeof PresentPerson>

/** Somebody who is there, not by their number: past midnight two have the same one. Without `marketId` in the market the caller works at. */
const OneOfThem = strict({ marketId: Type.Optional(Id), personId: Id })

export const presenceEndpoints = {
  presence: defineEndpoint({
    action: 'check_in.presence',
    summary: 'Who is in a market now, as numbers by trade and skill',
    method: 'GET',
    path: '/api/markets/:marketId/presence',
    who: 'everyone',
    changes: false,
    conditional: true,
    params: strict({ marketId: Id }),
    response: Presence,
    errors: [],
  }),
  people: defineEndpoint({
    action: 'check_in.people',
    summary: 'The people in a market now, who has waited longest first; without `marketId` in the market the caller works at',
    method: 'GET',
    path: '/api/presence',
    who: presenceReaders,
    changes: false,
    query: strict({
      marketId: Type.Optional(Id),
      /** A number of the day. */
      number: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      trade: Type.Optional(TradeText),
      /** `next` of the page before. */
      after: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    response: Type.Object({ marketId: Id, marketName: Type.String(), total: Count, safeCapacity: Nullable(Count), people: Type.Array(PresentPerson), next: Nullable(Type.String()) }),
    errors: ['invalid_fields'],
  }),
  noteLeft: defineEndpoint({
    action: 'check_in.note_left',
    summary: 'Note that somebody has left',
    method: 'POST',
    path: '/api/presence/left',
    who: presenceReaders,
    changes: true,
    body: OneOfThem,
    response: Type.Object({ number: Type.Integer(), nameMasked: Type.String(), leftAt: Instant }),
    errors: ['invalid_fields', 'person_not_present'],
  }),
  noteSeen: defineEndpoint({
    action: 'check_in.note_seen',
    summary: 'Note that somebody who came by a printed code stands here',
    method: 'POST',
    path: '/api/presence/seen',
    who: presenceReaders,
    changes: true,
    body: OneOfThem,
    response: Type.Object({ number: Type.Integer(), nameMasked: Type.String(), assurance: literals(assurances) }),
    errors: ['invalid_fields', 'person_not_present', 'own_case'],
  }),
} as const
