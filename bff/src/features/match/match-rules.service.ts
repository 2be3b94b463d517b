import { AppError } from '@market/shared/errors'
import { firstMatchRules, type MatchRules } from '@market/shared/match/match-rules'
import type { Db } from '../../store/store'
import { findMatchRules, provinceOfMarket, versionInForce } from './match-rules.queries'

export type MatchRulesService = ReturnType<typeof matchRulesService>

/** The rules of ranking in force in each province, and how they change: one officer proposes, another confirms. */
export const matchRulesService = () => {
  // A version never changes once it is written.
  const known = new Map<string, MatchRules>()

  const load = async (db: Db, province: string, version: number): Promise<MatchRules> => {
    if (version === firstMatchRules.version) return firstMatchRules
    const key = `${province}/${version}`
    const there = known.get(key)
    if (there !== undefined) return there
    const row = await findMatchRules(db, province, version)
    if (row === null) throw new AppError('not_found')
    const loaded = row.content as MatchRules
    known.set(key, loaded)
    return loaded
  }

  const inForce = async (db: Db, province: string, now: number): Promise<MatchRules> =>
    load(db, province, (await versionInForce(db, province, now)) ?? firstMatchRules.version)

  return {
    /** @param province its two digits (GB/T 2260) */
    inForce,
    /** Those of the province a market lies in. @throws AppError not_found */
    inForceAt: async (db: Db, marketId: string, now: number): Promise<MatchRules> => {
      const province = await provinceOfMarket(db, marketId)
      if (province === null) throw new AppError('not_found')
      return inForce(db, province, now)
    },
  }
}
