import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ContentInfo, SignedData } from '@peculiar/asn1-cms'
import { AsnConvert } from '@peculiar/asn1-schema'
import { TSTInfo } from '@peculiar/asn1-tsp'
import { Time } from '@peculiar/asn1-x509'
import { afterAll, describe, expect, test } from 'vitest'
import { testTimestamps } from '../gateways/tsa/tsa.sandbox'
import { certificatesPem } from './certificate'
import { distinguishedName } from './certificate-making'
import { signCms, verifyCms } from './cms'
import { readSignedData } from './cms-reading'
import { element } from './der'
import { elementAt, octetsOf, oidOf, partsOf, timeOf, wholeElement, type Element } from './der-reading'
import { oids } from './oids'
import { newPrivateKey } from './private-key'
import { certifyForTest, openTestAuthority } from './test-authority'
import { verifyTimestamp } from './timestamp'

const folder = mkdtempSync(join(tmpdir(), 'reading-'))
afterAll(() => rmSync(folder, { recursive: true }))
const authority = openTestAuthority()
const { roots } = authority
const at = Date.UTC(2026, 10, 26, 8, 0, 0, 250)
const hash = Buffer.alloc(32, 5)
const { token } = await testTimestamps(authority, () => at).stamp(hash)
const own = newPrivateKey('sm2')
const subject = distinguishedName('测试', '测试签章')
const chain = certifyForTest(authority, { subject, spki: own.spki, algorithm: 'sm2', from: at - 86_400_000, to: at + 86_400_000 })
const content = Buffer.from('{"pay":20000}')
const cms = signCms({ key: own, chain, content, at })

/** What a library that we did not write finds in signed data; null where it finds none. */
function asLibraryReads(bytes: Buffer): Record<string, string> | null {
  try {
    const data = AsnConvert.parse(AsnConvert.parse(bytes, ContentInfo).content, SignedData)
    const [info] = data.signerInfos
    const time = info?.signedAttrs?.find(({ attrType }) => attrType === oids.signingTime)?.attrValues[0]
    const valueOf = (id: string): Buffer => Buffer.from(info?.signedAttrs?.find(({ attrType }) => attrType === id)?.attrValues[0] ?? new ArrayBuffer(0))
    return {
      contentType: data.encapContentInfo.eContentType,
      embedded: Buffer.from(data.encapContentInfo.eContent?.single?.buffer ?? new ArrayBuffer(0)).toString('hex'),
      digestAlgorithm: info?.digestAlgorithm.algorithm ?? '',
      signatureAlgorithm: info?.signatureAlgorithm.algorithm ?? '',
      signature: Buffer.from(info?.signature.buffer ?? new ArrayBuffer(0)).toString('hex'),
      messageDigest: valueOf(oids.messageDigest).subarray(2).toString('hex'),
      signedAt: String(time === undefined ? null : AsnConvert.parse(time, Time).getTime().getTime()),
      serial: Buffer.from(info?.sid.issuerAndSerialNumber?.serialNumber ?? new ArrayBuffer(0)).toString('hex'),
    }
  } catch {
    return null
  }
}

function asWeRead(bytes: Buffer): Record<string, string> | null {
  const parts = readSignedData(bytes)
  if (parts === null) return null
  const { contentType, embedded, digestAlgorithm, signatureAlgorithm, signature, messageDigest, signedAt, signer } = parts
  return {
    contentType, digestAlgorithm, signatureAlgorithm, embedded: (embedded ?? Buffer.alloc(0)).toString('hex'), signature: signature.toString('hex'),
    messageDigest: messageDigest.toString('hex'), signedAt: String(signedAt), serial: signer.serial.toString('hex'),
  }
}

describe.each([['a timestamp', token], ['a signature', cms]])('%s', (_what, bytes) => {
  test('is read as a library reads it', () => {
    expect(asWeRead(bytes)).toEqual(asLibraryReads(bytes))
    expect(asWeRead(bytes)?.['signature']).toMatch(/^30/)
  })

  test('with a changed bit is nothing, or what a library reads too', () => {
    let read = 0
    for (let place = 0; place < bytes.length; place += 4) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(place) ^ (1 << (place >> 2) % 8), place)
      const ours = asWeRead(changed)
      if (ours === null) continue
      read += 1
      expect(ours, `byte ${place}`).toEqual(asLibraryReads(changed))
    }
    expect(read).toBeGreaterThan(20)
  })

  test('with an element’s length changed is nothing', () => {
    for (let place = 1; place < 24; place += 1) {
      const cut = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1)])
      expect(readSignedData(cut), `without byte ${place}`).toBeNull()
    }
  })

  test('in BER, with lengths left open and strings in pieces, says the same', () => {
    const loose = inBer(wholeElement(bytes))
    expect(loose.length).toBeGreaterThan(bytes.length)
    expect(asWeRead(loose)).toEqual(asWeRead(bytes))
  })
})

/** The same with open lengths, strings of octets in two pieces; certificates and times are left as they are. */
function inBer({ tag, content: inner, raw }: Element): Buffer {
  if (chain.some(({ der }) => der.equals(raw)) || authority.timestamps.certificate.der.equals(raw)) return raw
  const end = Buffer.alloc(2)
  if (tag === 0x04 && inner.length > 1) return Buffer.concat([Uint8Array.of(0x24, 0x80), element(0x04, inner.subarray(0, 1)), element(0x04, inner.subarray(1)), end])
  // What is signed is in DER even in BER (RFC 5652 §5.4); so is the set that names the signer.
  if ((tag & 0x20) === 0 || tag === 0xa0 && inner.includes(Buffer.from('2a864886f70d010903', 'hex')) && inner.length < 300 || tag === 0x30 && inner.length < 200) return raw
  return Buffer.concat([Uint8Array.of(tag, 0x80), ...partsOf({ tag, content: inner, raw }, tag).map(inBer), end])
}

