import { Writable } from 'node:stream'
import { checkedUntil } from '@market/shared/identity/validity.rules'
import { consent } from '@market/shared/register/consent'
import { registerEndpoints, type EmployerRegistration, type WorkerRegistration } from '@market/shared/register/register.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { day } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyRing, timestampsAt } from '../../../test/support/keys'
import { testClock } from '../../../test/support/clock'
import { testConfig } from '../../../test/support/config'
import { idNumber } from '../../../test/support/people'
import { rowsAtRest, rowsBesideChecks, rowsOf } from '../../../test/support/rows-of-all-tables'
import { createTestStore } from '../../../test/support/test-store'
import { createWechatTestApp, type Entered, type WechatTestApp } from '../../../test/support/wechat'
import { buildApp } from '../../app'
import { identityOverHttp } from '../../gateways/identity/identity.http'
import { noCrowd } from '../../http/waiting-room'
import { wechatOverHttp } from '../../gateways/wechat/wechat.http'
import { readingsADay } from './id-card'

let app: WechatTestApp
let people = 0
beforeAll(async () => {
  app = await createWechatTestApp()
})
afterAll(() => app.close())

const newPerson = () => app.enter(`openid-${people += 1}`)

const worker = (changes: Partial<WorkerRegistration> = {}): WorkerRegistration => ({
  name: '王建国', idNumber: idNumber(), phone: '138 1234 5678', trades: ['4-02-05-01', '6-29-01-01'], skillLevel: 'apprentice',
  wishedPayFen: 20_000, wishedPayUnit: 'day', consent: consent.version, ...changes,
})
const business = (changes: Partial<EmployerRegistration> = {}): EmployerRegistration => ({
  kind: 'business', name: '洛阳顺达物流有限公司', licence: '91350100m000100y43', contactName: '李明', phone: '13912345678',
  consent: consent.version, ...changes,
})
const household = (changes: Partial<EmployerRegistration> = {}): EmployerRegistration => ({
  kind: 'household', name: '赵红霞', licence: idNumber(), contactName: '', phone: '13712345678', consent: consent.version, ...changes,
})
const asWorker = (person: Entered, body: WorkerRegistration, key?: string) => person.call(registerEndpoints.worker, { body, ...(key ? { key } : {}) })
const asEmployer = (person: Entered, body: EmployerRegistration) => person.call(registerEndpoints.employer, { body })
const workerRefused = (person: Entered, body: WorkerRegistration) => person.refused(registerEndpoints.worker, { body })
const employerRefused = (person: Entered, body: EmployerRegistration) => person.refused(registerEndpoints.employer, { body })

const personRow = async (personId: string) => {
  const rows = await app.store.read(({ q, t }) => q.select().from(t.people))
  const row = rows.find((person) => person.id === personId)
  if (!row) throw new Error('no such person')
  return row
}
const eventsOf = async (personId: string) => {
  const rows = await app.store.read(({ q, t }) => q.select().from(t.events))
  return rows.filter((event) => event.subjectId === personId).map(({ kind, data }) => ({ kind, data }))
}

