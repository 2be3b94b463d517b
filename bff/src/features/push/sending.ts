import { isQuiet, quietEnd, usualSettings, type PushSettings } from '@market/shared/push/push.rules'
import { minute } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { MessageTemplate, MessageTemplates } from '../../gateways/wechat/message-templates'
import type { SendResult, SubscriptionMessage, WechatGateway } from '../../gateways/wechat/wechat'
import type { Db, Store, Tx } from '../../store/store'
import { newJobLines, offerLines } from '../inbox/push.text'
import type { JobsService } from '../jobs/jobs.service'
import type { MatchService } from '../match/match.service'
import { valuesFor } from './message-values'
import { dueMessages, findOffers, findOpenids, moveMessage, type Message } from './outbox.queries'
import { dropConsents, findSettings, giveBackConsent, isAtMarket, takeConsent } from './push.queries'
import { stillGood } from './still-good'

/** Requests to WeChat at once. */
const sentAtOnce = 8
const roundsAtOnce = 25
/** One send, with a new token and a second try, is over by then. */
const sendingFor = minute
const mostAttempts = 5
/** An offer without an answer is sent once more: told twice is better than never, while a clock runs. */
const mostUnanswered = 2
/** Before the next attempt: half a minute, two, eight, half an hour. */
const pauseAfter = (attempts: number): number => minute / 2 * 4 ** (attempts - 1)

/** What is sent, or why not: it has to wait, it stays in the inbox, or what it was about is gone. */
type Content = { say: Omit<SubscriptionMessage, 'openid'> } | { until: number } | 'inbox' | 'gone'
type Sending = { message: Message; say: SubscriptionMessage }

/** WeChat refuses messages as we make them: somebody has to look at WECHAT_TEMPLATES. */
class MessagesRefused extends Error {
  override readonly name = 'MessagesRefused'
  constructor(readonly code: number | null) {
    super('WeChat refuses our messages')
  }
}

/**
 * Sends through WeChat what is ready. Each message is claimed before and judged after in writes of their own; between the two
 * nothing is held. Of two servers one claims it, and what a dying server left is not sent again, for it may have arrived.
 */
