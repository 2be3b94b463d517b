import type { UploadVerdict } from './offline.contract'
import { mostInBatch, type ArrivalUpload } from './offline.rules'

/**
 * What a staff phone keeps until the server has answered. It is written down before anything green is shown, and again after
 * each step here; a phone that is killed in between sends again, which the server answers the same way.
 */

export type DeadScan = { upload: ArrivalUpload; problem: string }

export type ScanQueue = {
  /** Of the next scan. Never goes back, or the server could not see what is missing. */
  readonly nextSequence: number
  /** Oldest first. */
  readonly waiting: readonly ArrivalUpload[]
  /** Never to be taken by the server; shown to people until one of them puts it away. */
  readonly dead: readonly DeadScan[]
}

export const emptyQueue: ScanQueue = { nextSequence: 1, waiting: [], dead: [] }

/** So many scans may wait before staff are warned: some 400 bytes each, and a key of a phone's storage holds a megabyte. */
export const manyWaiting = 1_000

export const enqueue = (queue: ScanQueue, scan: Omit<ArrivalUpload, 'sequence'>): ScanQueue => ({
  ...queue,
  nextSequence: queue.nextSequence + 1,
  waiting: [...queue.waiting, { ...scan, sequence: queue.nextSequence }],
})

/** What to send now; empty when nothing waits. */
export const nextUpload = (queue: ScanQueue): readonly ArrivalUpload[] => queue.waiting.slice(0, mostInBatch)

/**
 * After the server's answer to `sent`, whenever it comes: a verdict says nothing of scans that were made since. One without a
 * verdict stays.
 */
export function afterUpload(queue: ScanQueue, sent: readonly ArrivalUpload[], verdicts: readonly UploadVerdict[]): ScanQueue {
  const answered = new Map(sent.flatMap((upload, at) => (verdicts[at] ? [[upload.scanId, verdicts[at]] as const] : [])))
  const outcomeOf = ({ scanId }: ArrivalUpload) => answered.get(scanId)?.outcome ?? 'again'
  // What is to be sent again goes behind the rest, so that it holds nobody up.
  const again = queue.waiting.filter((upload) => answered.has(upload.scanId) && outcomeOf(upload) === 'again')
  const untouched = queue.waiting.filter(({ scanId }) => !answered.has(scanId))
  const died = queue.waiting.filter((upload) => outcomeOf(upload) === 'dead').map((upload) => ({ upload, problem: answered.get(upload.scanId)?.problem ?? '' }))
  return { ...queue, waiting: [...untouched, ...again], dead: [...queue.dead, ...died] }
}

/** Somebody has seen it. */
export const putAway = (queue: ScanQueue, scanId: string): ScanQueue => ({ ...queue, dead: queue.dead.filter(({ upload }) => upload.scanId !== scanId) })
