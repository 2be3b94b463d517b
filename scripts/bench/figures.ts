/** Numbers as they are printed. */

/** The value below which a share (0–1) of the samples lies. */
export const quantile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const mean = (samples: readonly number[]): number => samples.reduce((sum, sample) => sum + sample, 0) / samples.length

/** Three digits that mean something. */
export const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(4))

export const line = (what: string, value: string): void => console.log(`  ${what.padEnd(58)} ${value}`)

/** Numbers from 0 to 1 that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** CPU time of the process since then, ms, its other threads included. */
export const cpuMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}

/** How often the event loop is looked at, ms. At each of its turns, which would be at once when it has nothing to do, the looking would take a whole core. */
const lookEveryMs = 2

/**
 * The longest that one turn of the event loop took while this was done, ms, to some two of them. The lesser of its time by the clock,
 * which holds what other programs did meanwhile, and of the CPU time of the process, which holds what its other threads did.
 */
export async function longestTurn(work: () => Promise<void>): Promise<number> {
  let longest = 0
  let done = false
  const waiting = (async () => {
    while (!done) {
      const [used, start] = [process.cpuUsage(), performance.now()]
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
      longest = Math.max(longest, Math.min(cpuMs(used), performance.now() - start))
    }
  })()
  await work()
  done = true
  await waiting
  return longest
}
