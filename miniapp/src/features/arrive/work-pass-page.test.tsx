import { act, render } from '@testing-library/react'
import type { WorkPass } from '@market/shared/arrive/arrive.contract'
import { deviceKeyFrom, signWithDevice, verifyOnPhone } from '@market/shared/arrive/device-key'
import { makeCredential, marketTag, passStepMs, readPass } from '@market/shared/arrive/pass.rules'
import { parseCode } from '@market/shared/scan/scan.rules'
import { day, hour, second } from '@market/shared/words/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { application, worker } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import WorkPassPage from '../../pages/work-pass/index'

/** The code that a worker shows at the work: made by this phone every few seconds, with a network or without. */

vi.mock('../../platform/navigation', () => fakeNavigation)
vi.mock('../../platform/random', async (actual) => ({ ...(await actual<object>()), secretBytes: (length: number) => Promise.resolve(new Uint8Array(length).fill(7)) }))
// Its text is what staff scan.
vi.mock('../../ui/qr-code', () => ({ QrCode: ({ id, text }: { id: string; text: string }) => <div id={id}>{text}</div> }))

const applicationId = '0197b0c2-5f3a-7c11-8a55-000000000001'
const now = Date.UTC(2026, 10, 22, 20, 40)
const market = deviceKeyFrom(new Uint8Array(48).fill(1))
const keys = [{ id: '0a0b0c0d', publicKey: market.publicKey }]

/** What the server signs for the phone that asks. */
const passFor = (deviceKey: string, expiresAt = now + day): WorkPass => ({
  credential: makeCredential({ keyId: '0a0b0c0d', applicationId, market: marketTag('market-0001'), startsAt: now + hour, endsAt: now + 9 * hour, expiresAt, deviceKey }, (message) => signWithDevice(market.privateKey, message)),
  expiresAt, renewAt: expiresAt - 12 * hour, linkStart: 'https://market.example/q/', serverNow: now, workerMasked: '王*国', number: 38, jobTitle: '卸货搬运', address: '宏进农批市场 3 号库', startsAt: now + hour,
})
const call = 'POST /api/applications/:applicationId/work-pass'.replace(':applicationId', applicationId)
const own = { [`GET /api/applications/${applicationId}`]: application('signed', { id: applicationId }) }
const at = (id: string): HTMLElement | null => document.getElementById(id)
const tick = (ms = 0): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))
/** What staff read off the screen. */
const shownPass = () => readPass((parseCode(at('pass-code')?.textContent ?? '') as { token: string }).token, keys, verifyOnPhone)
const noNetwork = () => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))

beforeEach(() => {
  vi.useFakeTimers({ now })
  freshPhone({ applicationId })
  signedInAs(worker)
})
afterEach(() => vi.useRealTimers())

test('is signed by the market and by this phone, of this moment, and another one with each step', async () => {
  const asked = answerWith({ ...own, [call]: ({ body }: { body: unknown }) => passFor((body as { deviceKey: string }).deviceKey) })
  render(<WorkPassPage />)
  await tick()
  expect(shownPass()).toMatchObject({ status: 'genuine', shownAt: now, facts: { applicationId } })
  await tick(passStepMs)
  expect(shownPass()).toMatchObject({ status: 'genuine', shownAt: now + passStepMs })
  // The credential is good for a day: nobody is asked for it with each step.
  expect(asked.filter((one) => one.call === call)).toHaveLength(1)
})

test('goes on without a network, also after the page was closed, until what the server signed runs out', async () => {
  answerWith({ ...own, [call]: ({ body }: { body: unknown }) => passFor((body as { deviceKey: string }).deviceKey, now + 60 * second) })
  const first = render(<WorkPassPage />)
  await tick()
  expect(shownPass().status).toBe('genuine')
  first.unmount()
  noNetwork()
  render(<WorkPassPage />)
  await tick(passStepMs)
  expect(shownPass()).toMatchObject({ status: 'genuine', shownAt: now + passStepMs })
  await tick(60 * second)
  expect(at('pass-code')).toBeNull()
  expect(at('pass-stale')).not.toBeNull()
})

test('leads to the job where there is no pass any more', async () => {
  answerWith({ ...own, [call]: new Refusal('step_not_allowed') })
  render(<WorkPassPage />)
  await tick()
  expect(at('pass-code')).toBeNull()
  expect(navigation.went).toEqual([['replace', '/pages/application/index', { applicationId }]])
})
