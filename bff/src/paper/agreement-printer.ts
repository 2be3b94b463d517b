import { Worker } from 'node:worker_threads'
import type { AgreementPaper as Paper } from './agreement-layout'
import type { DrawingAsked, DrawingDone } from './agreement-drawing'

export type { AgreementPaper as AgreementToPrint } from './agreement-layout'
export type AgreementPrinter = ReturnType<typeof openAgreementPrinter>

type Waiting = { resolve(pdf: Buffer): void; reject(problem: Error): void }

/** A font of 10 MB is outside of it; a paper needs a few. What asks for more dies alone. */
const limits = { maxOldGenerationSizeMb: 256 }

/**
 * Prints agreements in one thread beside the event loop. The thread begins with the first paper, keeps its font, does not keep
 * a process alive while it has nothing to do, and is started anew for the next paper when it has died.
 */
export function openAgreementPrinter(script: URL = new URL('./agreement-worker.mjs', import.meta.url)) {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let jobs = 0
  let closed = false

  const settled = (worker: Worker): void => {
    if (waiting.size === 0) worker.unref()
  }
  const start = (): Worker => {
    const worker = new Worker(script, { execArgv: [], resourceLimits: limits })
    worker.on('message', (done: DrawingDone) => {
      const asked = waiting.get(done.job)
      waiting.delete(done.job)
      settled(worker)
      if ('pdf' in done) asked?.resolve(Buffer.from(done.pdf.buffer, done.pdf.byteOffset, done.pdf.byteLength))
      else asked?.reject(new Error(done.problem))
    })
    // Its end follows, and says so to whoever waits.
    let reason = 'it stopped'
    worker.on('error', (problem) => { reason = problem.message })
    worker.on('exit', () => {
      if (thread === worker) thread = null
      for (const { reject } of waiting.values()) reject(new Error(`the thread that prints agreements ended: ${reason}`))
      waiting.clear()
    })
    return worker
  }

  return {
    /**
     * The agreement as a PDF ready for a signature; the same input gives the same bytes.
     * @throws Error when the link is too long for a code, the thread died over it, or the printer is closed
     */
    agreement(paper: Paper): Promise<Buffer> {
      if (closed) return Promise.reject(new Error('the printer of agreements is closed'))
      const worker = (thread ??= start())
      worker.ref()
      const job = (jobs += 1)
      return new Promise((resolve, reject) => {
        waiting.set(job, { resolve, reject })
        worker.postMessage({ job, paper } satisfies DrawingAsked)
      })
    },

    /** Ends the thread; papers that are not done yet are refused. */
    async close(): Promise<void> {
      closed = true
      await thread?.terminate()
    },
  }
}
