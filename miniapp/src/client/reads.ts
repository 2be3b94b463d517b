import type { Slot } from '../platform/storage'
import type { Api } from './api'
import { createKeptReads } from './kept-reads'
import type { ArgsOf, Outcome, ReadCall, ReplyOf } from './outcome'

/** Something read, and when (UTC ms). */
export type Seen<T> = { value: T; at: number }

export type Reads = {
  /** The last answer, at once: from memory, or from the phone's storage when the app was closed in between. */
  last<C extends ReadCall>(name: C, args: ArgsOf<C>): Seen<ReplyOf<C>> | null
  /** Asks the server. Two that ask the same thing at the same time share one request. */
  ask<C extends ReadCall>(name: C, args: ArgsOf<C>): Promise<Outcome<Seen<ReplyOf<C>>>>
  /** Forgets what one person saw before another holds the phone. */
  forget(): void
}

type Options = { api: Pick<Api, 'call'>; now: () => number; slotFor: (key: string) => Slot<Seen<unknown>>; index: Slot<readonly string[]>; forgetSlots: () => void }

export const readKey = (name: string, args: unknown): string => `${name} ${JSON.stringify(args)}`

export function createReads({ api, now, slotFor, index, forgetSlots }: Options): Reads {
  const kept = createKeptReads(slotFor, index)
  const memory = new Map<string, Seen<unknown>>()
  const asking = new Map<string, Promise<Outcome<Seen<unknown>>>>()
  // An answer that arrives after `forget` belongs to the person before.
  let holder = 0

  const ask = async (name: ReadCall, args: ArgsOf<ReadCall>, key: string): Promise<Outcome<Seen<unknown>>> => {
    const askedFor = holder
    const outcome = await api.call(name, args)
    if (!outcome.ok) return outcome
    const seen: Seen<unknown> = { value: outcome.value, at: now() }
    if (askedFor === holder) {
      memory.set(key, seen)
      kept.write(name, args, key, seen)
    }
    return { ok: true, value: seen }
  }

  return {
    last<C extends ReadCall>(name: C, args: ArgsOf<C>) {
      const key = readKey(name, args)
      const seen = memory.get(key) ?? kept.read(key)
      if (seen) memory.set(key, seen)
      return seen as Seen<ReplyOf<C>> | null
    },
    ask<C extends ReadCall>(name: C, args: ArgsOf<C>) {
      const key = readKey(name, args)
      const running = asking.get(key) ?? ask(name, args as ArgsOf<ReadCall>, key).finally(() => asking.delete(key))
      asking.set(key, running)
      return running as Promise<Outcome<Seen<ReplyOf<C>>>>
    },
    forget() {
      holder += 1
      memory.clear()
      asking.clear()
      forgetSlots()
    },
  }
}
