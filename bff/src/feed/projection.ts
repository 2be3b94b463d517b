import type { Look } from '../store/event-log'
import type { Store } from '../store/store'
import type { StoredEvent } from './events'
import { isUnavailable, nameOf } from './failures'
import { sleeper } from './sleeper'

/**
 * Something derived that lives in the memory of one process: an index to search or rank by. Other than a follower's, its
 * effects need no transaction, and it sees what is committed at once, also while an older transaction is still running.
 */
export interface View {
  /** For the log. */
  readonly name: string
  /** Forgets what it holds and reads everything as it is now. Reads page by page where there is much. */
  load(): Promise<void>
  /**
   * Brings up to date what these events name, by reading it again: an event may come that `load` has already taken
   * account of, and two may come in another order than they were committed in. One call at a time.
   */
  on(events: readonly StoredEvent[]): Promise<void>
}

/** A view that is kept current. */
export interface Projection {
  readonly name: string
  /** Loads the view and follows the events from there on. Returns at once. */
  start(log: ProjectionLog): void
  stop(): Promise<void>
  /**
   * Resolves when all that was committed in this process before the call has been handled, the load at the start included;
   * costs nothing when nothing was appended since.
   * @throws Error the projection is not running, or the store keeps failing
   */
  current(): Promise<void>
  /** Whether it is so already: who asks very often need not wait for a promise then. */
  isCurrent(): boolean
}

/** Told of what fails; gets names and numbers, never an event's content. */
export type ProjectionLog = { error(problem: object, message: string): void }

/** Events handed over at once: a list of 50,000 postings must not hold the process for as long as it takes to read them. */
const eventsPerTurn = 200
/** The safety net for a wake-up that was lost. */
const idleMs = 2_000
const firstPauseMs = 20
const longestPauseMs = 5_000
/** Whoever waits is told after so many failures in a row, some two seconds; the projection itself tries on. */
const failuresWaitedThrough = 6

export function openProjection({ events }: Pick<Store, 'events'>, view: View): Projection {
  let running: Promise<void> | undefined
  let unsubscribe: (() => void) | undefined
  let stopping = false
  /** What the view has taken account of; undefined when it is to be loaded. */
  let look: Look | undefined
  /** How often something was appended, and up to which of these the view is current. */
  let appended = 0
  let handled = -1
  let waiting: { until: number; resolve: () => void; reject: (error: unknown) => void }[] = []
  const idle = sleeper()
  const pause = sleeper()
  const done = Promise.resolve()

  function settle(): void {
    const reached = waiting.filter(({ until }) => until <= handled)
    waiting = waiting.filter(({ until }) => until > handled)
    for (const { resolve } of reached) resolve()
  }

  function giveUp(error: unknown): void {
    const all = waiting
    waiting = []
    for (const { reject } of all) reject(error)
  }

  /** Looks once and handles what is new, page by page. */
  async function turn(): Promise<void> {
    const upTo = appended
    if (look === undefined) {
      // Looked first: what is committed during the load is handled once more after it.
      const before = await events.look()
      await view.load()
      look = before
    }
    for (let more = true; more && !stopping;) {
      const next = await events.since(look, eventsPerTurn)
      if (next.events.length > 0) await view.on(next.events)
      look = next.look
      more = next.more
      // On SQLite none of this waits for anything: others get their turn here.
      if (more) await new Promise(setImmediate)
    }
    if (stopping) return
    handled = upTo
    settle()
  }

  async function run(log: ProjectionLog): Promise<void> {
    let failures = 0
    while (!stopping) {
      try {
        await turn()
        failures = 0
        if (handled === appended) await idle.sleep(idleMs)
      } catch (error) {
        failures += 1
        if (failures % 20 === 1) log.error({ projection: view.name, error: nameOf(error) }, 'a projection failed and will be tried again')
        // The database is away: go on from where we are. Anything else may have left half of it done: begin again.
        if (!isUnavailable(error)) look = undefined
        if (failures >= failuresWaitedThrough) giveUp(error)
        await pause.sleep(Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10)))
      }
    }
    giveUp(new Error(`projection ${view.name} was stopped`))
  }

  return {
    name: view.name,
    start(log) {
      if (running) return
      stopping = false
      unsubscribe = events.onAppended(() => {
        appended += 1
        idle.wake()
      })
      running = run(log)
    },
    async stop() {
      stopping = true
      unsubscribe?.()
      idle.wake()
      pause.wake()
      await running
      running = undefined
      // Nobody counts what is appended from here on.
      look = undefined
      handled = -1
      appended = 0
    },
    isCurrent: () => handled === appended,
    current() {
      if (handled === appended) return done
      if (!running) return Promise.reject(new Error(`projection ${view.name} is not running`))
      return new Promise((resolve, reject) => waiting.push({ until: appended, resolve, reject }))
    },
  }
}
