import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { crewsEndpoints } from '@market/shared/crews/crews.contract'
import { jobsEndpoints } from '@market/shared/jobs/jobs.contract'
import { afterClosing } from '@market/shared/my-data/data-classes'
import { myDataEndpoints } from '@market/shared/my-data/my-data.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { supervisionEndpoints } from '@market/shared/supervision/supervision.contract'
import { day, hour } from '@market/shared/words/time'
import { createTestApp, type TestApp } from '../../../test/support/app'
import { apply, byPhone, post, unloading } from '../../../test/support/journey'
import { keyRing, testAuthority, timestampsAt } from '../../../test/support/keys'
import { rowsOf } from '../../../test/support/rows-of-all-tables'
import { liveADay, registerAs, type WholeDay } from '../../../test/support/whole-day'
import { publicKeysOf } from '../../crypto/signing-keys'
import { verifyDatabase } from '../evidence/database-check'
import { sealsByRoots } from '../evidence/trusted-keys'

let app: TestApp
let lived: WholeDay

beforeAll(async () => {
  app = await createTestApp({ gateways: { tsa: { stamp: (hash) => timestampsAt(app.clock).stamp(hash) } } })
  lived = await liveADay(app)
  await untilLogged(lived.agreementId)
})

afterAll(() => app.close())

/** Seal, paper and the log's root, however long the printer takes. */
async function untilLogged(agreementId: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await app.chores.runAll()
    await app.feed.caughtUp()
    const rows = await app.store.read(({ q, t }) => q.select().from(t.evidenceEntries))
    if (rows.filter(({ subjectId }) => subjectId === agreementId).length === 3) return app.chores.runAll()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it never came into the log')
}

const close = (person: WholeDay['worker']) => person.call(myDataEndpoints.close, { body: { confirm: byPhone(person.known.phone) } })

/** What the day left open: the report, and the worker's crew. */
async function finishEverything(): Promise<void> {
  const { cases } = await lived.staff.call(casesEndpoints.queue, { query: { kind: 'report' } })
  for (const { id, subjectId } of cases) {
    await lived.staff.call(casesEndpoints.take, { params: { caseId: id } })
    await lived.staff.call(supervisionEndpoints.decideReport, { params: { reportId: subjectId }, body: { decision: 'nothing', reason: '核实过，没有这回事', points: 0 } })
  }
  await lived.worker.call(crewsEndpoints.close)
}

/** Everything by which somebody is known, as it stands in the database: what they said, what it was sealed to, what it is looked up by. */
async function tracesOf({ personId, known }: WholeDay['worker']): Promise<string[]> {
  const rows = await app.store.read(async ({ q, t }) => ({ people: await q.select().from(t.people), employers: await q.select().from(t.employers), jobs: await q.select().from(t.jobs), agreements: await q.select().from(t.agreements), strokes: await q.select().from(t.strokes) }))
  const person = rows.people.find(({ id }) => id === personId)
  const sealed = [
    person?.nameSealed, person?.idNumberSealed, person?.idNumberIndex, person?.phoneSealed, person?.phoneIndex, person?.openid, person?.nameMasked, person?.phoneMasked,
    ...rows.employers.filter((row) => row.personId === personId).flatMap(({ contactNameSealed, phoneSealed }) => [contactNameSealed, phoneSealed]),
    ...rows.jobs.filter(({ employerId }) => employerId === personId).flatMap(({ contactNameSealed, contactPhoneSealed, contactNameMasked, contactPhoneMasked }) => [contactNameSealed, contactPhoneSealed, contactNameMasked, contactPhoneMasked]),
  ]
  return [...Object.values(known), ...sealed.filter((value): value is string => typeof value === 'string' && value !== '')]
}

/** Tables in which any of these stands. */
async function found(traces: readonly string[]): Promise<string[]> {
  return Object.entries(await rowsOf(app.store)).filter(([, rows]) => rows.some((row) => traces.some((trace) => String(row).includes(trace)))).map(([table]) => table)
}

/** Ids of things stand in what was said of them; nobody is named by one. */
const mayNameIds = ['events', 'evidenceEntries', 'codes', 'auditEntries']

const verified = async () => {
  const [log, cosign, signing] = [keyRing.log, keyRing.cosign, keyRing.seal].map(publicKeysOf)
  if (log === undefined || cosign === undefined || signing === undefined) throw new Error('there are three')
  return verifyDatabase((query) => app.store.read(query), { log, cosign, signing, seals: sealsByRoots(testAuthority.roots) }, app.vault)
}

/** By which both were known. */
const all: string[] = []

