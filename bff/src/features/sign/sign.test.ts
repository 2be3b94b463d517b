import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { keyRing } from '../../../test/support/keys'
import { apply, handwriting, hired, post, read, sign, signing, unloading } from '../../../test/support/journey'
import { idNumber } from '../../../test/support/people'
import { rowsAtRest, rowsOf } from '../../../test/support/rows-of-all-tables'
import { keyIdOf, signingKeys } from '../../crypto/signing-keys'
import { generateKeyPair, sm3, verify } from '../../crypto/sm2'

let app: TestApp
let marketId: string
let employer: TestPerson
let worker: TestPerson
let applicationId: string
let agreementId: string

/** Somebody far from retirement: the generated numbers begin in 1960. */
function youngIdNumber(): string {
  const number = idNumber()
  return number.slice(6, 10) > '1980' ? number : youngIdNumber()
}

/** A fresh worker with a fresh application to a fresh job of the same employer. */
async function newApplication(draft: Parameters<typeof unloading>[1] = {}) {
  worker = await app.person({ idNumber: youngIdNumber(), worker: {} })
  const job = await post(employer, unloading(marketId, draft))
  const application = await apply(worker, job.id)
  applicationId = application.id
  agreementId = application.agreement?.id ?? ''
}

beforeAll(async () => {
  app = await createTestApp()
  marketId = (await app.market()).marketId
  employer = await app.person({ name: '李宏运', employer: { kind: 'business' } })
})
afterAll(() => app.close())

const signRaw = async (person: TestPerson, changes: object, party: 'worker' | 'employer' = 'worker') => {
  const body = { ...signing(await read(person, agreementId), party, 26_000), ...changes }
  return person.refused(signEndpoints.sign, { params: { agreementId }, body: body as never })
}

describe('the agreement', () => {
  test('names both parties, no ID number in full, and its hash is that of the text shown', async () => {
    worker = await app.person({ name: '赵铁柱', idNumber: '34052419800101001X', worker: {} })
    const job = await post(employer, unloading(marketId))
    const { agreement } = await apply(worker, job.id)
    const seen = await read(worker, agreement?.id ?? '')
    for (const part of ['赵铁柱', '340***********001X', '洛阳宏运农贸有限公司', '91350100M000100Y43', '李宏运', '260 元/天']) expect(seen.text).toContain(part)
    expect(seen.text).not.toContain('34052419800101001X')
    expect(sm3(seen.text)).toBe(seen.textHash)
    expect(seen).toMatchObject({ kind: 'task_based', status: 'draft', signatures: [], sealedAt: null, kindReason: expect.stringContaining('超过 4 小时') as string })
    expect(seen.keyFacts[0]).toEqual({ label: '跟谁', value: '洛阳宏运农贸有限公司' })
  })

  test('the employer sees the worker masked in the key facts', async () => {
    await newApplication()
    expect((await read(employer, agreementId)).keyFacts[0]?.value).toBe('王*国')
  })

  test('four hours make a part-time contract, and a household a service agreement with its own name', async () => {
    await newApplication({ endsAt: unloading(marketId).startsAt + 4 * 3_600_000, breakMinutes: 0 })
    expect((await read(worker, agreementId)).kind).toBe('part_time')
    const household = await app.person({ name: '张秀英', employer: { kind: 'household' } })
    const job = await post(household, unloading(marketId))
    const { agreement } = await apply(await app.person({ worker: {} }), job.id)
    const seen = await read(household, agreement?.id ?? '')
    expect(seen).toMatchObject({ kind: 'civil_service', kindName: '劳务协议' })
    expect(seen.text).toContain('张秀英')
  })

  test('a worker past retirement age has an agreement of its own kind with a business, and is told why', async () => {
    worker = await app.person({ idNumber: '11010519491231002X', worker: {} })
    const job = await post(employer, unloading(marketId))
    const { agreement } = await apply(worker, job.id)
    expect(await read(worker, agreement?.id ?? '')).toMatchObject({ kind: 'past_retirement', kindName: '超龄劳动者用工协议', kindReason: expect.stringContaining('退休年龄') as string })
  })

  test('the text lies sealed in the database', async () => {
    await newApplication()
    const { text } = await read(worker, agreementId)
    const rows = JSON.stringify((await rowsOf(app.store)).agreements)
    expect(rows).not.toContain('王建国')
    expect(text).toContain('王建国')
  })

  test('for anybody else it does not exist', async () => {
    await newApplication()
    const stranger = await app.person({ worker: {}, employer: {} })
    expect(await stranger.refused(signEndpoints.get, { params: { agreementId } })).toMatchObject({ code: 'not_found' })
    const agreement = await read(worker, agreementId)
    expect(await stranger.refused(signEndpoints.sign, { params: { agreementId }, body: signing(agreement, 'worker', 26_000) })).toMatchObject({ code: 'not_found' })
    expect(await app.stranger.refused(signEndpoints.get, { params: { agreementId } })).toMatchObject({ code: 'unauthenticated' })
  })
})

