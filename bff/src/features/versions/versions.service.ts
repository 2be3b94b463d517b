import { AppError, refuseProblems } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { noticeProblems } from '@market/shared/versions/versions.rules'
import type { VersionInfo, VersionList } from '@market/shared/versions/versions.contract'
import type { Command } from '../../http/command'
import type { Tables } from '../../store/schema'
import type { ProvinceVersions } from '../../store/schema/province-versions'
import type { Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import { provinceIn, wholeProvince } from './province'
import { provinceOfMarket, versionStatements } from './versions.queries'

const versionsShown = 50

/** What is published in versions, as its events are called. */
export type Published = 'match_rules' | 'agreement_template'

type Parts<Content> = {
  store: Store
  what: Published
  /** Where the versions stand. */
  tableOf: (t: Tables) => ProvinceVersions
  /** The version that is built in: in force everywhere until a province has another. */
  first: { version: number; content: Content }
}

export type VersionsService<Content> = ReturnType<typeof versionsService<Content>>

/**
 * What a province publishes in versions: one officer proposes, another confirms, and from its day on it is in force. Until that
 * day it can be dropped, and nothing else is confirmed. Versions are kept for ever, so that what was done by one can be read by it.
 */
export const versionsService = <Content>({ store, what, tableOf, first }: Parts<Content>) => {
  const versions = versionStatements(tableOf)
  // A version never changes once it is written.
  const known = new Map<string, Content>()

  const load = async (db: Db, province: string, version: number): Promise<Content> => {
    if (version === first.version) return first.content
    const key = `${province}/${version}`
    const there = known.get(key)
    if (there !== undefined) return there
    const row = await versions.find(db, province, version)
    if (row === null) throw new AppError('not_found')
    const loaded = row.content as Content
    known.set(key, loaded)
    return loaded
  }

  /** The one in force in a province, with its day and why it came. */
  const inForce = async (db: Db, province: string, now: number) => {
    const { version, effectiveFrom, note } = (await versions.inForce(db, province, now)) ?? { version: first.version, effectiveFrom: 0, note: '第一版' }
    return { province, version, effectiveFrom: effectiveFrom ?? 0, note, content: await load(db, province, version) }
  }

  const list = async (db: Db, province: string, personId: string, now: number): Promise<VersionList> => {
    const listed = (await versions.list(db, province, versionsShown)).map(({ proposedBy, ...row }) => ({ ...row, mine: proposedBy === personId }))
    const builtIn: VersionInfo = { version: first.version, note: '第一版', proposedAt: 0, confirmedAt: 0, effectiveFrom: 0, droppedAt: null, mine: false }
    return { inForce: (await inForce(db, province, now)).version, versions: [...listed, builtIn] }
  }

  const tell = (tx: Tx, step: 'proposed' | 'dropped', { caller, now }: Command, province: string, version: number) =>
    tx.append({ kind: `${what}.${step}`, subjectId: `${province}-${version}`, marketId: null, at: now, data: { province, version, by: caller.personId } })

  return {
    /** @param province its two digits (GB/T 2260) */
    inForce,

    /** The one in force in the province a market lies in. @throws AppError not_found */
    async inForceAt(db: Db, marketId: string, now: number) {
      const province = await provinceOfMarket(db, marketId)
      if (province === null) throw new AppError('not_found')
      return inForce(db, province, now)
    },

    /** All that were ever put in force in a province, by the instant (UTC ms) from which they are, oldest first; never empty. */
    async timeline(db: Db, province: string): Promise<{ from: number; content: Content }[]> {
      const all = [{ from: 0, content: first.content }]
      for (const { version, effectiveFrom } of await versions.confirmed(db, province)) all.push({ from: effectiveFrom ?? 0, content: await load(db, province, version) })
      return all
    },

    /** All versions of the caller's province, newest first, and which is in force. */
    list: (personId: string, scope: Scope, now: number): Promise<VersionList> => store.read((db) => list(db, provinceIn(scope), personId, now)),

    /** One of the caller's province. @throws AppError not_found */
    get: (version: number, scope: Scope) => store.read(async (db) => {
      const province = provinceIn(scope)
      return { province, version, content: await load(db, province, version) }
    }),

    /**
     * @param change what is proposed was made from version `base`; `contentAs` gives it with its number
     * @throws AppError forbidden outside of the province's own office, changed_meanwhile when another version came into force since
     */
    async propose(command: Command, { base, note, contentAs }: { base: number; note: string; contentAs: (version: number) => Content }, scope: Scope): Promise<{ version: number }> {
      const { caller, now, write } = command
      const province = wholeProvince(scope)
      const version = await store.read(async (db) => {
        if ((await inForce(db, province, now)).version !== base) throw new AppError('changed_meanwhile')
        return Math.max(first.version, await versions.newest(db, province)) + 1
      })
      return write(async (tx) => {
        const row = { province, version, content: contentAs(version), note: keptText(note), proposedBy: caller.personId, proposedAt: now }
        if (!(await versions.insert(tx, row))) throw new AppError('changed_meanwhile')
        await tell(tx, 'proposed', command, province, version)
        return { version }
      })
    },

    /**
     * @param effectiveFrom UTC ms, not before now and within `longestNotice`; null for at once
     * @throws AppError forbidden, not_found, second_person_needed, step_not_allowed, invalid_fields, changed_meanwhile
     */
    confirm: ({ caller, now, write }: Command, version: number, effectiveFrom: number | null, scope: Scope): Promise<VersionList> =>
      write(async (tx) => {
        const province = wholeProvince(scope)
        refuseProblems(noticeProblems(effectiveFrom, now))
        await versions.holdProvince(tx, province)
        const row = await versions.find(tx, province, version)
        if (row === null) throw new AppError('not_found')
        if (row.proposedBy === caller.personId) throw new AppError('second_person_needed')
        if (row.confirmedAt === null && (await versions.isOvertaken(tx, { province, version, proposedAt: row.proposedAt, now }))) throw new AppError('changed_meanwhile')
        const from = effectiveFrom ?? now
        if (!(await versions.confirm(tx, { province, version, by: caller.personId, now, effectiveFrom: from }))) throw new AppError('step_not_allowed')
        await tx.append({ kind: `${what}.confirmed`, subjectId: `${province}-${version}`, marketId: null, at: now, data: { province, version, by: caller.personId, effectiveFrom: from } })
        return list(tx, province, caller.personId, now)
      }),

    /** What is not in force yet, confirmed or not. @throws AppError forbidden, not_found, step_not_allowed */
    drop: (command: Command, version: number, scope: Scope): Promise<VersionList> =>
      command.write(async (tx) => {
        const province = wholeProvince(scope)
        await versions.holdProvince(tx, province)
        if ((await versions.find(tx, province, version)) === null) throw new AppError('not_found')
        if (!(await versions.drop(tx, province, version, command.now))) throw new AppError('step_not_allowed')
        await tell(tx, 'dropped', command, province, version)
        return list(tx, province, command.caller.personId, command.now)
      }),
  }
}