export const sending = ({ store, clock, wechat, jobs, match, templates }: {
  store: Store
  clock: Clock
  wechat: Pick<WechatGateway, 'sendMessage'>
  jobs: Pick<JobsService, 'cards'>
  match: Pick<MatchService, 'jobFactsOf' | 'seekersOf'>
  templates: MessageTemplates
}) => {
  /** What each message says now. New jobs stay quiet in quiet hours; an offered place does not wait for somebody who is at a market. */
  const contents = async (db: Db, messages: readonly Message[], settings: Map<string, PushSettings>, now: number): Promise<Map<string, Content>> => {
    const news = await stillGood(db, messages.filter(({ template }) => template === 'new_job'), now, { jobs, match })
    const offers = await findOffers(db, messages.flatMap(({ applicationId }) => applicationId ?? []), now)
    const cards = await jobs.cards(db, [...offers.values()].map(({ jobId }) => jobId), { now })

    const newJobs = (template: MessageTemplate, { id }: Message, quiet: boolean): Content => {
      const some = news.get(id)
      if (some === undefined) return 'gone'
      // It was told in time, and its second try has come into the night.
      if (quiet) return 'inbox'
      const fields = { ...newJobLines(some.best, some.count), start: some.best.startsAt, place: some.best.market.name }
      return { say: { templateId: template.id, page: `pages/job/index?jobId=${some.best.id}`, values: valuesFor(template, fields) } }
    }
    const offered = async (template: MessageTemplate, { applicationId, personId }: Message, { quiet }: PushSettings): Promise<Content> => {
      const offer = offers.get(applicationId ?? '')
      const job = offer && cards.get(offer.jobId)
      if (offer === undefined || job === undefined) return 'gone'
      if (isQuiet(quiet, now) && !(await isAtMarket(db, personId, now))) return { until: quietEnd(quiet, now) }
      const fields = { ...offerLines(job.trade), until: offer.until, start: job.startsAt, place: job.market.name }
      return { say: { templateId: template.id, page: `pages/application/index?applicationId=${applicationId ?? ''}`, values: valuesFor(template, fields) } }
    }

    const found = new Map<string, Content>()
    for (const message of messages) {
      const template = templates[message.template]
      const own = settings.get(message.personId) ?? usualSettings
      if (template === undefined) found.set(message.id, 'inbox')
      else found.set(message.id, message.template === 'offer' ? await offered(template, message, own) : newJobs(template, message, isQuiet(own.quiet, now)))
    }
    return found
  }

  const claim = async (tx: Tx, message: Message, content: Content, openid: string | undefined, now: number): Promise<Sending | null> => {
    const { personId, template, attempts, state } = message
    const lost = state === 'sending'
    if (lost && (template === 'new_job' || attempts >= mostUnanswered)) {
      await moveMessage(tx, message, { state: 'failed', errcode: null }, now)
      return null
    }
    if (content === 'gone' || content === 'inbox') {
      await moveMessage(tx, message, { state: content === 'gone' ? 'dropped' : 'told' }, now)
      return null
    }
    if ('until' in content) {
      await moveMessage(tx, message, { state: 'ready', dueAt: content.until }, now)
      return null
    }
    const claimed: Message = { ...message, state: 'sending', dueAt: now + sendingFor, attempts: attempts + 1 }
    if (!(await moveMessage(tx, message, { state: 'sending', dueAt: claimed.dueAt, attempts: claimed.attempts }, now))) return null
    if (openid === undefined || !(await takeConsent(tx, personId, template, now))) {
      await moveMessage(tx, claimed, { state: 'told' }, now)
      return null
    }
    return { message: claimed, say: { ...content.say, openid } }
  }

  /** Notes what became of a message. A consent that WeChat surely did not use counts again. */
  const note = async (tx: Tx, { message }: Sending, { result, errcode }: SendResult, now: number): Promise<void> => {
    const { personId, template, attempts } = message
    const again = { state: 'ready' as const, dueAt: now + pauseAfter(attempts), errcode }
    switch (result) {
      case 'sent':
        await moveMessage(tx, message, { state: 'sent', errcode }, now)
        return
      case 'no_consent':
        await dropConsents(tx, personId, template, now)
        await moveMessage(tx, message, { state: 'told', errcode }, now)
        return
      case 'refused':
        await giveBackConsent(tx, personId, template, now)
        await moveMessage(tx, message, { state: 'failed', errcode }, now)
        return
      case 'busy':
        await giveBackConsent(tx, personId, template, now)
        await moveMessage(tx, message, attempts < mostAttempts ? again : { state: 'failed', errcode }, now)
        return
      case 'unknown': {
        const once = template === 'offer' && attempts < mostUnanswered
        if (once) await giveBackConsent(tx, personId, template, now)
        await moveMessage(tx, message, once ? again : { state: 'failed', errcode }, now)
      }
    }
  }

  const round = async (refused: (number | null)[]): Promise<number> => {
    const now = clock.now()
    const known = await store.read(async (db) => {
      const due = await dueMessages(db, ['ready', 'sending'], now, sentAtOnce)
      if (due.length === 0) return null
      const people = due.map(({ personId }) => personId)
      return { due, contents: await contents(db, due, await findSettings(db, people), now), openids: await findOpenids(db, people) }
    })
    if (known === null) return 0
    const claimed = await store.write(async (tx) => {
      const some: Sending[] = []
      for (const message of known.due) {
        const one = await claim(tx, message, known.contents.get(message.id) ?? 'gone', known.openids.get(message.personId), now)
        if (one !== null) some.push(one)
      }
      return some
    })
    await Promise.all(claimed.map(async (one) => {
      const result = await wechat.sendMessage(one.say)
      if (result.result === 'refused') refused.push(result.errcode)
      await store.write((tx) => note(tx, one, result, clock.now()))
    }))
    return known.due.length
  }

  return {
    /** Sends what is ready, one turn's worth. @throws MessagesRefused after the turn, for the log */
    async run(): Promise<void> {
      const refused: (number | null)[] = []
      for (let rounds = 0; rounds < roundsAtOnce; rounds += 1) if ((await round(refused)) < sentAtOnce) break
      const [first] = refused
      if (first !== undefined) throw new MessagesRefused(first)
    },
  }
}
