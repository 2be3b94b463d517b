import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { AsnConvert } from '@peculiar/asn1-schema'
import { TimeStampReq } from '@peculiar/asn1-tsp'
import fastify from 'fastify'
import { beginCms } from '../../crypto/cms'
import { exactTime, integer, namedBits, octets, oid, sequence, utf8 } from '../../crypto/der'
import { oids } from '../../crypto/oids'
import type { TestAuthority } from '../../crypto/test-authority'

/** What may go wrong at a timestamp authority, or with what comes back from one. */
export type TsaFault = 'unavailable' | 'rejection' | 'wrong_imprint' | 'wrong_nonce' | 'wrong_time' | 'wrong_signature' | 'not_for_timestamps' | 'no_token' | 'not_asn1' | 'silence'

export interface TsaSandbox {
  /** The `TSA_URL` of a server that shall talk to this one. */
  readonly url: string
  /** The next `times` requests go wrong in this way. */
  fail(fault: TsaFault, times?: number): void
  /** How many requests came so far. */
  calls(): number
  close(): Promise<void>
}

/** A policy number under IANA's arc for examples (RFC 5612): nobody's. */
const testPolicy = '1.3.6.1.4.1.32473.1.1'

const status = (number: number, words: string, failure: number): Buffer => sequence(sequence(integer(number), sequence(utf8(words)), namedBits(failure)))
const badRequest = status(2, '测试：请求不合格式', 2)
const badAlgorithm = status(2, '测试：只收 SHA-256', 0)
const rejected = status(2, '测试：拒绝', 25)

export type TsaSandboxOptions = {
  authority: Pick<TestAuthority, 'timestamps' | 'issuing'>
  /** 0 takes a free one. */
  port?: number
  /** UTC ms; tests turn it. */
  now?: () => number
}

/**
 * A small timestamp authority over HTTP (RFC 3161), errors included, with a certificate that says 测试: in tests and in the
 * demo the real client runs. It listens to this machine only, and no production server starts with it.
 */
export async function startTsaSandbox({ authority: { timestamps, issuing }, port = 0, now = Date.now }: TsaSandboxOptions): Promise<TsaSandbox> {
  const faults: TsaFault[] = []
  let called = 0

  const tokenFor = ({ messageImprint, nonce }: TimeStampReq, fault: TsaFault | undefined): Buffer => {
    const at = now() + (fault === 'wrong_time' ? 86_400_000 : 0)
    const hash = fault === 'wrong_imprint' ? Buffer.alloc(32, 7) : Buffer.from(messageImprint.hashedMessage.buffer)
    const given = nonce === undefined ? null : fault === 'wrong_nonce' ? randomBytes(8) : Buffer.from(nonce)
    const info = sequence(
      integer(1), oid(testPolicy), sequence(sequence(oid(oids.sha256)), octets(hash)), integer(randomBytes(12)), exactTime(at),
      sequence(integer(1)), ...(given === null ? [] : [integer(given)]),
    )
    const { key, certificate } = fault === 'not_for_timestamps' ? issuing.p256 : timestamps
    const token = beginCms({ key, chain: [certificate], content: info, at, embedded: oids.timestampInfo }).finish()
    if (fault === 'wrong_signature') token.writeUInt8(token.readUInt8(token.length - 1) ^ 1, token.length - 1)
    return token
  }

  const answerTo = (body: Buffer, fault: TsaFault | undefined): Buffer => {
    let request: TimeStampReq
    try {
      request = AsnConvert.parse(body, TimeStampReq)
    } catch {
      return badRequest
    }
    if (fault === 'rejection') return rejected
    if (fault === 'not_asn1') return Buffer.from('<html>欢迎使用校园网</html>')
    if (fault === 'no_token') return sequence(sequence(integer(0)))
    if (request.messageImprint.hashAlgorithm.algorithm !== oids.sha256 || request.messageImprint.hashedMessage.byteLength !== 32) return badAlgorithm
    return sequence(sequence(integer(0)), tokenFor(request, fault))
  }

  const app = fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true })
  app.addContentTypeParser('application/timestamp-query', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post('/', async (request, reply) => {
    called += 1
    const fault = faults.shift()
    if (fault === 'silence') return reply.hijack()
    if (fault === 'unavailable') return reply.status(503).send('测试：暂停服务')
    return reply.header('content-type', 'application/timestamp-reply').send(answerTo(request.body as Buffer, fault))
  })
  await app.listen({ host: '127.0.0.1', port })
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`,
    fail: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    calls: () => called,
    close: () => app.close(),
  }
}