describe('an account is closed', () => {
  test('while money, work or a case is open it is refused, and everything that is open is named', async () => {
    const { code, status, fields } = await lived.worker.refused(myDataEndpoints.close, { body: { confirm: byPhone(lived.worker.known.phone) } })
    expect({ code, status }).toEqual({ code: 'still_open', status: 409 })
    expect(fields?.map(({ field }) => field)).toEqual(['case', 'crew'])
    const job = await post(lived.employer, unloading(lived.market.marketId, { startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 11 * hour }))
    const application = await apply(lived.worker, job.id)
    const { open } = await lived.worker.call(myDataEndpoints.get)
    expect(open).toEqual(expect.arrayContaining([{ thing: 'work', count: 1 }]))
    expect((await lived.employer.call(myDataEndpoints.get)).open.map(({ thing }) => thing)).toEqual(expect.arrayContaining(['work', 'posting', 'case']))
    expect((await lived.staff.call(myDataEndpoints.get)).open).toEqual([{ thing: 'grant', count: 1 }])
    await lived.worker.call(applyEndpoints.withdraw, { params: { applicationId: application.id } })
    await lived.employer.call(jobsEndpoints.close, { params: { jobId: job.id } })
    expect((await lived.worker.call(myDataEndpoints.get)).open.map(({ thing }) => thing)).toEqual(['case', 'crew'])
  })

  test('only the phone that was registered confirms it, and until it is done it can be taken back', async () => {
    await finishEverything()
    const { worker } = lived
    expect(await worker.refused(myDataEndpoints.close, {})).toMatchObject({ code: 'invalid_fields', fields: [{ field: 'confirm' }] })
    expect((await worker.refused(myDataEndpoints.close, { body: { confirm: byPhone('13700000000') } })).code).toBe('phone_differs')
    expect((await worker.refused(myDataEndpoints.keepOpen)).code).toBe('not_found')
    const asked = await close(worker)
    expect(asked.closing).toEqual({ askedAt: app.clock.now(), dueAt: app.clock.now() + afterClosing.coolingOff })
    app.clock.advance(day)
    // Asked for twice, the first stands.
    expect((await close(worker)).closing).toEqual(asked.closing)
    expect((await worker.call(myDataEndpoints.keepOpen)).closing).toBeNull()
    app.clock.advance(8 * day)
    await app.chores.runAll()
    expect((await worker.call(sessionEndpoints.me)).nameMasked).toBe('欧**柱')
  })

  test('who has registered no phone has nothing to confirm with, and nothing to protect', async () => {
    const newcomer = await app.person({ newcomer: true })
    expect((await newcomer.call(myDataEndpoints.close, {})).closing).not.toBeNull()
  })

  test('after seven days the person is gone, the same number registers anew, and the other side keeps what the law keeps', async () => {
    const { worker, employer, applicationId, agreementId } = lived
    const traces = await tracesOf(worker)
    all.push(...traces)
    await close(worker)
    app.clock.advance(afterClosing.coolingOff - 1)
    await app.chores.runAll()
    await worker.call(sessionEndpoints.me)
    app.clock.advance(1)
    await app.chores.runAll()
    await app.feed.caughtUp()
    expect((await worker.refused(sessionEndpoints.me)).code).toBe('session_revoked')
    expect(await found(traces)).toEqual([])
    // Three years for the agreement and what was paid.
    expect((await employer.call(signEndpoints.get, { params: { agreementId } })).text).toContain(worker.known.name)
    expect(await employer.call(applyEndpoints.get, { params: { applicationId } })).toMatchObject({ contactPhone: null, settlement: { amountFen: 26_000 } })
    expect(await verified()).toMatchObject({ findings: [], agreements: 2 })

    const anew = await app.person({ newcomer: true })
    await registerAs(anew, worker.known)
    expect(await anew.call(applyEndpoints.mine)).toMatchObject({ applications: [] })
    // Who they are now goes as well, so that what is found later is of the first account.
    await close({ ...anew, known: worker.known })
  })

  test('the employer leaves as well: the job and the agreement open all the same', async () => {
    const { employer, jobId, agreementId } = lived
    const ofEmployer = await tracesOf(employer)
    all.push(...ofEmployer, agreementId)
    await close(employer)
    app.clock.advance(afterClosing.coolingOff)
    await app.chores.runAll()
    expect((await found(ofEmployer)).filter((table) => table !== 'reports')).toEqual([])
    expect((await app.stranger.call(signEndpoints.verify, { params: { agreementId } })).valid).toBe(true)
    expect((await lived.staff.call(jobsEndpoints.get, { params: { jobId }, query: {} })).contactNameMasked).toBe('')
  })

  test('three years later nothing of either is left anywhere; the log still stands, and says nothing of whom it was about', async () => {
    app.clock.advance(afterClosing.kept + day)
    await app.chores.runAll()
    const rows = await rowsOf(app.store)
    for (const table of ['agreements', 'signatures', 'strokes', 'seals', 'agreementPapers', 'agreementEndings']) expect(rows[table]).toEqual([])
    expect((await found(all)).filter((table) => !mayNameIds.includes(table))).toEqual([])
    expect(await verified()).toMatchObject({ findings: [], agreements: 0, entries: 3 })
  })
})