describe('signing', () => {
  test('whoever read another text is sent back to read this one', async () => {
    await newApplication()
    const before = await rowsAtRest(app)
    expect(await signRaw(worker, { textHash: sm3('另一份') })).toMatchObject({ code: 'agreement_changed', status: 409 })
    expect(await rowsAtRest(app)).toEqual(before)
  })

  test('a text that was altered in the database is not signed', async () => {
    await newApplication()
    const agreement = await read(worker, agreementId)
    const forged = app.vault.seal('工钱：1 元/天', { table: 'agreements', column: 'text_sealed', row: agreementId })
    await app.store.write(async ({ q, t }) => {
      await q.update(t.agreements).set({ textSealed: forged }).where(eq(t.agreements.id, agreementId))
    })
    expect(await worker.refused(signEndpoints.sign, { params: { agreementId }, body: signing(agreement, 'worker', 26_000) })).toMatchObject({ code: 'agreement_changed' })
  })

  test('a worker who misread the pay does not sign', async () => {
    await newApplication()
    const before = await rowsAtRest(app)
    expect(await signRaw(worker, { understoodPayFen: 31_000 })).toMatchObject({ code: 'pay_not_understood', status: 422 })
    expect(await signRaw(worker, { understoodPayFen: null })).toMatchObject({ code: 'pay_not_understood' })
    expect(await rowsAtRest(app)).toEqual(before)
  })

  test.each([
    ['a dot', [[500, 500, 0]]],
    ['half a point', [[1, 2, 3, 4]]],
    ['a point outside the pad', [[...(handwriting()[0] as number[]), 5000, 1, 300], ...handwriting().slice(1)]],
  ])('%s is no signature', async (_name, strokes) => {
    await newApplication()
    expect(await signRaw(worker, { strokes })).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'strokes' }] })
  })

  test('the same party cannot sign twice, but a resend of the same act gets the same answer', async () => {
    await newApplication()
    const body = signing(await read(worker, agreementId), 'worker', 26_000)
    const first = await worker.call(signEndpoints.sign, { params: { agreementId }, body, key: 'same-tap-1' })
    expect(await worker.call(signEndpoints.sign, { params: { agreementId }, body, key: 'same-tap-1' })).toEqual(first)
    expect(await signRaw(worker, {})).toMatchObject({ code: 'step_not_allowed' })
  })

  test('eight sign at once for one party: one wins, seven are told, one signature is kept', async () => {
    await newApplication()
    const body = signing(await read(worker, agreementId), 'worker', 26_000)
    const answers = await Promise.all(Array.from({ length: 8 }, () => worker.raw(signEndpoints.sign, { params: { agreementId }, body })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)])
    const kept = await app.store.read(({ q, t }) => q.select().from(t.signatures).where(eq(t.signatures.agreementId, agreementId)))
    expect(kept).toHaveLength(1)
  })

  test('both parties sign at the same moment and the agreement is signed once', async () => {
    await newApplication()
    const agreement = await read(worker, agreementId)
    await Promise.all([
      worker.call(signEndpoints.sign, { params: { agreementId }, body: signing(agreement, 'worker', 26_000) }),
      employer.call(signEndpoints.sign, { params: { agreementId }, body: signing(agreement, 'employer', 26_000) }),
    ])
    expect(await read(worker, agreementId)).toMatchObject({ status: 'signed', signatures: [{ party: 'worker' }, { party: 'employer' }] })
    const events = await app.store.read(({ q, t }) => q.select({ kind: t.events.kind }).from(t.events).where(eq(t.events.subjectId, agreementId)))
    expect(events.map(({ kind }) => kind).sort()).toEqual(['agreement.signed', 'agreement.signed'])
  })

  test('after withdrawing, a new application brings a new agreement and the old handwriting is gone', async () => {
    await newApplication()
    const old = agreementId
    await sign(worker, old, 'worker')
    const { job } = await worker.call(applyEndpoints.withdraw, { params: { applicationId } })
    const again = await apply(worker, job.id)
    agreementId = again.agreement?.id ?? ''
    expect(agreementId).not.toBe(old)
    expect(await worker.refused(signEndpoints.get, { params: { agreementId: old } })).toMatchObject({ code: 'not_found' })
    const signatures = await app.store.read(({ q, t }) => q.select().from(t.signatures).where(eq(t.signatures.agreementId, old)))
    expect(signatures).toEqual([])
    expect((await sign(worker, agreementId, 'worker')).application.state).toBe('worker_signed')
  })
})

