import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { AppError } from '@market/shared/errors'
import { codeLink } from '@market/shared/scan/scan.rules'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { apply, hired, post, read, sign, unloading } from '../../../test/support/journey'
import { keyRing, timestampsAt } from '../../../test/support/keys'
import { idNumber } from '../../../test/support/people'
import { rowsOf } from '../../../test/support/rows-of-all-tables'
import { makePrintedToken } from '../scan/codes'
import { recordSealer } from './record-sealer'
import { sha256 } from './seal-record'
import { sealing } from './sealing'

let app: TestApp
let marketId: string
let employer: TestPerson
let worker: TestPerson
let agreementId: string
let applicationId: string
let number: string
let authority: { isAway: boolean; asked: number }

beforeAll(async () => {
  authority = { isAway: true, asked: 0 }
  app = await createTestApp({
    gateways: {
      tsa: {
        stamp: (hash) => {
          authority.asked += 1
          return authority.isAway ? Promise.reject(new AppError('upstream_unavailable')) : timestampsAt(app.clock).stamp(hash)
        },
      },
    },
  })
  marketId = (await app.market()).marketId
  employer = await app.person({ name: '李宏运', employer: { kind: 'business' } })
})
afterAll(() => app.close())

/** Both have signed, while the authority is away. */
beforeEach(async () => {
  authority.isAway = true
  number = idNumber()
  worker = await app.person({ name: '王建国', idNumber: number, worker: {} })
  const job = await post(employer, unloading(marketId, { startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour }))
  const application = await hired(worker, employer, job.id)
  applicationId = application.id
  agreementId = application.agreement?.id ?? ''
})

