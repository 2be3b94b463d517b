import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tsaOverHttp } from '../gateways/tsa/tsa.http'
import { startTsaSandbox } from '../gateways/tsa/tsa.sandbox'
import { certificatesPem } from './certificate'
import { distinguishedName } from './certificate-making'
import { firstElement } from './cms-reading'
import { withSignaturePlace } from './pdf-place'
import { signPdf, verifyPdf, type PdfSigning } from './pdf-signature'
import { newPrivateKey } from './private-key'
import { certifyForTest, openTestAuthority } from './test-authority'

const authority = openTestAuthority()
const { roots } = authority
const at = Date.now()
const key = newPrivateKey('p256')
const year = 365 * 86_400_000
const chain = certifyForTest(authority, { subject: distinguishedName('测试市场', '测试签章'), spki: key.spki, algorithm: 'p256', from: at - year, to: at + year })
const folder = mkdtempSync(join(tmpdir(), 'pdf-'))
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const drawn = (pages: number): Promise<Buffer> =>
  new Promise((resolve) => {
    const doc = new PDFDocument({ size: 'A4' })
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    for (let page = 0; page < pages; page += 1) {
      if (page > 0) doc.addPage()
      doc.text(`agreement, page ${page + 1}`)
    }
    doc.end()
  })

let pdf: Buffer
let signed: Buffer
let signing: PdfSigning
let tokenBytes: number
const placed = (room: number): Promise<Buffer> => withSignaturePlace(pdf, { room, name: '测试市场', reason: '双方已签的协议', at })
let stop: () => Promise<void>
beforeAll(async () => {
  const sandbox = await startTsaSandbox({ authority })
  stop = sandbox.close
  const tsa = tsaOverHttp({ url: sandbox.url, user: '', password: '', roots })
  pdf = await drawn(2)
  const { token } = await tsa.stamp(Buffer.alloc(32, 1))
  tokenBytes = token.length
  signing = { drawn: placed, key, chain, stamp: (hash) => tsa.stamp(hash), tokenBytes }
  signed = await signPdf(signing)
})
afterAll(async () => {
  await stop()
  rmSync(folder, { recursive: true })
})

/** UTF-16 with its mark, as PDF writes what is for people. */
const hexOf = (words: string): string => `FEFF${Buffer.from(words, 'utf16le').swap16().toString('hex').toUpperCase()}`

/** From the bracket before the signature to the one behind it. */
function placeIn(bytes: Buffer): { from: number; to: number; cms: Buffer } {
  const text = bytes.toString('latin1')
  const [, from = 0, to = 0] = /\/ByteRange \[ 0 (\d+) (\d+) \d+ \]/.exec(text)?.map(Number) ?? []
  return { from, to, cms: Buffer.from(text.slice(from + 1, to - 1), 'hex') }
}

/** What poppler says; it looks in its own store of certificates, where a test root is not. */
const pdfsig = (bytes: Buffer): string => {
  const { stdout, stderr, error } = spawnSync('pdfsig', ['-nocert', file('asked.pdf', bytes)], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } })
  if (error) throw error
  return stdout + stderr
}

test('nothing of the paper is changed but the place that was kept for the signature, of which hardly any is left over', async () => {
  const { from, to, cms } = placeIn(signed)
  const empty = await placed((to - from - 2) / 2)
  const blank = (bytes: Buffer): string => bytes.toString('latin1', 0, from).replace(/\/ByteRange \[[ 0-9]+\]/, '') + bytes.toString('latin1', to)
  expect(empty).toHaveLength(signed.length)
  expect(blank(signed)).toBe(blank(empty))
  expect((to - from - 2) / 2 - firstElement(cms).length).toBeLessThan(80)
})

test('other tools find nothing wrong with the file, and who signs and why', () => {
  expect(execFileSync('pdfinfo', [file('info.pdf', signed)], { encoding: 'utf8' })).toMatch(/Pages: +2\n/)
  expect(signed.toString('latin1')).toMatch(new RegExp(`/Name <${hexOf('测试市场')}>\\n/Reason <${hexOf('双方已签的协议')}>`))
})

