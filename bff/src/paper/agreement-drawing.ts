import type { MessagePort } from 'node:worker_threads'
import { agreement, type AgreementPaper } from './agreement'
import { openFace } from './face'
import { fullFont } from './fonts'

export type DrawingAsked = { job: number; paper: AgreementPaper }
export type DrawingDone = { job: number; pdf: Uint8Array } | { job: number; problem: string }

/** The thread's side: answers each paper asked for with its file, or with why there is none. */
export function drawAgreements(port: MessagePort): void {
  const face = openFace(fullFont('regular'))
  port.on('message', ({ job, paper }: DrawingAsked) => {
    agreement(face, paper).then(
      (pdf) => {
        // A copy of its own, so that the thread gives away no more than it.
        const own = new Uint8Array(pdf)
        port.postMessage({ job, pdf: own } satisfies DrawingDone, [own.buffer])
      },
      (problem: unknown) => port.postMessage({ job, problem: problem instanceof Error ? problem.message : String(problem) } satisfies DrawingDone),
    )
  })
}
