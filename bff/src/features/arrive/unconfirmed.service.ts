import type { Unconfirmed } from '@market/shared/arrive/by-hand.contract'
import { latestByHand } from '@market/shared/arrive/by-hand.rules'
import { AppError } from '@market/shared/errors'
import type { Caller } from '../../http/caller'
import type { Store } from '../../store/store'
import { byHandWaiting } from './reviews.queries'
import { unconfirmedAt, type UnconfirmedPlace } from './unconfirmed.queries'

/** People on one page. */
const usualPage = 20

export type UnconfirmedService = ReturnType<typeof unconfirmedService>

/** 没到岗核实: who had signed for work that is over and was never scanned, for staff to ask about. */
export const unconfirmedService = ({ store }: { store: Store }) => ({
  /**
   * Of the caller's own market, for as long as somebody may still be entered by hand; a page at a time.
   * @param after `next` of the page before
   * @throws AppError invalid_fields when `after` is not one of ours
   */
  list: (caller: Caller, after: string | undefined, now: number): Promise<Unconfirmed> =>
    store.read(async (db) => {
      const { staffMarketId } = caller
      const desk = caller.grants.find(({ role }) => role === 'staff')
      if (staffMarketId === null || desk === undefined) throw new AppError('forbidden')
      const behind = after === undefined ? undefined : readPlace(after)
      const rows = await unconfirmedAt(db, staffMarketId, { since: now - latestByHand, until: now, after: behind, limit: usualPage + 1 })
      const page = rows.slice(0, usualPage)
      const last = rows.length > usualPage ? page.at(-1) : undefined
      const byHand = new Set(await byHandWaiting(db, desk.scopePath))
      return {
        people: page.map(({ applicationId, terms, nameMasked }) => ({
          applicationId,
          workerMasked: nameMasked ?? '',
          jobTitle: terms.title,
          address: terms.address,
          startsAt: terms.startsAt,
          endsAt: terms.endsAt,
          byHand: byHand.has(applicationId),
        })),
        next: last === undefined ? null : `${last.endsAt}_${last.applicationId}`,
      }
    }),
})

function readPlace(after: string): UnconfirmedPlace {
  const [, endsAt, applicationId] = /^(\d{1,13})_([0-9A-Za-z-]{8,40})$/.exec(after) ?? []
  if (endsAt === undefined || applicationId === undefined) throw new AppError('invalid_fields', { fields: [{ field: 'after', message: '请从第一页重新看' }] })
  return { endsAt: Number(endsAt), applicationId }
}
