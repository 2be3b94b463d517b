import type { WorkPass } from '@market/shared/arrive/arrive.contract'
import { deviceKeyFrom, signWithDevice, type DeviceKey } from '@market/shared/arrive/device-key'
import { makePass, passCode } from '@market/shared/arrive/pass.rules'
import { secretBytes } from '../../platform/random'
import { keysOf, passPrefix, slot } from '../../platform/storage'

/** What a worker's phone keeps to show a pass without a network: its own key, and what the server has signed for it. */

const keptKey = slot<DeviceKey>(`${passPrefix}key`)
const credentialPrefix = `${passPrefix}for:`
const randomLength = 48

let key: Promise<DeviceKey | null> | null = null

const made = async (): Promise<DeviceKey | null> => {
  const random = await secretBytes(randomLength)
  const fresh = random && deviceKeyFrom(random)
  if (fresh) keptKey.write(fresh)
  return fresh
}

/** This phone's key, made at the first need; null on a WeChat too old to give random bytes that nobody can guess. */
export function deviceKey(): Promise<DeviceKey | null> {
  const kept = keptKey.read()
  if (kept) return Promise.resolve(kept)
  // Two that ask at once must not make two keys.
  return (key ??= made().finally(() => (key = null)))
}

export const keptPass = (applicationId: string): WorkPass | null => slot<WorkPass>(credentialPrefix + applicationId).read()

/** Keeps what the server has signed, and nothing that has run out. `now` is UTC ms by the server's clock. */
export function keepPass(applicationId: string, pass: WorkPass, now: number): void {
  for (const storedAt of keysOf(credentialPrefix)) if ((slot<WorkPass>(storedAt).read()?.expiresAt ?? 0) <= now) slot(storedAt).clear()
  slot<WorkPass>(credentialPrefix + applicationId).write(pass)
}

export const dropPass = (applicationId: string): void => slot(credentialPrefix + applicationId).clear()

/** The code to show at `now`, UTC ms by the server's clock: signed by this phone, of this moment. */
export const codeAt = ({ linkStart, credential }: WorkPass, { privateKey }: DeviceKey, now: number): string =>
  passCode(linkStart, makePass(credential, now, (message) => signWithDevice(privateKey, message)))
