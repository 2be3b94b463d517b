import { and, eq, inArray, lte, or } from 'drizzle-orm'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { inboxEndpoints } from '@market/shared/inbox/inbox.contract'
import type { TestApp, TestPerson } from './app'
import { byPoster, type TestMarket } from './market'
import type { PersonFacts } from './people'

/** A worker who checked in at the market, and so is known to be near it. */
export async function seenAt(app: TestApp, market: TestMarket, facts: PersonFacts = {}): Promise<TestPerson> {
  const person = await app.person({ worker: {}, ...facts })
  await person.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
  return person
}

/**
 * Everything that follows by now has followed: people are chosen, told and written to. The server's own timers help along: what
 * one of them has taken and not finished is waited for.
 */
export async function pushed(app: TestApp): Promise<void> {
  await app.feed.caughtUp()
  await app.chores.runAll()
  const isUnderway = () => app.store.read(async ({ q, t: { pushPostings, pushMessages } }) => {
    const now = app.clock.now()
    const postings = await q.$count(pushPostings, lte(pushPostings.dueAt, now))
    return postings > 0 || (await q.$count(pushMessages, or(eq(pushMessages.state, 'sending'), and(inArray(pushMessages.state, ['waiting', 'ready']), lte(pushMessages.dueAt, now))))) > 0
  })
  while (await isUnderway()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** What the person was told of new jobs, newest first. */
export async function newsOf(app: TestApp, person: TestPerson): Promise<{ title: string; body: string; jobId: string | null }[]> {
  await pushed(app)
  const { messages } = await person.call(inboxEndpoints.list)
  return messages.filter(({ kind }) => kind === 'push.new_job').map(({ title, body, jobId }) => ({ title, body, jobId }))
}