describe('verification, for anybody', () => {
  const verification = () => app.stranger.call(signEndpoints.verify, { params: { agreementId } })
  const failed = async () => (await verification()).checks.filter(({ passed }) => !passed).map(({ check }) => check)
  const change = (effect: Parameters<typeof app.store.write>[0]) => app.store.write(effect)

  async function sealed() {
    const number = youngIdNumber()
    worker = await app.person({ idNumber: number, worker: {} })
    const job = await post(employer, unloading(marketId))
    const application = await hired(worker, employer, job.id)
    agreementId = application.agreement?.id ?? ''
    return number
  }

  test('a sealed agreement stands; its signatures can be checked elsewhere; nobody is named', async () => {
    const number = await sealed()
    const answer = await verification()
    expect(answer).toMatchObject({ valid: true, status: 'signed' })
    expect(answer.signatures.map(({ party, nameMasked, keyLabel }) => ({ party, nameMasked, keyLabel }))).toEqual([
      { party: 'worker', nameMasked: '王*国', keyLabel: '测试' },
      { party: 'employer', nameMasked: '洛阳宏运农贸有限公司', keyLabel: '测试' },
    ])
    for (const { payload, signature, publicKey } of answer.signatures) {
      expect({ kind: 'sm2', point: publicKey }).toEqual(keyRing.seal.key.publicKey)
      expect(verify(payload, signature, publicKey)).toBe(true)
      expect(JSON.parse(payload)).toMatchObject({ agreementId, textHash: answer.textHash, payFen: 26_000 })
    }
    for (const personal of ['王建国', '李宏运', number]) expect(JSON.stringify(answer)).not.toContain(personal)
  })

  test('signed by one is not valid, and says who is missing', async () => {
    await newApplication()
    await sign(worker, agreementId, 'worker')
    expect(await verification()).toMatchObject({ valid: false, status: 'signed_by_worker' })
    expect(await failed()).toEqual(['雇主已签字', '两边签好，协议已生效'])
  })

  test('a text changed by SQL is named, also when its hash was changed along with it', async () => {
    await sealed()
    const forged = app.vault.seal('工钱：1 元/天', { table: 'agreements', column: 'text_sealed', row: agreementId })
    await change(async ({ q, t }) => {
      await q.update(t.agreements).set({ textSealed: forged }).where(eq(t.agreements.id, agreementId))
    })
    expect(await failed()).toEqual(['协议文字和签字时一样'])
    await change(async ({ q, t }) => {
      await q.update(t.agreements).set({ textHash: sm3('工钱：1 元/天') }).where(eq(t.agreements.id, agreementId))
    })
    expect(await failed()).toEqual(['工人签的就是这份协议和工钱', '雇主签的就是这份协议和工钱'])
  })

  test('a text that the key does not open is named, not an error', async () => {
    await sealed()
    await change(async ({ q, t }) => {
      await q.update(t.agreements).set({ textSealed: 'v1.AAAA' }).where(eq(t.agreements.id, agreementId))
    })
    expect(await failed()).toEqual(['协议文字和签字时一样'])
  })

  test('a changed payload, a changed time, a changed handwriting and a removed signature are each named', async () => {
    await sealed()
    const row = async (party: 'worker' | 'employer') => {
      const rows = await app.store.read(({ q, t }) => q.select().from(t.signatures).where(eq(t.signatures.agreementId, agreementId)))
      return rows.find((signature) => signature.party === party)
    }
    const mine = await row('worker')
    const theirs = await row('employer')
    if (!mine || !theirs) throw new Error('both have signed')
    await change(async ({ q, t }) => {
      await q.update(t.signatures).set({ payload: mine.payload.replace('"payFen":26000', '"payFen":36000') }).where(eq(t.signatures.id, mine.id))
      await q.update(t.strokes).set({ dataSealed: app.vault.seal('[[1,1,1]]', { table: 'strokes', column: 'data_sealed', row: theirs.id }) }).where(eq(t.strokes.signatureId, theirs.id))
    })
    expect(await failed()).toEqual(['工人的电子签名有效', '工人签的就是这份协议和工钱', '雇主的手写签名没有变'])
    await change(async ({ q, t }) => {
      await q.update(t.signatures).set({ payload: mine.payload, signedAt: mine.signedAt + 1 }).where(eq(t.signatures.id, mine.id))
      await q.delete(t.strokes).where(eq(t.strokes.signatureId, theirs.id))
      await q.delete(t.signatures).where(eq(t.signatures.id, theirs.id))
    })
    expect(await failed()).toEqual(['工人签的就是这份协议和工钱', '雇主已签字'])
  })

  test('an agreement that does not exist is not found', async () => {
    expect(await app.stranger.refused(signEndpoints.verify, { params: { agreementId: '0190aaaa-0000-7000-8000-000000000009' } })).toMatchObject({ code: 'not_found' })
  })
})

describe('signing keys', () => {
  test('after a change of keys the old signatures still verify, and new ones are made with the new key', () => {
    const [old, fresh] = [generateKeyPair(), generateKeyPair()]
    const before = signingKeys([old.privateKey], { sandbox: false })
    const after = signingKeys([old.privateKey, fresh.privateKey], { sandbox: false })
    const signature = before.sign('协议')
    expect(verify('协议', signature, after.publicKey(before.keyId) ?? '')).toBe(true)
    expect(after.keyId).toBe(keyIdOf(fresh.publicKey))
    expect(verify('协议', after.sign('协议'), fresh.publicKey)).toBe(true)
    expect(before.publicKey(after.keyId)).toBeNull()
  })
  test('without a key nothing starts', () => {
    expect(() => signingKeys([], { sandbox: true })).toThrow('no key')
  })
})
