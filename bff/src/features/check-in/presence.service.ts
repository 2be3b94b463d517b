import type { Presence, PresentPerson } from '@market/shared/check-in/presence.contract'
import { presenceByTrade } from '@market/shared/check-in/presence.rules'
import { AppError } from '@market/shared/errors'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import { leaveAll } from './check-in.queries'
import { appendLeft, assure } from './check-in.service'
import { countByTradeAndLevel, countPeople, crewNamesOf, findMarket, findMarketInScope, listPresent, tradesOf, workAheadOf, type PresenceMarket } from './presence.queries'

/** People on one page. */
const pageSize = 40

export type PresenceService = ReturnType<typeof presenceService>

/** Who is in a market now: numbers for everybody, the people themselves for those who serve them. */
export const presenceService = ({ store, audit }: { store: Store; audit: Pick<AuditService, 'record'> }) => {
  /** @throws AppError not_found outside the scope, invalid_fields where a market has to be chosen */
  const marketIn = async (db: Db, caller: Caller, scope: Scope, marketId: string | undefined): Promise<PresenceMarket> => {
    const wanted = marketId ?? caller.grants.find((grant) => grant.marketId !== null && scope.includes(grant.scopePath))?.marketId
    if (wanted === undefined || wanted === null) throw new AppError('invalid_fields', { fields: [{ field: 'marketId', message: '请先选一个市场' }] })
    const market = await findMarketInScope(db, wanted, scope)
    if (market === null) throw new AppError('not_found')
    return market
  }

  const presentPerson = async (db: Db, market: PresenceMarket, personId: string, now: number) => (await listPresent(db, { marketId: market.id, personId, limit: 1, now })).at(0)

  return {
    marketIn,

    /** Numbers that everybody may know. @throws AppError not_found */
    numbers: (marketId: string, now: number): Promise<Presence> =>
      store.read(async (db) => {
        const market = await findMarket(db, marketId)
        if (market === null) throw new AppError('not_found')
        return {
          marketId,
          marketName: market.name,
          people: await countPeople(db, marketId, now),
          safeCapacity: market.safeCapacity,
          trades: presenceByTrade(await countByTradeAndLevel(db, marketId, now)),
        }
      }),

    /** One page of the people there, who has waited longest first. @throws AppError not_found, invalid_fields */
    people: (caller: Caller, scope: Scope, query: { marketId?: string; number?: number; trade?: string; after?: string }, now: number) =>
      store.read(async (db) => {
        const market = await marketIn(db, caller, scope, query.marketId)
        const after = query.after === undefined ? undefined : readCursor(query.after)
        const rows = await listPresent(db, { marketId: market.id, number: query.number, trade: query.trade, after, limit: pageSize + 1, now })
        const page = rows.slice(0, pageSize)
        const last = rows.length > pageSize ? page.at(-1) : undefined
        const ids = page.map(({ personId }) => personId)
        const trades = await tradesOf(db, ids)
        const crews = await crewNamesOf(db, ids)
        const work = await workAheadOf(db, ids, now)
        return {
          marketId: market.id,
          marketName: market.name,
          total: await countPeople(db, market.id, now),
          safeCapacity: market.safeCapacity,
          people: page.map(({ personId, nameMasked, number, assurance, skillLevel, at, waitingSince, verifiedUntil }): PresentPerson => ({
            personId,
            nameMasked: nameMasked ?? '*',
            number,
            trades: trades.get(personId) ?? [],
            skillLevel,
            arrivedAt: at,
            waitingSince,
            verified: verifiedUntil !== null && verifiedUntil > now,
            assurance,
            crewName: crews.get(personId) ?? null,
            work: work.get(personId) ?? null,
          })),
          next: last === undefined ? null : `${last.waitingSince}_${last.checkInId}`,
        }
      }),

    /**
     * Staff have seen somebody go who did not scan. They are told, and come back by a scan.
     * @throws AppError not_found, invalid_fields, person_not_present
     */
    async noteLeft({ caller, now, write }: Command, scope: Scope, { marketId, personId }: { marketId?: string; personId: string }) {
      const market = await store.read((db) => marketIn(db, caller, scope, marketId))
      return write(async (tx) => {
        const person = await presentPerson(tx, market, personId, now)
        const left = person === undefined ? [] : await leaveAll(tx, [person.checkInId], 'staff', now)
        if (person === undefined || left.length === 0) throw new AppError('person_not_present')
        await appendLeft(tx, left, 'staff', now)
        await audit.record(tx, caller, now, {
          action: 'check_in.note_left', subjectKind: 'check_in', subjectId: person.checkInId, aboutPersonId: personId, scopePath: market.path, purpose: 'seen_leaving',
        })
        return { number: person.number, nameMasked: person.nameMasked ?? '*', leftAt: now }
      })
    },

    /**
     * Staff see somebody stand here who came by a printed code: from now on they are surely there. Whose check-in was sure before stays as they are.
     * @throws AppError not_found, invalid_fields, person_not_present, own_case: nobody confirms themselves
     */
    async noteSeen({ caller, now, write }: Command, scope: Scope, { marketId, personId }: { marketId?: string; personId: string }) {
      const market = await store.read((db) => marketIn(db, caller, scope, marketId))
      return write(async (tx) => {
        const person = await presentPerson(tx, market, personId, now)
        if (person === undefined) throw new AppError('person_not_present')
        if (personId === caller.personId) throw new AppError('own_case')
        const raised = await assure(tx, { id: person.checkInId, marketId: market.id, personId }, 'sight', now)
        if (raised) {
          await audit.record(tx, caller, now, {
            action: 'check_in.note_seen', subjectKind: 'check_in', subjectId: person.checkInId, aboutPersonId: personId, scopePath: market.path, purpose: 'seen_here',
          })
        }
        return { number: person.number, nameMasked: person.nameMasked ?? '*', assurance: 'high' as const }
      })
    },
  }
}

function readCursor(after: string): { since: number; id: string } {
  const [, since, id] = /^(\d{1,13})_([0-9A-Za-z-]{8,40})$/.exec(after) ?? []
  if (since === undefined || id === undefined) throw new AppError('invalid_fields', { fields: [{ field: 'after', message: '请从第一页重新看' }] })
  return { since: Number(since), id }
}
