import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DispatchHead } from '@market/shared/dispatch/dispatch.contract'
import { isStale, roundsGoOnFor } from '@market/shared/dispatch/dispatch.rules'
import { AppError, refuseProblems } from '@market/shared/errors'
import { hardRuleWords } from '@market/shared/match/hard-rules'
import { workerReasons } from '@market/shared/match/reasons'
import { matchScore } from '@market/shared/match/score'
import { day, minute } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Chore } from '../../feed/chores'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import { JsonText } from '../../http/route'
import { UniqueViolation } from '../../store/errors'
import type { Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import type { PresenceService } from '../check-in/presence.service'
import type { JobsService } from '../jobs/jobs.service'
import { collisionsOf, moveCollisions, roomWords } from './collisions'
import { pairOf, refusedPairs } from './crowd.queries'
import { dispatchHead, readDispatch, shownText, type Shown, type ToShow } from './dispatch-view'
import {
  atOnce, countPlaced, deleteDiscarded, publishDraft, enterPlaces, findCurrent, findDiscarded, findDispatch, findGroup, findInScope, findJobOf, findOpen, insertDraft, insertJobs, insertPeople, lastRound, leavePlaces, nextVersion, placePerson,
} from './dispatch.queries'
import { inSlices } from './in-slices'
import { propose, type Matching, type Proposal } from './proposal'
import { readyAt } from './ready'

export type DispatchService = ReturnType<typeof dispatchService>

/** A draft that is not a proposal by then belongs to a server that is gone. */
const abandonedAfter = 10 * minute
/** Nobody looks at one that was dropped so long ago; that there was one is told by the events. */
const droppedKept = day

type Market = { id: string; path: string }
type Change = NonNullable<Parameters<typeof nextVersion>[3]>
type Parts = { store: Store; match: Matching; jobs: Pick<JobsService, 'cards'>; presence: Pick<PresenceService, 'marketIn'>; audit: Pick<AuditService, 'record'> }

/** Who goes where: proposed by the machine, moved about and confirmed by staff. Who is asked then, see `asking.ts`. */
export const dispatchService = ({ store, match, jobs, presence, audit }: Parts) => {
  const head = async (db: Db, id: string): Promise<DispatchHead> => {
    const row = await findDispatch(db, id)
    if (row === null) throw new AppError('not_found')
    return dispatchHead(row)
  }

  const inScope = async (db: Db, id: string, scope: Scope) => {
    const found = await findInScope(db, id, scope)
    if (found === null) throw new AppError('not_found')
    return found
  }

  /** The guard of every change to an open one; why it did not hold is asked afterwards. @throws AppError step_not_allowed, changed_meanwhile */
  const change = async (tx: Tx, id: string, version: number | null, to: Change | null): Promise<void> => {
    if (await nextVersion(tx, id, version, to)) return
    throw new AppError((await findDispatch(tx, id))?.state === 'proposed' ? 'changed_meanwhile' : 'step_not_allowed')
  }

  const record = (tx: Tx, { caller, now }: Command, action: string, id: string, path: string, aboutPersonId: string | null = null) =>
    audit.record(tx, caller, now, { action, subjectKind: 'dispatch', subjectId: id, aboutPersonId, scopePath: path, purpose: 'dispatch' })

  const appendDropped = (tx: Tx, { caller, now }: Command, id: string, marketId: string) =>
    tx.append({ kind: 'dispatch.dropped', subjectId: id, marketId, at: now, data: { by: caller.personId } })

  /** Writes a proposal down where nobody sees it yet, some of its people at a time: a crowd in one write would hold everything up. */
  const draft = async (marketId: string, by: string, { present, jobs: some, people }: Proposal, now: number): Promise<string> => {
    const id = uuidv7()
    const inParts = async <Row>(rows: readonly Row[], insert: (tx: Tx, id: string, part: Row[]) => Promise<void>): Promise<void> => {
      for (let from = 0; from < rows.length; from += atOnce) {
        await store.write((tx) => insert(tx, id, rows.slice(from, from + atOnce)))
        await nextTurn()
      }
    }
    await store.write((tx) => insertDraft(tx, { id, marketId, proposedBy: by, proposedAt: now, present }))
    await inParts(some, insertJobs)
    await inParts(people, insertPeople)
    return id
  }

  const discard = async (id: string): Promise<void> => {
    while (!(await store.write((tx) => deleteDiscarded(tx, id)))) await nextTurn()
  }

  /** Takes away what a server that died had begun to write down, and what was dropped. */
  const drafts: Chore = {
    name: 'dispatch-drafts',
    everyMs: abandonedAfter,
    async run(now) {
      for (const [state, kept] of [['draft', abandonedAfter], ['dropped', droppedKept]] as const) {
        const next = () => store.read((db) => findDiscarded(db, state, now - kept))
        for (let id = await next(); id !== null; id = await next()) await discard(id)
      }
    },
  }

  /** @param makeWay what has to be done with an open one, within the write */
  const make = async (command: Command, market: Market, action: string, makeWay: (tx: Tx) => Promise<void>): Promise<DispatchHead> => {
    const { caller, now, write } = command
    const proposal = await propose({ store, match }, market.id, now)
    if (proposal.people.length === 0 || proposal.jobs.length === 0) throw new AppError('nothing_to_dispatch')
    const by = caller.personId
    const id = await draft(market.id, by, proposal, now)
    try {
      return await write(async (tx) => {
        await makeWay(tx)
        const round = (await lastRound(tx, market.id, now - roundsGoOnFor)) + 1
        await publishDraft(tx, id, round)
        const placed = proposal.jobs.reduce((sum, { taken }) => sum + taken, 0)
        await tx.append({ kind: 'dispatch.proposed', subjectId: id, marketId: market.id, at: now, data: { by, round, placed } })
        await record(tx, command, action, id, market.path)
        return head(tx, id)
      })
    } catch (error) {
      await discard(id)
      if (error instanceof UniqueViolation && error.constraint === 'dispatches_one_open') throw new AppError('dispatch_open')
      throw error
    }
  }

  /** What a move is made of, or why it may not be. @throws AppError not_found, invalid_fields */
  const lookAtMove = async (db: Db, dispatch: { id: string; marketId: string }, personId: string, jobId: string | null, now: number) => {
    const group = await findGroup(db, dispatch.id, personId)
    const job = jobId === null ? null : await findJobOf(db, dispatch.id, jobId)
    if (group.length === 0 || (jobId !== null && job === null)) throw new AppError('not_found')
    if (jobId === null) return group.map((person) => ({ ...person, place: null }))
    const rules = await match.rulesInForce(db, dispatch.marketId, now)
    const facts = (await match.jobFactsOf(db, [jobId], rules)).get(jobId)
    const seekers = await match.seekersOf(db, group.map((person) => person.personId), now, 'offering')
    const refused = await refusedPairs(db, dispatch.marketId, now - roundsGoOnFor)
    if (facts === undefined) throw new AppError('not_found')
    const looked = group.map((person) => {
      const seeker = seekers.get(person.personId)
      const collisions = seeker === undefined ? [hardRuleWords.taken] : collisionsOf(facts, seeker, refused.has(pairOf(person.personId, jobId)), now)
      const place = seeker === undefined ? null : { jobId, points: matchScore(facts, seeker, rules, now), reasons: workerReasons(facts, seeker, rules) }
      return { ...person, place, collisions }
    })
    // Those of the crew who are there already take no further place.
    const left = job === null ? 0 : job.places - job.taken + group.filter((person) => person.jobId === jobId).length
    const message = moveCollisions(looked, group.length > left ? roomWords(group.length, left) : null)
    if (message !== null) refuseProblems([{ field: 'jobId', message }])
    return looked
  }

  return {
    /** One that was left open and is stale makes way. @throws AppError not_found, invalid_fields, dispatch_open, nothing_to_dispatch */
    async propose(command: Command, scope: Scope, marketId: string | undefined): Promise<DispatchHead> {
      const { market, stale } = await store.read(async (db) => {
        const found = await presence.marketIn(db, command.caller, scope, marketId)
        const open = await findOpen(db, found.id)
        if (open !== null && !isStale(open.proposedAt, command.now)) throw new AppError('dispatch_open')
        return { market: found, stale: open }
      })
      return make(command, market, 'dispatch.propose', async (tx) => {
        // Of two at once one finds it dropped, and then that the other's is open.
        if (stale !== null && (await nextVersion(tx, stale.id, null, { state: 'dropped' }))) await appendDropped(tx, command, stale.id, market.id)
      })
    },

    /** @throws AppError not_found, invalid_fields */
    async current(caller: Caller, scope: Scope, marketId: string | undefined, now: number): Promise<JsonText<Shown>> {
      const shown = await store.read(async (db): Promise<ToShow> => {
        const { id, name } = await presence.marketIn(db, caller, scope, marketId)
        const row = await findCurrent(db, id, now - roundsGoOnFor)
        return { market: { id, name }, ...(row === null ? { dispatch: null, ready: await readyAt(db, id, now) } : { dispatch: await readDispatch(db, jobs, row, now), ready: null }) }
      })
      return new JsonText(await inSlices(shownText(shown)))
    },

    /**
     * Puts somebody, with everybody of their crew who is in it, at another job, or at none.
     * @throws AppError not_found, invalid_fields with all hard rules and the places that forbid it, step_not_allowed, changed_meanwhile
     */
    async move(command: Command, scope: Scope, id: string, { personId, jobId, version }: { personId: string; jobId: string | null; version: number }): Promise<DispatchHead> {
      const { caller, now, write } = command
      const { dispatch, group } = await store.read(async (db) => {
        const found = await inScope(db, id, scope)
        if (found.state !== 'proposed') throw new AppError('step_not_allowed')
        if (found.version !== version) throw new AppError('changed_meanwhile')
        return { dispatch: found, group: await lookAtMove(db, found, personId, jobId, now) }
      })
      return write(async (tx) => {
        // Where everybody was is as it was read: whatever changes it changes the version.
        await change(tx, id, version, null)
        for (const from of group) if (from.jobId !== null) await leavePlaces(tx, id, from.jobId, 1)
        if (jobId !== null && !(await enterPlaces(tx, id, jobId, group.length))) {
          const job = await findJobOf(tx, id, jobId)
          const left = job === null ? 0 : job.places - job.taken
          throw new AppError('invalid_fields', { fields: [{ field: 'jobId', message: roomWords(group.length, left) }] })
        }
        for (const person of group) await placePerson(tx, id, person.personId, person.place)
        await tx.append({ kind: 'dispatch.moved', subjectId: id, marketId: dispatch.marketId, at: now, data: { by: caller.personId, personIds: group.map((person) => person.personId), jobId } })
        await record(tx, command, 'dispatch.move', id, dispatch.path, personId)
        return head(tx, id)
      })
    },

    /** Everybody in it will be asked, see `asking.ts`. @throws AppError not_found, step_not_allowed, changed_meanwhile, proposal_stale, nothing_to_dispatch */
    async confirm(command: Command, scope: Scope, id: string, version: number): Promise<DispatchHead> {
      const { caller, now, write } = command
      const { marketId, path, round, state, proposedAt } = await store.read((db) => inScope(db, id, scope))
      if (state === 'proposed' && isStale(proposedAt, now)) throw new AppError('proposal_stale')
      return write(async (tx) => {
        await change(tx, id, version, { state: 'confirmed', confirmedAt: now })
        const placed = await countPlaced(tx, id)
        if (placed === 0) throw new AppError('nothing_to_dispatch')
        await tx.append({ kind: 'dispatch.confirmed', subjectId: id, marketId, at: now, data: { by: caller.personId, round, placed } })
        await record(tx, command, 'dispatch.confirm', id, path)
        return head(tx, id)
      })
    },

    /** @throws AppError not_found, step_not_allowed */
    async drop(command: Command, scope: Scope, id: string): Promise<DispatchHead> {
      const { marketId, path } = await store.read((db) => inScope(db, id, scope))
      return command.write(async (tx) => {
        await change(tx, id, null, { state: 'dropped' })
        await appendDropped(tx, command, id, marketId)
        await record(tx, command, 'dispatch.drop', id, path)
        return head(tx, id)
      })
    },

    /**
     * The next round after one that was confirmed in the last twelve hours, or an open one reckoned anew.
     * @throws AppError not_found, step_not_allowed, dispatch_open, nothing_to_dispatch
     */
    async again(command: Command, scope: Scope, id: string): Promise<DispatchHead> {
      const { marketId, path, state } = await store.read(async (db) => {
        const found = await inScope(db, id, scope)
        if (found.state === 'dropped' || (found.confirmedAt !== null && found.confirmedAt <= command.now - roundsGoOnFor)) throw new AppError('step_not_allowed')
        const open = found.state === 'confirmed' ? await findOpen(db, found.marketId) : null
        if (open !== null) throw new AppError('dispatch_open')
        return found
      })
      return make(command, { id: marketId, path }, 'dispatch.again', async (tx) => {
        if (state !== 'proposed') return
        await change(tx, id, null, { state: 'dropped' })
        await appendDropped(tx, command, id, marketId)
      })
    },

    drafts,
  }
}
