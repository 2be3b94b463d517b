import type { Static } from 'typebox'
import type { Crew, crewsEndpoints } from '@market/shared/crews/crews.contract'
import { checkCrewName, mostInCrew, workOf } from '@market/shared/crews/crews.rules'
import { AppError } from '@market/shared/errors'
import { codeLink } from '@market/shared/scan/scan.rules'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import { uniqueViolationIn } from '../../store/errors'
import type { Db, Store, Tx } from '../../store/store'
import type { CodeReader } from '../scan/code-reader'
import { makePrintedToken } from '../scan/codes'
import {
  close, enter, findCrew, findCrewCode, findCrewOf, insertCrew, insertCrewCode, leave, membersOf, returnPlace, statesOf, takePlace, type CrewRow,
} from './crews.queries'

type Parts = {
  store: Store
  codes: Pick<CodeReader, 'read'>
  /** Signs the crew's code. */
  codeKey: Uint8Array
  /** Where codes lead, without a slash at the end. */
  publicUrl: string
}

type Look = Static<typeof crewsEndpoints.look.response>
const done = { done: true } as const

export type CrewsService = ReturnType<typeof crewsService>

/**
 * A group that comes together by one code. The leader gathers it and sees masked names; each member has registered for
 * themselves, signs for themselves, and leaves when they like.
 */
export const crewsService = ({ store, codes, codeKey, publicUrl }: Parts) => {
  const crewView = async (db: Db, crew: CrewRow, personId: string, now: number): Promise<Crew> => {
    const mine = crew.leaderId === personId
    const all = await membersOf(db, crew.id)
    // A member sees themselves and whom they follow; the list is the leader's.
    const seen = mine ? all : all.filter((member) => member.personId === personId || member.personId === crew.leaderId)
    const states = await statesOf(db, seen.filter((member) => mine || member.personId === personId).map((member) => member.personId), now)
    const token = mine ? await findCrewCode(db, crew.id) : null
    return {
      id: crew.id,
      name: crew.name,
      leaderMasked: crew.leaderMasked ?? '',
      mine,
      size: all.length,
      code: token === null ? null : codeLink(publicUrl, token),
      members: seen.map((member) => ({
        nameMasked: member.nameMasked ?? '',
        isLeader: member.personId === crew.leaderId,
        isMe: member.personId === personId,
        verified: member.verifiedUntil !== null && member.verifiedUntil > now,
        work: workOf(states.get(member.personId) ?? []),
        joinedAt: member.joinedAt,
      })),
    }
  }

  const currentIn = async (db: Db, personId: string): Promise<CrewRow> => {
    const crew = await findCrewOf(db, personId)
    if (crew === null) throw new AppError('not_found')
    return crew
  }

  /** @throws AppError code_unknown for any other code, crew_closed */
  const crewOfCode = async (db: Db, raw: string): Promise<CrewRow> => {
    const code = await codes.read(db, raw)
    const crew = code.meaning === 'crew' ? await findCrew(db, code.crewId) : null
    if (crew === null) throw new AppError('code_unknown')
    if (crew.closedAt !== null) throw new AppError('crew_closed')
    return crew
  }

  /** One person is in one crew, whatever two phones do at once: the index decides. */
  const inOneCrew = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      const violated = uniqueViolationIn(error)?.constraint
      if (violated === 'crew_members_one_crew' || violated === 'crews_one_open') throw new AppError('already_in_crew')
      throw error
    }
  }

  /** @throws AppError crew_closed, crew_full */
  const take = async (tx: Tx, crewId: string): Promise<void> => {
    if (await takePlace(tx, crewId, mostInCrew)) return
    const crew = await findCrew(tx, crewId)
    throw new AppError(crew === null || crew.closedAt !== null ? 'crew_closed' : 'crew_full')
  }

  return {
    /** @throws AppError invalid_fields, already_in_crew */
    make({ caller: { personId }, now, write }: Command, typed: string): Promise<Crew> {
      const name = checkCrewName(typed)
      if (!name.ok) throw new AppError('invalid_fields', { fields: [{ field: 'name', message: name.message }] })
      const crewId = uuidv7()
      const token = makePrintedToken('crew', codeKey)
      return inOneCrew(write(async (tx) => {
        if (!(await insertCrew(tx, { id: crewId, leaderId: personId, name: name.value, createdAt: now }))) throw new AppError('already_in_crew')
        await take(tx, crewId)
        await enter(tx, crewId, personId, now)
        await insertCrewCode(tx, { token, crewId, createdAt: now })
        await tx.append({ kind: 'crew.made', subjectId: crewId, marketId: null, at: now, data: { leaderId: personId } })
        return crewView(tx, await currentIn(tx, personId), personId, now)
      }))
    },

    current: (caller: Caller, now: number): Promise<{ crew: Crew | null }> =>
      store.read(async (db) => {
        const crew = await findCrewOf(db, caller.personId)
        return { crew: crew && (await crewView(db, crew, caller.personId, now)) }
      }),

    /** @throws AppError code_unknown, crew_closed */
    look: (code: string): Promise<Look> =>
      store.read(async (db) => {
        const { name, leaderMasked, size } = await crewOfCode(db, code)
        return { name, leaderMasked: leaderMasked ?? '', size, full: size >= mostInCrew }
      }),

    /** @throws AppError code_unknown, crew_closed, crew_full, already_in_crew */
    async join({ caller: { personId }, now, write }: Command, code: string): Promise<Crew> {
      const { id: crewId, leaderId } = await store.read((db) => crewOfCode(db, code))
      return inOneCrew(write(async (tx) => {
        const before = await findCrewOf(tx, personId)
        if (before !== null && before.id !== crewId) throw new AppError('already_in_crew')
        if (before === null) {
          await take(tx, crewId)
          if (await enter(tx, crewId, personId, now)) await tx.append({ kind: 'crew.joined', subjectId: crewId, marketId: null, at: now, data: { leaderId, personId } })
          // Their other phone was quicker.
          else await returnPlace(tx, crewId)
        }
        return crewView(tx, await currentIn(tx, personId), personId, now)
      }))
    },

    /** @throws AppError not_found, step_not_allowed for the leader */
    leave: ({ caller: { personId }, now, write }: Command): Promise<typeof done> =>
      write(async (tx) => {
        const crew = await currentIn(tx, personId)
        if (!(await leave(tx, crew, personId, now))) throw new AppError('step_not_allowed')
        await returnPlace(tx, crew.id)
        await tx.append({ kind: 'crew.left', subjectId: crew.id, marketId: null, at: now, data: { leaderId: crew.leaderId, personId } })
        return done
      }),

    /** @throws AppError not_found, step_not_allowed for who does not lead it */
    close: ({ caller: { personId }, now, write }: Command): Promise<typeof done> =>
      write(async (tx) => {
        const crew = await currentIn(tx, personId)
        const memberIds = await close(tx, crew.id, personId, now)
        if (memberIds === null) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'crew.closed', subjectId: crew.id, marketId: null, at: now, data: { leaderId: personId, memberIds } })
        return done
      }),
  }
}
