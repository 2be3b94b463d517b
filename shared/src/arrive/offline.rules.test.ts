import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, hour, minute, second } from '../words/time'
import { clockOffsetOf } from './clock.rules'
import { deviceKeyFrom, signWithDevice, slipHash, verifyOnPhone } from './device-key'
import type { Roster, RosterPerson } from './offline.contract'
import { judgeOffline, missingNumbers, offlineWords, readUpload, reviewReasons, reviewWords, uploadedScanTimes, type OfflineKnowledge } from './offline.rules'
import { makeCredential, makePass, marketTag, passCode, type PassFacts } from './pass.rules'

const server = deviceKeyFrom(new Uint8Array(48).fill(1))
const phone = deviceKeyFrom(new Uint8Array(48).fill(2))
const otherPhone = deviceKeyFrom(new Uint8Array(48).fill(3))
const now = Date.UTC(2026, 10, 23, 22, 0)
const applicationId = '0197b0c2-5f3a-7c11-8a55-0123456789ab'
const marketId = '0197b0c2-0000-7c11-8a55-0123456789ab'
const facts: PassFacts = { keyId: '0a0b0c0d', applicationId, market: marketTag(marketId), startsAt: now + hour, endsAt: now + 10 * hour, expiresAt: now + day, deviceKey: phone.publicKey }
const pass = (changes: Partial<PassFacts> = {}, shownAt = now, device = phone) =>
  passCode('https://market.example/q/', makePass(makeCredential({ ...facts, ...changes }, (message) => signWithDevice(server.privateKey, message)), shownAt, (message) => signWithDevice(device.privateKey, message)))

const slip = 'w0123456789abcdefghj'
const person: RosterPerson = {
  applicationId, workerMasked: '王*国', number: 7, jobTitle: '卸货', address: '1 号库', startsAt: facts.startsAt, endsAt: facts.endsAt, state: 'signed', arrivedAt: null, slips: [slipHash('salt', slip)],
}
const roster: Roster = { marketId, validUntil: now + 18 * hour, keys: [{ id: facts.keyId, publicKey: server.publicKey, from: 0, until: null }], slipSalt: 'salt', people: [person], revoked: [] }
const judge = (code: string, changes: Partial<OfflineKnowledge> & { at?: number } = {}) =>
  judgeOffline(code, changes.at ?? now, { roster, fetchedAt: now - 5 * minute, clockOffset: 0, confirmed: new Map(), verify: verifyOnPhone, slipHash, ...changes })

describe('a scan without a network', () => {
  test('of somebody on the roster is green for now, and says who it is', () => {
    const verdict = judge(pass())
    expect(verdict).toMatchObject({ reason: 'accepted', tone: 'green', person: { workerMasked: '王*国' }, warnings: [] })
    expect(offlineWords(verdict)).toMatchObject({ word: '先记下了' })
  })
  test('of somebody hired since is green too: the server’s key vouches for it', () => {
    expect(judge(pass(), { roster: { ...roster, people: [] } })).toMatchObject({ reason: 'accepted', tone: 'green', person: null, warnings: ['not_on_roster'] })
  })
  test('a second time on the same phone says since when', () => {
    expect(judge(pass(), { confirmed: new Map([[applicationId, now - minute]]) })).toMatchObject({ reason: 'already_arrived', since: now - minute })
    expect(judge(pass(), { confirmed: new Map([[applicationId, now - minute]]), roster: { ...roster, people: [] } })).toMatchObject({ reason: 'already_arrived' })
    expect(judge(pass(), { roster: { ...roster, people: [{ ...person, state: 'arrived', arrivedAt: now - hour }] } })).toMatchObject({ reason: 'already_arrived', since: now - hour })
  })
  test('of a screenshot: expired_code; of a clock ahead: clock_skew; more than three hours early: outside_window', () => {
    expect(judge(pass(), { at: now + minute })).toMatchObject({ reason: 'expired_code', tone: 'red' })
    expect(judge(pass({}, now + 2 * minute))).toMatchObject({ reason: 'clock_skew', tone: 'red' })
    expect(judge(pass(), { roster: { ...roster, people: [{ ...person, startsAt: now + 4 * hour }] } })).toMatchObject({ reason: 'outside_window' })
    expect(judge(pass({ startsAt: now + 4 * hour }), { roster: { ...roster, people: [] } })).toMatchObject({ reason: 'outside_window', tone: 'red' })
  })
  test('one that was signed by another phone, or altered: bad_signature', () => {
    expect(judge(pass({}, now, otherPhone))).toMatchObject({ reason: 'bad_signature', person: null })
  })
  test('with a key that is not on the list: unknown_key when the list is fresh, else to be synced first', () => {
    const unknown = pass({ keyId: 'ffffffff' })
    expect(judge(unknown)).toMatchObject({ reason: 'unknown_key', tone: 'red' })
    const stale = judge(unknown, { fetchedAt: now - hour })
    expect(stale).toMatchObject({ reason: 'unknown_key', tone: 'amber' })
    expect(offlineWords(stale)?.say).toContain('连上网')
  })
  test('of another market’s worker shows nobody', () => {
    expect(judge(pass({ market: marketTag('elsewhere') }))).toMatchObject({ reason: 'wrong_market', tone: 'red', person: null })
  })
  test('of a cancelled place, or from the phone that the pass has left', () => {
    expect(judge(pass(), { roster: { ...roster, people: [], revoked: [{ applicationId, why: 'cancelled', deviceKey: null }] } })).toMatchObject({ reason: 'cancelled', tone: 'red' })
    const moved = { ...roster, revoked: [{ applicationId, why: 'moved' as const, deviceKey: otherPhone.publicKey }] }
    expect(judge(pass(), { roster: moved })).toMatchObject({ reason: 'revoked', tone: 'amber' })
    expect(judge(pass({ deviceKey: otherPhone.publicKey }, now, otherPhone), { roster: moved })).toMatchObject({ reason: 'accepted' })
  })
  test('of a slip: whom it stands for, or to be asked later', () => {
    expect(judge(slip)).toMatchObject({ reason: 'accepted', tone: 'green', shown: 'slip', person: { applicationId } })
    const unknown = judge('w0123456789abcdefghk')
    expect(unknown).toMatchObject({ reason: 'not_hired', tone: 'amber', shown: 'slip', person: null })
    expect(offlineWords(unknown)).not.toBeNull()
  })
  test.each([['ten thousand letters', 'x'.repeat(10_000)], ['emoji', '😀'], ['another site’s link', 'https://evil.example/q/pay?to=me'], ['nothing', ''], ['a gate', 'g0123456789abcdefghj']])('of %s is refused', (_name, code) => {
    expect(judge(code)).toMatchObject({ reason: 'bad_signature', tone: 'red', person: null })
  })
  test('says when the roster is old or the phone’s clock is wrong', () => {
    expect(judge(pass(), { fetchedAt: now - 13 * hour }).warnings).toEqual(['roster_old'])
    expect(judge(pass(), { clockOffset: -hour })).toMatchObject({ reason: 'accepted', warnings: ['clock_wrong'] })
    expect(judge(pass({}, roster.validUntil + second), { at: roster.validUntil + second, fetchedAt: roster.validUntil }).warnings).toContain('roster_old')
  })
})

