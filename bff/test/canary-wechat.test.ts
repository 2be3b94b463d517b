import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { myDataEndpoints } from '@market/shared/my-data/my-data.contract'
import { pushEndpoints } from '@market/shared/push/push.contract'
import type { PushTemplate } from '@market/shared/push/push.rules'
import { consent } from '@market/shared/register/consent'
import { registerEndpoints } from '@market/shared/register/register.contract'
import { hour } from '@market/shared/words/time'
import { canariesIn, type Canaries } from './support/canaries'
import { showPapers } from './support/identity'
import { unloading } from './support/journey'
import { byPoster } from './support/market'
import { idNumber } from './support/people'
import { pushed } from './support/push'
import { createWechatTestApp, type Entered, type WechatTestApp } from './support/wechat'

/**
 * What WeChat is told. Two people whose names and numbers are known do everything for which WeChat is asked; then each request is held
 * against what is meant to be in it, field by field, and they are looked for in all of it.
 */

/** A request as it went out: `fields` are the names in its address and in its body. */
type Sent = { path: string; fields: string[]; text: string }

const sent: Sent[] = []
let app: WechatTestApp

const worker = { name: '欧阳锁柱', idNumber: idNumber(), phone: '13812349876' }
const employer = { name: '司马宏运', idNumber: idNumber(), phone: '13956781234' }
const canaries: Canaries = {
  workerName: worker.name, workerNumber: worker.idNumber, workerPhone: worker.phone, employerName: employer.name, employerNumber: employer.idNumber, employerPhone: employer.phone,
}

/** Everything that WeChat's protocol asks for, and no more. */
const meant: Readonly<Record<string, readonly string[]>> = {
  '/sns/jscode2session': ['appid', 'secret', 'js_code', 'grant_type'],
  '/cgi-bin/stable_token': ['grant_type', 'appid', 'secret', 'force_refresh'],
  '/wxa/business/getuserphonenumber': ['access_token', 'code'],
  '/cv/ocr/idcard': ['type', 'access_token', 'img'],
  '/cgi-bin/message/subscribe/send': ['access_token', 'touser', 'template_id', 'page', 'data', 'miniprogram_state', 'lang'],
}

const noteRequest = async (address: URL, body: RequestInit['body']): Promise<void> => {
  if (body instanceof FormData) {
    const parts = await Promise.all([...body.entries()].map(async ([name, part]) => [name, typeof part === 'string' ? part : Buffer.from(await part.arrayBuffer()).toString('latin1')] as const))
    sent.push({ path: address.pathname, fields: [...address.searchParams.keys(), ...parts.map(([name]) => name)], text: `${address.search} ${JSON.stringify(parts)}` })
    return
  }
  const text = typeof body === 'string' ? body : ''
  const fields = text === '' ? [] : Object.keys(JSON.parse(text) as object)
  sent.push({ path: address.pathname, fields: [...address.searchParams.keys(), ...fields], text: `${address.search} ${text}` })
}

const picture = (card: object) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe]), Buffer.from(`sandbox-card:${JSON.stringify(card)}`.padEnd(120))]).toString('base64')

const allow = async (person: Entered, openid: string, template: PushTemplate): Promise<void> => {
  app.wechat.allowMessages(openid, template === 'offer' ? 'sandbox-offer' : 'sandbox-new-job')
  await person.call(pushEndpoints.consent, { body: { answers: [{ template, answer: 'accept' }] } })
}

beforeAll(async () => {
  app = await createWechatTestApp()
  const fetched = globalThis.fetch
  vi.stubGlobal('fetch', async (input: string | URL, init: RequestInit = {}) => {
    const address = new URL(String(input))
    if (address.origin === app.wechat.url) await noteRequest(address, init.body)
    return fetched(input, init)
  })
  const market = await app.market()
  const staff = await app.person({ staffOf: market.marketId })

  const atWork = await app.enter('openid-worker-0001')
  await atWork.call(registerEndpoints.readIdCard, { body: { imageBase64: picture({ name: worker.name, id: worker.idNumber }) } })
  await atWork.call(registerEndpoints.worker, { body: { ...worker, trades: ['4-02-05-01'], skillLevel: 'junior', wishedPayFen: 23_000, wishedPayUnit: 'day', consent: consent.version } })
  await atWork.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
  await allow(atWork, 'openid-worker-0001', 'new_job')
  await allow(atWork, 'openid-worker-0001', 'offer')

  const hiring = await app.enter('openid-employer-01')
  await hiring.call(registerEndpoints.employer, { body: { kind: 'business', name: '洛阳宏运农贸有限公司', licence: '91350100M000100Y43', contactName: employer.name, phone: employer.phone, consent: consent.version } })
  await showPapers(hiring, { name: employer.name, idNumber: employer.idNumber }, staff, market.marketId)
  const startsAt = app.clock.now() + 5 * hour
  const { id: jobId } = await hiring.call(jobsEndpoints.create, {
    body: unloading(market.marketId, { hiring: 'employer_chooses', contactName: employer.name, contactPhone: employer.phone, startsAt, endsAt: startsAt + 9 * hour }),
  })
  await pushed(app)
  const { id: applicationId } = await atWork.call(applyEndpoints.create, { params: { jobId } })
  await hiring.call(applyEndpoints.offer, { params: { applicationId } })
  await pushed(app)
  await atWork.call(applyEndpoints.withdraw, { params: { applicationId } })
  await atWork.call(myDataEndpoints.close, { body: { confirm: { kind: 'wechat_phone', code: app.wechat.phoneCode(worker.phone) } } })
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await app.close()
})

test('each of the calls to WeChat was made', () => {
  expect([...new Set(sent.map(({ path }) => path))].sort()).toEqual(Object.keys(meant).sort())
  expect(app.wechat.messagesTo('openid-worker-0001').map(({ templateId }) => templateId)).toEqual(['sandbox-new-job', 'sandbox-offer'])
})

test('a request holds the fields that are meant and no other', () => {
  for (const { path, fields } of sent) expect([path, fields.filter((field) => !meant[path]?.includes(field))]).toEqual([path, []])
  const data = sent.filter(({ path }) => path === '/cgi-bin/message/subscribe/send').map(({ text }) => Object.keys((JSON.parse(text.slice(text.indexOf('{'))) as { data: object }).data))
  expect(data).toEqual([['thing1', 'thing2', 'time3', 'thing4', 'thing5'], ['thing1', 'time2', 'thing3', 'thing4']])
})

test('nobody is named to WeChat but by the picture of the card that it is to read', () => {
  const naming = sent.filter(({ text }) => canariesIn(text, canaries).length > 0)
  expect(naming.map(({ path }) => path).filter((path) => path !== '/cv/ocr/idcard')).toEqual([])
  // What is looked for would be found: the number stands in the picture.
  expect(naming.flatMap(({ text }) => canariesIn(text, canaries))).toContain('workerNumber')
})
