import type { Clock } from '../clock'
import type { Store } from '../store/store'
import { atOrAfter, type Follower } from './follower'
import { createRunner, type Runner } from './runner'

export type { Follower } from './follower'

export interface FollowerStatus {
  readonly name: string
  /** 'stopped': an event could not be handled; nothing is skipped, so this follower waits for a correction and a restart. */
  readonly state: 'running' | 'stopped'
  /** The event it stopped at. */
  readonly poison: { readonly seq: number; readonly kind: string } | null
}

/** Hands every event, after its commit and in order, to every follower. */
export interface Feed {
  start(): void
  /** Resolves when no follower is in the middle of anything. */
  stop(): Promise<void>
  status(): FollowerStatus[]
  /**
   * Resolves when every follower has handled all events that were committed before the call.
   * @throws Error a follower has stopped, or the feed is not running
   */
  caughtUp(): Promise<void>
  /** Makes a follower forget what it derived and derive it again from the first event. */
  rebuild(name: string): Promise<void>
}

export interface FeedOptions {
  readonly store: Store
  readonly clock: Clock
  readonly followers: readonly Follower[]
  /** Told of a follower that stopped; gets names and numbers, never an event's content. */
  readonly log: { error(problem: object, message: string): void }
}

/**
 * The feed of one process. Several processes may run the same followers: an effect and its position are one write, so
 * whoever comes second finds the position moved and does nothing.
 */
export function openFeed({ store, clock, followers, log }: FeedOptions): Feed {
  const names = followers.map((follower) => follower.name)
  if (new Set(names).size < names.length) throw new Error('two followers have the same name')
  const runners = followers.map((follower) => createRunner({ store, clock, follower, log }))
  let unsubscribe: (() => void) | undefined

  async function reach(some: readonly Runner[]): Promise<void> {
    if (!unsubscribe) throw new Error('the feed is not running')
    const target = await store.events.newest()
    await Promise.all(some.map((runner) => runner.until((position) => atOrAfter(position, target))))
  }

  return {
    start() {
      if (unsubscribe) return
      unsubscribe = store.events.onAppended(() => runners.forEach((runner) => runner.wake()))
      runners.forEach((runner) => runner.start())
    },
    async stop() {
      unsubscribe?.()
      unsubscribe = undefined
      await Promise.all(runners.map((runner) => runner.stop()))
    },
    status: () => runners.map((runner) => runner.status()),
    caughtUp: () => reach(runners),
    async rebuild(name) {
      const runner = runners.find((candidate) => candidate.name === name)
      if (!runner) throw new Error(`there is no follower "${name}"`)
      await runner.reset()
      await reach([runner])
    },
  }
}