test('what is in BER is checked all the same', () => {
  const [loose, stamped] = [inBer(wholeElement(cms)), inBer(wholeElement(token))]
  expect(verifyCms(loose, { content, roots })).toMatchObject({ valid: true })
  expect(verifyCms(loose, { content: Buffer.from('{"pay":10000}'), roots })).toEqual({ valid: false, why: 'changed' })
  expect(verifyTimestamp(stamped, { hash, roots })).toMatchObject({ valid: true, at })
  expect(verifyTimestamp(stamped, { hash: Buffer.alloc(32), roots })).toEqual({ valid: false, why: 'changed' })
})

test('OpenSSL’s own timestamps are read as OpenSSL and a library read them', () => {
  const file = (name: string, text: string | Buffer): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const openssl = (...words: string[]): void => void execFileSync('openssl', words, { stdio: 'pipe', cwd: folder })
  const { key, certificate } = authority.timestamps
  file('serial', '01')
  const config = file('tsa.cnf', ['[tsa]', 'default_tsa = one', '[one]', 'serial = ./serial', 'default_policy = 1.3.6.1.4.1.32473.1.1', 'digests = sha256', 'accuracy = secs:1, millisecs:500', 'clock_precision_digits = 3', 'ordering = yes', 'tsa_name = yes', 'ess_cert_id_chain = no', 'ess_cert_id_alg = sha256', 'signer_digest = sha256'].join('\n'))
  openssl('ts', '-query', '-digest', hash.toString('hex'), '-sha256', '-cert', '-out', 'query')
  openssl('ts', '-reply', '-config', config, '-queryfile', 'query', '-signer', file('tsa.pem', certificatesPem([certificate])), '-inkey', file('tsa.key', key.pkcs8()), '-token_out', '-out', 'theirs')
  const theirs = execFileSync('cat', [join(folder, 'theirs')])
  expect(asWeRead(theirs)).toEqual(asLibraryReads(theirs))
  const info = AsnConvert.parse(readSignedData(theirs)?.embedded ?? Buffer.alloc(0), TSTInfo)
  expect(verifyTimestamp(theirs, { hash, roots })).toEqual({
    valid: true, at: info.genTime.getTime(), authority: certificate.name, nonce: Buffer.from(info.nonce ?? new ArrayBuffer(0)),
  })
})

describe('the reader of elements', () => {
  const refused = (hex: string) => expect(() => elementAt(Buffer.from(hex, 'hex')), hex).toThrow()

  test('takes no more than there is, and nothing without an end', () => {
    for (const hex of ['', '30', '3001', '308101', '3082ff', '3085000000000101', '30ff', '3080', '308005', '30800500', '0480', '1f0100', '30843000000000']) refused(hex)
    refused('3080'.repeat(40))
    refused(`${'3080'.repeat(40)}${'0000'.repeat(40)}`)
    expect(elementAt(Buffer.from('30800500000099', 'hex'))).toMatchObject({ content: Buffer.from('0500', 'hex'), raw: Buffer.from('308005000000', 'hex') })
    expect(() => wholeElement(Buffer.from('050000', 'hex'))).toThrow()
    expect(octetsOf(elementAt(Buffer.from('24800401aa2403 0401bb0000'.replace(' ', ''), 'hex')))).toEqual(Buffer.from('aabb', 'hex'))
  })

  test('names what objects are called', () => {
    for (const dotted of Object.values(oids)) expect(oidOf(AsnOid(dotted))).toBe(dotted)
    for (const hex of ['0600', '060180', '06022a80', '06042a808001', '060a2affffffffffffffff7f']) expect(() => oidOf(elementAt(Buffer.from(hex, 'hex'))), hex).toThrow()
  })

  test('knows the days there are', () => {
    const read = (tag: number, text: string): number => timeOf(elementAt(element(tag, Buffer.from(text))))
    expect(read(0x17, '491231235959Z')).toBe(Date.UTC(2049, 11, 31, 23, 59, 59))
    expect(read(0x17, '500101000000Z')).toBe(Date.UTC(1950, 0, 1))
    expect(read(0x18, '20261126080000.25Z')).toBe(at)
    expect(read(0x18, '20261126080000.2509Z')).toBe(at)
    for (const text of ['260231000000Z', '261301000000Z', '261126240000Z', '2611260800Z', '261126080000+0800', '261126080000']) expect(() => read(0x17, text), text).toThrow()
    for (const text of ['20261126080060Z', '20261126080000.Z', '20261126080000', '2026112608Z']) expect(() => read(0x18, text), text).toThrow()
  })
})

const AsnOid = (dotted: string): Element => {
  // Written by the library, so that both directions are not ours.
  const [, , ...rest] = dotted.split('.').map(Number)
  const info = AsnConvert.serialize(new ContentInfo({ contentType: dotted, content: new Uint8Array([5, 0]).buffer }))
  expect(rest.length).toBeGreaterThan(0)
  return partsOf(wholeElement(new Uint8Array(info)), 0x30)[0] as Element
}
