import type { SigningKeys } from '../../crypto/signing-keys'
import { sha256Hex } from './tree'
import { canonicalJson, type Canonical } from '@market/shared/sign/canonical-json'
import { readLine, toLine, type AgreementLine, type BundleLine, type EntryLine, type RootLine } from './bundle'

/**
 * What a party takes away to prove one agreement without this platform: one file of canonical JSON, ending in a line feed, in which
 * every byte is bound by a signature or by what is bound by one. The platform's and the authority's certificates are in their CMS.
 */
export const proofFormat = 'market-proof-1'

/** An entry of the log with its audit path to the root (RFC 6962, hex, from the leaf up). */
export type ProvenEntry = Omit<EntryLine, 'type' | 'leafData' | 'salt'> & { leafData: string; salt: string; path: string[] }
export type ProofFile = {
  format: string
  /** As in a bundle; ids of rows are bound by nothing and left out. */
  agreement: Omit<AgreementLine, 'type'>
  entries: ProvenEntry[]
  root: Omit<RootLine, 'type'> & { logId: string }
  /** The signed PDF in base64. */
  pdf: string
  /**
   * Signed by the log's key when it was made. A CMS has bytes that its own signature does not cover, such as a spare certificate:
   * `seal` and `timestamp` are of those two, `rest` of everything but this.
   */
  made: MadeFacts & { keyId: string; signature: string }
}
export type MadeFacts = { at: number; sha256: { rest: string; seal: string; timestamp: string } }

export type ProofParts = Omit<ProofFile, 'format' | 'pdf' | 'made'>

/** What is signed of a proof that is made at `at` (UTC ms). */
export const madeFacts = ({ made: _not, ...rest }: Omit<ProofFile, 'made'> & { made?: unknown }, at: number): MadeFacts => ({
  at,
  sha256: { rest: sha256Hex(canonicalJson(rest as unknown as Canonical)), seal: sha256Hex(rest.agreement.seal?.signature ?? ''), timestamp: sha256Hex(rest.agreement.seal?.timestamp ?? '') },
})
export const madeStatement = (facts: MadeFacts): string => canonicalJson({ at: facts.at, sha256: { ...facts.sha256 } })

/** @param pdf in base64 */
export function writeProof(parts: ProofParts, pdf: string, key: Pick<SigningKeys, 'keyId' | 'sign'>, at: number): string {
  const plain = { format: proofFormat, ...parts, pdf }
  const made = madeFacts(plain, at)
  return `${canonicalJson({ ...plain, made: { ...made, keyId: key.keyId, signature: key.sign(madeStatement(made)) } } as unknown as Canonical)}\n`
}

/** The agreement of a proof in the form that a bundle has. */
export const lineOf = ({ agreement }: Pick<ProofFile, 'agreement'>): AgreementLine => ({ ...agreement, type: 'agreement' })

/** Whether a file is meant to be one: by its name, or by how its first bytes read. */
export const isProof = (name: string, head: Uint8Array): boolean => name.endsWith('.proof.json') || Buffer.from(head).toString('latin1').startsWith('{"agreement":{')

/** Reads a proof back. Null for what is not in its one spelling, or not of this form: nothing may hide in it. */
export function readProof(bytes: Uint8Array): ProofFile | null {
  let proof: Partial<ProofFile> | null
  try {
    proof = JSON.parse(Buffer.from(bytes).toString()) as Partial<ProofFile> | null
    if (proof === null || typeof proof !== 'object' || !Buffer.from(`${canonicalJson(proof as Canonical)}\n`).equals(bytes)) return null
  } catch {
    return null
  }
  const { format, agreement, entries, root, pdf, made, ...unknown } = proof
  if (format !== proofFormat || typeof pdf !== 'string' || !isObject(agreement) || !isObject(root) || !isMade(made) || !Array.isArray(entries) || Object.keys(unknown).length > 0) return null
  const { logId, ...row } = root
  const isWhole = typeof logId === 'string' && isLine(row, 'root') && entries.every(isEntry)
  return isWhole && isLine(agreement, 'agreement', lineOf({ agreement })) ? (proof as ProofFile) : null
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function isMade(value: unknown): boolean {
  const { at, keyId, signature, sha256, ...unknown } = (isObject(value) ? value : {}) as Partial<ProofFile['made']>
  const hashes = isObject(sha256) ? sha256 : {}
  return Number.isSafeInteger(at) && typeof keyId === 'string' && typeof signature === 'string' && Object.keys(unknown).length === 0 && Object.keys(hashes).join() === 'rest,seal,timestamp'
}

function isEntry(value: unknown): boolean {
  if (!isObject(value)) return false
  const { path, ...entry } = value as ProvenEntry
  return Array.isArray(path) && path.every((hash) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)) && isLine(entry, 'entry') && entry.leafData !== null && entry.salt !== null
}

/** Whether a part has the form of a line of a bundle; a type of its own would hide behind the one that is put in. */
const isLine = (part: object, type: BundleLine['type'], line: object = { ...part, type }): boolean => !('type' in part) && readLine(toLine(line as BundleLine)) !== null
