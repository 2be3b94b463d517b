import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { apply, byPhone, handwriting, post, read, sign, unloading } from '../../../test/support/journey'
import { giveLicence } from '../../../test/support/licences'
import { idNumber } from '../../../test/support/people'
import { sm3 } from '../../crypto/sm2'
import type { Tx } from '../../store/store'
import { markManySigned } from './many.queries'
import { findAgreements } from './sign.queries'

let app: TestApp
let marketId: string
let employer: TestPerson
let workers: TestPerson[]
let jobId: string

beforeAll(async () => {
  app = await createTestApp()
  marketId = (await app.market()).marketId
})
afterAll(() => app.close())

/** A job that so many have applied to. */
const applied = async (count: number): Promise<void> => {
  employer = await app.person({ name: '李宏运', employer: { kind: 'business' } })
  jobId = (await post(employer, unloading(marketId, { headcount: 60 }))).id
  workers = await Promise.all(Array.from({ length: count }, () => app.person({ worker: {} })))
  for (const worker of workers) await apply(worker, jobId)
}

const waiting = () => employer.call(signEndpoints.ofJob, { params: { jobId } })
type Read = { id: string; textHash: string }
const bodyFor = (agreements: readonly Read[]) => ({ agreements: agreements.map(({ id, textHash }) => ({ agreementId: id, textHash })), strokes: handwriting(), confirm: byPhone() })
const signAll = (agreements: readonly Read[]) => employer.call(signEndpoints.signMany, { params: { jobId }, body: bodyFor(agreements) })
const kindsOf = async (agreementIds: readonly string[]) =>
  (await app.store.read(({ q, t }) => q.select({ kind: t.events.kind }).from(t.events).where(inArray(t.events.subjectId, [...agreementIds])).orderBy(t.events.seq))).map(({ kind }) => kind)

describe('the agreements of a job that wait for its employer', () => {
  beforeEach(() => applied(3))

  test('stand once with what they share, workers masked, who has signed first', async () => {
    const [, second] = workers
    const mine = (await second?.call(applyEndpoints.mine))?.applications[0]
    await sign(second as TestPerson, mine?.agreement?.id ?? '', 'worker')
    const list = await waiting()
    expect(list).toMatchObject({ jobTitle: '卸货搬运', more: 0 })
    expect(list.keyFacts.map(({ label }) => label)).toEqual(['干什么', '哪天在哪儿', '多少钱', '出事了'])
    expect(list.agreements.map(({ workerSigned }) => workerSigned)).toEqual([true, false, false])
    expect(list.agreements.every(({ workerMasked, differs }) => workerMasked === '王*国' && differs.length === 0)).toBe(true)
    expect(list.agreements[0]).toMatchObject({ id: mine?.agreement?.id, textHash: (await read(employer, mine?.agreement?.id ?? '')).textHash })
  })

  test('say what differs, where the posting was changed in between', async () => {
    const { version } = await employer.call(jobsEndpoints.get, { params: { jobId }, query: {} })
    const { draft } = await employer.call(jobsEndpoints.myDraft, { params: { jobId } })
    await employer.call(jobsEndpoints.update, { params: { jobId }, body: { draft: { ...draft, payFen: 28_000 }, version } })
    await apply(await app.person({ worker: {} }), jobId)
    const list = await waiting()
    expect(list.keyFacts.find(({ label }) => label === '多少钱')?.value).toContain('280 元')
    expect(list.agreements.map(({ differs }) => differs.map(({ label }) => label))).toEqual([['多少钱'], ['多少钱'], ['多少钱'], []])
  })

  test('are nobody else’s', async () => {
    const stranger = await app.person({ employer: {} })
    expect(await stranger.refused(signEndpoints.ofJob, { params: { jobId } })).toMatchObject({ code: 'not_found' })
    expect(await stranger.refused(signEndpoints.signMany, { params: { jobId }, body: bodyFor((await waiting()).agreements) })).toMatchObject({ code: 'not_found' })
    expect(await workers[0]?.refused(signEndpoints.ofJob, { params: { jobId } })).toMatchObject({ code: 'not_registered' })
  })
})

