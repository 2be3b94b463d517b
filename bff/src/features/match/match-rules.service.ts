import { AppError, refuseProblems } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import type { MatchRulesChange, MatchRulesInfo, MatchRulesView } from '@market/shared/match/match.contract'
import { firstMatchRules, type MatchRules } from '@market/shared/match/match-rules'
import { longestNotice, matchRulesProblems } from '@market/shared/match/match-rules.rules'
import { day } from '@market/shared/words/time'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import { provinceIn, provinceOfMarket, wholeProvince } from '../../store/province-versions'
import { findProvince, versions } from './match-rules.queries'

const versionsShown = 50

/** Rules by the instant (UTC ms) from which they are in force, oldest first; never empty. */
export type Timeline = { from: number; rules: MatchRules }[]

/** Those in force at `now` (UTC ms). */
export const rulesAt = (timeline: Timeline, now: number): MatchRules => timeline.findLast(({ from }) => from <= now)?.rules ?? firstMatchRules

export type MatchRulesService = ReturnType<typeof matchRulesService>

/** The rules of ranking in force in each province, and how they change: one officer proposes, another confirms. */
export const matchRulesService = ({ store }: { store: Store }) => {
  // A version never changes once it is written.
  const known = new Map<string, MatchRules>()

  const load = async (db: Db, province: string, version: number): Promise<MatchRules> => {
    if (version === firstMatchRules.version) return firstMatchRules
    const key = `${province}/${version}`
    const there = known.get(key)
    if (there !== undefined) return there
    const row = await versions.find(db, province, version)
    if (row === null) throw new AppError('not_found')
    const loaded = row.content as MatchRules
    known.set(key, loaded)
    return loaded
  }

  const inForce = async (db: Db, province: string, now: number): Promise<MatchRules> =>
    load(db, province, (await versions.inForce(db, province, now))?.version ?? firstMatchRules.version)

  const list = async (db: Db, province: string, personId: string, now: number): Promise<{ inForce: number; versions: MatchRulesInfo[] }> => {
    const listed = (await versions.list(db, province, versionsShown)).map(({ proposedBy, ...row }) => ({ ...row, mine: proposedBy === personId }))
    const first: MatchRulesInfo = { version: firstMatchRules.version, note: '第一版', proposedAt: 0, confirmedAt: 0, effectiveFrom: 0, droppedAt: null, mine: false }
    return { inForce: (await inForce(db, province, now)).version, versions: [...listed, first] }
  }

  return {
    /** @param province its two digits (GB/T 2260) */
    inForce,

    /** Those of the province a market lies in. @throws AppError not_found */
    inForceAt: async (db: Db, marketId: string, now: number): Promise<MatchRules> => {
      const province = await provinceOfMarket(db, marketId)
      if (province === null) throw new AppError('not_found')
      return inForce(db, province, now)
    },

    /** All versions that were ever put in force in a province, or in the first there is, by their day: for whoever keeps them and asks often. */
    timeline: async (db: Db, code: string | null): Promise<Timeline> => {
      const province = code ?? (await findProvince(db, null))?.code ?? ''
      const later = await versions.confirmed(db, province)
      const rules: Timeline = [{ from: 0, rules: firstMatchRules }]
      for (const { version, effectiveFrom } of later) rules.push({ from: effectiveFrom ?? 0, rules: await load(db, province, version) })
      return rules
    },

    /** What everybody may read. @param code of a province, or null for the first there is. @throws AppError not_found */
    published: (code: string | null, now: number) =>
      store.read(async (db) => {
        const province = await findProvince(db, code)
        if (province === null) throw new AppError('not_found')
        const version = await versions.inForce(db, province.code, now)
        const rules = viewOf(await load(db, province.code, version?.version ?? firstMatchRules.version))
        return { province, effectiveFrom: version?.effectiveFrom ?? 0, note: version?.note ?? '第一版', rules }
      }),

    /** All versions of the caller's province, newest first, and which is in force. */
    list: (personId: string, scope: Scope, now: number) => store.read((db) => list(db, provinceIn(scope), personId, now)),

    /** @throws AppError not_found */
    get: (version: number, scope: Scope): Promise<MatchRulesView> => store.read(async (db) => viewOf(await load(db, provinceIn(scope), version))),

    /** @throws AppError forbidden outside of the province's own office, changed_meanwhile when another version came into force since, invalid_fields */
    async propose({ caller, now, write }: Command, { base, note, ...content }: MatchRulesChange, scope: Scope): Promise<{ version: number }> {
      const province = wholeProvince(scope)
      refuseProblems(matchRulesProblems(content))
      const version = await store.read(async (db) => {
        if ((await inForce(db, province, now)).version !== base) throw new AppError('changed_meanwhile')
        return Math.max(firstMatchRules.version, await versions.newest(db, province)) + 1
      })
      return write(async (tx) => {
        const row = { province, version, content: { ...content, version }, note: keptText(note), proposedBy: caller.personId, proposedAt: now }
        if (!(await versions.insert(tx, row))) throw new AppError('changed_meanwhile')
        await tx.append({ kind: 'match_rules.proposed', subjectId: `${province}-${version}`, marketId: null, at: now, data: { province, version, by: caller.personId } })
        return { version }
      })
    },

    /**
     * @param effectiveFrom UTC ms, not before now and within `longestNotice`; null for at once
     * @throws AppError forbidden, not_found, second_person_needed, step_not_allowed, invalid_fields, changed_meanwhile
     */
    confirm: ({ caller, now, write }: Command, version: number, effectiveFrom: number | null, scope: Scope) =>
      write(async (tx) => {
        const province = wholeProvince(scope)
        if (effectiveFrom !== null && effectiveFrom < now) refuseProblems([{ field: 'effectiveFrom', message: '生效时间不能早于现在' }])
        // What waits for its day keeps every other version out until then.
        if (effectiveFrom !== null && effectiveFrom > now + longestNotice) refuseProblems([{ field: 'effectiveFrom', message: `生效时间最多定在 ${longestNotice / day} 天以内` }])
        await versions.holdProvince(tx, province)
        const row = await versions.find(tx, province, version)
        if (row === null) throw new AppError('not_found')
        if (row.proposedBy === caller.personId) throw new AppError('second_person_needed')
        if (row.confirmedAt === null && (await versions.isOvertaken(tx, { province, version, proposedAt: row.proposedAt, now }))) throw new AppError('changed_meanwhile')
        const from = effectiveFrom ?? now
        if (!(await versions.confirm(tx, { province, version, by: caller.personId, now, effectiveFrom: from }))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'match_rules.confirmed', subjectId: `${province}-${version}`, marketId: null, at: now, data: { province, version, by: caller.personId, effectiveFrom: from } })
        return list(tx, province, caller.personId, now)
      }),

    /** What is not in force yet, confirmed or not. @throws AppError forbidden, not_found, step_not_allowed */
    drop: ({ caller, now, write }: Command, version: number, scope: Scope) =>
      write(async (tx) => {
        const province = wholeProvince(scope)
        await versions.holdProvince(tx, province)
        if ((await versions.find(tx, province, version)) === null) throw new AppError('not_found')
        if (!(await versions.drop(tx, province, version, now))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'match_rules.dropped', subjectId: `${province}-${version}`, marketId: null, at: now, data: { province, version, by: caller.personId } })
        return list(tx, province, caller.personId, now)
      }),
  }
}

const viewOf = ({ version, weights, spans, skilledTrades, related }: MatchRules): MatchRulesView => ({
  version, weights: { ...weights }, spans: { ...spans }, skilledTrades: [...skilledTrades], related: related.map((pair) => ({ ...pair })),
})