describe('a worker', () => {
  test('is registered with everything given, and seen masked even by themselves', async () => {
    const person = await newPerson()
    const me = await asWorker(person, worker())
    expect(me).toEqual({
      personId: person.me.personId,
      roles: ['worker'],
      nameMasked: '王*国',
      phoneMasked: '138****5678',
      worker: { trades: ['4-02-05-01', '6-29-01-01'], skillLevel: 'apprentice', wishedPayFen: 20_000, wishedPayUnit: 'day' },
      employer: null,
      staff: null,
      verifiedUntil: checkedUntil(app.clock.now()),
      grants: [],
    })
    expect(await person.call(sessionEndpoints.me)).toEqual(me)
    expect(await eventsOf(person.me.personId)).toEqual([{ kind: 'person.registered', data: { as: 'worker' } }])
  })

  test('is kept sealed, and opens with the vault', async () => {
    const person = await newPerson()
    const number = idNumber()
    await asWorker(person, worker({ idNumber: number.toLowerCase() }))
    const row = await personRow(person.me.personId)
    const open = (column: string, sealed: string | null) => app.vault.open(sealed ?? '', { table: 'people', column, row: row.id })
    expect(open('name_sealed', row.nameSealed)).toBe('王建国')
    expect(open('id_number_sealed', row.idNumberSealed)).toBe(number)
    expect(open('phone_sealed', row.phoneSealed)).toBe('13812345678')
    expect(row).toMatchObject({ consentVersion: consent.version, consentedAt: app.clock.now() })
  })

  test.each<[string, unknown, string]>([
    ['name', '', '请填姓名'],
    ['name', '王', '请填完整的姓名，姓和名都要'],
    ['name', '王2', '姓名里不能有数字'],
    ['idNumber', '', '请填身份证号，也可以拍身份证'],
    ['idNumber', '4403', '身份证号是 18 位，现在填了 4 位'],
    ['idNumber', '340524198001010011', '身份证号有一位填错了，请对着身份证再看一遍'],
    ['idNumber', '440524188001010014', '身份证号里的出生日期不对，请对着身份证再看一遍'],
    ['phone', '', '请填手机号'],
    ['phone', '12345678901', '手机号不对，请再看一遍'],
    ['trades', [], '请至少选一样您能干的活'],
    ['trades', ['9-99-99-99'], '有一样活现在选不了，请重新选一下'],
    ['wishedPayFen', 0, '请填想要的工钱'],
    ['wishedPayFen', 100, '工钱请填一天 20 到 3,000 元之间'],
    ['consent', '', '请先看一遍说明，同意后再登记'],
    ['consent', '2020-01', '说明刚更新过，请再看一遍，同意后再登记'],
  ])('with %s %j is told “%s” beside it, and nothing is kept', async (field, value, message) => {
    const person = await newPerson()
    const before = await rowsAtRest(app)
    expect(await workerRefused(person, { ...worker(), [field]: value })).toMatchObject({
      status: 400, code: 'invalid_fields', fields: [{ field, message }],
    })
    expect(await rowsAtRest(app)).toEqual(before)
  })

  test('hears everything that is wrong at once', async () => {
    const { fields } = await workerRefused(await newPerson(), worker({ name: '', idNumber: '1', phone: '', trades: [], wishedPayFen: 0, consent: '' }))
    expect(fields?.map(({ field }) => field)).toEqual(['name', 'idNumber', 'phone', 'trades', 'wishedPayFen', 'consent'])
  })

  test.each<[string, unknown]>([
    ['{"role":"admin"} on top', { ...worker(), role: 'admin' }],
    ['pay as text', { ...worker(), wishedPayFen: '20000' }],
    ['pay of half a fen', { ...worker(), wishedPayFen: 0.5 }],
    ['pay below zero', { ...worker(), wishedPayFen: -1 }],
    ['an unknown skill', { ...worker(), skillLevel: 'master' }],
    ['a name as long as a book', { ...worker(), name: '国'.repeat(65) }],
    ['no ID number at all', (({ idNumber: _left, ...rest }) => rest)(worker())],
  ])('sent with %s is refused as a whole', async (_words, body) => {
    const person = await newPerson()
    expect(await person.raw(registerEndpoints.worker, { body })).toMatchObject({ status: 400, body: { code: 'invalid_fields' } })
    expect((await person.call(sessionEndpoints.me)).roles).toEqual([])
  })

  test('of fifteen is kindly sent to the desk, on the sixteenth birthday not', async () => {
    const bornOn23November2010 = '410302201011230044'
    const today = app.clock.now()
    app.clock.set(Date.parse('2026-11-22T23:59:59+08:00'))
    expect((await workerRefused(await newPerson(), worker({ idNumber: bornOn23November2010 }))).fields).toEqual([
      { field: 'idNumber', message: '未满 16 周岁，还不能登记找活，国家规定这样保护您。有难处请到服务台，我们一起想办法' },
    ])
    app.clock.set(today)
    expect((await asWorker(await newPerson(), worker({ idNumber: bornOn23November2010 }))).roles).toEqual(['worker'])
  })

  test('tapping twice is registered once, with the same answer', async () => {
    const person = await newPerson()
    const [body, key] = [worker(), uuidv7()]
    const first = await asWorker(person, body, key)
    expect(await asWorker(person, body, key)).toEqual(first)
    expect(await eventsOf(person.me.personId)).toHaveLength(1)
  })

  test('registering again changes trades and pay, and is no second registration', async () => {
    const person = await newPerson()
    const body = worker()
    await asWorker(person, body)
    const me = await asWorker(person, { ...body, trades: ['4-02-06-01'], wishedPayFen: 25_00, wishedPayUnit: 'hour', skillLevel: 'senior', phone: '13612345678' })
    expect(me.worker).toEqual({ trades: ['4-02-06-01'], skillLevel: 'senior', wishedPayFen: 2_500, wishedPayUnit: 'hour' })
    expect(me.phoneMasked).toBe('136****5678')
    expect((await eventsOf(person.me.personId)).map(({ kind }) => kind)).toEqual(['person.registered', 'person.changed'])
  })

  test('needs to have entered', async () => {
    expect(await app.stranger.refused(registerEndpoints.worker, { body: worker() })).toMatchObject({ status: 401, code: 'unauthenticated' })
  })
})

