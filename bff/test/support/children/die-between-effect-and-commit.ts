import { systemClock } from '../../../src/clock'
import { openFeed } from '../../../src/feed/feed'
import { openStore } from '../../../src/store/open-store'
import { childArguments } from '../child'
import { countingFollower } from '../counting-follower'

// Follows the events and kills itself, as `kill -9` would, when it has written its effect for the event given and not
// yet committed it.
const { config, rest } = childArguments()
const fatalSubject = rest[0]
const store = await openStore(config)
const follower = countingFollower('counting')
const feed = openFeed({
  store,
  clock: systemClock,
  followers: [{
    ...follower,
    async on(event, tx) {
      await follower.on(event, tx)
      if (event.subjectId === fatalSubject) process.kill(process.pid, 'SIGKILL')
    },
  }],
  log: { error: (_problem, message) => console.log(message) },
})
feed.start()
await feed.caughtUp()
