import { uuidv7 } from 'uuidv7'
import type { Follower } from '../../feed/feed'
import { putMessage } from './inbox.queries'
import { messagesOf } from './inbox.text'

/** Writes to the other side what somebody did. The app's own inbox is always there; WeChat's messages need a consent each. */
export const inboxFollower: Follower = {
  name: 'inbox',
  async on(event, tx) {
    for (const message of messagesOf(event)) {
      await putMessage(tx, { ...message, id: uuidv7(), eventSeq: event.seq, createdAt: event.at })
    }
  },
  async reset() {
    // Nothing is deleted: that a message was read is not derived from events, and handling them again refreshes the words.
  },
}