describe('signing many at once', () => {
  test('thirty of thirty-two with one handwriting; the rest wait for the next', async () => {
    await applied(32)
    const { agreements, more } = await waiting()
    expect([agreements.length, more]).toEqual([30, 2])
    const { results } = await signAll(agreements)
    expect(results).toEqual(agreements.map(({ id }) => ({ agreementId: id, verdict: 'signed', status: 'signed_by_employer' })))
    const rows = await app.store.read(({ q, t }) => q.select().from(t.signatures).where(inArray(t.signatures.agreementId, agreements.map(({ id }) => id))))
    expect([rows.length, new Set(rows.map(({ signature }) => signature)).size, new Set(rows.map(({ strokeHash }) => strokeHash)).size]).toEqual([30, 30, 1])
    expect((await waiting()).agreements).toHaveLength(2)
    expect(await kindsOf(agreements.map(({ id }) => id))).toEqual(Array<string>(30).fill('agreement.signed'))
    // Each stands by itself.
    const [worker] = workers as [TestPerson]
    const agreementId = (await worker.call(applyEndpoints.mine)).applications[0]?.agreement?.id ?? ''
    await sign(worker, agreementId, 'worker')
    expect(await app.stranger.call(signEndpoints.verify, { params: { agreementId } })).toMatchObject({ valid: true })
  })

  test('one that fails stops none of the others, and each is told apart', async () => {
    await applied(5)
    const { agreements } = await waiting()
    const [signed, withdrawn, already, altered, fine] = agreements as Read[] as [Read, Read, Read, Read, Read]
    const holder = async (agreementId: string): Promise<TestPerson> => {
      const [row] = await app.store.read(({ q, t }) =>
        q.select({ workerId: t.applications.workerId }).from(t.applications).innerJoin(t.agreements, eq(t.agreements.applicationId, t.applications.id)).where(eq(t.agreements.id, agreementId)))
      return workers.find(({ personId }) => personId === row?.workerId) as TestPerson
    }
    await sign(await holder(signed.id), signed.id, 'worker')
    const stepping = await holder(withdrawn.id)
    await stepping.call(applyEndpoints.withdraw, { params: { applicationId: (await read(stepping, withdrawn.id)).applicationId } })
    await sign(employer, already.id, 'employer')
    const list = [signed, withdrawn, already, { ...altered, textHash: sm3('另一份') }, fine, { id: '0190aaaa-0000-7000-8000-000000000009', textHash: fine.textHash }]
    const { results } = await signAll(list)
    expect(results.map(({ verdict, status }) => [verdict, status])).toEqual([
      ['signed', 'signed'], ['withdrawn', 'draft'], ['already', 'signed_by_employer'], ['changed', 'draft'], ['signed', 'signed_by_employer'], ['withdrawn', null],
    ])
    expect(await app.stranger.call(signEndpoints.verify, { params: { agreementId: signed.id } })).toMatchObject({ valid: true })
  })

  test('sent twice under one key it is one act; under two at once nobody signs twice', async () => {
    await applied(4)
    const { agreements } = await waiting()
    const first = await employer.call(signEndpoints.signMany, { params: { jobId }, body: bodyFor(agreements.slice(0, 2)), key: 'many-at-one-tap' })
    expect(await employer.call(signEndpoints.signMany, { params: { jobId }, body: bodyFor(agreements.slice(0, 2)), key: 'many-at-one-tap' })).toEqual(first)
    const both = await Promise.all([signAll(agreements), signAll(agreements)])
    const verdicts = both.flatMap(({ results }) => results.map(({ verdict }) => verdict))
    expect(verdicts.filter((verdict) => verdict === 'signed')).toHaveLength(2)
    expect(verdicts.filter((verdict) => verdict === 'already')).toHaveLength(6)
  })

  test('while the workers sign at the same moment every one ends signed by both', async () => {
    await applied(6)
    const { agreements } = await waiting()
    const mine = await Promise.all(workers.map(async (worker) => ({ worker, id: (await worker.call(applyEndpoints.mine)).applications[0]?.agreement?.id ?? '' })))
    await Promise.all([signAll(agreements), ...mine.map(({ worker, id }) => sign(worker, id, 'worker'))])
    const rows = await app.store.read(({ q, t }) => q.select({ status: t.agreements.status }).from(t.agreements).where(inArray(t.agreements.id, agreements.map(({ id }) => id))))
    expect(rows.map(({ status }) => status)).toEqual(Array<string>(6).fill('signed'))
  })

  test('while workers step back at the same moment nothing is signed that was given up', async () => {
    await applied(6)
    const { agreements } = await waiting()
    const mine = await Promise.all(workers.map(async (worker) => ({ worker, applicationId: (await worker.call(applyEndpoints.mine)).applications[0]?.id ?? '' })))
    const [{ results }] = await Promise.all([signAll(agreements), ...mine.slice(0, 3).map(({ worker, applicationId }) => worker.call(applyEndpoints.withdraw, { params: { applicationId } }))])
    expect(results.every(({ verdict }) => verdict === 'signed' || verdict === 'withdrawn')).toBe(true)
    const states = await app.store.read(({ q, t }) => q.select({ state: t.applications.state }).from(t.applications).where(eq(t.applications.jobId, jobId)))
    expect(states.map(({ state }) => state).sort()).toEqual([...Array<string>(3).fill('employer_signed'), ...Array<string>(3).fill('withdrawn')])
  })

  test('without a check, a handwriting or a second factor nothing is signed', async () => {
    await applied(2)
    const { agreements } = await waiting()
    const body = bodyFor(agreements)
    const refused = (changes: object) => employer.refused(signEndpoints.signMany, { params: { jobId }, body: { ...body, ...changes } })
    expect(await refused({ strokes: [[500, 500, 0]] })).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'strokes' }] })
    expect(await refused({ confirm: byPhone('13912345678') })).toMatchObject({ code: 'phone_differs' })
    expect(await refused({ agreements: [] })).toMatchObject({ code: 'invalid_fields' })
    await app.store.write(async ({ q, t }) => {
      await q.update(t.people).set({ verifiedUntil: app.clock.now() }).where(eq(t.people.id, employer.personId))
    })
    expect(await refused({})).toMatchObject({ code: 'not_verified' })
    expect((await waiting()).agreements).toHaveLength(2)
  })
})

