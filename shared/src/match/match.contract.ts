import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { JobCard } from '../jobs/jobs.contract'
import { Latitude, Longitude } from '../values'

export const Match = Type.Object({
  job: JobCard,
  /** 0–1000, only for ordering; people are shown the reasons. */
  score: Type.Integer(),
  /** Why it fits, in words, best first. */
  reasons: Type.Array(Type.String()),
})
export type Match = Static<typeof Match>

export const matchEndpoints = {
  forMe: defineEndpoint({
    action: 'match.for_me',
    summary: 'The open jobs that fit this worker best, at most 20',
    method: 'GET',
    path: '/api/matches',
    who: 'worker',
    changes: false,
    query: strict({ lat: Type.Optional(Latitude), lng: Type.Optional(Longitude) }),
    response: Type.Object({ matches: Type.Array(Match) }),
    errors: [],
  }),
} as const
