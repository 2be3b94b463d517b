import { uuidv7 } from 'uuidv7'
import { offlineEndpoints } from '@market/shared/arrive/offline.contract'
import type { ArrivalUpload } from '@market/shared/arrive/offline.rules'
import { afterUpload, emptyQueue, enqueue, nextUpload, type ScanQueue } from '@market/shared/arrive/queue.rules'
import type { TestPerson } from './app'

/** A staff member's phone off the net: it keeps what it scans by the product's own rules, and sends it when told to. */
export interface StaffPhone {
  readonly deviceId: string
  readonly queue: ScanQueue
  /** How far its clock is ahead of the server's, ms; it may know nothing of it. */
  wrongBy: number
  /** What it believes has to be added to its clock. */
  clockOffset: number
  /** Scans a code at `at` by the server's clock. */
  scan(code: string, at: number, changes?: Partial<ArrivalUpload>): ArrivalUpload
  /** Sends the oldest scans at `at`. With `lost`, the server takes them and the answer does not come back; with `again`, it is asked a second time. */
  send(at: number, how?: { lost?: boolean; items?: readonly unknown[] }): Promise<Awaited<ReturnType<typeof sent>>>
}

const sent = (staff: Pick<TestPerson, 'call'>, body: { marketId: string; deviceId: string; sentAt: number; items: readonly unknown[] }) =>
  staff.call(offlineEndpoints.upload, { body: { ...body, items: body.items as ArrivalUpload[] } })

export function staffPhone(staff: Pick<TestPerson, 'call'>, marketId: string, deviceId = uuidv7()): StaffPhone {
  let queue = emptyQueue
  return {
    deviceId,
    get queue() {
      return queue
    },
    wrongBy: 0,
    clockOffset: 0,
    scan(code, at, changes = {}) {
      queue = enqueue(queue, { scanId: uuidv7(), capturedAt: at + this.wrongBy, clockOffset: this.clockOffset, code, provisional: 'accepted', ...changes })
      return queue.waiting.at(-1) as ArrivalUpload
    },
    async send(at, { lost = false, items } = {}) {
      const uploads = nextUpload(queue)
      const reply = await sent(staff, { marketId, deviceId, sentAt: at + this.wrongBy, items: items ?? uploads })
      if (!lost && items === undefined) queue = afterUpload(queue, uploads, reply.verdicts)
      return reply
    },
  }
}