describe('one ID number, one account', () => {
  test('a number that is somebody else’s, another number and another name get one answer that tells nothing', async () => {
    const [owner, stranger] = [await newPerson(), await newPerson()]
    const owned = worker()
    await asWorker(owner, owned)
    const before = await rowsBesideChecks(app)
    const answers = [
      await workerRefused(stranger, worker({ idNumber: owned.idNumber, name: '张三丰' })),
      await workerRefused(stranger, worker({ idNumber: owned.idNumber.toLowerCase() })),
      await employerRefused(stranger, household({ licence: owned.idNumber })),
      await workerRefused(owner, worker()),
      await workerRefused(owner, { ...owned, name: '王建军' }),
    ]
    for (const { requestId: _differs, ...answer } of answers) {
      expect(answer).toEqual({ status: 409, code: 'identity_needs_review', message: '这份信息需要工作人员核对，请到服务台，带上身份证。' })
    }
    expect(await rowsBesideChecks(app)).toEqual(before)
  })

  test('eight accounts with one number at the same moment: one has it', async () => {
    const contenders = await Promise.all(Array.from({ length: 8 }, newPerson))
    const body = worker()
    const answers = await Promise.all(contenders.map((person) => person.raw(registerEndpoints.worker, { body })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
  })

  test('two accounts may have one phone, as families do', async () => {
    await asWorker(await newPerson(), worker({ phone: '13512345678' }))
    expect((await asWorker(await newPerson(), worker({ phone: '13512345678' }))).phoneMasked).toBe('135****5678')
  })
})

describe('an employer', () => {
  test('that is a business is known by its licence', async () => {
    const person = await newPerson()
    const me = await asEmployer(person, business())
    expect(me).toMatchObject({ roles: ['employer'], nameMasked: '李*', phoneMasked: '139****5678', employer: { kind: 'business', name: '洛阳顺达物流有限公司' } })
    expect(await eventsOf(person.me.personId)).toEqual([{ kind: 'person.registered', data: { as: 'employer' } }])
    const [row] = await app.store.read(({ q, t }) => q.select().from(t.employers)).then((rows) => rows.filter(({ personId }) => personId === me.personId))
    expect(row?.creditCode).toBe('91350100M000100Y43')
    expect(app.vault.open(row?.contactNameSealed ?? '', { table: 'employers', column: 'contact_name_sealed', row: me.personId })).toBe('李明')
    expect(app.vault.open(row?.phoneSealed ?? '', { table: 'employers', column: 'phone_sealed', row: me.personId })).toBe('13912345678')
  })

  test('that is a household is a person, whose name nobody else reads', async () => {
    const me = await asEmployer(await newPerson(), household())
    expect(me).toMatchObject({ roles: ['employer'], nameMasked: '赵*霞', employer: { kind: 'household', name: '赵*霞' } })
  })

  test.each<[EmployerRegistration, string, string]>([
    [business({ licence: '91350100M000100Y4Z' }), 'licence', '信用代码里没有字母 I、O、S、V、Z，请看看是不是数字 1、0、5、2'],
    [business({ licence: '91350100M000100Y44' }), 'licence', '信用代码有一位填错了，请对着营业执照再看一遍'],
    [business({ licence: '' }), 'licence', '请填营业执照上的统一社会信用代码'],
    [business({ name: '' }), 'name', '请填营业执照上的名称'],
    [business({ contactName: '' }), 'contactName', '请填姓名'],
    [business({ phone: '110' }), 'phone', '手机号是 11 位，现在填了 3 位'],
    [business({ consent: '' }), 'consent', '请先看一遍说明，同意后再登记'],
    [household({ licence: '11010519491231002' }), 'licence', '身份证号是 18 位，现在填了 17 位'],
    [household({ name: '赵' }), 'name', '请填完整的姓名，姓和名都要'],
  ])('case %#: told what is wrong beside the field, and nothing is kept', async (body, field, message) => {
    const person = await newPerson()
    const before = await rowsAtRest(app)
    expect(await employerRefused(person, body)).toMatchObject({ status: 400, code: 'invalid_fields', fields: [{ field, message }] })
    expect(await rowsAtRest(app)).toEqual(before)
  })

  test('registering again changes how it is reached; being another one is refused and changes nothing', async () => {
    const person = await newPerson()
    await asEmployer(person, business())
    expect((await asEmployer(person, business({ contactName: '周卫东', phone: '13312345678' }))).employer?.name).toBe('洛阳顺达物流有限公司')
    const before = await rowsBesideChecks(app)
    for (const other of [business({ name: '别的公司' }), business({ licence: '91410300MA4000000X' }), household()]) {
      expect(await employerRefused(person, other)).toMatchObject({ status: 409, code: 'already_registered' })
    }
    expect(await rowsBesideChecks(app)).toEqual(before)
    expect(await eventsOf(person.me.personId)).toHaveLength(1)
  })

  test('may be a worker too, under the same name and number', async () => {
    const person = await newPerson()
    const number = idNumber()
    await asEmployer(person, household({ licence: number }))
    expect((await workerRefused(person, worker({ name: '赵红霞' }))).code).toBe('identity_needs_review')
    expect((await asWorker(person, worker({ name: '赵红霞', idNumber: number }))).roles).toEqual(['worker', 'employer'])
  })

  test('of a business who works as well is a person with a name of their own', async () => {
    const person = await newPerson()
    await asEmployer(person, business({ contactName: '李明' }))
    const me = await asWorker(person, worker({ name: '李明亮' }))
    expect(me).toMatchObject({ roles: ['worker', 'employer'], nameMasked: '李*亮', phoneMasked: '138****5678' })
    expect((await asEmployer(person, business({ contactName: '周卫东', phone: '13312345678' })))).toMatchObject({ nameMasked: '李*亮', phoneMasked: '138****5678' })
  })
})

describe('a picture of the ID card', () => {
  const picture = (comment: string) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe]), Buffer.from(comment.padEnd(120))]).toString('base64')
  const read = (person: Entered, imageBase64: string) => person.call(registerEndpoints.readIdCard, { body: { imageBase64 } })
  const unread = (person: Entered, imageBase64: string) => person.refused(registerEndpoints.readIdCard, { body: { imageBase64 } })

  test('spares typing: what it says can be registered, and the picture is nowhere afterwards', async () => {
    const person = await newPerson()
    const before = await rowsAtRest(app)
    const reading = await read(person, picture('sandbox-card:{"name":"欧阳娜娜","id":"34052419800101001X"}'))
    expect(reading).toEqual({ name: '欧阳娜娜', idNumber: '34052419800101001X' })
    expect(await rowsAtRest(app)).toEqual(before)
    expect((await asWorker(person, worker(reading))).nameMasked).toBe('欧**娜')
  })

  test.each([
    [picture('sandbox-card:none'), '没认出身份证。请放平、对准，拍清楚再试，也可以自己填'],
    [picture('sandbox-card:back'), '这是有国徽的那一面，请拍有照片的那一面'],
    [Buffer.from('no picture at all'.repeat(20)).toString('base64'), '这张照片打不开，请重新拍一张'],
    ['不是照片'.repeat(40), '这张照片打不开，请重新拍一张'],
  ])('that shows no card is asked for again', async (image, message) => {
    expect(await unread(await newPerson(), image)).toMatchObject({ status: 400, code: 'invalid_fields', fields: [{ field: 'imageBase64', message }] })
  })

  test('larger than a phone should send is refused before it is read', async () => {
    const person = await newPerson()
    expect((await unread(person, 'A'.repeat(1_500_004))).code).toBe('invalid_fields')
    expect((await unread(person, 'A'.repeat(1_700_000))).code).toBe('payload_too_large')
  })

  test('may be tried ten times a day', async () => {
    const person = await newPerson()
    for (let tries = 0; tries < readingsADay; tries += 1) await read(person, picture(String(tries)))
    // Not “too fast”: asking again in a moment would be in vain until tomorrow.
    expect(await unread(person, picture('one more'))).toMatchObject({ status: 429, code: 'quota_used' })
    app.clock.advance(day)
    const next = await app.enter('openid-on-the-next-day')
    await read(next, picture('another person'))
  })

  test('cannot be read while WeChat’s reader is away', async () => {
    const person = await newPerson()
    app.wechat.fail('/cv/ocr/idcard', 101003)
    expect(await unread(person, picture('good'))).toMatchObject({ status: 503, code: 'upstream_unavailable' })
  })
})

