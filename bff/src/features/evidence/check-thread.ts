import type { MessagePort } from 'node:worker_threads'
import type { CheckedAgreement } from './agreement-check'
import { checkAll, type Unchecked } from './checking'
import { readTrustedKeys } from './trusted-keys'

export type CheckTask = { task: number; some: readonly Unchecked[] }
export type CheckAnswer = { task: number; checked: (CheckedAgreement | null)[] } | { task: number; problem: string }

/** The thread's side: answers each stretch of agreements with what was found of them. */
export function checkAgreements(port: MessagePort, keysText: string): void {
  const keys = readTrustedKeys(keysText)
  port.on('message', ({ task, some }: CheckTask) => {
    let answer: CheckAnswer
    try {
      answer = { task, checked: checkAll(some, keys) }
    } catch (error) {
      answer = { task, problem: error instanceof Error ? error.message : String(error) }
    }
    port.postMessage(answer)
  })
}