/** Lets the chore do its work, whatever it waited for. */
async function untilSealed(): Promise<void> {
  authority.isAway = false
  for (let tries = 0; tries < 200; tries += 1) {
    app.clock.advance(minute)
    if ((await read(worker, agreementId)).status === 'sealed') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it was never sealed')
}

const verification = () => app.stranger.call(signEndpoints.verify, { params: { agreementId } })
const failed = async () => (await verification()).checks.filter(({ passed }) => !passed).map(({ check }) => check)
const sealOf = async () => (await app.store.read(({ q, t }) => q.select().from(t.seals).where(eq(t.seals.agreementId, agreementId))))[0]

describe('the seal', () => {
  test('comes after both signatures, with fingerprints of everything and nobody’s name', async () => {
    expect(await verification()).toMatchObject({ valid: true, status: 'signed', seal: null })
    await untilSealed()
    const seal = await sealOf()
    const agreement = await read(worker, agreementId)
    expect(seal?.sha256).toBe(sha256(seal?.record ?? ''))
    const record = JSON.parse(seal?.record ?? '{}') as { textSm3: string; signatures: { party: string; personId: string }[] }
    expect(record).toMatchObject({ agreementId, applicationId, textSm3: agreement.textHash, textSha256: sha256(agreement.text), test: true })
    expect(record.signatures.map(({ party, personId }) => [party, personId])).toEqual([['worker', worker.personId], ['employer', employer.personId]])
    for (const personal of ['王建国', '李宏运', '宏进农批', number]) expect(seal?.record).not.toContain(personal)
    const answer = await verification()
    expect(answer).toMatchObject({ valid: true, status: 'sealed', seal: { recordSha256: seal?.sha256 }, test: true })
    const events = await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.subjectId, agreementId)).orderBy(t.events.seq))
    expect(events.find(({ kind }) => kind === 'agreement.sealed')?.data).toMatchObject({ applicationId, recordSha256: seal?.sha256 })
  })

  test('waits while the authority is away, which is not asked again at once; then comes by itself', async () => {
    await expect.poll(() => authority.asked).toBeGreaterThan(0)
    const before = authority.asked
    await new Promise((resolve) => setTimeout(resolve, 700))
    // At most those who were being asked when it fell silent: the clock stands still, so its pause does not end.
    expect(authority.asked - before).toBeLessThan(9)
    expect(await read(worker, agreementId)).toMatchObject({ status: 'signed', sealedAt: null, hasPaper: false, code: null })
    await untilSealed()
  })

  test('is refused to a text that is not what both signed, which is said once and keeps no other from it', async () => {
    const forged = app.vault.seal('工钱：1 元/天', { table: 'agreements', column: 'text_sealed', row: agreementId })
    await app.store.write(async ({ q, t }) => {
      await q.update(t.agreements).set({ textSealed: forged }).where(eq(t.agreements.id, agreementId))
    })
    const altered = agreementId
    const other = await app.person({ worker: {} })
    const job = await post(employer, unloading(marketId, { startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour }))
    const { agreement } = await hired(other, employer, job.id)
    const { run } = sealing({ store: app.store, clock: app.clock, vault: app.vault, sealer: recordSealer(keyRing), tsa: timestampsAt(app.clock), codeKey: app.config.keys.code, test: true })
    await expect(run()).rejects.toMatchObject({ name: 'AgreementAltered', agreementIds: expect.arrayContaining([altered]) as string[] })
    await run()
    const states = await app.store.read(({ q, t }) => q.select({ id: t.agreements.id, status: t.agreements.status }).from(t.agreements))
    expect(states.find(({ id }) => id === altered)?.status).toBe('signed')
    expect(states.find(({ id }) => id === agreement?.id)?.status).toBe('sealed')
    // Out of the way of the other tests, whose chore would stumble over it too.
    await app.store.write(async ({ q, t }) => {
      await q.update(t.agreements).set({ status: 'draft' }).where(eq(t.agreements.id, altered))
    })
  })

  test('of one that cannot be kept stops none of the others; it rests, and is tried again', async () => {
    const stuck = agreementId
    const other = await app.person({ worker: {} })
    const job = await post(employer, unloading(marketId, { startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour }))
    const { agreement } = await hired(other, employer, job.id)
    const blank = { agreementId: stuck, record: '', sha256: '', sm3: '', signature: '', keyId: '', timestamp: '', timestampedAt: 0, sealedAt: 0 }
    await app.store.write(async ({ q, t }) => {
      await q.insert(t.seals).values(blank)
    })
    let asked = 0
    const { run } = sealing({
      store: app.store, clock: app.clock, vault: app.vault, sealer: recordSealer(keyRing), codeKey: app.config.keys.code, test: true,
      tsa: { stamp: (hash) => { asked += 1; return timestampsAt(app.clock).stamp(hash) } },
    })
    const statusOf = async (id: string | undefined) => (await app.store.read(({ q, t }) => q.select({ id: t.agreements.id, status: t.agreements.status }).from(t.agreements))).find((row) => row.id === id)?.status
    await expect(run()).rejects.toMatchObject({ name: 'UniqueViolation' })
    expect([await statusOf(stuck), await statusOf(agreement?.id)]).toEqual(['signed', 'sealed'])
    const before = asked
    await run()
    expect(asked).toBe(before)
    app.clock.advance(minute)
    await expect(run()).rejects.toMatchObject({ name: 'UniqueViolation' })
    await app.store.write(async ({ q, t }) => {
      await q.delete(t.seals).where(eq(t.seals.agreementId, stuck))
    })
    app.clock.advance(minute)
    await run()
    expect(await statusOf(stuck)).toBe('sealed')
    expect(await failed()).toEqual([])
  })

  test('is set once, however many servers seal', async () => {
    const parts = { store: app.store, clock: app.clock, vault: app.vault, sealer: recordSealer(keyRing), tsa: timestampsAt(app.clock), codeKey: app.config.keys.code, test: true }
    await Promise.all([sealing(parts).run(), sealing(parts).run(), sealing(parts).run()])
    const codes = await app.store.read(({ q, t }) => q.select().from(t.codes).where(eq(t.codes.targetId, agreementId)))
    const events = await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.subjectId, agreementId)).orderBy(t.events.seq))
    expect([codes.length, events.filter(({ kind }) => kind === 'agreement.sealed').length]).toEqual([1, 1])
  })

  test('shows every column of it that somebody changed', async () => {
    await untilSealed()
    const change = (values: object) => app.store.write(async ({ q, t }) => {
      await q.update(t.seals).set(values).where(eq(t.seals.agreementId, agreementId))
    })
    const seal = await sealOf()
    if (seal === undefined) throw new Error('it is sealed')
    for (const [values, checks] of [
      [{ record: seal.record.replace('"test":true', '"test":false') }, ['存证记录和协议对得上', '平台的签章有效']],
      [{ sha256: 'f'.repeat(64) }, ['存证记录和协议对得上']],
      [{ sm3: 'f'.repeat(64) }, ['存证记录和协议对得上']],
      [{ signature: Buffer.from('ff'.repeat(64), 'hex').toString('base64') }, ['平台的签章有效']],
      [{ timestampedAt: seal.timestampedAt + 1 }, ['时间戳有效']],
    ] as const) {
      await change(values)
      expect(await failed()).toEqual(expect.arrayContaining([...checks]))
      await change(seal)
      expect(await failed()).toEqual([])
    }
  })
})

