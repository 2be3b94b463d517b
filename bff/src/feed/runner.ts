import { beforeAllEvents, type Position } from '../store/event-log'
import type { StoredEvent } from './events'
import type { FeedOptions, FollowerStatus } from './feed'
import { isUnavailable, nameOf } from './failures'
import { movePosition, moveToStart, positionOf, PositionMovedError, type Follower } from './follower'
import { sleeper } from './sleeper'

/** Runs one follower: reads what is next, handles it and moves the position in one write, sleeps until woken. */
export interface Runner {
  readonly name: string
  start(): void
  stop(): Promise<void>
  wake(): void
  status(): FollowerStatus
  /** Resolves when the position satisfies the condition; rejects when the follower stops before. */
  until(condition: (position: Position) => boolean): Promise<void>
  reset(): Promise<void>
}

const eventsPerWrite = 50
/** An event that fails this often, alone, is given up on. */
const attemptsPerEvent = 5
/** How long to sleep when nobody wakes us: the safety net for a wake-up that was lost. */
const idleMs = 2_000
/** While an older transaction is still running there is something to come soon, and nothing to wake us for it. */
const heldMs = 20
/**
 * One that is busy gathers what comes meanwhile and handles it in one write: fifty signatures a second are a hundred events, and every
 * follower looks at each. The first event after a quiet time waits for nothing.
 */
const gatherMs = 25
const firstPauseMs = 20
const longestPauseMs = 5_000

export function createRunner({ store, clock, follower, log }: Omit<FeedOptions, 'followers'> & { follower: Follower }): Runner {
  let running: Promise<void> | undefined
  let stopping = false
  let poison: FollowerStatus['poison'] = null
  let position: Position = beforeAllEvents
  let watchers: { condition: (position: Position) => boolean; resolve: () => void; reject: (error: Error) => void }[] = []
  const idle = sleeper()
  const pause = sleeper()
  const gathering = sleeper()

  function settleWatchers(): void {
    watchers = watchers.filter(({ condition, resolve, reject }) => {
      if (poison) reject(new Error(`follower ${follower.name} stopped at event ${poison.seq} (${poison.kind})`))
      else if (stopping) reject(new Error(`follower ${follower.name} was stopped`))
      else if (condition(position)) resolve()
      else return true
      return false
    })
  }

  /** Effect and position in one write: whatever dies in the middle, both are there or neither. */
  const handle = (events: readonly StoredEvent[], last: Position) => store.write(async (tx) => {
    await movePosition(tx, follower.name, position, last, clock.now())
    for (const event of events) await follower.on(event, tx)
  })

  const follow = async (): Promise<void> => {
    try {
      await follower.after?.()
    } catch (error) {
      log.error({ follower: follower.name, error: nameOf(error) }, 'what follows from events failed and will be tried again')
    }
  }

  /** Tries one event until it succeeds, or has failed often enough to be given up on. */
  async function insist(event: StoredEvent): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await handle([event], event)
        position = { xid: event.xid, seq: event.seq }
        return
      } catch (error) {
        if (error instanceof PositionMovedError || isUnavailable(error)) throw error
        if (attempt === attemptsPerEvent) {
          poison = { seq: event.seq, kind: event.kind }
          log.error({ follower: follower.name, ...poison, error: nameOf(error) }, 'a follower stopped at an event it cannot handle')
          return
        }
        await pause.sleep(firstPauseMs * 2 ** attempt)
        if (stopping) return
      }
    }
  }

  /** One round; gives how long to sleep, 0 for not at all. */
  async function round(): Promise<number> {
    position = await store.read((db) => positionOf(db, follower.name))
    settleWatchers()
    const { events, held } = await store.events.after(position, eventsPerWrite)
    const last = events.at(-1)
    if (!last) return held ? heldMs : idleMs
    try {
      await handle(events, last)
    } catch (error) {
      if (error instanceof PositionMovedError || isUnavailable(error)) throw error
      // One by one, so that those before the one at fault are done and it is known which it is.
      for (const event of events) {
        if (poison || stopping) break
        await insist(event)
      }
    }
    await follow()
    if (events.length < eventsPerWrite) await gathering.sleep(gatherMs)
    return 0
  }

  async function run(): Promise<void> {
    let failures = 0
    while (!stopping && !poison) {
      try {
        const ms = await round()
        failures = 0
        if (ms > 0) await idle.sleep(ms)
      } catch (error) {
        // Somebody else handled them: look where we are now.
        if (error instanceof PositionMovedError) continue
        // The database is away. That is not the events' fault: try for as long as it takes, and say so now and then.
        failures += 1
        if (failures % 20 === 1) log.error({ follower: follower.name, error: nameOf(error) }, 'a follower cannot reach the store')
        await pause.sleep(Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10)))
      }
    }
    settleWatchers()
  }

  return {
    name: follower.name,
    start() {
      stopping = false
      poison = null
      running ??= run()
    },
    async stop() {
      stopping = true
      for (const one of [idle, pause, gathering]) one.wake()
      await running
      running = undefined
    },
    wake: idle.wake,
    status: () => ({ name: follower.name, state: poison ? 'stopped' : 'running', poison }),
    until: (condition) => new Promise((resolve, reject) => {
      watchers.push({ condition, resolve, reject })
      if (poison) settleWatchers()
      idle.wake()
      gathering.wake()
    }),
    reset: () => store.write((tx) => moveToStart(tx, follower, clock.now())),
  }
}
