import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import { isOpenAt, type OpeningHours } from '@market/shared/check-in/check-in.rules'
import { AppError } from '@market/shared/errors'
import { marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { CodeReader } from '../scan/code-reader'
import { findCheckIn, findLatestCheckIn, insertCheckIn, raiseAssurance, returnNumber, takeNumber } from './check-in.queries'

export type CheckInService = ReturnType<typeof checkInService>

/** Where and how somebody checks in: at a gate by its code, or at the desk before staff. */
type Standing = OpeningHours & { marketId: string; gateId: string | null; assurance: CheckIn['assurance'] }

/** Presence at a market: once a day a person, numbered in the order of coming. */
export const checkInService = ({ store, codes }: { store: Store; codes: Pick<CodeReader, 'readGate'> }) => {
  /** This person's check-in at a market on a day (`YYYY-MM-DD`), or null. */
  const ofDay = (db: Db, marketId: string, day: string, personId: string): Promise<CheckIn | null> => findCheckIn(db, marketId, day, personId)

  const existing = async (tx: Tx, marketId: string, day: string, personId: string): Promise<CheckIn> => {
    const found = await findCheckIn(tx, marketId, day, personId)
    if (found === null) throw new Error('a check-in that stood in the way was not found')
    return found
  }

  /** The one check-in of this person, market and day: the one there is, or a new one with the next number. */
  const record = async (tx: Tx, place: Standing, personId: string, now: number): Promise<CheckIn> => {
    const { marketId, gateId, assurance } = place
    const day = marketDay(now)
    const before = await ofDay(tx, marketId, day, personId)
    // Asked first: whoever came in time and scans again at closing still has their number.
    if (before !== null) return before
    if (!isOpenAt(place, now)) throw new AppError('market_closed')
    const number = await takeNumber(tx, marketId, day)
    const id = uuidv7()
    if (!(await insertCheckIn(tx, { id, marketId, gateId, personId, day, number, at: now, assurance }))) {
      await returnNumber(tx, marketId, day)
      return existing(tx, marketId, day, personId)
    }
    await tx.append({ kind: 'check_in.recorded', subjectId: id, marketId, at: now, data: { personId, gateId, day, number } })
    return existing(tx, marketId, day, personId)
  }

  return {
    ofDay,

    /**
     * Checks in somebody who stands before staff, within a running write. Assurance is high, also of a check-in that was
     * made by a printed code before.
     * @throws AppError market_closed
     */
    async atDesk(tx: Tx, market: { marketId: string } & OpeningHours, personId: string, now: number): Promise<CheckIn> {
      const checkIn = await record(tx, { ...market, gateId: null, assurance: 'high' }, personId, now)
      await raiseAssurance(tx, checkIn.id)
      return { ...checkIn, assurance: 'high' }
    },

    /** The latest check-in of the market's day of `now` (UTC ms), in any market. */
    current: (personId: string, now: number): Promise<CheckIn | null> => store.read((db) => findLatestCheckIn(db, marketDay(now), personId)),

    /**
     * Checks in at a gate. A second scan on the same day gives the same number and is no new fact, also when both came
     * at once. Assurance is low: a printed code may have been photographed.
     * @throws AppError code_unknown, code_revoked, market_closed
     */
    async create({ caller, now, write }: Command, code: string): Promise<CheckIn> {
      const gate = await store.read((db) => codes.readGate(db, code))
      return write((tx) => record(tx, { ...gate, assurance: 'low' }, caller.personId, now))
    },
  }
}
