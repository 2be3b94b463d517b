import type { RulebookChanges, RulebookView, Trial } from '@market/shared/supervision/supervision.contract'
import type { VersionInfo, VersionList } from '@market/shared/versions/versions.contract'
import { AppError, refuseProblems } from '@market/shared/errors'
import { changedRulebook, rulebookProblems } from '@market/shared/supervision/rulebook-changes'
import type { Verdict } from '@market/shared/supervision/finding'
import type { Rulebook } from '@market/shared/supervision/rulebook'
import { henanRulebook1 } from '@market/shared/supervision/rulebook-henan-1'
import { judgePosting, type Judgement } from '@market/shared/supervision/supervision.rules'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { noticeProblems } from '@market/shared/versions/versions.rules'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import { confirmRulebook, dropRulebook, findRulebook, holdVersions, insertRulebook, isOvertaken, listRulebooks, newestVersion, recentVersions, versionInForce } from './rulebook.queries'

const versionsShown = 50
const postingsTried = 500
const examplesShown = 20

export type RulebookService = ReturnType<typeof rulebookService>

/**
 * The rulebook in force, and how it changes: one officer proposes, the change is tried on recent postings, another officer
 * confirms. Versions are kept for ever, so that what was judged by one can be read by it.
 */
export const rulebookService = ({ store }: { store: Store }) => {
  // A version never changes once it is written.
  const known = new Map<number, Rulebook>([[henanRulebook1.version, henanRulebook1]])

  const load = async (db: Db, version: number): Promise<Rulebook> => {
    const there = known.get(version)
    if (there !== undefined) return there
    const row = await findRulebook(db, version)
    if (row === null) throw new AppError('not_found')
    const loaded = row.content as Rulebook
    known.set(version, loaded)
    return loaded
  }

  const inForce = async (db: Db, now: number): Promise<Rulebook> => load(db, (await versionInForce(db, now)) ?? henanRulebook1.version)

  const list = async (db: Db, personId: string, now: number): Promise<VersionList> => {
    const versions = (await listRulebooks(db, versionsShown)).map(({ proposedBy, ...row }) => ({ ...row, mine: proposedBy === personId }))
    const first: VersionInfo = {
      version: henanRulebook1.version, note: '第一版', proposedAt: 0, confirmedAt: 0, effectiveFrom: 0, droppedAt: null, mine: false,
    }
    return { inForce: (await inForce(db, now)).version, versions: [...versions, first] }
  }

  /** @throws AppError changed_meanwhile when another version came into force since, invalid_fields */
  const changed = async (db: Db, changes: RulebookChanges, version: number, now: number): Promise<Rulebook> => {
    const base = await inForce(db, now)
    if (base.version !== changes.base) throw new AppError('changed_meanwhile')
    const made = changedRulebook(base, changes, version)
    refuseProblems(rulebookProblems(made))
    return made
  }

  return {
    inForce,
    load,

    /** All versions, newest first, and which is in force. */
    list: (personId: string, now: number) => store.read((db) => list(db, personId, now)),

    /** One version with all its words. @throws AppError not_found */
    get: (version: number): Promise<RulebookView> => store.read(async (db) => viewOf(await load(db, version))),

    /** What a change would do to the last postings of a scope. Nothing is written. @throws AppError as `propose` */
    async trial(changes: RulebookChanges, scope: Scope, now: number): Promise<Trial> {
      const { made, base, postings } = await store.read(async (db) => ({
        made: await changed(db, changes, changes.base + 1, now), base: await inForce(db, now), postings: await recentVersions(db, scope, postingsTried),
      }))
      const judged: { jobId: string; title: string; before: Verdict; after: Judgement }[] = []
      for (const { jobId, posting, kind, name } of postings) {
        const facts = { minimumHourlyFen: 0, employer: { kind, name }, earlier: [] }
        judged.push({ jobId, title: posting.title, before: judgePosting(posting, base, facts).verdict, after: judgePosting(posting, made, facts) })
        // In slices: five hundred at once would hold up everybody who is scanning.
        if (judged.length % 20 === 0) await new Promise(setImmediate)
      }
      const different = judged.filter(({ before, after }) => before !== after.verdict)
      const count = (verdict: string) => judged.filter(({ after }) => after.verdict === verdict).length
      return {
        tried: judged.length,
        wouldRefuse: count('refused'),
        wouldReview: count('doubtful'),
        different: different.length,
        examples: different.slice(0, examplesShown).map(({ jobId, title, before, after }) => ({ jobId, title, before, after: after.verdict, words: after.findings.map(({ words }) => words).join('、') })),
      }
    },

    /** @throws AppError forbidden outside of the province's own office, changed_meanwhile, invalid_fields */
    async propose({ caller, now, write }: Command, changes: RulebookChanges, scope: Scope): Promise<{ version: number }> {
      assertProvince(scope)
      const { version, content } = await store.read(async (db) => {
        const next = Math.max(henanRulebook1.version, await newestVersion(db)) + 1
        return { version: next, content: await changed(db, changes, next, now) }
      })
      return write(async (tx) => {
        const row = { version, content, note: keptText(changes.note), proposedBy: caller.personId, proposedAt: now }
        if (!(await insertRulebook(tx, row))) throw new AppError('changed_meanwhile')
        await tx.append({ kind: 'rulebook.proposed', subjectId: String(version), marketId: null, at: now, data: { version, by: caller.personId } })
        return { version }
      })
    },

    /**
     * @param effectiveFrom UTC ms, not before now and within `longestNotice`; null for at once
     * @throws AppError forbidden, not_found, second_person_needed, step_not_allowed, invalid_fields, changed_meanwhile
     */
    confirm: ({ caller, now, write }: Command, version: number, effectiveFrom: number | null, scope: Scope) =>
      write(async (tx) => {
        assertProvince(scope)
        refuseProblems(noticeProblems(effectiveFrom, now))
        await holdVersions(tx)
        const row = await findRulebook(tx, version)
        if (row === null) throw new AppError('not_found')
        if (row.proposedBy === caller.personId) throw new AppError('second_person_needed')
        if (row.confirmedAt === null && (await isOvertaken(tx, { version, proposedAt: row.proposedAt, now }))) throw new AppError('changed_meanwhile')
        const from = effectiveFrom ?? now
        if (!(await confirmRulebook(tx, version, caller.personId, now, from))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'rulebook.confirmed', subjectId: String(version), marketId: null, at: now, data: { version, by: caller.personId, effectiveFrom: from } })
        return list(tx, caller.personId, now)
      }),

    /** What is not in force yet, confirmed or not. @throws AppError forbidden, not_found, step_not_allowed */
    drop: ({ caller, now, write }: Command, version: number, scope: Scope) =>
      write(async (tx) => {
        assertProvince(scope)
        await holdVersions(tx)
        if ((await findRulebook(tx, version)) === null) throw new AppError('not_found')
        if (!(await dropRulebook(tx, version, now))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'rulebook.dropped', subjectId: String(version), marketId: null, at: now, data: { version, by: caller.personId } })
        return list(tx, caller.personId, now)
      }),
  }
}

/** One rulebook judges the whole province: a city's officer reads it. @throws AppError forbidden */
function assertProvince(scope: Scope): void {
  if (!scope.some((path) => /^\/\d{2}\/$/.test(path))) throw new AppError('forbidden')
}

const viewOf = ({ version, rules, thresholds, points }: Rulebook): RulebookView => ({
  version,
  rules: Object.entries(rules).map(([key, { name, clauses, message, points: cost, refused, doubtful, lawful }]) => ({
    key, name, clauses: [...clauses], message, points: cost, refused: [...refused], doubtful: [...doubtful], lawful: [...lawful],
  })),
  thresholds: { ...thresholds },
  suspensionAt: points.suspensionAt,
  warningAt: points.warningAt,
})
