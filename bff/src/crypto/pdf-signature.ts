import { sha256, type Certificate } from './certificate'
import { beginCms, timestampAttribute, verifyParts } from './cms'
import { firstElement, readSignedData } from './cms-reading'
import { appendObjects, firstPage, pdfTime, readPdf, textString, withEntry } from './pdf-objects'
import type { PrivateKey } from './private-key'
import { verifyTimestamp } from './timestamp'

/**
 * A signature in a PDF that every reader sees: PAdES baseline B-T (ETSI EN 319 142-1), which is a CMS over the whole file
 * but the place where it stands itself, with a timestamp over the signature.
 */

export type PdfSigning = {
  /** P-256: readers of PDF know no SM2. */
  key: PrivateKey
  /** The key's certificate first. */
  chain: readonly Certificate[]
  /** As `TimestampAuthority.stamp`. */
  stamp: (sha256: Buffer) => Promise<{ token: Buffer }>
  /** Who signs and why, for people. */
  name: string
  reason: string
  /** UTC ms. */
  at: number
}

/** Bytes kept free for a timestamp token; authorities send 1 to 6 KB. One that is larger gets its place at the second try. */
const usualToken = 4096
const place = '/Contents <'

function withRoom(pdf: Buffer, room: number, { name, reason, at }: PdfSigning): { bytes: Buffer; from: number; to: number } {
  const file = readPdf(pdf)
  const page = firstPage(file)
  const [signature, field] = [file.size, file.size + 1]
  const range = '0000000000'
  const objects = new Map([
    [signature, `<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/ByteRange [0 ${range} ${range} ${range}]\n${place}${'0'.repeat(room * 2)}>\n/M ${pdfTime(at)}\n/Name ${textString(name)}\n/Reason ${textString(reason)}\n>>`],
    // A field and its widget in one; printed or not, there is nothing of it to see.
    [field, `<<\n/FT /Sig\n/T (Seal)\n/V ${signature} 0 R\n/Type /Annot\n/Subtype /Widget\n/Rect [0 0 0 0]\n/F 132\n/P ${page} 0 R\n>>`],
    [file.root, withEntry(file.dictionary(file.root), '/AcroForm', `<< /Fields [${field} 0 R] /SigFlags 3 >>`)],
    [page, withEntry(file.dictionary(page), '/Annots', `[${field} 0 R]`)],
  ])
  const bytes = appendObjects(file, objects)
  const from = bytes.indexOf(place, pdf.length) + place.length - 1
  const to = from + room * 2 + 2
  const numbers = [from, to, bytes.length - to].map((number) => String(number).padStart(range.length, '0'))
  bytes.write(`/ByteRange [0 ${numbers.join(' ')}]`, bytes.indexOf('/ByteRange', pdf.length), 'latin1')
  return { bytes, from, to }
}

/**
 * Signs a PDF as pdfkit makes it; nothing in it is changed, the signature is appended.
 * @throws Error for a PDF of another make; what `stamp` throws
 */
export async function signPdf(pdf: Buffer, signing: PdfSigning): Promise<Buffer> {
  const { key, chain, stamp } = signing
  let room = chain.reduce((sum, { der }) => sum + der.length, 1024) + usualToken
  for (;;) {
    const { bytes, from, to } = withRoom(pdf, room, signing)
    const begun = beginCms({ key, chain, content: Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]), at: null })
    const { token } = await stamp(sha256(begun.signature))
    const cms = begun.finish([timestampAttribute(token)])
    if (cms.length <= room) {
      bytes.write(cms.toString('hex'), from + 1, 'latin1')
      return bytes
    }
    // The bytes that are signed depend on the place for the signature: with a larger one all is signed again.
    room = cms.length + 256
  }
}

export type PdfVerdict =
  /** `at`: the timestamp's time, UTC ms. */
  | { valid: true; signer: string; at: number; authority: string }
  /** `unsigned`: no signature of ours is in it. `changed`: it is not what was signed. `untrusted`: by whom we do not know. */
  | { valid: false; why: 'unsigned' | 'changed' | 'untrusted' }

/** The signature of a PDF that was signed as here: whether it covers the whole file and still holds. */
export function verifyPdf(pdf: Buffer, roots: readonly Certificate[]): PdfVerdict {
  const found = [...pdf.toString('latin1').matchAll(/\/SubFilter \/ETSI\.CAdES\.detached\n\/ByteRange \[0 (\d{10}) (\d{10}) (\d{10})\]\n\/Contents </g)]
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
