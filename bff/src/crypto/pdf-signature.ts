import { sha256, type Certificate } from './certificate'
import { beginCms, timestampAttribute, verifyParts } from './cms'
import { firstElement, readSignedData } from './cms-reading'
import type { PrivateKey } from './private-key'
import { verifyTimestamp } from './timestamp'

/**
 * A signature in a PDF that every reader sees: PAdES baseline B-T (ETSI EN 319 142-1), which is a CMS over the whole file
 * but the place where it stands itself, with a timestamp over the signature.
 */

export type PdfSigning = {
  /** The file with a place of so many bytes for its signature, as `withSignaturePlace` makes it. */
  drawn: (room: number) => Promise<Buffer>
  /** P-256: readers of PDF know no SM2. */
  key: PrivateKey
  /** The key's certificate first. */
  chain: readonly Certificate[]
  /** As `TimestampAuthority.stamp`. */
  stamp: (sha256: Buffer) => Promise<{ token: Buffer }>
  /** How long the authority's tokens are, from an earlier one of it: that many bytes are kept for it, each of which takes two in the file. */
  tokenBytes: number
}

/** What tokens of one authority differ by, and signatures: serial numbers, fractions of seconds, leading zeros. */
const margin = 48
/** The place as it is drawn, from which offsets are counted. */
const [emptyRange, contents] = ['/ByteRange [ 0 9999999999 9999999999 9999999999 ]', '\n/Contents <']

/**
 * Signs a PDF that has a place for it; nothing of the file but that place is changed.
 * @throws Error for a PDF without such a place; what `drawn` and `stamp` throw
 */
export async function signPdf({ drawn, key, chain, stamp, tokenBytes }: PdfSigning): Promise<Buffer> {
  const trial = beginCms({ key, chain, content: Buffer.alloc(0), at: null }).finish([timestampAttribute(Buffer.alloc(tokenBytes))])
  let room = trial.length + margin
  for (;;) {
    const pdf = await drawn(room)
    const range = pdf.indexOf(emptyRange + contents)
    if (range < 0) throw new Error('the PDF has no place for a signature')
    const from = range + emptyRange.length + contents.length - 1
    const to = from + room * 2 + 2
    const numbers = [from, to, pdf.length - to].map((number) => String(number).padStart(10, '0'))
    pdf.write(`/ByteRange [ 0 ${numbers.join(' ')} ]`, range, 'latin1')
    const begun = beginCms({ key, chain, content: Buffer.concat([pdf.subarray(0, from), pdf.subarray(to)]), at: null })
    const { token } = await stamp(sha256(begun.signature))
    const cms = begun.finish([timestampAttribute(token)])
    if (cms.length <= room) {
      pdf.write(cms.toString('hex'), from + 1, 'latin1')
      return pdf
    }
    // The bytes that are signed depend on the place for the signature: with a larger one all is signed again.
    room = cms.length + margin
  }
}

export type PdfVerdict =
  /** `at`: the timestamp's time, UTC ms. */
  | { valid: true; signer: string; at: number; authority: string }
  /** `unsigned`: no signature of ours is in it. `changed`: it is not what was signed. `untrusted`: by whom we do not know. */
  | { valid: false; why: 'unsigned' | 'changed' | 'untrusted' }

/** The signature of a PDF that was signed as here: whether it covers the whole file and still holds. */
export function verifyPdf(pdf: Buffer, roots: readonly Certificate[]): PdfVerdict {
  const found = [...pdf.toString('latin1').matchAll(/\/SubFilter \/ETSI\.CAdES\.detached\n\/ByteRange \[ 0 (\d{10}) (\d{10}) (\d{10}) \]\n\/Contents </g)]
  const [match] = found
  if (match === undefined) return { valid: false, why: 'unsigned' }
  const [from = 0, to = 0, rest = 0] = match.slice(1).map(Number)
  // What was added afterwards, before or behind, is covered by nobody's signature, whatever it is.
  const whole = found.length === 1 && from === match.index + match[0].length - 1 && to > from && to + rest === pdf.length
  const hex = whole ? pdf.toString('latin1', from, to) : ''
  if (!/^<(?:[0-9a-f]{2})+>$/.test(hex)) return { valid: false, why: 'changed' }
  const padded = Buffer.from(hex.slice(1, -1), 'hex')
  const cms = firstElement(padded)
  const parts = readSignedData(cms)
  if (parts === null || parts.timestampToken === null || padded.subarray(cms.length).some((byte) => byte !== 0)) return { valid: false, why: 'changed' }
  const stamped = verifyTimestamp(parts.timestampToken, { hash: sha256(parts.signature), roots })
  const verdict = verifyParts(parts, { content: Buffer.concat([pdf.subarray(0, from), pdf.subarray(to)]), roots, ...(stamped.valid ? { at: stamped.at } : {}) })
  if (verdict.valid && stamped.valid) return { valid: true, signer: verdict.signer.name, at: stamped.at, authority: stamped.authority }
  const reasons = [verdict, stamped].map((one) => (one.valid ? null : one.why))
  return { valid: false, why: reasons.some((why) => why === 'changed') || (stamped.valid && reasons.includes('malformed')) ? 'changed' : 'untrusted' }
}
