import { AppError, refuseProblems, type FieldProblem } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { isBusy } from '@market/shared/journey'
import { metresBetween } from '@market/shared/markets/markets.rules'
import { hardRuleWords } from '@market/shared/match/hard-rules'
import type { Expected, GroupDraft, TransferGroup, TransferGroupDetail } from '@market/shared/transfer/transfer.contract'
import { beThereBy, busArrivesBy, groupProblems, mostTravelMinutes, travelMinutes } from '@market/shared/transfer/transfer.rules'
import { shortList } from '@market/shared/words/show'
import { marketDay, minute, startOfMarketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import type { AuditService } from '../audit/audit.service'
import type { PresenceService } from '../check-in/presence.service'
import {
  cancelGroup, findGroup, findGroupInScope, findJobAt, groupsFrom, groupsTo, insertGroup, insertOffers, presentByNumber, ridersOf, type GroupRow,
} from './groups.queries'
import { horizon, rulesAgainst, type Matching } from './openings'
import { openingsAt } from './openings.queries'
import { countExpected, endGroup, expectedAt, findDestinations, tradesOf } from './transfer.queries'
import { busJob } from './transfer-view'

/** People on their way that are named at once; all are counted. */
const mostExpected = 500
/** Jobs a bus may be sent to, in one list. */
const mostOpenings = 100

type Parts = {
  store: Store
  match: Matching
  apply: Pick<ApplyService, 'holdIn' | 'giveBackIn' | 'factsOf'>
  presence: Pick<PresenceService, 'marketIn'>
  audit: Pick<AuditService, 'record'>
}

export type GroupsService = ReturnType<typeof groupsService>

/** A bus from one market to the next: staff ask, each person answers for themselves, both markets' staff see who comes. */
export const groupsService = ({ store, match, apply, presence, audit }: Parts) => {
  const groupViews = async (db: Db, rows: readonly GroupRow[], now: number): Promise<TransferGroup[]> => {
    const markets = rows.length === 0 ? new Map<string, { name: string }>() : await findDestinations(db, [...new Set(rows.flatMap(({ group }) => [group.fromMarketId, group.toMarketId]))])
    const named = (id: string) => ({ id, name: markets.get(id)?.name ?? '' })
    return rows.map(({ group, job }) => ({
      id: group.id, from: named(group.fromMarketId), to: named(group.toMarketId), job: job && busJob(job, now),
      seats: group.seats, taken: group.taken, leavesAt: group.leavesAt, meetAt: group.meetAt, cancelled: group.cancelledAt !== null,
    }))
  }

  const detailed = async (db: Db, rows: readonly GroupRow[], now: number): Promise<TransferGroupDetail[]> => {
    const riders = await ridersOf(db, rows.map(({ group }) => group.id), marketDay(now))
    return (await groupViews(db, rows, now)).map((group) => ({
      ...group,
      riders: riders.filter(({ groupId }) => groupId === group.id).map(({ transferId, nameMasked, number, state }) => ({ transferId, nameMasked: nameMasked ?? '*', number, state })),
    }))
  }

  /** What the form cannot know by itself: whether the way, the job and the numbers fit. */
  const problemsOf = async (db: Db, fromMarketId: string, draft: GroupDraft, now: number) => {
    const markets = await findDestinations(db, [fromMarketId, draft.toMarketId])
    const [from, to] = [markets.get(fromMarketId), markets.get(draft.toMarketId)]
    if (from === undefined || to === undefined) throw new AppError('not_found')
    const way = travelMinutes(metresBetween(from, to))
    const found = draft.jobId === undefined ? null : await findJobAt(db, draft.jobId, to.id)
    if (draft.jobId !== undefined && found === null) throw new AppError('not_found')
    const job = found && busJob(found, now)
    const people = await presentByNumber(db, fromMarketId, draft.numbers, now)
    const known = new Set(people.map(({ number }) => number))
    const gone = [...new Set(draft.numbers)].filter((number) => !known.has(number))
    const problems: FieldProblem[] = groupProblems(draft, { now, job, travel: way })
    if (from.id === to.id) problems.push({ field: 'toMarketId', message: '要去的就是这个市场，请选另一个' })
    else if (way > mostTravelMinutes) problems.push({ field: 'toMarketId', message: '太远了，一天来不及，请选近一点的' })
    if (gone.length > 0) problems.push({ field: 'numbers', message: `这些号现在不在场：${gone.join('、')}` })
    if (job?.standing === 'free') {
      const rules = await rulesAgainst(db, match, people.map(({ personId }) => personId), job.id, { ...from, marketId: from.id }, now)
      const barred = people.flatMap(({ personId, number }) => {
        const rule = rules.get(personId)
        return rule === undefined ? [] : [`${number} 号（${hardRuleWords[rule]}）`]
      })
      if (barred.length > 0) problems.push({ field: 'numbers', message: `不能去这个活：${shortList(barred)}` })
    }
    return { problems, people, way, job }
  }

  /** What becomes, without the bus, of the place somebody took with it: what both have signed is a promise, and stands. */
  const placeWithout = async (tx: Tx, applicationId: string | null, now: number): Promise<'kept' | 'given_back' | null> => {
    if (applicationId === null) return null
    if (await apply.giveBackIn(tx, applicationId, now)) return 'given_back'
    const facts = await apply.factsOf(tx, applicationId)
    return facts !== null && isBusy(facts.state) ? 'kept' : null
  }

  return {
    /**
     * Jobs at another market a bus from here may travel to: with places for whoever comes, and not begun when they arrive.
     * @throws AppError not_found, invalid_fields
     */
    openings: (caller: Caller, scope: Scope, { marketId, toMarketId }: { marketId?: string; toMarketId: string }, now: number) =>
      store.read(async (db) => {
        const here = await presence.marketIn(db, caller, scope, marketId)
        const markets = await findDestinations(db, [here.id, toMarketId])
        const [from, to] = [markets.get(here.id), markets.get(toMarketId)]
        if (from === undefined || to === undefined) throw new AppError('not_found')
        const way = travelMinutes(metresBetween(from, to))
        const rows = from.id === to.id || way > mostTravelMinutes ? [] : await openingsAt(db, { marketId: to.id, now, from: now + way * minute, until: horizon(now), limit: mostOpenings })
        return { market: { id: to.id, name: to.name }, travelMinutes: way, jobs: rows.map((row) => busJob(row, now)) }
      }),

    /**
     * Orders a bus and asks everybody with one of these numbers. Nobody is moved by it: who does not answer stays where they are.
     * @throws AppError not_found, invalid_fields with everything that is wrong
     */
    async make({ caller, now, write }: Command, scope: Scope, draft: GroupDraft): Promise<TransferGroupDetail> {
      const { market, people, way, job } = await store.read(async (db) => {
        const here = await presence.marketIn(db, caller, scope, draft.marketId)
        const { problems, ...found } = await problemsOf(db, here.id, draft, now)
        refuseProblems(problems)
        return { market: here, ...found }
      })
      const id = uuidv7()
      const { toMarketId, seats, leavesAt } = draft
      const jobId = job?.id ?? null
      const told = job && { trade: job.trade, payFen: job.payFen, payUnit: job.payUnit, startsAt: job.startsAt }
      return write(async (tx) => {
        await insertGroup(tx, {
          id, fromMarketId: market.id, toMarketId, jobId, seats, leavesAt, arrivesBy: busArrivesBy(leavesAt, way), meetAt: keptText(draft.meetAt), madeBy: caller.personId, createdAt: now,
        })
        const offers = people.map(({ personId }) => ({ id: uuidv7(), workerId: personId, fromMarketId: market.id, toMarketId, jobId, groupId: id, offeredAt: now, until: leavesAt }))
        await insertOffers(tx, offers)
        await tx.append({ kind: 'transfer_group.made', subjectId: id, marketId: market.id, at: now, data: { toMarketId, by: caller.personId, seats, leavesAt } })
        for (const { id: transferId, workerId } of offers) {
          await tx.append({ kind: 'transfer.offered', subjectId: transferId, marketId: market.id, at: now, data: { workerId, toMarketId, groupId: id, until: leavesAt, job: told } })
        }
        await audit.record(tx, caller, now, { action: 'transfer.make_group', subjectKind: 'transfer_group', subjectId: id, scopePath: market.path, purpose: 'bus' })
        const group = await findGroup(tx, id)
        const [shown] = group === null ? [] : await detailed(tx, [group], now)
        if (shown === undefined) throw new Error('a bus that was just made was not found')
        return shown
      })
    },

    /** Today's buses from here, the next first. @throws AppError not_found, invalid_fields */
    groups: (caller: Caller, scope: Scope, marketId: string | undefined, now: number) =>
      store.read(async (db) => {
        const { id, name } = await presence.marketIn(db, caller, scope, marketId)
        return { market: { id, name }, groups: await detailed(db, await groupsFrom(db, id, startOfMarketDay(now)), now) }
      }),

    /** Who is on the way to a market. @throws AppError not_found, invalid_fields */
    expected: (caller: Caller, scope: Scope, marketId: string | undefined, now: number) =>
      store.read(async (db) => {
        const { id, name } = await presence.marketIn(db, caller, scope, marketId)
        const rows = await expectedAt(db, id, now, mostExpected)
        const trades = await tradesOf(db, rows.map(({ transfer }) => transfer.workerId))
        return {
          market: { id, name },
          total: await countExpected(db, id, now),
          people: rows.map(({ transfer, nameMasked, fromMarketName, jobTitle, startsAt }): Expected => ({
            transferId: transfer.id,
            nameMasked: nameMasked ?? '*',
            trades: trades.get(transfer.workerId) ?? [],
            fromMarketName,
            jobTitle,
            acceptedAt: transfer.acceptedAt ?? transfer.offeredAt,
            until: beThereBy(transfer.until, startsAt),
            groupId: transfer.groupId,
          })),
          buses: await groupViews(db, await groupsTo(db, id, now), now),
        }
      }),

    /** Places taken with it that are not signed by both are free again. @throws AppError not_found, step_not_allowed when it was cancelled before or is over */
    async cancel({ caller, now, write }: Command, scope: Scope, groupId: string): Promise<{ done: true }> {
      const group = await store.read((db) => findGroupInScope(db, groupId, scope))
      if (group === null) throw new AppError('not_found')
      return write(async (tx) => {
        // The job first: whoever says yes or steps back holds it before anything of the bus.
        if (group.jobId !== null) await apply.holdIn(tx, [group.jobId])
        if (!(await cancelGroup(tx, groupId, now))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'transfer_group.cancelled', subjectId: groupId, marketId: group.fromMarketId, at: now, data: { toMarketId: group.toMarketId, by: caller.personId } })
        for (const { id, workerId, fromMarketId, toMarketId, applicationId } of await endGroup(tx, groupId, now)) {
          const place = await placeWithout(tx, applicationId, now)
          await tx.append({ kind: 'transfer.cancelled', subjectId: id, marketId: fromMarketId, at: now, data: { workerId, toMarketId, groupId, by: 'staff', place } })
        }
        await audit.record(tx, caller, now, { action: 'transfer.cancel_group', subjectKind: 'transfer_group', subjectId: groupId, scopePath: group.path, purpose: 'bus' })
        return { done: true }
      })
    },
  }
}
