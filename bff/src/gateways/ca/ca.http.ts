import { ContentInfo, SignedData } from '@peculiar/asn1-cms'
import { AsnConvert } from '@peculiar/asn1-schema'
import { AppError } from '@market/shared/errors'
import { readCertificate, type Certificate } from '../../crypto/certificate'
import { readCertificateRequest } from '../../crypto/certificate-making'
import { askBytes, basicAuthorization } from '../ask-bytes'
import type { CertificateAuthority } from './ca'

export type CaSettings = {
  /** `https://ca.example.cn/.well-known/est`, with the CA's label behind it where it has one; no slash at the end. */
  url: string
  user: string
  password: string
}

const unavailable = (why: string): AppError => new AppError('upstream_unavailable', { detail: `certificate: ${why}` })

/** The certificates of a "certs-only" message (RFC 5272 §4.1): signed data that nobody signed, in base64. */
function certificatesIn(answer: Buffer): Certificate[] {
  try {
    const { content } = AsnConvert.parse(Buffer.from(answer.toString('latin1'), 'base64'), ContentInfo)
    const { certificates } = AsnConvert.parse(content, SignedData)
    return (certificates ?? []).flatMap(({ certificate }) => (certificate ? [readCertificate(new Uint8Array(AsnConvert.serialize(certificate)))] : []))
  } catch {
    throw unavailable('answer holds no certificates')
  }
}

/** The client of a certificate authority: EST's `simpleenroll` and `cacerts`. @param options.timeout ms for one request */
export function caOverHttp({ url, user, password }: CaSettings, { timeout = 30_000 }: { timeout?: number } = {}): CertificateAuthority {
  const ask = async (path: string, request?: Uint8Array): Promise<Certificate[]> =>
    certificatesIn(await askBytes('certificate', `${url}/${path}`, 'application/pkcs7-mime', {
      timeout,
      method: request === undefined ? 'GET' : 'POST',
      headers: { ...basicAuthorization(user, password), ...(request === undefined ? {} : { 'content-type': 'application/pkcs10', 'content-transfer-encoding': 'base64' }) },
      ...(request === undefined ? {} : { body: Buffer.from(request).toString('base64').replace(/.{76}(?=.)/g, '$&\r\n') }),
    }))

  return {
    async enrol(request) {
      const asked = readCertificateRequest(request)
      if (asked === null) throw new Error('a request that its own key did not sign')
      const given = await ask('simpleenroll', request)
      const own = given.find(({ spki }) => spki.equals(asked.spki))
      if (!own) throw unavailable('certificate of another key')
      const above = [...given, ...(await ask('cacerts'))]
      const chain = [own]
      for (let last = own; !last.issuer.equals(last.subject); ) {
        const next = above.find((one) => one.subject.equals(last.issuer) && one.signed(last) && !chain.includes(one))
        // The root need not be among them; and it is not sent along, whoever checks has it.
        if (next === undefined || next.issuer.equals(next.subject)) break
        chain.push(next)
        last = next
      }
      return chain.map(({ der }) => der)
    },
  }
}
