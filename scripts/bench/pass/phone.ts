import { deviceKeyFrom, signWithDevice, verifyOnPhone } from '@market/shared/arrive/device-key'
import { makeCredential, makePass, readPass, type PassFacts } from '@market/shared/arrive/pass.rules'

/** What phones do with work passes, timed in a process without a JIT; prints milliseconds as JSON. */
const rounds = 40
const timed = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

const random = (fill: number): Uint8Array => new Uint8Array(48).fill(fill)
let device = { privateKey: '', publicKey: '' }
const first = timed(() => (device = deviceKeyFrom(random(2))))
const server = deviceKeyFrom(random(1))
const facts: PassFacts = { keyId: '0a0b0c0d', applicationId: '0197b0c2-5f3a-7c11-8a55-0123456789ab', market: 1, startsAt: 0, endsAt: 3_600_000, expiresAt: 86_400_000, deviceKey: device.publicKey }
const credential = makeCredential(facts, (message) => signWithDevice(server.privateKey, message))
let pass = ''
const sign = Array.from({ length: rounds }, (_, at) => timed(() => (pass = makePass(credential, at * 15_000, (message) => signWithDevice(device.privateKey, message)))))
const keys = [{ id: facts.keyId, publicKey: server.publicKey }]
const read = Array.from({ length: rounds }, () => timed(() => {
  if (readPass(pass, keys, verifyOnPhone).status !== 'genuine') throw new Error('its own pass is not read')
}))
console.log(JSON.stringify({ first, sign, read }))
