import { isQuiet, nextDayDue, quietEnd, usualSettings, type PushSettings } from '@market/shared/push/push.rules'
import { marketDay } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { MessageTemplates } from '../../gateways/wechat/message-templates'
import type { Store, Tx } from '../../store/store'
import type { InboxService } from '../inbox/inbox.service'
import { newJobWords } from '../inbox/push.text'
import type { JobsService } from '../jobs/jobs.service'
import type { MatchService } from '../match/match.service'
import { consentKey, dueMessages, findConsents, moveMessage, takeDay, type Message } from './outbox.queries'
import { findSettings } from './push.queries'
import { stillGood, type News } from './still-good'

/** Messages told in one write. */
const toldAtOnce = 20
const roundsAtOnce = 50

export type Telling = ReturnType<typeof telling>

/**
 * Tells people of new jobs when their message is due: in the app's inbox, and on from there through WeChat where they let it.
 * Whatever they chose meanwhile counts, and so does what has become of the jobs.
 */
export const telling = ({ store, clock, inbox, jobs, match, templates }: {
  store: Store
  clock: Clock
  inbox: Pick<InboxService, 'put'>
  jobs: Pick<JobsService, 'cards'>
  match: Pick<MatchService, 'jobFactsOf' | 'seekersOf'>
  templates: MessageTemplates
}) => {
  const tell = async (tx: Tx, message: Message, news: News | undefined, settings: PushSettings, throughWechat: boolean, now: number): Promise<void> => {
    const { personId } = message
    if (settings.mostPerDay === 0 || news === undefined) {
      await moveMessage(tx, message, { state: 'dropped' }, now)
      return
    }
    if (isQuiet(settings.quiet, now)) {
      await moveMessage(tx, message, { state: 'waiting', dueAt: quietEnd(settings.quiet, now) }, now)
      return
    }
    const state = throughWechat ? 'ready' : 'told'
    // Taken first: of two servers one gets no further than this.
    if (!(await moveMessage(tx, message, { state }, now))) return
    if (!(await takeDay(tx, personId, marketDay(now), settings.mostPerDay))) {
      await moveMessage(tx, { ...message, state }, { state: 'waiting', dueAt: nextDayDue(settings, now) }, now)
      return
    }
    await inbox.put(tx, {
      ...newJobWords(news.best, news.count, now), personId, kind: 'push.new_job', applicationId: null, jobId: news.best.id, eventSeq: news.eventSeq, createdAt: now,
    })
  }

  /** How many were due. */
  const round = async (): Promise<number> => {
    const now = clock.now()
    const known = await store.read(async (db) => {
      const due = await dueMessages(db, ['waiting'], now, toldAtOnce)
      if (due.length === 0) return null
      const people = due.map(({ personId }) => personId)
      return { due, news: await stillGood(db, due, now, { jobs, match }), settings: await findSettings(db, people), consents: await findConsents(db, people) }
    })
    if (known === null) return 0
    const { due, news, settings, consents } = known
    await store.write(async (tx) => {
      for (const message of [...due].sort((one, other) => (one.personId < other.personId ? -1 : 1))) {
        const { id, personId, template } = message
        const throughWechat = templates[template] !== undefined && (consents.get(consentKey(personId, template)) ?? 0) > 0
        await tell(tx, message, news.get(id), settings.get(personId) ?? usualSettings, throughWechat, now)
      }
    })
    return due.length
  }

  return {
    /** Tells what is due, one turn's worth. */
    async run(): Promise<void> {
      for (let rounds = 0; rounds < roundsAtOnce; rounds += 1) if ((await round()) < toldAtOnce) return
    },
  }
}