describe('between being read and being written', () => {
  type Welder = Read & { worker: TestPerson; endsAt: number }
  const endLicence = async ({ q, t }: Tx, personId: string, countsUntil: number | null): Promise<void> => {
    await q.update(t.workLicences).set(countsUntil === null ? { verifiedAt: null, countsUntil: 0 } : { countsUntil }).where(eq(t.workLicences.personId, personId))
  }
  const rewrite = async ({ q, t }: Tx, agreementId: string): Promise<void> => {
    await q.update(t.agreements).set({ textHash: sm3('另一份') }).where(eq(t.agreements.id, agreementId))
  }
  /** Four welders at one job; the agreement of each. */
  const welders = async (): Promise<Welder[]> => {
    employer = await app.person({ name: '李宏运', employer: { kind: 'business' } })
    const job = await post(employer, unloading(marketId, { headcount: 60, trade: '6-18-02-04' }))
    jobId = job.id
    workers = await Promise.all(Array.from({ length: 4 }, () => app.person({ idNumber: idNumber(2001), worker: {} })))
    for (const worker of workers) {
      await giveLicence(app, worker.personId, 'welder')
      await apply(worker, jobId)
    }
    const { agreements } = await waiting()
    const rows = await app.store.read((db) => findAgreements(db, agreements.map(({ id }) => id)))
    return rows.map(({ agreement: { id, textHash, terms }, workerId }) => ({ id, textHash, endsAt: terms.endsAt, worker: workers.find(({ personId }) => personId === workerId) as TestPerson }))
  }
  const statesOf = async (agreementIds: readonly string[]) => {
    const rows = await app.store.read((db) => findAgreements(db, agreementIds))
    return agreementIds.map((id) => rows.find(({ agreement }) => agreement.id === id)).map((row) => [row?.agreement.status, row?.state])
  }
  const signaturesOf = async (agreementIds: readonly string[]) =>
    (await app.store.read(({ q, t }) => q.select({ id: t.signatures.agreementId }).from(t.signatures).where(inArray(t.signatures.agreementId, [...agreementIds])))).map(({ id }) => id)

  test('the statement itself refuses a licence that ended or was taken away, and a text that was written anew', async () => {
    const all = await welders()
    const [ended, taken, short, fine] = all as [Welder, Welder, Welder, Welder]
    const read = await app.store.read((db) => findAgreements(db, all.map(({ id }) => id)))
    const marked = await app.store.write(async (tx) => {
      await endLicence(tx, ended.worker.personId, ended.endsAt - 1)
      await endLicence(tx, taken.worker.personId, null)
      await rewrite(tx, short.id)
      const asRead = read.map(({ agreement: { id, textHash, terms }, workerId }) => ({ agreementId: id, textHash, workerId, work: terms }))
      return markManySigned(tx, asRead, employer.personId, app.clock.now())
    })
    expect([...marked]).toEqual([[fine.id, 'signed_by_employer']])
  })

  test('one whose licence ends after everything was asked is not allowed, one that is written anew has changed; the others are signed', async () => {
    const all = await welders()
    const ids = all.map(({ id }) => id)
    const [ended, rewritten] = all as [Welder, Welder]
    const write = app.store.write
    let first = true
    app.store.write = async (effect) => {
      if (first) {
        first = false
        await write(async (tx) => {
          await endLicence(tx, ended.worker.personId, ended.endsAt - 1)
          await rewrite(tx, rewritten.id)
        })
      }
      return write(effect)
    }
    const { results } = await signAll(all).finally(() => { app.store.write = write })
    expect(new Map(results.map(({ agreementId, verdict }) => [agreementId, verdict]))).toEqual(new Map(ids.map((id) => [id, id === ended.id ? 'not_allowed' : id === rewritten.id ? 'changed' : 'signed'])))
    expect(await statesOf(ids)).toEqual(ids.map((_id, place) => (place < 2 ? ['draft', 'applied'] : ['signed_by_employer', 'employer_signed'])))
    expect((await signaturesOf(ids)).sort()).toEqual(ids.slice(2).sort())
    expect((await kindsOf(ids)).filter((kind) => kind === 'agreement.signed')).toHaveLength(2)
  })

  test('an employer whose own check runs out at that moment signs nothing', async () => {
    const all = await welders()
    const write = app.store.write
    let first = true
    app.store.write = async (effect) => {
      if (first) {
        first = false
        await write(async ({ q, t }) => {
          await q.update(t.people).set({ verifiedUntil: app.clock.now() }).where(eq(t.people.id, employer.personId))
        })
      }
      return write(effect)
    }
    const refused = await employer.refused(signEndpoints.signMany, { params: { jobId }, body: bodyFor(all) }).finally(() => { app.store.write = write })
    expect(refused).toMatchObject({ code: 'not_verified' })
    expect(await signaturesOf(all.map(({ id }) => id))).toEqual([])
  })
})
