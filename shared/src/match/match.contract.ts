import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { JobCard } from '../jobs/jobs.contract'
import { Instant, Latitude, Longitude, TradeText } from '../values'
import { confirmErrors, Confirmation, dropErrors, proposal, proposeErrors, ProposedVersion, VersionList, VersionParams } from '../versions/versions.contract'

export const Match = Type.Object({
  job: JobCard,
  /** Why it fits, in words, best first. */
  reasons: Type.Array(Type.String()),
})
export type Match = Static<typeof Match>

const Points = Type.Integer({ minimum: 0, maximum: 1_000 })
const Minutes = (minimum: number) => Type.Integer({ minimum, maximum: 30 * 24 * 60 })
/** What ranking is made of: see match-rules. */
const content = {
  weights: strict({ trade: Points, skill: Points, distance: Points, pay: Points, start: Points, record: Points, freshness: Points }),
  spans: strict({
    farMetres: Type.Integer({ minimum: 1_000, maximum: 1_000_000 }),
    unknownPlacePercent: Type.Integer({ minimum: 0, maximum: 100 }),
    payPercent: Type.Integer({ minimum: 1, maximum: 100 }),
    soonMinutes: Minutes(0),
    lateMinutes: Minutes(1),
    staleMinutes: Minutes(1),
    averageRecords: Type.Integer({ minimum: 0, maximum: 1_000 }),
  }),
  skilledTrades: Type.Array(TradeText, { maxItems: 100 }),
  related: Type.Array(strict({ from: TradeText, to: TradeText, percent: Type.Integer({ minimum: 1, maximum: 99 }) }), { maxItems: 1_000 }),
}
export const MatchRulesView = Type.Object({ version: Type.Integer(), ...content })
export type MatchRulesView = Static<typeof MatchRulesView>

/** New rules, made from the version in force (`base`). */
export const MatchRulesChange = strict({ ...proposal, ...content })
export type MatchRulesChange = Static<typeof MatchRulesChange>

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
  rules: defineEndpoint({
    action: 'match.rules',
    summary: 'How jobs are ranked: the rules in force in a province, for everybody to read',
    method: 'GET',
    path: '/api/match-rules',
    who: 'everyone',
    changes: false,
    /** Two digits (GB/T 2260); without them the first province there is. */
    query: strict({ province: Type.Optional(Type.String({ pattern: '^[0-9]{2}$' })) }),
    response: Type.Object({ province: Type.Object({ code: Type.String(), name: Type.String() }), effectiveFrom: Instant, note: Type.String(), rules: MatchRulesView }),
    errors: ['not_found'],
  }),
  ruleVersions: defineEndpoint({
    action: 'match.rule_versions', summary: 'Versions of the rules of ranking of the caller’s province', method: 'GET', path: '/api/match-rules/versions', who: 'officer', changes: false,
    response: VersionList, errors: [],
  }),
  ruleVersion: defineEndpoint({
    action: 'match.rule_version', summary: 'One version as it is', method: 'GET', path: '/api/match-rules/versions/:version', who: 'officer', changes: false,
    params: VersionParams, response: MatchRulesView, errors: ['not_found'],
  }),
  proposeRules: defineEndpoint({
    action: 'match.propose_rules', summary: 'Propose a version', method: 'POST', path: '/api/match-rules', who: 'officer', changes: true,
    body: MatchRulesChange, response: ProposedVersion, errors: proposeErrors, bodyLimit: 128 * 1024,
  }),
  confirmRules: defineEndpoint({
    action: 'match.confirm_rules', summary: 'Put a version in force as the second officer', method: 'POST', path: '/api/match-rules/:version/confirm', who: 'officer', changes: true,
    params: VersionParams, body: Confirmation, response: VersionList, errors: confirmErrors,
  }),
  dropRules: defineEndpoint({
    action: 'match.drop_rules', summary: 'Drop a version that is not in force yet', method: 'POST', path: '/api/match-rules/:version/drop', who: 'officer', changes: true,
    params: VersionParams, response: VersionList, errors: dropErrors,
  }),
} as const
