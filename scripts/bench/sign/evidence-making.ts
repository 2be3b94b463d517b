import type { MessagePort } from 'node:worker_threads'
import { agreementMaker, type MadeAgreement, type People } from '../../../bff/test/support/evidence-rows'
import { openInstallation } from '../../../bff/test/support/installation'

export type MakingAsked = { folder: string; people: People; from: number; to: number; every: number }
/** So many in one message, and in one write. */
const together = 250

/** The thread's side: makes every `every`-th agreement from `from` to before `to`. */
export async function makeAgreements(port: MessagePort, { folder, people, from, to, every }: MakingAsked): Promise<void> {
  const { ring, authority } = openInstallation(folder)
  const make = agreementMaker(ring, authority)
  let made: MadeAgreement[] = []
  for (let number = from; number < to; number += every) {
    made.push(await make(number, people))
    if (made.length < together && number + every < to) continue
    port.postMessage(made)
    made = []
  }
}
