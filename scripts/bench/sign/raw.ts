import { signCms, verifyCms } from '@market/bff/crypto/cms'
import { withSignaturePlace } from '@market/bff/crypto/pdf-place'
import { signPdf, verifyPdf } from '@market/bff/crypto/pdf-signature'
import { generateKeyPair, signer, verify } from '@market/bff/crypto/sm2'
import { openTestAuthority, testKeyRing } from '@market/bff/crypto/test-authority'
import { verifyTimestamp } from '@market/bff/crypto/timestamp'
import { testTimestamps } from '@market/bff/gateways/tsa/tsa.sandbox'
import { openPaper } from '@market/bff/paper/paper'
import { cpuMs, line, quantile } from '../figures'

const rounds = 200

/** µs of CPU for one turn, the median of ten batches: others use these cores too. */
async function perTurn(work: () => unknown): Promise<number> {
  const batches: number[] = []
  for (let batch = 0; batch < 10; batch += 1) {
    const since = process.cpuUsage()
    for (let turn = 0; turn < rounds / 10; turn += 1) await work()
    batches.push((cpuMs(since) * 1000) / (rounds / 10))
  }
  return quantile(batches, 0.5)
}

/** What one signature costs, and what a CMS and a signed PDF add to it, in the same run. */
export async function raw(): Promise<void> {
  const authority = openTestAuthority()
  const ring = testKeyRing(authority)
  const { roots } = ring
  const at = Date.now()
  const keys = generateKeyPair()
  const own = signer(keys.privateKey)
  const message = Buffer.alloc(1024, 'agreement')
  const signature = own.sign(message)
  const cms = signCms({ ...ring.seal, content: message, at })
  const tsa = testTimestamps(authority, () => at)
  const hash = Buffer.alloc(32, 1)
  const { token } = await tsa.stamp(hash)

  // Warm: tables are made, code is compiled.
  for (let turn = 0; turn < 50; turn += 1) verify(message, own.sign(message), keys.publicKey)
  const rawSign = await perTurn(() => own.sign(message))
  const figures: [string, () => unknown][] = [
    ['SM2 verify, a key that comes often', () => verify(message, signature, keys.publicKey)],
    ['CMS with SM2, certificates included', () => signCms({ ...ring.seal, content: message, at })],
    ['its check, with the chain up to the root', () => verifyCms(cms, { content: message, roots })],
    ['a timestamp’s check, with its chain', () => verifyTimestamp(token, { hash, roots })],
  ]
  line('SM2 sign', `${rawSign.toFixed(0)} µs, ${(1e6 / rawSign).toFixed(0)} a second`)
  for (const [what, work] of figures) {
    const cost = await perTurn(work)
    line(what, `${cost.toFixed(0)} µs, ${(cost / rawSign).toFixed(2)} raw signatures`)
  }
  const pdf = await openPaper().slip({
    marketName: '测试零工市场', nameMasked: '王*国', number: 7, day: '2026-11-26', link: 'https://market.test/q/w', readableCode: 'ABCD EFGH', hotline: '12333', size: 'A6', madeAt: at,
  })
  // The place is made in the printer's thread, with the paper.
  const drawn = (room: number): Promise<Buffer> => withSignaturePlace(pdf, { room, name: '测试', reason: '测试', at })
  const signing = { key: ring.document.key, chain: ring.document.chain, stamp: tsa.stamp, tokenBytes: token.length }
  const signed = await signPdf({ ...signing, drawn })
  const empty = await drawn((signed.length - (await drawn(0)).length) / 2)
  line(`PDF of ${signed.length} bytes signed (timestamp made here too)`, `${(await perTurn(() => signPdf({ ...signing, drawn: () => Promise.resolve(Buffer.from(empty)) }))).toFixed(0)} µs`)
  line('its check', `${(await perTurn(() => verifyPdf(signed, roots))).toFixed(0)} µs`)
}
