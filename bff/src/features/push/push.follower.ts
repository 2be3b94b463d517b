import { hour, minute } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { StoredEvent } from '../../feed/events'
import type { Follower } from '../../feed/feed'
import type { MessageTemplates } from '../../gateways/wechat/message-templates'
import type { Tx } from '../../store/store'
import type { Choosing } from './choosing'
import { putPosting } from './choosing.queries'
import { putOffer } from './outbox.queries'
import { lastSeen, putSeeker, settingsOf } from './push.queries'
import { seenFor } from './push.service'
import type { Telling } from './telling'

/** What was posted longer ago is no news: a server that was away, or handles all events again, does not tell of it. */
const newsFor = 12 * hour
/** How long whoever waits in a job's queue has its freed place to themselves before others are told. */
const queueFirst = minute

/**
 * Notes what is to be told, a row for an event; whom it is told to is chosen after the commit, outside of the write. So a list of
 * fifty thousand postings holds up nobody but their own messages.
 */
export const pushFollower = ({ clock, templates, choosing, telling }: { clock: Clock; templates: MessageTemplates; choosing: Choosing; telling: Telling }): Follower => {
  const on = async (event: StoredEvent, tx: Tx): Promise<void> => {
    const now = clock.now()
    if (event.kind === 'check_in.recorded' || event.kind === 'check_in.returned') return noteSeen(tx, event.data.personId, now, event.at)
    // The trades may be others now; where they were seen is the same.
    if (event.kind === 'person.changed') return noteSeen(tx, event.subjectId, now, null)
    if (event.at < now - newsFor) return
    const { kind, seq: eventSeq, at } = event
    if (kind === 'job.posted') return putPosting(tx, { jobId: event.subjectId, eventSeq, places: event.data.headcount, dueAt: at, at })
    if (freesPlace(event)) {
      return putPosting(tx, { jobId: event.data.jobId, eventSeq, places: 1, dueAt: at + queueFirst, at })
    }
    if (kind === 'application.offered' && templates.offer !== undefined) {
      return putOffer(tx, { personId: event.data.workerId, applicationId: event.subjectId, eventSeq, at })
    }
  }
  return {
    name: 'push',
    on,
    async after() {
      await choosing.run()
      await telling.run()
    },
    async reset() {
      // Nothing is deleted: what was told is told, and whose turn it is follows from it. Seen again, everybody is where they were.
    },
  }
}

type FreeingEvent = Extract<StoredEvent, { kind: `application.${'withdrawn' | 'declined' | 'cancelled' | 'lapsed'}` }>

/** Whoever only waited in a queue had no place to give back. */
const freesPlace = (event: StoredEvent): event is FreeingEvent =>
  event.kind === 'application.cancelled'
  || ((event.kind === 'application.withdrawn' || event.kind === 'application.declined') && event.data.released)
  || (event.kind === 'application.lapsed' && event.data.was === 'offered')

/** @param at when they came, also for another time that day, which the check-in does not say; null when they did not */
const noteSeen = async (tx: Tx, personId: string, now: number, at: number | null): Promise<void> => {
  const { mostPerDay } = await settingsOf(tx, personId)
  const seen = mostPerDay === 0 ? null : await lastSeen(tx, personId, now - seenFor)
  if (seen !== null) await putSeeker(tx, personId, { ...seen, seenAt: Math.max(seen.seenAt, at ?? 0) })
}