test('no name, ID number or phone stands in clear in any table, event, log or error', async () => {
  const { store, close } = await createTestStore()
  const logged: string[] = []
  const settings = { ...testConfig().wechat, apiBase: app.wechat.url }
  const identity = { ...testConfig().identity, apiBase: app.identity.url }
  const { app: server } = await buildApp({
    config: testConfig({ wechat: settings, identity }),
    store,
    clock: testClock(app.clock.now()),
    gateways: { wechat: wechatOverHttp(settings), identity: identityOverHttp(identity, { clock: app.clock }), sms: null, tsa: timestampsAt(app.clock) },
    keyRing,
    crowd: noCrowd,
    logger: { level: 'trace', stream: new Writable({ write: (chunk, _encoding, done) => { logged.push(String(chunk)); done() } }) },
  })
  const post = async (url: string, body: object, token?: string) => {
    const response = await server.inject({
      method: 'POST', url, payload: body, headers: { 'idempotency-key': uuidv7(), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    })
    return { status: response.statusCode, text: response.body, body: response.json<{ tokens: { accessToken: string } }>() }
  }
  const codes: string[] = []
  const enter = async (openid: string) => {
    const code = app.wechat.loginCode(openid)
    codes.push(code)
    return (await post('/api/session', { code })).body.tokens.accessToken
  }
  const canaries = ['金丝雀', '340524198001010', '13487654321', '芙蓉鸟', '110105194912310', '13387654321', '鹦鹉', '13287654321']
  const worked = worker({ name: '金丝雀', idNumber: '34052419800101001X', phone: '13487654321' })
  const [one, two, three] = [await enter('canary-1'), await enter('canary-2'), await enter('canary-3')]
  const answers = [
    await post('/api/workers', worked, one),
    await post('/api/employers', household({ name: '芙蓉鸟', licence: '11010519491231002X', phone: '13387654321' }), two),
    await post('/api/employers', business({ contactName: '鹦鹉', phone: '13287654321' }), three),
    // Refused ones say nothing either: another's number, a wrong digit, a name where a number belongs.
    await post('/api/workers', worked, three),
    await post('/api/workers', { ...worked, idNumber: '340524198001010011' }, three),
    await post('/api/workers', { ...worked, wishedPayFen: '金丝雀' }, three),
    await post('/api/workers', { ...worked, phone: '13487654321 13487654321' }, three),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 409, 400, 400, 400])
  const places = { tables: JSON.stringify(await rowsOf(store)), log: logged.join('\n'), answers: answers.map(({ text }) => text).join('\n') }
  expect(places.log).toContain('register.worker')
  for (const canary of [...canaries, ...codes, settings.appSecret]) {
    for (const [place, text] of Object.entries(places)) expect(text.includes(canary), `${canary} in ${place}`).toBe(false)
  }
  await server.close()
  await close()
})
