import type { Slot } from '../platform/storage'

/** What stays on the phone of what was read: little, and nothing that is never asked for again. */

/** As many answers stay; the one that was given longest ago goes first. */
export const mostKept = 30
/** In UTF-16 as phones store it: WeChat gives an app 10 MB in all and 1 MB for each, and drafts and the outbox need some of it. */
const mostBytes = 200 * 1024

/** Each number somebody types and each shift of the map is another question: their answers would push out everything else. */
function isPassing(name: string, args: unknown): boolean {
  const query = (args as { query?: Record<string, unknown> }).query ?? {}
  return (name === 'GET /api/presence' && query['number'] !== undefined) || (name === 'GET /api/jobs' && query['south'] !== undefined)
}

export type KeptReads<T> = {
  read: (key: string) => T | null
  write: (name: string, args: unknown, key: string, value: T) => void
}

/** @param index the keys of what is kept, the oldest first */
export function createKeptReads<T>(slotFor: (key: string) => Slot<T>, index: Slot<readonly string[]>): KeptReads<T> {
  return {
    read: (key) => slotFor(key).read(),
    write(name, args, key, value) {
      if (isPassing(name, args) || 2 * JSON.stringify(value).length > mostBytes) return slotFor(key).clear()
      const kept = [...(index.read() ?? []).filter((one) => one !== key), key]
      for (const old of kept.splice(0, Math.max(0, kept.length - mostKept))) slotFor(old).clear()
      // First the name of it: what is kept and not in the index would stay for ever.
      index.write(kept)
      slotFor(key).write(value)
    },
  }
}
