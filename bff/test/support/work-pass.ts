import { createHash } from 'node:crypto'
import { arriveEndpoints, type WorkPass } from '@market/shared/arrive/arrive.contract'
import { deviceKeyFrom, signWithDevice, type DeviceKey } from '@market/shared/arrive/device-key'
import { credentialValidMs, makePass, marketTag, passCode, type PassFacts } from '@market/shared/arrive/pass.rules'
import { workPasses } from '../../src/features/scan/passes'
import type { TestPerson } from './app'
import { keyRing } from './keys'

const made = new Map<string, DeviceKey>()

/** The key that somebody's phone has made for itself; `phone` tells several of one person apart. */
export function phoneKey(personId: string, phone = ''): DeviceKey {
  const name = `${personId} ${phone}`
  const key = made.get(name) ?? deviceKeyFrom(createHash('sha384').update(name).digest())
  made.set(name, key)
  return key
}

/** The code a phone shows at `at` (UTC ms). */
export const shown = ({ credential, linkStart }: Pick<WorkPass, 'credential' | 'linkStart'>, key: DeviceKey, at: number): string =>
  passCode(linkStart, makePass(credential, at, (message) => signWithDevice(key.privateKey, message)))

/** What a worker's phone shows, which has just fetched its credential. */
export async function showPass(worker: Pick<TestPerson, 'call' | 'personId'>, applicationId: string, phone = ''): Promise<string> {
  const key = phoneKey(worker.personId, phone)
  const pass = await worker.call(arriveEndpoints.workPass, { params: { applicationId }, body: { deviceKey: key.publicKey } })
  return shown(pass, key, pass.serverNow)
}

/** A pass as our server would sign it, for somebody to whom it never would; with `ring` as another server would. */
export function madeUpPass(facts: Pick<PassFacts, 'applicationId'> & Partial<PassFacts>, at: number, ring = keyRing): string {
  const key = phoneKey('nobody')
  const credential = workPasses(ring.pass).credential({ market: marketTag(''), startsAt: at, endsAt: at, expiresAt: at + credentialValidMs, deviceKey: key.publicKey, ...facts })
  return shown({ credential, linkStart: 'https://market.test/q/' }, key, at)
}
