import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '@market/shared/errors'
import { signEndpoints } from '@market/shared/sign/sign.contract'
import { hour, minute } from '@market/shared/words/time'
import { createTestApp, type TestApp, type TestPerson } from '../../../test/support/app'
import { hired, post, read, unloading } from '../../../test/support/journey'
import { keyRing, timestampsAt } from '../../../test/support/keys'
import { openPrinted, readQr } from '../../../test/support/printed'
import { verifyPdf } from '../../crypto/pdf-signature'
import { signingKeysOf } from '../../crypto/signing-keys'
import { sm3 } from '../../crypto/sm2'
import { verifyProof } from '../evidence/proof-check'
import { sealsByRoots } from '../evidence/trusted-keys'
import { sha256 } from './seal-record'

let app: TestApp
let employer: TestPerson
let worker: TestPerson
let agreementId: string
let away = false

beforeAll(async () => {
  app = await createTestApp({
    gateways: { tsa: { stamp: (hash) => (away ? Promise.reject(new AppError('upstream_unavailable')) : timestampsAt(app.clock).stamp(hash)) } },
  })
  const { marketId } = await app.market()
  employer = await app.person({ name: '李宏运', employer: { kind: 'business' } })
  worker = await app.person({ name: '王建国', worker: {} })
  const job = await post(employer, unloading(marketId, { startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour }))
  agreementId = (await hired(worker, employer, job.id)).agreement?.id ?? ''
})
afterAll(() => app.close())

const paper = () => worker.raw(signEndpoints.paper, { params: { agreementId } })

async function untilPrinted(): Promise<Buffer> {
  for (let tries = 0; tries < 300; tries += 1) {
    app.clock.advance(minute)
    const { status, body } = await paper()
    if (status === 200) return body as Buffer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('it was never printed')
}

test('the paper of a sealed agreement is a PDF with a signature that readers see, and leads to its own verification', async () => {
  const pdf = await untilPrinted()
  expect(verifyPdf(pdf, keyRing.roots)).toMatchObject({ valid: true })
  expect(pdf.length).toBeLessThanOrEqual(60_000)
  const folder = await mkdtemp(join(tmpdir(), 'market-paper-'))
  try {
    await writeFile(join(folder, 'agreement.pdf'), pdf)
    expect(execFileSync('pdfsig', ['-nocert', join(folder, 'agreement.pdf')], { encoding: 'utf8' })).toMatch(/Signature is Valid/)
  } finally {
    await rm(folder, { recursive: true })
  }
  const { code, hasPaper } = await read(worker, agreementId)
  expect(hasPaper).toBe(true)
  const first = await openPrinted(pdf)
  const last = first.pages === 1 ? first : await openPrinted(pdf, first.pages - 1)
  expect(readQr(last.pixels(150), 150)?.text).toBe(`https://market.test/q/${code ?? ''}`)
  const answer = await app.stranger.call(signEndpoints.verifyCode, { query: { code: `https://market.test/q/${code ?? ''}` } })
  expect(answer).toMatchObject({ valid: true, status: 'sealed', paper: { bytes: pdf.length, sha256: sha256(pdf), sm3: sm3(pdf) } })
  expect(answer.checks.filter(({ passed }) => !passed)).toEqual([])
})

test('either party takes away one file that proves it by public keys alone, once both keys have signed a root over it', async () => {
  await untilPrinted()
  await app.feed.caughtUp()
  const proof = (who: Pick<TestPerson, 'raw'> = worker) => who.raw(signEndpoints.proof, { params: { agreementId } })
  const before = await proof()
  expect([200, 409]).toContain(before.status)
  app.clock.advance(hour)
  await app.chores.runAll()
  const [sandbox, roots] = [{ sandbox: true }, keyRing.roots]
  const trusted = { signing: signingKeysOf(keyRing.seal, sandbox), log: signingKeysOf(keyRing.log, sandbox), cosign: signingKeysOf(keyRing.cosign, sandbox), seals: sealsByRoots(roots) }
  for (const party of [worker, employer]) {
    const { status, text } = await proof(party)
    expect(status, text).toBe(200)
    expect(verifyProof(Buffer.from(text), trusted)).toMatchObject({ findings: [], entries: 2, agreements: 1 })
    const { pdf } = JSON.parse(text) as { pdf: string }
    expect(Buffer.from(pdf, 'base64')).toEqual((await paper()).body)
    // Of the other side it holds what is in the PDF.
    for (const word of ['王建国', '李宏运', '宏进', '13800005678']) expect(text.replace(pdf, '')).not.toContain(word)
  }
  expect((await proof(await app.person({ worker: {} }))).status).toBe(404)
  expect((await proof(app.stranger)).status).toBe(401)
})

test('what somebody changed in the kept paper is named', async () => {
  await untilPrinted()
  const forged = app.vault.seal(Buffer.from('%PDF-1.7 1 元').toString('base64'), { table: 'agreement_papers', column: 'content_sealed', row: agreementId })
  const before = await app.store.read(({ q, t }) => q.select().from(t.agreementPapers))
  await app.store.write(async ({ q, t }) => {
    await q.update(t.agreementPapers).set({ contentSealed: forged })
  })
  const answer = await app.stranger.call(signEndpoints.verify, { params: { agreementId } })
  expect(answer.checks.filter(({ passed }) => !passed).map(({ check }) => check)).toEqual(['PDF 和存的时候一样'])
  await app.store.write(async ({ q, t }) => {
    await q.update(t.agreementPapers).set({ contentSealed: before[0]?.contentSealed ?? '' })
  })
})

test('while the timestamp authority is away a paper waits, and is made when it is back', async () => {
  const { marketId } = await app.market()
  const job = await post(employer, unloading(marketId, { startsAt: app.clock.now() + 2 * hour, endsAt: app.clock.now() + 10 * hour }))
  worker = await app.person({ name: '赵二', worker: {} })
  away = true
  agreementId = (await hired(worker, employer, job.id)).agreement?.id ?? ''
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect((await paper()).status).toBe(409)
  away = false
  expect((await untilPrinted()).subarray(0, 5).toString()).toBe('%PDF-')
})
