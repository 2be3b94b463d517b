import type { ArrivalResult } from '@market/shared/arrive/arrive.contract'
import { deviceKeyFrom, signWithDevice, slipHash } from '@market/shared/arrive/device-key'
import type { Roster, UploadVerdict } from '@market/shared/arrive/offline.contract'
import type { ArrivalUpload } from '@market/shared/arrive/offline.rules'
import { makeCredential, makePass, marketTag, passCode, type PassFacts } from '@market/shared/arrive/pass.rules'
import { day, hour, minute } from '@market/shared/words/time'
import type { Me } from '@market/shared/session/session.contract'
import { monday0440, shiftStart } from './samples'
import { ok, type Answer } from './server'

/** Real passes of a market's key and a worker's phone, and the list a staff phone holds of them. */
const server = deviceKeyFrom(new Uint8Array(48).fill(1))
const phone = deviceKeyFrom(new Uint8Array(48).fill(2))
export const marketId = '0197b0c2-0000-7c11-8a55-0123456789ab'
const applicationIdOf = (worker: number): string => `0197b0c2-5f3a-7c11-8a55-${String(worker).padStart(12, '0')}`

/** The pass of one worker as their phone shows it at `shownAt`. */
export function passOf(worker: number, shownAt: number, changes: Partial<PassFacts> = {}): string {
  const facts: PassFacts = {
    keyId: '0a0b0c0d', applicationId: applicationIdOf(worker), market: marketTag(marketId), startsAt: shiftStart, endsAt: shiftStart + 9 * hour, expiresAt: monday0440 + day,
    deviceKey: phone.publicKey, ...changes,
  }
  return passCode('https://market.example/q/', makePass(makeCredential(facts, (message) => signWithDevice(server.privateKey, message)), shownAt, (message) => signWithDevice(phone.privateKey, message)))
}

export const slipSample = 'w0123456789abcdefghj'
const salt = '5a'.repeat(16)

/** Three workers: 王*国 with number 38 is the first, and the third holds a slip. */
export const rosterSample = (changes: Partial<Roster> = {}): Roster => ({
  marketId,
  validUntil: monday0440 + 31 * hour,
  keys: [{ id: '0a0b0c0d', publicKey: server.publicKey, from: 0, until: null }],
  slipSalt: salt,
  people: ['王*国', '李*梅', '赵*柱'].map((workerMasked, at) => ({
    applicationId: applicationIdOf(at + 1), workerMasked, number: 38 + at, jobTitle: '卸货搬运', address: '宏进农批市场 3 号库', startsAt: shiftStart, endsAt: shiftStart + 9 * hour,
    state: 'signed', arrivedAt: null, slips: at === 2 ? [slipHash(salt, slipSample)] : [],
  })),
  revoked: [],
  ...changes,
})

export const staffMe: Me = {
  personId: 'person-staff-1', roles: ['staff'], nameMasked: '周*', phoneMasked: null, worker: null, employer: null, verifiedUntil: null,
  staff: { marketId, marketName: '洛阳市零工市场' }, grants: [],
}

export const acceptedSample: ArrivalResult = {
  scanId: 'scan-0001', status: 'accepted', reason: 'accepted', word: '到岗 · 已记下', say: '请进', shown: 'work_pass', applicationId: 'application-1', workerMasked: '王*国', number: 38,
  jobTitle: '卸货搬运', address: '宏进农批市场 3 号库', startsAt: shiftStart, since: shiftStart - 9 * minute, arrivedToday: 126,
}

/** The server's answer to a batch: the same verdict for each scan, or one of its own. */
export const verdicts = (of: ArrivalResult | ((upload: ArrivalUpload) => Partial<UploadVerdict>), gaps: { from: number; to: number }[] = []) =>
  (body: unknown): Answer => {
    const { items } = body as { items: ArrivalUpload[] }
    const kept = (upload: ArrivalUpload): UploadVerdict => ({
      scanId: upload.scanId, sequence: upload.sequence, outcome: 'kept', problem: null, review: null,
      ...(typeof of === 'function' ? { result: { ...acceptedSample, scanId: upload.scanId }, ...of(upload) } : { result: { ...of, scanId: upload.scanId } }),
    })
    return ok({ verdicts: items.map(kept), gaps })
  }
