import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Checking } from './checking'
import type { CheckAnswer, CheckTask } from './check-thread'

type Waiting = { worker: Worker; resolve(answer: Extract<CheckAnswer, { checked: unknown }>['checked']): void; reject(problem: Error): void }

/** What a thread may hold: tables of keys, certificates, and a stretch or two. */
const limits = { maxOldGenerationSizeMb: 512 }

/** Below this many bytes everything is checked before a thread has started. */
const worthThreads = 2_000_000
/** How many threads a file of so many bytes is worth; 0 for none. */
export const threadsFor = (bytes: number): number => (bytes < worthThreads ? 0 : availableParallelism())

/**
 * Checks agreements on all cores. A thread that dies is no verdict: what it had in hand, and everything after, is refused.
 * @param keys the text of the file of public keys, as `readTrustedKeys` takes it: each thread reads it for itself
 */
export function openCheckThreads(keys: string, { threads = availableParallelism(), script = new URL('./check-worker.mjs', import.meta.url) } = {}): Checking & { close(): Promise<void> } {
  const waiting = new Map<number, Waiting>()
  let tasks = 0
  let ended: Error | null = null
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(script, { execArgv: [], resourceLimits: limits, workerData: { keys } })
    worker.on('message', (answer: CheckAnswer) => {
      const asked = waiting.get(answer.task)
      waiting.delete(answer.task)
      if ('checked' in answer) asked?.resolve(answer.checked)
      else asked?.reject(new Error(answer.problem))
    })
    // Its end follows, and says so to whoever waits.
    let reason = 'it stopped'
    worker.on('error', (problem) => { reason = problem.message })
    worker.on('exit', () => {
      ended ??= new Error(`a thread that checks agreements ended: ${reason}`)
      for (const { reject } of waiting.values()) reject(ended)
      waiting.clear()
    })
    return worker
  })

  return {
    // One in hand and one at hand for each, so that none waits for the reader.
    atOnce: 2 * threads,
    check(some) {
      if (ended !== null) return Promise.reject(ended)
      const task = (tasks += 1)
      const worker = leastBusy(workers, waiting)
      return new Promise((resolve, reject) => {
        waiting.set(task, { worker, resolve, reject })
        worker.postMessage({ task, some } satisfies CheckTask)
      })
    },
    async close() {
      ended ??= new Error('the threads that check agreements are closed')
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function leastBusy(workers: readonly Worker[], waiting: ReadonlyMap<number, Waiting>): Worker {
  const inHand = (one: Worker): number => [...waiting.values()].filter(({ worker }) => worker === one).length
  return workers.reduce((least, worker) => (inHand(worker) < inHand(least) ? worker : least))
}
