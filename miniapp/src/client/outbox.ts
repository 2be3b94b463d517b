import type { Slot } from '../platform/storage'
import type { Api } from './api'
import { dropped, type ActCall, type ArgsOf, type Outcome, type Problem, type ReplyOf } from './outcome'

/** An act as it is kept on the phone until the server has answered it. `key` is its Idempotency-Key. */
export type KeptAct = { key: string; name: ActCall; args: unknown; label: string; since: number }

export type OutboxEntry = { key: string; label: string; state: 'waiting' | 'stuck' }

export type OutboxOptions = {
  api: Pick<Api, 'call'>
  newKey: () => Promise<string>
  kept: Slot<readonly KeptAct[]>
  now: () => number
  /** Resolves after `ms`; `hurry` is called to end it early. */
  wait: (ms: number, hurry: (wake: () => void) => void) => Promise<void>
  random: () => number
  /** Called with all that has not gone through at the first try, whenever that changes. */
  tell: (entries: readonly OutboxEntry[]) => void
  /** Called after something has been changed on the server. */
  done: () => void
}

export type Outbox = {
  /** Sends an act until it is answered. Resolves with the answer, or when the person drops it. */
  act<C extends ActCall>(name: C, args: ArgsOf<C>, label: string): Promise<Outcome<ReplyOf<C>>>
  /** Sends again what an earlier run of the app could not. Old acts wait for the person instead. */
  resume(): void
  /** Tries everything now: the network is back, or the person asked for it. */
  hurry(key?: string): void
  drop(key: string): void
  dropAll(): void
}

const firstWait = 1000
const longestWait = 30_000
/** After so long without an answer the person is asked: the world may have moved on. */
const stuckAfter = 10 * 60_000

type Running = KeptAct & { state: 'sending' | 'waiting' | 'stuck'; wake: () => void; ended: boolean; end: (problem: Problem) => void }

/** Worth another try with the same key: it may have happened, and if so the same answer comes back. */
const mayRepeat = (problem: Problem): boolean =>
  problem.kind === 'unreachable' ||
  (problem.kind === 'refused' && (problem.code === 'service_busy' || problem.code === 'request_in_progress' || problem.code === 'rate_limited'))

/** How long the server wants to be left alone, ms. */
const askedToWait = (problem: Problem): number => (problem.kind === 'refused' ? Math.min(longestWait, problem.retryAfterMs ?? 0) : 0)

/**
 * Acts on their way to the server. Every try of one act carries the same key, so that an act whose answer was
 * lost on the way back happens once; what could not be sent is kept, and is shown on every page.
 */
export function createOutbox({ api, newKey, kept, now, wait, random, tell, done }: OutboxOptions): Outbox {
  const running = new Map<string, Running>()

  const changed = (): void => {
    const all = [...running.values()]
    kept.write(all.map(({ key, name, args, label, since }) => ({ key, name, args, label, since })))
    tell(all.flatMap(({ key, label, state }) => (state === 'sending' ? [] : [{ key, label, state }])))
  }

  const pause = (act: Running, ms: number): Promise<void> => wait(ms, (wake) => (act.wake = wake))

  const run = (start: KeptAct, resumed: boolean): Promise<Outcome<unknown>> =>
    new Promise((resolve) => {
      const finish = (outcome: Outcome<unknown>): void => {
        if (act.ended) return
        act.ended = true
        running.delete(act.key)
        changed()
        if (outcome.ok) done()
        resolve(outcome)
      }
      const act: Running = {
        ...start,
        state: resumed ? 'waiting' : 'sending',
        wake: () => undefined,
        ended: false,
        end: (problem) => {
          finish({ ok: false, problem })
          act.wake()
        },
      }
      running.set(act.key, act)

      const trying = async (): Promise<void> => {
        for (let tries = 0; !act.ended; tries += 1) {
          if (now() - act.since >= stuckAfter && (tries > 0 || resumed)) {
            act.state = 'stuck'
            changed()
            await pause(act, Number.POSITIVE_INFINITY)
            if (act.ended) return
            act.since = now()
            act.state = 'waiting'
          }
          const outcome = await api.call(act.name, act.args as ArgsOf<ActCall>, act.key)
          if (outcome.ok || !mayRepeat(outcome.problem)) return finish(outcome)
          if (act.ended) return
          act.state = 'waiting'
          changed()
          // Jitter: when a whole market gets its network back, its phones must not all call in the same second.
          const own = Math.min(longestWait, firstWait * 2 ** tries) * (0.5 + random() / 2)
          await pause(act, Math.max(own, askedToWait(outcome.problem) * (1 + random() / 2)))
        }
      }
      changed()
      void trying()
    })

  const act = async <C extends ActCall>(name: C, args: ArgsOf<C>, label: string): Promise<Outcome<ReplyOf<C>>> => {
    const outcome = await run({ key: await newKey(), name, args, label, since: now() }, false)
    return outcome as Outcome<ReplyOf<C>>
  }

  return {
    act,
    resume() {
      for (const one of kept.read() ?? []) if (!running.has(one.key)) void run(one, true)
    },
    hurry(key) {
      for (const one of running.values()) if (key === one.key || (key === undefined && one.state === 'waiting')) one.wake()
    },
    drop: (key) => running.get(key)?.end(dropped),
    dropAll() {
      for (const one of [...running.values()]) one.end(dropped)
      kept.clear()
    },
  }
}