test('pdfsig sees one signature over the whole document, and that it holds', () => {
  const said = pdfsig(signed)
  expect(said).toContain('Signature Validation: Signature is Valid.')
  expect(said).toContain('Total document signed')
  expect(said).toContain('Signature Type: ETSI.CAdES.detached')
  expect(said).toContain('Signing Hash Algorithm: SHA-256')
  expect(said.match(/Signature #\d/g)).toEqual(['Signature #1'])
})

test('one changed byte, anywhere in the paper, and pdfsig and we say so', () => {
  const { from, to } = placeIn(signed)
  for (const offset of [20, 700, from - 40, to + 40, signed.length - 60]) {
    const bytes = Buffer.from(signed)
    bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset)
    expect(verifyPdf(bytes, roots), `byte ${offset}`).toEqual({ valid: false, why: 'changed' })
    const said = pdfsig(bytes)
    expect(said, `byte ${offset}`).not.toContain('Signature is Valid')
    // What says which bytes are signed, and where the objects stand, is not found at all when it is changed.
    if (![from - 40, signed.length - 60].includes(offset)) expect(said, `byte ${offset}`).toContain('Digest Mismatch')
  }
})

test('OpenSSL checks the signature that stands in the file', () => {
  const { from, to, cms } = placeIn(signed)
  const contents = file('contents', cms)
  const data = file('data', Buffer.concat([signed.subarray(0, from), signed.subarray(to)]))
  const check = (content: string) =>
    execFileSync('openssl', ['cms', '-verify', '-binary', '-cades', '-inform', 'DER', '-in', contents, '-content', content, '-CAfile', file('roots.pem', certificatesPem(roots)), '-purpose', 'any', '-out', join(folder, 'out')], { stdio: 'pipe' })
  expect(() => check(data)).not.toThrow()
  expect(() => check(file('other', 'other'))).toThrow()
})

test('we find who signed and when, and trust the roots we were given only', () => {
  const verdict = verifyPdf(signed, roots)
  expect(verdict).toMatchObject({ valid: true, signer: '测试签章', authority: '测试时间戳服务（无法律效力）' })
  expect(verdict.valid && Math.abs(verdict.at - at)).toBeLessThan(60_000)
  expect(verifyPdf(signed, openTestAuthority().roots)).toEqual({ valid: false, why: 'untrusted' })
})

test('a paper without a signature, and one that something was added to, are not taken for signed ones', () => {
  expect(verifyPdf(pdf, roots)).toEqual({ valid: false, why: 'unsigned' })
  expect(verifyPdf(Buffer.from('no paper'), roots)).toEqual({ valid: false, why: 'unsigned' })
  expect(verifyPdf(Buffer.concat([signed, Buffer.from('\n% more')]), roots)).toEqual({ valid: false, why: 'changed' })
  expect(verifyPdf(Buffer.concat([signed, signed]), roots)).toEqual({ valid: false, why: 'changed' })
})

test('an authority’s large token finds its place too', async () => {
  let asked = 0
  const large = await signPdf({ ...signing, stamp: async () => ({ token: ((asked += 1), Buffer.concat([Buffer.from([0x30, 0x82, 0x20, 0x00]), Buffer.alloc(0x2000)])) }) })
  expect(asked).toBe(2)
  expect(pdfsig(large)).toContain('Signature is Valid')
})

test('a token that is as long as the last one, or nearly, is asked for once', async () => {
  for (const other of [0, 20, -20]) {
    let asked = 0
    await signPdf({ ...signing, tokenBytes: tokenBytes + other, stamp: (hash) => ((asked += 1), signing.stamp(hash)) })
    expect(asked).toBe(1)
  }
})

test('a paper without a place for a signature is not signed', async () => {
  await expect(signPdf({ ...signing, drawn: () => Promise.resolve(pdf) })).rejects.toThrow('no place')
})

test('without a timestamp there is no signed paper', async () => {
  await expect(signPdf({ ...signing, stamp: () => Promise.reject(new Error('away')) })).rejects.toThrow('away')
})
