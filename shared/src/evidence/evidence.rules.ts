import { canonicalJson } from '../sign/canonical-json'

/** The facts of an agreement that the log keeps evidence of, by the events that tell them. */
export const evidenceKinds = ['agreement.sealed', 'agreement.paper_made', 'agreement.ended'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** What an entry of the log commits to. Nobody is named; the fingerprints say what the record or the file was. */
export type LeafFacts = {
  kind: EvidenceKind
  /** The agreement's id. */
  subjectId: string
  /** Of the seal's record, of the PDF, of the record of its end; hex. */
  sha256: string
  /** When it happened, UTC ms. */
  at: number
  /** Of a PDF, what else is known of the file. */
  sm3?: string
  bytes?: number
}

/** The text that is committed to, byte for byte. ASCII, as long as ids are. */
export const leafData = (facts: LeafFacts): string => canonicalJson({ ...facts })

/** Reads an entry's text back; null when it is not one in its canonical form. */
export function readLeafData(text: string): LeafFacts | null {
  let facts: Partial<LeafFacts> | null
  try {
    facts = JSON.parse(text) as Partial<LeafFacts> | null
    if (facts === null || typeof facts !== 'object' || canonicalJson(facts as Record<string, string | number>) !== text) return null
  } catch {
    return null
  }
  const { kind, subjectId, sha256, at, sm3, bytes, ...unknown } = facts
  const isWhole = evidenceKinds.some((known) => known === kind) && [subjectId, sha256].every((word) => typeof word === 'string') && Number.isSafeInteger(at)
  const hasFile = typeof sm3 === 'string' && Number.isSafeInteger(bytes)
  return isWhole && (kind === 'agreement.paper_made' ? hasFile : sm3 === undefined && bytes === undefined) && Object.keys(unknown).length === 0 ? (facts as LeafFacts) : null
}

/** What the log says of itself at a moment, and signs: that its first `size` entries have this root. */
export type RootFacts = {
  /** The commitment of its first entry, which is random: no other log has it, and it needs no registry. */
  logId: string
  size: number
  /** Hex. */
  root: string
  /** UTC ms. */
  at: number
}

/** The exact text that the log's key and the co-signer's key sign. */
export const rootStatement = ({ logId, size, root, at }: RootFacts): string => canonicalJson({ logId, size, root, at })
