import { AppError } from '@market/shared/errors'
import type { BoardMarket, TransferBoard } from '@market/shared/transfer/transfer.contract'
import { balanceOf, couldGo, type TradeBalance } from '@market/shared/transfer/transfer.rules'
import type { Caller } from '../../http/caller'
import type { Scope } from '../../store/scope'
import type { Store } from '../../store/store'
import type { PresenceService } from '../check-in/presence.service'
import { horizon, marketsWithinReach } from './openings'
import { countFree, countPlaces } from './openings.queries'
import { findDestinations } from './transfer.queries'

export type BoardService = ReturnType<typeof boardService>

/** Supply and demand within reach of a market (policy clause 五), as numbers by trade: nobody is named. */
export const boardService = ({ store, presence }: { store: Store; presence: Pick<PresenceService, 'marketIn'> }) => ({
  /** @throws AppError not_found, invalid_fields */
  board: (caller: Caller, scope: Scope, marketId: string | undefined, now: number): Promise<TransferBoard> =>
    store.read(async (db) => {
      const { id, name } = await presence.marketIn(db, caller, scope, marketId)
      const place = (await findDestinations(db, [id])).get(id)
      if (place === undefined) throw new AppError('not_found')
      const reachable = (await marketsWithinReach(db, place)).filter(({ market }) => market.id !== id)
      const ids = [id, ...reachable.map(({ market }) => market.id)]
      const places = await countPlaces(db, ids, now, horizon(now))
      const free = await countFree(db, ids, now)
      const at = (wanted: string): TradeBalance[] =>
        balanceOf(places.filter((one) => one.marketId === wanted), free.filter((one) => one.marketId === wanted))
      const here = at(id)
      const others = reachable
        .map(({ market, distanceMetres, travelMinutes }): BoardMarket => {
          const there = at(market.id)
          return { market, distanceMetres, travelMinutes, outwards: couldGo(here, there), inwards: couldGo(there, here) }
        })
        .filter(({ outwards, inwards }) => outwards.length + inwards.length > 0)
        .sort((one, other) => peopleOf(other) - peopleOf(one) || one.distanceMetres - other.distanceMetres)
      return { market: { id, name }, trades: here, others }
    }),
})

const peopleOf = ({ outwards, inwards }: BoardMarket): number => [...outwards, ...inwards].reduce((sum, { people }) => sum + people, 0)
