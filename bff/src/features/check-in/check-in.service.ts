import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import { closingAfter, isOpenAt, placeRefusal, waitingSinceOnReturn, type OpeningHours } from '@market/shared/check-in/check-in.rules'
import { AppError } from '@market/shared/errors'
import type { Place } from '@market/shared/markets/markets.rules'
import type { AssuredBy, LeaveReason } from '@market/shared/words/lists'
import { marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { CodeReader } from '../scan/code-reader'
import {
  bringBack, findCheckIn, findLatestCheckIn, insertCheckIn, leaveAll, leaveEverywhere, queuePerson, raiseAssurance, returnNumber, takeNumber, type Left,
} from './check-in.queries'

export type CheckInService = ReturnType<typeof checkInService>

/** Where and how somebody checks in: at a gate by its code, or at the desk before staff. */
type Standing = OpeningHours & {
  marketId: string
  gateId: string | null
  assurance: CheckIn['assurance']
  atAnyHour?: boolean
  /** Why what they came by does not let them in from where they are. */
  refusal?: ReturnType<typeof placeRefusal>
}

/** Tells of people who have left at `at`. */
export const appendLeft = async (tx: Tx, left: readonly Left[], reason: LeaveReason, at: number): Promise<void> => {
  for (const { id, marketId, personId } of left) await tx.append({ kind: 'check_in.left', subjectId: id, marketId, at, data: { personId, reason } })
}

/** From now on a check-in counts as one of somebody who is surely there. False where it did before, or they have left. */
export const assure = async (tx: Tx, { id, marketId, personId }: Left, by: AssuredBy, at: number): Promise<boolean> => {
  const raised = await raiseAssurance(tx, id)
  if (raised) await tx.append({ kind: 'check_in.assured', subjectId: id, marketId, at, data: { personId, by } })
  return raised
}

/** Presence at a market: once a day a person, numbered in the order of coming; at one market at a time. */
export const checkInService = ({ store, codes }: { store: Store; codes: Pick<CodeReader, 'readGate'> }) => {
  /** This person's check-in at a market that counts at `now`: where they are present, or else that of the day; or null. */
  const ofDay = (db: Db, marketId: string, personId: string, now: number): Promise<CheckIn | null> => findCheckIn(db, marketId, marketDay(now), personId, now)

  const existing = async (tx: Tx, marketId: string, personId: string, now: number): Promise<CheckIn> => {
    const found = await ofDay(tx, marketId, personId, now)
    if (found === null) throw new Error('a check-in that stood in the way was not found')
    return found
  }

  /** Somebody is at one place at a time: who stands here has left wherever they were before. */
  const leaveOthers = async (tx: Tx, marketId: string, personId: string, now: number): Promise<void> =>
    appendLeft(tx, await leaveEverywhere(tx, personId, 'transfer', now, { exceptMarketId: marketId }), 'transfer', now)

  const enter = async (tx: Tx, { marketId, gateId, assurance }: Standing, day: string, personId: string, now: number): Promise<void> => {
    const number = await takeNumber(tx, marketId, day)
    const id = uuidv7()
    if (await insertCheckIn(tx, { id, marketId, gateId, personId, day, number, at: now, assurance })) {
      await tx.append({ kind: 'check_in.recorded', subjectId: id, marketId, at: now, data: { personId, gateId, day, number } })
    } else await returnNumber(tx, marketId, day)
  }

  const reenter = async (tx: Tx, { marketId, gateId, assurance }: Standing, before: CheckIn & { leftAt: number }, personId: string, now: number): Promise<void> => {
    const { id, day, number } = before
    const waitingSince = waitingSinceOnReturn(before, now)
    // However sure it was before they went: whoever comes back by a poster may have photographed it.
    if (!(await bringBack(tx, id, waitingSince, assurance))) return
    await tx.append({ kind: 'check_in.returned', subjectId: id, marketId, at: now, data: { personId, gateId, day, number, waitingSince } })
  }

  /** The one check-in of this person, market and day: the one there is, the same taken up again, or a new one with the next number. */
  const record = async (tx: Tx, place: Standing, personId: string, now: number): Promise<CheckIn> => {
    const { marketId } = place
    const day = marketDay(now)
    await queuePerson(tx, personId)
    let before = await ofDay(tx, marketId, personId, now)
    if (before?.leftAt === null) {
      const closing = closingAfter(place, before.waitingSince)
      if (closing > now) return before
      // The market has closed since, and nobody has been sent home yet.
      await appendLeft(tx, await leaveAll(tx, [before.id], 'closed', closing), 'closed', closing)
      before = await ofDay(tx, marketId, personId, now)
    }
    if (!place.atAnyHour && !isOpenAt(place, now)) {
      // Whoever came in time and scans again after closing still sees their number.
      if (before !== null) return before
      throw new AppError('market_closed')
    }
    if (place.refusal) throw new AppError(place.refusal)
    await leaveOthers(tx, marketId, personId, now)
    if (before === null || before.leftAt === null) await enter(tx, place, day, personId, now)
    else await reenter(tx, place, { ...before, leftAt: before.leftAt }, personId, now)
    return existing(tx, marketId, personId, now)
  }

  const surer = async (tx: Tx, checkIn: CheckIn, personId: string, by: AssuredBy, now: number): Promise<CheckIn> => {
    await assure(tx, { ...checkIn, personId }, by, now)
    return { ...checkIn, assurance: 'high' }
  }

  return {
    ofDay,

    /**
     * Checks in somebody who stands before staff, within a running write. Assurance is high, also of a check-in that was
     * made by a printed code before.
     * @param atAnyHour staff answer for it that the hours do not count
     * @throws AppError market_closed
     */
    async atDesk(tx: Tx, market: { marketId: string } & OpeningHours, personId: string, now: number, atAnyHour = false): Promise<CheckIn> {
      const checkIn = await record(tx, { ...market, gateId: null, assurance: 'high', atAnyHour }, personId, now)
      return surer(tx, checkIn, personId, 'desk', now)
    },

    /** The latest check-in of the market's day of `now` (UTC ms), in any market; first where the person is present. */
    current: (personId: string, now: number): Promise<CheckIn | null> => store.read((db) => findLatestCheckIn(db, marketDay(now), personId, now)),

    /** The same within a running read or write. */
    currentIn: (db: Db, personId: string, now: number): Promise<CheckIn | null> => findLatestCheckIn(db, marketDay(now), personId, now),

    /**
     * Checks in at a gate. A second scan on the same day gives the same number and is no new fact, also when both came
     * at once; of somebody who had left it is their return. Assurance is high by a screen; by a printed code, which may have been
     * photographed, it is low, and who is not there yet gets in only from near the market. Whoever is there stays, wherever the phone is.
     * @param place roughly where the phone is; judged, and forgotten
     * @throws AppError code_unknown, code_revoked, gate_code_over, market_closed, place_needed, not_near_market
     */
    async create({ caller, now, write }: Command, { code, place }: { code: string; place?: Place }): Promise<CheckIn> {
      const gate = await store.read((db) => codes.readGate(db, code, caller.personId))
      const refusal = gate.assurance === 'high' ? null : placeRefusal(gate, place)
      return write(async (tx) => {
        const checkIn = await record(tx, { ...gate, refusal }, caller.personId, now)
        return gate.assurance === 'high' && checkIn.leftAt === null ? surer(tx, checkIn, caller.personId, 'screen', now) : checkIn
      })
    },

    /** The caller goes. Who has gone already is answered as they are. @throws AppError not_present for who has not come today */
    leave: ({ caller: { personId }, now, write }: Command): Promise<CheckIn> =>
      write(async (tx) => {
        await appendLeft(tx, await leaveEverywhere(tx, personId, 'scan', now), 'scan', now)
        const checkIn = await findLatestCheckIn(tx, marketDay(now), personId, now)
        if (checkIn === null) throw new AppError('not_present')
        return checkIn
      }),

    /**
     * Somebody leaves for another reason than their own tap, within a running write. Gives how many presences ended: none
     * when they were not there. Who came after `now` stays: an old fact that is handled again takes nobody away who has come back since.
     */
    async leaveIn(tx: Tx, personId: string, reason: LeaveReason, now: number): Promise<number> {
      const left = await leaveEverywhere(tx, personId, reason, now, { cameUntil: now })
      await appendLeft(tx, left, reason, now)
      return left.length
    },
  }
}