test('the evidence log has it, and a changed seal no longer fits what the log committed to', async () => {
  await untilSealed()
  await app.feed.caughtUp()
  app.clock.advance(hour)
  await app.chores.runAll()
  const answer = await verification()
  expect(answer.evidence).toMatchObject({ size: expect.any(Number) as number, root: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
  expect(answer.checks).toContainEqual({ check: '存证日志里有这份协议', passed: true })
  await app.store.write(async ({ q, t }) => {
    await q.update(t.seals).set({ sha256: 'f'.repeat(64) }).where(eq(t.seals.agreementId, agreementId))
  })
  expect(await failed()).toEqual(expect.arrayContaining(['存证日志里有这份协议']))
})

describe('the code on the paper', () => {
  test('leads anybody to the same answer, as a link, as typed and as scanned', async () => {
    await untilSealed()
    const { code } = await read(worker, agreementId)
    const token = code ?? ''
    for (const raw of [token, codeLink('https://elsewhere.example', token), token.toUpperCase().replace(/(.{4})/g, '$1 ').trim()]) {
      expect(await app.stranger.call(signEndpoints.verifyCode, { query: { code: raw } })).toMatchObject({ valid: true, status: 'sealed', work: expect.stringContaining('卸货搬运') as string })
    }
    expect(JSON.stringify(await app.stranger.call(signEndpoints.verifyCode, { query: { code: token } }))).not.toMatch(/王建国|李宏运/)
  })

  test('that is made up, foreign or of something else opens nothing', async () => {
    for (const code of ['https://evil.example', makePrintedToken('agreement', Buffer.alloc(32, 9)), makePrintedToken('agreement', app.config.keys.code), (await app.market()).gateToken]) {
      expect(await app.stranger.refused(signEndpoints.verifyCode, { query: { code } })).toMatchObject({ code: 'code_unknown' })
    }
  })
})

describe('the end of an agreement', () => {
  const endingOf = async () => (await app.store.read(({ q, t }) => q.select().from(t.agreementEndings).where(eq(t.agreementEndings.agreementId, agreementId))))[0]

  test('is recorded with who ended it, is told to whoever verifies, and a rebuild changes nothing of it', async () => {
    await worker.call(applyEndpoints.cancel, { params: { applicationId }, body: { reason: '王建国家里有事' } })
    await app.feed.caughtUp()
    const ending = await endingOf()
    expect(ending).toMatchObject({ how: 'by_worker', sha256: sha256(ending?.record ?? '') })
    expect(ending?.record).not.toContain('王建国')
    expect(await verification()).toMatchObject({ valid: true, ended: { how: 'by_worker' } })
    expect((await read(worker, agreementId)).ended).toMatchObject({ how: 'by_worker' })
    await app.feed.rebuild('agreement-endings')
    expect(await endingOf()).toEqual(ending)
    const events = await app.store.read(({ q, t }) => q.select().from(t.events).where(eq(t.events.subjectId, agreementId)).orderBy(t.events.seq))
    expect(events.filter(({ kind }) => kind === 'agreement.ended')).toHaveLength(1)
  })

  test('is not recorded of what never was one', async () => {
    const other = await app.person({ worker: {} })
    const job = await post(employer, unloading(marketId, { startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour }))
    const application = await apply(other, job.id)
    await sign(other, application.agreement?.id ?? '', 'worker')
    await other.call(applyEndpoints.withdraw, { params: { applicationId: application.id } })
    await app.feed.caughtUp()
    const endings = await app.store.read(({ q, t }) => q.select().from(t.agreementEndings))
    expect(endings.map(({ agreementId: id }) => id)).not.toContain(application.agreement?.id)
  })
})

test('no table, event or answer of sealing holds a name in clear', async () => {
  await untilSealed()
  const { seals, codes, events, agreement_endings: endings } = await rowsOf(app.store)
  expect(JSON.stringify([seals, codes, events, endings])).not.toMatch(/王建国|李宏运/)
})
