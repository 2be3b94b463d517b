import { day, hour, marketDay } from '@market/shared/words/time'
import type { Chore } from '../../feed/chores'
import type { Store } from '../../store/store'
import type { Choosing } from './choosing'
import { seenFor } from './push.service'
import { forgetDays, forgetMessages, forgetPostings, forgetSeekers, forgetTold } from './retention.queries'
import type { sending } from './sending'
import type { Telling } from './telling'

/** How long it is kept what somebody was told of and what became of it. Longer than a posting may lie ahead, so that nobody is told of one twice. */
const kept = 60 * day
/** Rows deleted in one write. */
const batch = 1_000

/**
 * What time brings: a message whose hour has come, a posting that is for everybody now, what another server left; and what is
 * sent, because WeChat may be slow and nothing else should be.
 */
export const pushChores = ({ store, choosing, telling, sending: outgoing }: { store: Store; choosing: Choosing; telling: Telling; sending: ReturnType<typeof sending> }): Chore[] => [
  {
    name: 'push-due',
    everyMs: 2_000,
    async run() {
      await choosing.run()
      await telling.run()
    },
  },
  { name: 'push-sending', everyMs: 200, run: () => outgoing.run() },
  {
    name: 'push-retention',
    everyMs: hour,
    async run(now) {
      const before = now - kept
      for (const forget of [
        () => store.write((tx) => forgetMessages(tx, before, batch)),
        () => store.write((tx) => forgetPostings(tx, before, batch)),
        () => store.write((tx) => forgetTold(tx, before, batch)),
        () => store.write((tx) => forgetDays(tx, marketDay(before), batch)),
        () => store.write((tx) => forgetSeekers(tx, now - seenFor, batch)),
      ]) while ((await forget()) === batch);
    },
  },
]
