import { createHmac } from 'node:crypto'
import { slipHash } from '@market/shared/arrive/device-key'
import type { Roster } from '@market/shared/arrive/offline.contract'
import { AppError } from '@market/shared/errors'
import { day, hour, marketDay, startOfMarketDay } from '@market/shared/words/time'
import type { Caller } from '../../http/caller'
import type { Store } from '../../store/store'
import type { WorkPasses } from '../scan/passes'
import { expectedBetween, revokedBetween, slipsOf } from './roster.queries'

/** Into the next morning: who goes off the net in the evening is at the gate before daybreak. */
const reachMs = day + 12 * hour

type Parts = {
  store: Store
  passes: Pick<WorkPasses, 'keys'>
  /** Salts the slips' hashes. */
  codeKey: Uint8Array
}

export type OfflineRoster = ReturnType<typeof offlineRoster>

/** What a staff phone takes along where there is no network. The same until something changes, so that fetching it again costs nothing. */
export const offlineRoster = ({ store, passes, codeKey }: Parts) => ({
  /** @throws AppError forbidden */
  ofMarket: (caller: Caller, now: number): Promise<Roster> =>
    store.read(async (db) => {
      const { staffMarketId: marketId } = caller
      if (marketId === null) throw new AppError('forbidden')
      const from = startOfMarketDay(now)
      const validUntil = from + reachMs
      const wanted = { marketId, day: marketDay(now), from, to: validUntil }
      const rows = await expectedBetween(db, wanted)
      const slipSalt = createHmac('sha256', codeKey).update(`roster ${marketId} ${wanted.day}`).digest('hex').slice(0, 32)
      const slips = new Map<string, string[]>()
      for (const { personId, token } of await slipsOf(db, [...new Set(rows.map(({ workerId }) => workerId))])) {
        slips.set(personId, [...(slips.get(personId) ?? []), slipHash(slipSalt, token)])
      }
      return {
        marketId,
        validUntil,
        keys: passes.keys.map(({ id, publicKey, from: since, until }) => ({ id, publicKey, from: since, until })),
        slipSalt,
        people: rows.map(({ applicationId, workerId, nameMasked, number, terms, state, arrivedAt }) => ({
          applicationId,
          workerMasked: nameMasked ?? '',
          number,
          jobTitle: terms.title,
          address: terms.address,
          startsAt: terms.startsAt,
          endsAt: terms.endsAt,
          state,
          arrivedAt,
          slips: slips.get(workerId) ?? [],
        })),
        revoked: (await revokedBetween(db, wanted, now)).map(({ applicationId, deviceKey, ended }) =>
          ended ? { applicationId, why: 'cancelled' as const, deviceKey: null } : { applicationId, why: 'moved' as const, deviceKey }),
      }
    }),
})
