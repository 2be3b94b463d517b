import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { readCertificateRequest } from '../../crypto/certificate-making'
import { context, element, integer, oid, sequence, setOf } from '../../crypto/der'
import { oids } from '../../crypto/oids'
import { readPublicKey } from '../../crypto/public-key'
import { certifyForTest, type TestAuthority } from '../../crypto/test-authority'

/** Certificates begin so long ago: the demo tells of days that were before it was installed, and its agreements were sealed then. */
const week = 7 * 86_400_000

/** What may go wrong at a CA, or with what comes back from one. */
export type CaFault = 'unavailable' | 'pending' | 'rejected' | 'wrong_key' | 'not_pkcs7' | 'silence'

export interface CaSandbox {
  /** The `CA_URL` for whoever shall talk to this one. */
  readonly url: string
  /** The next `times` enrolments go wrong in this way. */
  fail(fault: CaFault, times?: number): void
  close(): Promise<void>
}

export type CaSandboxOptions = {
  authority: TestAuthority
  user: string
  password: string
  /** 0 takes a free one. */
  port?: number
  /** UTC ms. */
  now?: () => number
}

const certsOnly = (certificates: readonly Buffer[]): string =>
  sequence(oid(oids.signedData), context(0, sequence(integer(1), setOf(), sequence(oid(oids.data)), element(0xa0, ...certificates), setOf())))
    .toString('base64').replace(/.{76}(?=.)/g, '$&\r\n')

/** How long a certificate of the sandbox lasts. */
const validity = 3 * 365 * 86_400_000

/**
 * A small certificate authority that speaks EST (RFC 7030), errors included, with roots that say 测试. It listens to this
 * machine only, and no production server starts with it.
 */
export async function startCaSandbox({ authority, user, password, port = 0, now = Date.now }: CaSandboxOptions): Promise<CaSandbox> {
  const faults: CaFault[] = []
  const credentials = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const mime = 'application/pkcs7-mime; smime-type=certs-only'

  const app = fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true })
  app.addContentTypeParser('application/pkcs10', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.get('/.well-known/est/cacerts', (_request, reply) =>
    reply.header('content-type', mime).send(certsOnly([...authority.roots, authority.issuing.sm2.certificate, authority.issuing.p256.certificate].map(({ der }) => der))))
  app.post('/.well-known/est/simpleenroll', (request, reply) => {
    if (request.headers.authorization !== credentials) return reply.status(401).header('www-authenticate', 'Basic realm="测试"').send()
    const fault = faults.shift()
    if (fault === 'silence') return reply.hijack()
    if (fault === 'unavailable') return reply.status(503).send('测试：暂停服务')
    // RFC 7030 §4.2.3: somebody looks at it first.
    if (fault === 'pending') return reply.status(202).header('retry-after', '3600').send()
    if (fault === 'not_pkcs7') return reply.header('content-type', mime).send('欢迎使用校园网')
    const asked = readCertificateRequest(Buffer.from(String(request.body), 'base64'))
    if (asked === null || fault === 'rejected') return reply.status(400).send('测试：申请不合格式，或签名不对')
    const spki = fault === 'wrong_key' ? authority.timestamps.key.spki : asked.spki
    const algorithm = readPublicKey(spki).kind === 'sm2' ? 'sm2' : 'p256'
    const [own] = certifyForTest(authority, { subject: asked.subject, spki, algorithm, from: now() - week, to: now() + validity })
    return reply.header('content-type', mime).send(certsOnly(own ? [own.der] : []))
  })
  await app.listen({ host: '127.0.0.1', port })
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/.well-known/est`,
    fail: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    close: () => app.close(),
  }
}
