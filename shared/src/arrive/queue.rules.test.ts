import { describe, expect, test } from 'vitest'
import type { UploadVerdict } from './offline.contract'
import { mostInBatch, type ArrivalUpload } from './offline.rules'
import { afterUpload, emptyQueue, enqueue, nextUpload, putAway, type ScanQueue } from './queue.rules'

const filled = (scans: number): ScanQueue =>
  Array.from({ length: scans }, (_, at) => `scan-${at + 1}`).reduce((queue, scanId) => enqueue(queue, { scanId, capturedAt: 1, clockOffset: 0, code: 'x', provisional: 'accepted' }), emptyQueue)
const verdict = (upload: ArrivalUpload, outcome: UploadVerdict['outcome']): UploadVerdict =>
  ({ scanId: upload.scanId, sequence: upload.sequence, outcome, result: null, problem: outcome === 'dead' ? '坏了' : null, review: null })
const ids = (uploads: readonly ArrivalUpload[]) => uploads.map(({ scanId }) => scanId)

describe('the queue of a staff phone', () => {
  test('numbers scans without a hole and sends fifty at a time, oldest first', () => {
    const queue = filled(120)
    expect(queue.waiting.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1))
    expect(ids(nextUpload(queue))).toEqual(ids(queue.waiting.slice(0, mostInBatch)))
    expect(nextUpload(emptyQueue)).toEqual([])
  })

  test('keeps what was scanned while the answer was on its way, and what has no verdict', () => {
    const before = filled(3)
    const sent = nextUpload(before)
    const during = enqueue(before, { scanId: 'scan-later', capturedAt: 1, clockOffset: 0, code: 'x', provisional: 'accepted' })
    expect(ids(afterUpload(during, sent, sent.slice(0, 2).map((upload) => verdict(upload, 'kept'))).waiting)).toEqual(['scan-3', 'scan-later'])
    expect(afterUpload(during, sent, [])).toEqual(during)
  })

  test('puts a dead one where people see it, and it holds nobody up', () => {
    const queue = filled(3)
    const sent = nextUpload(queue)
    const after = afterUpload(queue, sent, sent.map((upload, at) => verdict(upload, at === 1 ? 'dead' : 'kept')))
    expect(after).toMatchObject({ waiting: [], dead: [{ upload: { scanId: 'scan-2' }, problem: '坏了' }], nextSequence: 4 })
    expect(putAway(after, 'scan-2').dead).toEqual([])
  })

  test('sends again what the server could not take now, behind the rest', () => {
    const queue = filled(60)
    const sent = nextUpload(queue)
    expect(ids(afterUpload(queue, sent, sent.map((upload) => verdict(upload, upload.sequence === 1 ? 'again' : 'kept'))).waiting).slice(-2)).toEqual(['scan-60', 'scan-1'])
  })

  test('takes the same answer twice without harm', () => {
    const queue = filled(3)
    const sent = nextUpload(queue)
    const verdicts = sent.map((upload) => verdict(upload, 'dead'))
    const once = afterUpload(queue, sent, verdicts)
    expect(afterUpload(once, sent, verdicts)).toEqual(once)
  })
})
