import { uuidv7 } from 'uuidv7'
import { offlineEndpoints } from '@market/shared/arrive/offline.contract'
import type { ArrivalUpload } from '@market/shared/arrive/offline.rules'
import { createScanQueue, type KeptScan, type QueueState, type ScanQueue } from '@market/shared/arrive/scan-queue'
import { uploadOf, type BatchReply, type Gap, type ScanBatch } from '@market/shared/arrive/scan-report'
import { Killed, scanMemory, type ScanMemory } from '../../../shared/test/scan-memory'
import type { Answer, TestPerson } from './app'

export { Killed }

export type UploadAnswer = Answer<typeof offlineEndpoints.upload>['body']

/** What becomes of one request: `late`, the phone gives it up, and it comes to the server when the test says so. */
export type Network = 'well' | 'answer-lost' | 'away' | 'late'

/** A staff member's phone off the net: the product's own queue over a storage in memory, that sends when it is told to. */
export interface StaffPhone {
  readonly deviceId: string
  readonly memory: ScanMemory
  /** What it shows its staff. */
  readonly state: QueueState
  readonly gaps: readonly Gap[]
  /** Scans in all requests that came to the server, each as often as it came. */
  readonly came: number
  /** How far its clock is ahead of the server's, ms; it may know nothing of it. */
  wrongBy: number
  /** What it believes has to be added to its clock. */
  clockOffset: number
  /** Scans a code at `at` by the server's clock; null where the phone has no room for it. @throws Killed */
  tryScan(code: string, at: number, changes?: Partial<ArrivalUpload>): KeptScan | null
  /** The same on a phone with room. @returns what it will tell the server */
  scan(code: string, at: number, changes?: Partial<ArrivalUpload>): ArrivalUpload
  /** Sends what waits, at `at`, until all is answered or an answer fails to come. @returns what the server said of it @throws Killed */
  send(at: number, network?: Network): Promise<UploadAnswer>
  /** Sends just these, past the queue, as another program might. */
  upload(items: readonly unknown[], at: number): Promise<UploadAnswer>
  /** Delivers what the network had held back. */
  deliver(): Promise<void>
  /** Ends the app, wherever it is, and opens it again. */
  restart(): void
}

export function staffPhone(staff: Pick<TestPerson, 'call' | 'raw' | 'personId'>, marketId: string, deviceId = uuidv7()): StaffPhone {
  const memory = scanMemory()
  const held: (() => Promise<unknown>)[] = []
  let state: QueueState = { waiting: [], toLookAt: [], stopped: null }
  let gaps: readonly Gap[] = []
  let came = 0
  let answers: UploadAnswer[] = []
  let sending: { at: number; network: Network } = { at: 0, network: 'well' }
  let queue: ScanQueue

  const bodyOf = (market: string, items: readonly unknown[], at: number) => ({ marketId: market, deviceId, sentAt: at + phone.wrongBy, items: items as ArrivalUpload[] })

  const ask = async ({ marketId: market, items }: ScanBatch): Promise<BatchReply> => {
    const { at, network } = sending
    const body = bodyOf(market, items, at)
    const request = () => {
      came += items.length
      return staff.raw(offlineEndpoints.upload, { body })
    }
    if (network === 'late') held.push(request)
    if (network === 'late' || network === 'away') return { got: 'nothing' }
    const reply = await request()
    if (reply.status === 403) return { got: 'not_allowed', message: reply.text }
    if (reply.status !== 200) throw new Error(`the batch was answered ${reply.status}: ${reply.text}`)
    answers.push(reply.body as UploadAnswer)
    return network === 'answer-lost' ? { got: 'nothing' } : { got: 'answer', body: reply.body }
  }

  const phone: StaffPhone = {
    deviceId,
    memory,
    get state() {
      return state
    },
    get gaps() {
      return gaps
    },
    get came() {
      return came
    },
    wrongBy: 0,
    clockOffset: 0,
    tryScan(code, at, changes = {}) {
      return queue.keep({
        scanId: uuidv7(), capturedAt: at + this.wrongBy, clockOffset: this.clockOffset, code, provisional: 'accepted', staffId: staff.personId, marketId, applicationId: null, ...changes,
      })
    },
    scan(code, at, changes) {
      const kept = this.tryScan(code, at, changes)
      if (kept === null) throw new Error('no room')
      return uploadOf(kept)
    },
    async send(at, network = 'well') {
      sending = { at, network }
      answers = []
      await queue.sync()
      return { verdicts: answers.flatMap(({ verdicts }) => verdicts), gaps: answers[answers.length - 1]?.gaps ?? [] }
    },
    upload: (items, at) => staff.call(offlineEndpoints.upload, { body: bodyOf(marketId, items, at) }),
    async deliver() {
      for (const request of held.splice(0)) await request()
    },
    restart() {
      const { store, step } = memory.start()
      queue = createScanQueue({
        store,
        staffId: () => staff.personId,
        send: async (batch) => {
          step()
          const reply = await ask(batch)
          // The server has it, and the app may have ended meanwhile.
          step()
          return reply
        },
        tell: (told) => (state = told),
        answered: () => undefined,
        missing: (told) => (gaps = told),
      })
      queue.look()
    },
  }
  phone.restart()
  return phone
}
