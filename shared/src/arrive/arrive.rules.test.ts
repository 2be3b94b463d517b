import { describe, expect, test } from 'vitest'
import type { ApplicationState } from '../journey'
import { hour, minute } from '../words/time'
import { scanReasons } from './arrive.contract'
import { judgeArrival, scannedAt, scanWords, showsWorker, workForSlip, type ExpectedWorker, type PassReading } from './arrive.rules'

const startsAt = Date.UTC(2026, 10, 23, 22, 30)
const expected = (state: ApplicationState, marketId = 'here'): ExpectedWorker => ({ state, marketId, startsAt, endsAt: startsAt + 9 * hour })
const judge = (reading: PassReading, worker: ExpectedWorker | null, at = startsAt) => judgeArrival(reading, worker, 'here', at)

describe('the verdict on a scan', () => {
  test.each([
    ['signed', 'accepted'],
    ['applied', 'not_hired'],
    ['worker_signed', 'not_hired'],
    ['employer_signed', 'not_hired'],
    ['unsigned', 'not_hired'],
    ['absent', 'accepted'],
    ['arrived', 'already_arrived'],
    ['finished', 'already_arrived'],
    ['settled', 'already_arrived'],
    ['cancelled', 'cancelled'],
    ['withdrawn', 'cancelled'],
    ['declined', 'cancelled'],
  ] as const)('an application that is %s: %s', (state, reason) => {
    expect(judge('ok', expected(state))).toBe(reason)
  })
  test('from three hours before the start to the end, and not a moment more', () => {
    const at = [startsAt - 3 * hour - 1, startsAt - 3 * hour, startsAt + 9 * hour, startsAt + 9 * hour + 1]
    expect(at.map((moment) => judge('ok', expected('signed'), moment))).toEqual(['outside_window', 'accepted', 'accepted', 'outside_window'])
  })
  test('another market learns only that the worker is not its own, even from an old or odd pass', () => {
    expect((['ok', 'expired', 'clock_skew'] as const).map((reading) => judge(reading, expected('arrived', 'elsewhere')))).toEqual(['wrong_market', 'wrong_market', 'wrong_market'])
  })
  test('a pass must be ours, and of now', () => {
    expect((['bad_signature', 'expired', 'clock_skew'] as const).map((reading) => judge(reading, expected('signed')))).toEqual(['bad_signature', 'expired_code', 'clock_skew'])
    expect(judge('ok', null)).toBe('not_hired')
  })
})

describe('a printed slip', () => {
  const pick = (...works: ExpectedWorker[]) => workForSlip(works, 'here', startsAt)
  test('stands for the job that may be confirmed here and now, whatever else the person has', () => {
    const [later, signed, elsewhere] = [{ ...expected('signed'), startsAt: startsAt + 12 * hour, endsAt: startsAt + 20 * hour }, expected('signed'), expected('signed', 'elsewhere')]
    expect(pick(expected('cancelled'), elsewhere, later, expected('arrived'), signed)).toBe(signed)
  })
  test('of somebody without such a job says what best explains it', () => {
    expect(pick(expected('cancelled'), expected('arrived'))?.state).toBe('arrived')
    expect(pick(expected('signed', 'elsewhere'), expected('applied'))?.state).toBe('applied')
    expect(pick(expected('signed', 'elsewhere'))?.marketId).toBe('elsewhere')
    expect(pick()).toBeNull()
  })
  test('that was revoked confirms nothing, and who carries one is looked at closely', () => {
    expect(judge('revoked', null)).toBe('revoked')
    expect(scanWords('accepted', null, startsAt, 'slip').say).toContain('身份证')
    expect(scanWords('not_hired', null, startsAt, 'slip').say).toContain('服务台')
  })
})

describe('when it was scanned', () => {
  const now = startsAt
  test.each([
    ['now', now, now],
    ['a little ago, sent late', now - 9 * minute, now - 9 * minute],
    ['longer ago than a repeated request takes', now - 11 * minute, now],
    ['in the future', now + 1, now],
  ])('%s', (_name, capturedAt, at) => {
    expect(scannedAt(capturedAt, now)).toBe(at)
  })
})

describe('what staff are told', () => {
  test('every reason has a word and a sentence', () => {
    for (const reason of scanReasons) expect(scanWords(reason, null, startsAt)).toEqual({ word: expect.stringMatching(/^.{2,6}$/u) as string, say: expect.stringMatching(/。$/) as string })
  })
  test('who has arrived before is told with the time', () => {
    expect(scanWords('already_arrived', startsAt - 5 * minute, startsAt).say).toBe('今天 06:25 已经确认过，不用再扫。')
  })
  test('nothing is shown of a worker of another market, or of a code that is not ours', () => {
    expect(scanReasons.filter((reason) => !showsWorker(reason))).toEqual(['duplicate_upload', 'wrong_market', 'bad_signature', 'revoked', 'unknown_key', 'retry_later'])
  })
})
