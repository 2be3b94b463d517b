import { hour } from '@market/shared/words/time'
import { deviceKeyFrom, signWithDevice, verifyOnPhone } from '@market/shared/arrive/device-key'
import { makePass, marketTag, readPass } from '@market/shared/arrive/pass.rules'
import { expect, test } from 'vitest'
import { openTestAuthority, testKeyRing } from '../../crypto/test-authority'
import { workPasses } from './passes'

const [before, now] = [testKeyRing(openTestAuthority()).pass, testKeyRing(openTestAuthority()).pass]
const device = deviceKeyFrom(new Uint8Array(48).fill(5))
const at = Date.UTC(2026, 10, 23, 22)
const facts = { applicationId: '0197b0c2-5f3a-7c11-8a55-0123456789ab', market: marketTag('here'), startsAt: at, endsAt: at + 9 * hour, expiresAt: at + 24 * hour, deviceKey: device.publicKey }
const shownBy = (passes: ReturnType<typeof workPasses>) => makePass(passes.credential(facts), at, (message) => signWithDevice(device.privateKey, message))

test('what the server signs is read by the server and by a phone', () => {
  const passes = workPasses(now)
  const pass = shownBy(passes)
  const genuine = { status: 'genuine', facts: { ...facts, keyId: passes.keys[0]?.id }, shownAt: at }
  expect(passes.read(pass)).toEqual(genuine)
  expect(readPass(pass, passes.keys, verifyOnPhone)).toEqual(genuine)
})

test('an earlier key still reads what it signed, and is handed out behind the present one', () => {
  const earlier = shownBy(workPasses(before))
  const rotated = workPasses({ key: now.key, all: [...before.all, ...now.all] })
  expect(rotated.read(earlier)).toMatchObject({ status: 'genuine' })
  expect(rotated.keys.map(({ until }) => until === null)).toEqual([true, false])
  expect(rotated.keys[0]?.id).toBe(workPasses(now).keys[0]?.id)
  expect(workPasses(now).read(earlier)).toEqual({ status: 'unknown_key' })
})

test('a phone’s key that is no point is refused without an error', () => {
  const passes = workPasses(now)
  const odd = makePass(passes.credential({ ...facts, deviceKey: `02${'f'.repeat(64)}` }), at, (message) => signWithDevice(device.privateKey, message))
  expect(passes.read(odd)).toEqual({ status: 'bad_signature' })
})