describe('what comes to the server later', () => {
  const upload = { scanId: 'scan-0001', sequence: 7, capturedAt: now, clockOffset: -3, code: 'x', provisional: 'accepted' }
  test('is read as it is', () => {
    expect(readUpload(upload)).toEqual({ ok: true, upload })
  })
  test.each([null, 3, 'x', [], {}, { ...upload, sequence: 0 }, { ...upload, sequence: 3_000_000_000 }, { ...upload, sequence: 1.5 }, { ...upload, capturedAt: '1' }, { ...upload, clockOffset: null }, { ...upload, scanId: 'a b' }, { ...upload, code: 3 }, { ...upload, code: 'x'.repeat(2_001) }])('%j is told to be broken', (item) => {
    expect(readUpload(item)).toMatchObject({ ok: false, message: expect.stringMatching(/。$/) as string })
  })
  test('keeps the number of what it cannot read, so that it is no gap', () => {
    expect(readUpload({ ...upload, code: null })).toMatchObject({ scanId: 'scan-0001', sequence: 7 })
  })
  test('anything at all is looked at without an error', () => {
    fc.assert(fc.property(fc.anything(), (item) => {
      readUpload(item)
    }))
  })

  test('is dated by the phone’s clock as it was known to be wrong, and by what the server sees of it', () => {
    const scanned = now - 2 * hour
    const times = (wrongThen: number, knownOffset: number, wrongNow: number) =>
      uploadedScanTimes({ capturedAt: scanned + wrongThen, clockOffset: knownOffset }, now + wrongNow, now)
    expect(times(0, 0, 0)).toEqual([scanned])
    expect(times(hour, -hour, hour)).toEqual([scanned])
    // Set right after the scan, or set wrong before it without the phone knowing: one of both is true.
    expect(times(hour, -hour, 0)).toContain(scanned)
    expect(times(hour, 0, hour)).toContain(scanned)
    // A guess that lies in the future is none: cut to now, a code scanned a moment ago would seem to be of now.
    expect(times(3 * hour, 0, 3 * hour)).toEqual([scanned])
  })
  test('is never of the future, and never of last year', () => {
    expect(uploadedScanTimes({ capturedAt: now + hour, clockOffset: 0 }, now, now)).toEqual([now])
    expect(uploadedScanTimes({ capturedAt: 0, clockOffset: 0 }, now, now)).toEqual([now])
  })
  test('a phone’s clock is known to half a second from one answer', () => {
    expect(clockOffsetOf(now + hour, now, now + 200)).toBe(hour + 400)
  })
  test('numbers that never came are told', () => {
    expect(missingNumbers([])).toEqual([])
    expect(missingNumbers([3, 1, 2, 2])).toEqual([])
    expect(missingNumbers([2, 3, 6, 9, 8])).toEqual([{ from: 1, to: 1 }, { from: 4, to: 5 }, { from: 7, to: 7 }])
  })
  test('of a phone with many numbers only the last ones are looked through', () => {
    expect(missingNumbers([9, 7, 6], 3)).toEqual([{ from: 8, to: 8 }])
  })
  test('every reason to look again has words', () => {
    expect(reviewReasons.every((reason) => reviewWords[reason].length > 4)).toBe(true)
  })
})
