import { AppError, refuseProblems } from '@market/shared/errors'
import type { MatchRulesChange, MatchRulesView } from '@market/shared/match/match.contract'
import { firstMatchRules, type MatchRules } from '@market/shared/match/match-rules'
import { matchRulesProblems } from '@market/shared/match/match-rules.rules'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import { versionsService } from '../versions/versions.service'
import { findProvince } from './match-rules.queries'

/** Rules by the instant (UTC ms) from which they are in force, oldest first; never empty. */
export type Timeline = { from: number; content: MatchRules }[]

/** Those in force at `now` (UTC ms). */
export const rulesAt = (timeline: Timeline, now: number): MatchRules => timeline.findLast(({ from }) => from <= now)?.content ?? firstMatchRules

export type MatchRulesService = ReturnType<typeof matchRulesService>

/** The rules of ranking in force in each province, and how they change: see *versions*. */
export const matchRulesService = ({ store }: { store: Store }) => {
  const versions = versionsService<MatchRules>({ store, what: 'match_rules', tableOf: (t) => t.matchRules, first: { version: firstMatchRules.version, content: firstMatchRules } })

  return {
    /** @param province its two digits (GB/T 2260) */
    inForce: async (db: Db, province: string, now: number): Promise<MatchRules> => (await versions.inForce(db, province, now)).content,

    /** Those of the province a market lies in. @throws AppError not_found */
    inForceAt: async (db: Db, marketId: string, now: number): Promise<MatchRules> => (await versions.inForceAt(db, marketId, now)).content,

    /** All versions that were ever put in force in a province, or in the first there is: for whoever keeps them and asks often. */
    timeline: async (db: Db, code: string | null): Promise<Timeline> => versions.timeline(db, code ?? (await findProvince(db, null))?.code ?? ''),

    /** What everybody may read. @param code of a province, or null for the first there is. @throws AppError not_found */
    published: (code: string | null, now: number) =>
      store.read(async (db) => {
        const province = await findProvince(db, code)
        if (province === null) throw new AppError('not_found')
        const { effectiveFrom, note, content } = await versions.inForce(db, province.code, now)
        return { province, effectiveFrom, note, rules: viewOf(content) }
      }),

    list: versions.list,

    /** @throws AppError not_found */
    get: async (version: number, scope: Scope): Promise<MatchRulesView> => viewOf((await versions.get(version, scope)).content),

    /** @throws AppError forbidden, changed_meanwhile, invalid_fields */
    propose(command: Command, { base, note, ...content }: MatchRulesChange, scope: Scope): Promise<{ version: number }> {
      refuseProblems(matchRulesProblems(content))
      return versions.propose(command, { base, note, contentAs: (version) => ({ ...content, version }) }, scope)
    },

    confirm: versions.confirm,
    drop: versions.drop,
  }
}

const viewOf = ({ version, weights, spans, skilledTrades, related }: MatchRules): MatchRulesView => ({
  version, weights: { ...weights }, spans: { ...spans }, skilledTrades: [...skilledTrades], related: related.map((pair) => ({ ...pair })),
})
