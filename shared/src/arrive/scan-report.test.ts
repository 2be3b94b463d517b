import { describe, expect, test } from 'vitest'
import type { KeptScan } from './scan-queue'
import { gapsWithout, readReply } from './scan-report'

const scan = (sequence: number): KeptScan =>
  ({ scanId: `scan-${sequence}`, sequence, capturedAt: 1, clockOffset: 0, code: 'x', provisional: 'accepted', staffId: 'staff', marketId: 'here', applicationId: null, fate: null })

describe('what never came', () => {
  test.each([
    ['all of a gap that is nowhere on the phone', [{ from: 3, to: 5 }], [1, 2, 6], [{ from: 3, to: 5 }]],
    ['none of one that waits here', [{ from: 3, to: 5 }], [5, 4, 3], []],
    ['both sides of what waits in the middle', [{ from: 3, to: 9 }], [6, 5], [{ from: 3, to: 4 }, { from: 7, to: 9 }]],
    ['each gap by itself', [{ from: 1, to: 1 }, { from: 4, to: 4 }], [4], [{ from: 1, to: 1 }]],
  ])('is %s', (_, gaps, held, left) => {
    expect(gapsWithout(gaps, held)).toEqual(left)
  })
})

describe('an answer', () => {
  test('of something between phone and server is none', () => {
    for (const body of [null, '<html>', {}, { verdicts: 'kept' }]) expect(readReply([scan(1)], body)).toBeNull()
  })

  test('with too few verdicts, or one of another scan, leaves those to be sent again', () => {
    const kept = (scanId: string | null) => ({ scanId, sequence: 1, outcome: 'kept', result: null, problem: null, review: null })
    expect(readReply([scan(1), scan(2), scan(3)], { verdicts: [kept('scan-1'), kept('scan-9')] })).toEqual({
      verdicts: [{ got: 'judged', result: null, differs: null }, { got: 'again' }, { got: 'again' }], gaps: [],
    })
  })

  test('to a scan whose number the server could not read says what is wrong with it', () => {
    expect(readReply([scan(1)], { verdicts: [{ scanId: null, sequence: null, outcome: 'dead', result: null, problem: '这一条坏了', review: null }], gaps: [{ from: 2, to: 2 }] })).toEqual({
      verdicts: [{ got: 'not_taken', message: '这一条坏了' }], gaps: [{ from: 2, to: 2 }],
    })
  })
})
