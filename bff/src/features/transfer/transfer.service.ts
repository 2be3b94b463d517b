import { hasArrived } from '@market/shared/apply/apply.rules'
import { AppError } from '@market/shared/errors'
import { applicationStates } from '@market/shared/journey'
import type { Transfer, TransferOption, TransferOrigin } from '@market/shared/transfer/transfer.contract'
import { beThereBy, expectedUntil, placeExpectedUntil } from '@market/shared/transfer/transfer.rules'
import { day, minute, startOfMarketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import { uniqueViolationIn } from '../../store/errors'
import type { Db, Store, Tx } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import type { CheckInService } from '../check-in/check-in.service'
import { giveSeatBack, takeSeat } from './groups.queries'
import { transferOptions, type Matching } from './openings'
import {
  acceptOffer, endOwn, findDestinations, findDoneWork, findOwnTransfer, hasSignedWork, insertMoving, isMoving, openApplications, openTransfersOf,
} from './transfer.queries'
import { transferViews } from './transfer-view'

type Parts = {
  store: Store
  match: Matching
  apply: Pick<ApplyService, 'prepareIn' | 'holdIn' | 'takeIn' | 'giveBackIn'>
  checkIn: Pick<CheckInService, 'currentIn' | 'leaveIn'>
}

/** States in which the work of a job is over. */
const doneStates = applicationStates.filter((state) => hasArrived(state) && state !== 'arrived')

export type TransferService = ReturnType<typeof transferService>

/** 转场: from one market, or from a job that is done, to the next one, without registering or queueing twice. */
export const transferService = ({ store, match, apply, checkIn }: Parts) => {
  const marketOrigin = async (db: Db, marketId: string): Promise<TransferOrigin | null> => {
    const market = (await findDestinations(db, [marketId])).get(marketId)
    return market === undefined ? null : { marketId, name: market.name, lat: market.lat, lng: market.lng }
  }

  /** Where somebody would go from: the job they have just done, or the market where they are present; or null. */
  const originOf = async (db: Db, workerId: string, applicationId: string | undefined, now: number): Promise<TransferOrigin | null> => {
    if (applicationId !== undefined) return findDoneWork(db, applicationId, workerId, doneStates, now - day)
    const here = await checkIn.currentIn(db, workerId, now)
    if (here === null || here.leftAt !== null) return null
    return marketOrigin(db, here.marketId)
  }

  const view = async (db: Db, id: string, workerId: string, now: number): Promise<Transfer> => {
    const row = await findOwnTransfer(db, id, workerId)
    const [shown] = row === null ? [] : await transferViews(db, [row], now)
    if (shown === undefined) throw new AppError('not_found')
    return shown
  }

  /** What is left behind by going: the presence here, and what is not signed by both for today. Signed work holds everybody. */
  const leaveBehind = async (tx: Tx, workerId: string, fromMarketId: string, takenJobId: string | null, now: number): Promise<void> => {
    const endOfDay = startOfMarketDay(now) + day
    // Tomorrow's work has nothing to do with going away today.
    const open = await openApplications(tx, workerId, fromMarketId, now, endOfDay)
    await apply.holdIn(tx, [...open.map(({ jobId }) => jobId), ...(takenJobId === null ? [] : [takenJobId])])
    for (const { id } of open) {
      // Both have signed it in this very moment: then it is a promise.
      if (!(await apply.giveBackIn(tx, id, now))) throw new AppError('signed_here')
    }
    if (await hasSignedWork(tx, workerId, fromMarketId, now, endOfDay)) throw new AppError('signed_here')
    await checkIn.leaveIn(tx, workerId, 'transfer', now)
  }

  const assertMayGo = async (db: Db, workerId: string, fromMarketId: string, now: number): Promise<void> => {
    if (await isMoving(db, workerId)) throw new AppError('already_moving')
    if (await hasSignedWork(db, workerId, fromMarketId, now, startOfMarketDay(now) + day)) throw new AppError('signed_here')
  }

  /** Runs a write after which somebody is on the way; of two at once one is told that they are already. */
  const onceMoving = async <T>(write: () => Promise<T>): Promise<T> => {
    try {
      return await write()
    } catch (error) {
      if (uniqueViolationIn(error)?.constraint === 'transfers_one_moving') throw new AppError('already_moving')
      throw error
    }
  }

  const answerYes = async ({ caller: { personId: workerId }, now, write }: Command, id: string): Promise<Transfer> => {
    const { row, place } = await store.read(async (db) => {
      const found = await findOwnTransfer(db, id, workerId)
      if (found === null || found.group === null) throw new AppError('not_found')
      if (found.transfer.state !== 'offered' || found.transfer.until <= now) throw new AppError('step_not_allowed')
      await assertMayGo(db, workerId, found.transfer.fromMarketId, now)
      const { jobId } = found.transfer
      return { row: { ...found, group: found.group }, place: jobId === null ? null : await apply.prepareIn(db, jobId, workerId, now) }
    })
    const { transfer: { fromMarketId, toMarketId, jobId }, group } = row
    return onceMoving(() => write(async (tx) => {
      await leaveBehind(tx, workerId, fromMarketId, jobId, now)
      const applicationId = place === null ? null : (await apply.takeIn(tx, place)).id
      const until = place === null ? group.arrivesBy : placeExpectedUntil(place.application.terms)
      if (!(await takeSeat(tx, group.id, now))) throw new AppError('bus_full')
      if (!(await acceptOffer(tx, id, workerId, now, { until, applicationId }))) throw new AppError('step_not_allowed')
      await tx.append({ kind: 'transfer.accepted', subjectId: id, marketId: fromMarketId, at: now, data: { workerId, toMarketId, jobId, groupId: group.id, until: beThereBy(group.arrivesBy, place && place.application.terms.startsAt) } })
      return view(tx, id, workerId, now)
    }))
  }

  const answerNo = ({ caller: { personId: workerId }, now, write }: Command, id: string): Promise<Transfer> =>
    write(async (tx) => {
      const ended = await endOwn(tx, id, workerId, 'offered', 'refused', now)
      if (ended === null || ended.groupId === null) throw new AppError((await findOwnTransfer(tx, id, workerId)) === null ? 'not_found' : 'step_not_allowed')
      await tx.append({ kind: 'transfer.refused', subjectId: id, marketId: ended.fromMarketId, at: now, data: { workerId, toMarketId: ended.toMarketId, groupId: ended.groupId } })
      return view(tx, id, workerId, now)
    })

  return {
    /** Without a place to go from there is nothing to offer: `from` is null. */
    options: (workerId: string, applicationId: string | undefined, now: number): Promise<{ from: TransferOrigin | null; options: TransferOption[] }> =>
      store.read(async (db) => {
        const from = await originOf(db, workerId, applicationId, now)
        return { from, options: from === null ? [] : await transferOptions(db, { match, workerId, from, only: null, now }) }
      }),

    /** What is under way for the caller. */
    current: (workerId: string, now: number): Promise<{ moving: Transfer | null; offers: Transfer[] }> =>
      store.read(async (db) => {
        const all = await transferViews(db, await openTransfersOf(db, workerId, now), now)
        return { moving: all.find(({ state }) => state === 'moving') ?? null, offers: all.filter(({ state }) => state === 'offered') }
      }),

    /**
     * One tap: leaves here, gives back what is not signed by both for today, takes the place there if one is named, and is
     * expected there, all in one write. Whoever may not go has left nothing.
     * @throws AppError not_present, signed_here, no_places_there, already_moving, and for the place as *apply*
     */
    async create({ caller: { personId: workerId }, now, write }: Command, { toMarketId, jobId, applicationId }: { toMarketId: string; jobId?: string; applicationId?: string }): Promise<Transfer> {
      const { from, until, place } = await store.read(async (db) => {
        const origin = await originOf(db, workerId, applicationId, now)
        if (origin === null) throw new AppError('not_present')
        await assertMayGo(db, workerId, origin.marketId, now)
        const [option] = await transferOptions(db, { match, workerId, from: origin, only: toMarketId, now })
        if (option === undefined) throw new AppError('no_places_there')
        const taking = jobId === undefined ? null : await apply.prepareIn(db, jobId, workerId, now)
        if (taking !== null && taking.marketId !== toMarketId) throw new AppError('not_found')
        const until = taking === null ? expectedUntil(now, option.travelMinutes, option.leaveBy + option.travelMinutes * minute) : placeExpectedUntil(taking.application.terms)
        return { from: origin, until, place: taking }
      })
      const id = uuidv7()
      return onceMoving(() => write(async (tx) => {
        await leaveBehind(tx, workerId, from.marketId, jobId ?? null, now)
        const takenId = place === null ? null : (await apply.takeIn(tx, place)).id
        const row = { id, workerId, fromMarketId: from.marketId, toMarketId, jobId: jobId ?? null, applicationId: takenId, groupId: null, offeredAt: now, acceptedAt: now, until }
        if (!(await insertMoving(tx, row))) throw new AppError('already_moving')
        await tx.append({ kind: 'transfer.accepted', subjectId: id, marketId: from.marketId, at: now, data: { workerId, toMarketId, jobId: row.jobId, groupId: null, until: beThereBy(until, place && place.application.terms.startsAt) } })
        return view(tx, id, workerId, now)
      }))
    },

    /** @throws AppError not_found, step_not_allowed, bus_full, signed_here, already_moving, and for the place as *apply* */
    answer: (command: Command, id: string, go: boolean): Promise<Transfer> => (go ? answerYes(command, id) : answerNo(command, id)),

    /** Not going after all: seat and unsigned place are free again. @throws AppError not_found, step_not_allowed */
    cancel: ({ caller: { personId: workerId }, now, write }: Command, id: string): Promise<Transfer> =>
      write(async (tx) => {
        const before = await findOwnTransfer(tx, id, workerId)
        if (before === null) throw new AppError('not_found')
        // The place first: applications and jobs are locked before anything of a transfer, here as when setting off.
        const { state, jobId, applicationId } = before.transfer
        if (state === 'moving' && jobId !== null && applicationId !== null) {
          await apply.holdIn(tx, [jobId])
          await apply.giveBackIn(tx, applicationId, now)
        }
        if (before.transfer.groupId !== null) await giveSeatBack(tx, before.transfer.groupId, id)
        const ended = await endOwn(tx, id, workerId, 'moving', 'cancelled', now)
        if (ended === null) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'transfer.cancelled', subjectId: id, marketId: ended.fromMarketId, at: now, data: { workerId, toMarketId: ended.toMarketId, groupId: ended.groupId, by: 'worker' } })
        return view(tx, id, workerId, now)
      }),
  }
}
