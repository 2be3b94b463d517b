import { AppError, refuseProblems } from '@market/shared/errors'
import type { Member, Roster, Training, Workload } from '@market/shared/staff/staff.contract'
import { grantState } from '@market/shared/staff/staff.rules'
import { serviceLoad, standardOn } from '@market/shared/staff/service-load.rules'
import { keptTitle, trainingProblems, type TrainingRecord, type TrainingResult } from '@market/shared/staff/training.rules'
import type { StaffRole } from '@market/shared/words/lists'
import { day, marketDay, startOfMarketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import type { ArriveService } from '../arrive/arrive.service'
import type { AuditService } from '../audit/audit.service'
import type { CasesService } from '../cases/cases.service'
import type { MarketService } from '../markets/markets.service'
import { grantViews } from './grant-view'
import { grantsAt, grantsOfPerson } from './grants.queries'
import { findPerson } from './people.queries'
import { findMarketInScope } from './places.queries'
import { insertTraining, trainingsOf } from './trainings.queries'

const usualDays = 30
/** Who serves people; an inspector watches. */
const serving: readonly StaffRole[] = ['staff', 'operator', 'manager']

type Parts = {
  store: Store
  audit: Pick<AuditService, 'record' | 'countActs'>
  arrive: Pick<ArriveService, 'countScans'>
  cases: Pick<CasesService, 'countDecided'>
  markets: Pick<MarketService, 'served'>
}

/** The member of staff who registers somebody without a phone leaves this in the audit log. */
const deskRegistration = 'desk.register'

const nothingDone: Workload = { scans: 0, casesDecided: 0, deskRegistrations: 0, auditedActs: 0 }

export type RosterService = ReturnType<typeof rosterService>

/** Who works where, how much each does, whether they are enough, and what they have learned (policy clause 十六). */
export const rosterService = ({ store, audit, arrive, cases, markets }: Parts) => {
  /** What each of these people did in a scope since an instant (UTC ms), and when last. Who did nothing is missing. */
  const workOf = async (db: Db, scope: Scope, personIds: readonly string[], since: number): Promise<Map<string, { load: Workload; lastAt: number }>> => {
    const work = new Map<string, { load: Workload; lastAt: number }>()
    const add = (personId: string, figure: keyof Workload, times: number, lastAt: number): void => {
      const before = work.get(personId) ?? { load: nothingDone, lastAt: 0 }
      work.set(personId, { load: { ...before.load, [figure]: before.load[figure] + times }, lastAt: Math.max(before.lastAt, lastAt) })
    }
    for (const { staffId, times, lastAt } of await arrive.countScans(db, { scope, staffIds: personIds, since })) add(staffId, 'scans', times, lastAt)
    for (const { personId, times, lastAt } of await cases.countDecided(db, { scope, personIds, since })) add(personId, 'casesDecided', times, lastAt)
    for (const { actorId, action, times, lastAt } of await audit.countActs(db, { scope, actorIds: personIds, since })) {
      add(actorId, 'auditedActs', times, lastAt)
      if (action === deskRegistration) add(actorId, 'deskRegistrations', times, lastAt)
    }
    return work
  }

  return {
    /**
     * @param days the period of the figures: so many whole days before today, and today for what each did
     * @throws AppError not_found
     */
    roster: (marketId: string, days: number | undefined, scope: Scope, now: number): Promise<Roster> =>
      store.read(async (db) => {
        const market = await findMarketInScope(db, marketId, scope)
        if (market === null) throw new AppError('not_found')
        const period = days ?? usualDays
        const today = startOfMarketDay(now)
        const since = today - period * day
        const here = await grantsAt(db, market.path, now)
        const work = await workOf(db, [market.path], here.map(({ row }) => row.personId), since)
        const { people, days: daysServed } = await markets.served(db, marketId, { from: marketDay(since), until: marketDay(now) })
        const standard = standardOn(marketDay(now))
        const staff = new Set(here.filter(({ row }) => serving.includes(row.role)).map(({ row }) => row.personId)).size
        return {
          marketId,
          marketName: market.name,
          members: here.map(({ row, personMasked }) => {
            const done = work.get(row.personId)
            return {
              person: { personId: row.personId, nameMasked: personMasked ?? '*' },
              role: row.role,
              sinceAt: row.fromAt,
              untilAt: row.untilAt,
              lastActToday: done !== undefined && done.lastAt >= today ? done.lastAt : null,
              load: done?.load ?? nothingDone,
            }
          }),
          load: { days: period, ...serviceLoad({ served: people, days: daysServed, staff }, standard), standard: standard.source },
        }
      }),

    /** @throws AppError not_found for whoever never had a right in the scope */
    member: (caller: Caller, personId: string, days: number | undefined, scope: Scope, now: number): Promise<Member> =>
      store.read(async (db) => {
        const person = await findPerson(db, personId)
        const grants = await grantsOfPerson(db, personId, scope)
        if (person === null || grants.length === 0) throw new AppError('not_found')
        const period = days ?? usualDays
        const work = await workOf(db, scope, [personId], startOfMarketDay(now) - period * day)
        const trainings = await trainingsOf(db, personId, scope)
        return {
          person: { personId, nameMasked: person.nameMasked ?? '*' },
          phoneMasked: person.phoneMasked,
          grants: await grantViews(db, grants, caller, now),
          days: period,
          load: work.get(personId)?.load ?? nothingDone,
          trainings: trainings.map(({ row, recorderMasked }) => trainingView(row, recorderMasked)),
          trainingMinutes: trainings.reduce((sum, { row }) => sum + row.minutes, 0),
          mayRecord: personId !== caller.personId && grants.some(({ row }) => grantState(row, now) === 'in_force'),
        }
      }),

    /** @throws AppError not_found, own_case, step_not_allowed (no right in force), invalid_fields */
    async train({ caller, now, write }: Command, personId: string, record: TrainingRecord, scope: Scope): Promise<Training> {
      const grants = await store.read((db) => grantsOfPerson(db, personId, scope))
      if (grants.length === 0) throw new AppError('not_found')
      if (personId === caller.personId) throw new AppError('own_case')
      const held = grants.find(({ row }) => grantState(row, now) === 'in_force')?.row
      if (held === undefined) throw new AppError('step_not_allowed')
      refuseProblems(trainingProblems(record, now))
      const row = { ...record, id: uuidv7(), personId, scopePath: held.scopePath, title: keptTitle(record.title), recordedBy: caller.personId, recordedAt: now }
      return write(async (tx) => {
        await insertTraining(tx, row)
        await audit.record(tx, caller, now, {
          action: 'staff.train', subjectKind: 'training', subjectId: row.id, aboutPersonId: personId, scopePath: row.scopePath, purpose: record.kind,
        })
        await tx.append({
          kind: 'training.recorded', subjectId: row.id, marketId: held.marketId, at: now,
          data: { personId, kind: record.kind, minutes: record.minutes, by: caller.personId },
        })
        const recorder = await findPerson(tx, caller.personId)
        return trainingView(row, recorder?.nameMasked ?? null)
      })
    },
  }
}

type TrainingRow = Omit<TrainingRecord, 'result'> & { id: string; result: string | null; recordedBy: string; recordedAt: number }

const trainingView = (row: TrainingRow, recorderMasked: string | null): Training => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  day: row.day,
  minutes: row.minutes,
  // Written by this service alone, from the closed list.
  result: row.result as TrainingResult | null,
  recordedBy: { personId: row.recordedBy, nameMasked: recorderMasked ?? '*' },
  recordedAt: row.recordedAt,
})
