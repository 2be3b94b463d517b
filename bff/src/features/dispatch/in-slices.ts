import { setImmediate } from 'node:timers/promises'

/** How long one slice holds the event loop, in ms: a request that comes meanwhile waits so long at most. */
const sliceMs = 2

/** Runs long work to its end and lets everything else go on in between. */
export async function inSlices<Result>(work: Generator<void, Result>): Promise<Result> {
  let until = performance.now() + sliceMs
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() >= until) {
      await setImmediate()
      until = performance.now() + sliceMs
    }
  }
}
