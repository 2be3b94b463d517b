import type { AgreementEnd, AgreementKind } from '@market/shared/sign/sign.contract'
import type { AgreementState } from '@market/shared/journey'
import type { ConfirmedBy, Party } from '@market/shared/sign/sign.rules'
import { canonicalJson, type Canonical } from '@market/shared/sign/canonical-json'

/**
 * A bundle: everything that makes agreements stand, and nothing that names anybody. Lines of canonical JSON, each ending in a line
 * feed: a header, the signed roots, the entries in order, the agreements, and an end that signs all bytes before it.
 */

export const bundleFormat = 'market-evidence-1'

export type HeaderLine = { type: 'header'; format: string; logId: string | null; at: number }
export type RootLine = { type: 'root'; size: number; root: string; at: number; signature: string; keyId: string; cosignature: string | null; cosignKeyId: string | null }
/** `leafData` and `salt` are null where the agreement was deleted. */
export type EntryLine = { type: 'entry'; index: number; commitment: string; leafData: string | null; salt: string | null }
/** Everything in it is bound by the signature or the seal; the row's own id is bound by nothing, and is not here. */
export type SignatureLine = { party: Party; personId: string; signedAt: number; strokeHash: string; payload: string; signature: string; keyId: string; confirmedBy: ConfirmedBy | null; witnessId: string | null }
export type SealLine = { record: string; sha256: string; sm3: string; signature: string; keyId: string; timestamp: string; timestampedAt: number; sealedAt: number }
export type PaperLine = { bytes: number; sha256: string; sm3: string; madeAt: number }
export type EndingLine = { how: AgreementEnd; record: string; sha256: string; endedAt: number }
export type AgreementLine = {
  type: 'agreement'
  id: string
  applicationId: string
  kind: AgreementKind
  /** SHA-256 of the words that say why. */
  kindReasonSha256: string
  templateVersion: string
  /** SHA-256 of the terms in canonical JSON; they themselves say where somebody works. Null for terms that have no canonical form. */
  termsSha256: string | null
  payFen: number | null
  textHash: string
  status: AgreementState
  createdAt: number
  signedAt: number | null
  sealedAt: number | null
  paperMadeAt: number | null
  erasedAt: number | null
  signatures: SignatureLine[]
  seal: SealLine | null
  paper: PaperLine | null
  ending: EndingLine | null
}
/** `sha256` of every byte before this line; the log's key signs `{at, lines, sha256}`. */
export type EndLine = { type: 'end'; at: number; lines: number; sha256: string; keyId: string; signature: string }

export type BundleLine = HeaderLine | RootLine | EntryLine | AgreementLine | EndLine

export const toLine = (line: BundleLine): string => canonicalJson(line as unknown as Canonical)

export const endStatement = ({ at, lines, sha256 }: Pick<EndLine, 'at' | 'lines' | 'sha256'>): string => canonicalJson({ at, lines, sha256 })

type Shape = 'text' | 'number' | 'text?' | 'number?' | 'list' | 'object?'
const seal: Record<keyof SealLine, Shape> = { record: 'text', sha256: 'text', sm3: 'text', signature: 'text', keyId: 'text', timestamp: 'text', timestampedAt: 'number', sealedAt: 'number' }
const paper: Record<keyof PaperLine, Shape> = { bytes: 'number', sha256: 'text', sm3: 'text', madeAt: 'number' }
const ending: Record<keyof EndingLine, Shape> = { how: 'text', record: 'text', sha256: 'text', endedAt: 'number' }
const signature: Record<keyof SignatureLine, Shape> = { party: 'text', personId: 'text', signedAt: 'number', strokeHash: 'text', payload: 'text', signature: 'text', keyId: 'text', confirmedBy: 'text?', witnessId: 'text?' }
const shapes: { [K in BundleLine['type']]: Record<keyof Extract<BundleLine, { type: K }>, Shape> } = {
  header: { type: 'text', format: 'text', logId: 'text?', at: 'number' },
  root: { type: 'text', size: 'number', root: 'text', at: 'number', signature: 'text', keyId: 'text', cosignature: 'text?', cosignKeyId: 'text?' },
  entry: { type: 'text', index: 'number', commitment: 'text', leafData: 'text?', salt: 'text?' },
  agreement: {
    type: 'text', id: 'text', applicationId: 'text', kind: 'text', kindReasonSha256: 'text', templateVersion: 'text', termsSha256: 'text?', payFen: 'number?', textHash: 'text', status: 'text', createdAt: 'number',
    signedAt: 'number?', sealedAt: 'number?', paperMadeAt: 'number?', erasedAt: 'number?', signatures: 'list', seal: 'object?', paper: 'object?', ending: 'object?',
  },
  end: { type: 'text', at: 'number', lines: 'number', sha256: 'text', keyId: 'text', signature: 'text' },
}

/** Reads a line back. Null for one that is not in its canonical form, or not of a form there is: nothing may hide in spelling. */
export function readLine(text: string): BundleLine | null {
  let line: Partial<BundleLine> | null
  try {
    line = JSON.parse(text) as Partial<BundleLine> | null
    if (line === null || typeof line !== 'object' || canonicalJson(line as Canonical) !== text) return null
  } catch {
    return null
  }
  const shape = line.type === undefined || !Object.hasOwn(shapes, line.type) ? null : shapes[line.type]
  if (shape === null || !has(line, shape)) return null
  if (line.type !== 'agreement') return line as BundleLine
  const agreement = line as AgreementLine
  const parts: [object | null, Record<string, Shape>][] = [[agreement.seal, seal], [agreement.paper, paper], [agreement.ending, ending], ...agreement.signatures.map((one): [object, Record<string, Shape>] => [one, signature])]
  return parts.every(([part, shapeOfPart]) => part === null || has(part, shapeOfPart)) ? agreement : null
}

function has(value: object, shape: Record<string, Shape>): boolean {
  const names = Object.keys(shape)
  return typeof value === 'object' && Object.keys(value).length === names.length && names.every((name) => fits((value as Record<string, unknown>)[name], shape[name] as Shape))
}

function fits(value: unknown, shape: Shape): boolean {
  if (shape.endsWith('?') && value === null) return true
  if (shape.startsWith('text')) return typeof value === 'string'
  if (shape.startsWith('number')) return Number.isSafeInteger(value)
  return shape === 'list' ? Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null) : typeof value === 'object'
}
