import { sql } from 'drizzle-orm'
import { marketDay } from '@market/shared/words/time'
import type { EventKind, StoredEvent } from '../../feed/events'
import type { Follower } from '../../feed/feed'
import { preparedTexts } from '../../store/prepared'

/** Which figure of its day an event raises by one. Facts are counted as they happen: a later withdrawal takes nothing back. */
type Figure = 'checkedIn' | 'applied' | 'signed' | 'arrived' | 'settled'
const figureOf: Partial<Record<EventKind, Figure>> = {
  'check_in.recorded': 'checkedIn',
  'application.applied': 'applied',
  'application.accepted': 'applied',
  'agreement.signed': 'signed',
  'arrival.confirmed': 'arrived',
  'payment.confirmed': 'settled',
}

const dayOf = (event: StoredEvent): string => (event.kind === 'check_in.recorded' ? event.data.day : marketDay(event.at))

const raise = preparedTexts<unknown, { figure: Figure }, { marketId: string; day: string; wagesFen: number }>(({ q, t: { marketDays } }, { figure }) =>
  q
    .insert(marketDays)
    .values({ marketId: sql.placeholder('marketId'), day: sql.placeholder('day'), [figure]: 1, wagesFen: sql.placeholder('wagesFen') })
    .onConflictDoUpdate({
      target: [marketDays.marketId, marketDays.day],
      set: { [figure]: sql`${marketDays[figure]} + 1`, wagesFen: sql`${marketDays.wagesFen} + ${sql.placeholder('wagesFen')}` },
    })
    .returning({ day: marketDays.day }))

/** Each market's figures of each day, added up from the events: never typed in, and the same when added up again. */
export const marketDaysFollower: Follower = {
  name: 'market-days',
  async on(event, tx) {
    const figure = figureOf[event.kind]
    if (figure === undefined || event.marketId === null) return
    // Two signatures are one agreement: the second one counts.
    if (event.kind === 'agreement.signed' && !event.data.complete) return
    const wagesFen = event.kind === 'payment.confirmed' ? event.data.amountFen : 0
    await raise(tx, { figure }, { marketId: event.marketId, day: dayOf(event), wagesFen })
  },
  async reset({ q, t: { marketDays } }) {
    await q.delete(marketDays)
  },
}
