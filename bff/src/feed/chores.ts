import { AppError } from '@market/shared/errors'
import type { Clock } from '../clock'

/**
 * Work that time brings and no event does: a reminder before something ends, a posting that was not confirmed. Several
 * servers run the same chores at once, so each must be guarded in its own statements and harmless when run again.
 */
export interface Chore {
  /** For the log. */
  readonly name: string
  readonly everyMs: number
  /** @param now UTC ms */
  run(now: number): Promise<void>
}

type Log = { error(context: object, message: string): void }

export type Chores = {
  start(): void
  stop(): Promise<void>
  /** Runs each once, in their order: what tests do instead of waiting. */
  runAll(): Promise<void>
}

/** A chore that fails is logged and tried again at its next turn; it never stops the others. */
export function openChores({ chores, clock, log }: { chores: readonly Chore[]; clock: Clock; log: Log }): Chores {
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<void>>()

  const attempt = async (chore: Chore): Promise<void> => {
    try {
      await chore.run(clock.now())
    } catch (error) {
      log.error({ chore: chore.name, error: nameOf(error), at: placeOf(error) }, 'a chore failed and will be tried again')
    }
  }

  return {
    start() {
      for (const chore of chores) {
        let busy = false
        timers.add(setInterval(() => {
          // One that takes longer than its turn is not started twice.
          if (busy) return
          busy = true
          const turn = attempt(chore).finally(() => {
            busy = false
            running.delete(turn)
          })
          running.add(turn)
        }, chore.everyMs).unref())
      }
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      timers.clear()
      await Promise.all(running)
    },
    async runAll() {
      for (const chore of chores) {
        try {
          await chore.run(clock.now())
        } catch (error) {
          // Somebody outside is away: the others have their turn all the same, and it is tried again.
          if (!isAway(error)) throw error
        }
      }
    },
  }
}

const isAway = (error: unknown): boolean => error instanceof AppError && error.code === 'upstream_unavailable'

/** Never the message: a parser or driver quotes the names and numbers it stumbled over. */
const nameOf = (error: unknown): string => (error instanceof Error ? `${error.name}${'code' in error ? ` ${String(error.code)}` : ''}` : 'unknown')

const placeOf = (error: unknown): string | undefined =>
  error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at .*:\d+\)?$/.test(line)).slice(0, 7).join('\n') : undefined
