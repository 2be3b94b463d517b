import { AppError } from '@market/shared/errors'
import type { Inclusion, SignedRoot } from '@market/shared/evidence/evidence.contract'
import type { EvidenceKind } from '@market/shared/evidence/evidence.rules'
import { inclusionProof } from '@market/shared/evidence/merkle'
import type { SigningKeys } from '../../crypto/signing-keys'
import type { Db, Store, Tx } from '../../store/store'
import { findEntry, findLatestRoot, findLogId, findRoot, unlinkEntries, type RootRow } from './evidence.queries'
import { writeProof, type ProofParts } from './proof-file'
import { proofParts } from './proof-parts'
import { consistencyHashes } from './root-signing'
import { hashesOf, toHex } from './tree'

/** An entry with what it commits to, its proof, and the signed root the proof leads to: what belongs into the bundle of a party. */
export type EvidenceProof = { entry: { salt: string; index: number; leafData: string; commitment: string }; root: SignedRoot | null; proof: string[] }

export type EvidenceService = ReturnType<typeof evidenceService>

type Keys = { log: SigningKeys; cosign: Pick<SigningKeys, 'publicKey'> }

/** What the log shows of itself. Everything is read in a few look-ups, however long the log is. */
export const evidenceService = ({ store, keys }: { store: Store; keys: Keys }) => {
  const signed = (logId: string, { size, root, at, signature, keyId, cosignature, cosignKeyId }: RootRow): SignedRoot => ({
    logId, size, root, at,
    log: { signature, keyId, publicKey: keys.log.publicKey(keyId) ?? '' },
    cosigner: cosignature === null || cosignKeyId === null ? null : { signature: cosignature, keyId: cosignKeyId, publicKey: keys.cosign.publicKey(cosignKeyId) ?? '' },
  })

  const rootIn = async (db: Db, find: (db: Db) => Promise<RootRow | null>): Promise<SignedRoot | null> => {
    const [logId, row] = [await findLogId(db), await find(db)]
    return logId === null || row === null ? null : signed(logId, row)
  }

  /** The newest signed root and the audit path to it; nothing of both for an entry it does not cover yet. */
  const inclusionIn = async (db: Db, index: number): Promise<{ root: SignedRoot | null; proof: string[] }> => {
    const root = await rootIn(db, findLatestRoot)
    if (root === null || index >= root.size) return { root: null, proof: [] }
    return { root, proof: (await hashesOf(db, inclusionProof(index, root.size))).map(toHex) }
  }

  const there = async <T>(look: (db: Db) => Promise<T | null>): Promise<T> => {
    const found = await store.read(look)
    if (found === null) throw new AppError('not_found')
    return found
  }

  return {
    /** @throws AppError not_found before the first entry is signed */
    latestRoot: (): Promise<SignedRoot> => there((db) => rootIn(db, findLatestRoot)),

    /** @throws AppError not_found no root of this size was signed */
    rootOfSize: (size: number): Promise<SignedRoot> => there((db) => rootIn(db, (one) => findRoot(one, size))),

    /** Between any two sizes up to the newest signed one. @throws AppError not_found */
    consistency: (from: number, to: number): Promise<{ from: number; to: number; proof: string[] }> => there(async (db) => {
      const latest = await findLatestRoot(db)
      return latest === null || from > to || to > latest.size ? null : { from, to, proof: await consistencyHashes(db, from, to) }
    }),

    /** For anybody: the commitment and its proof, nothing it could be opened with. @throws AppError not_found */
    inclusion: (kind: EvidenceKind, subjectId: string): Promise<Inclusion> => there(async (db) => {
      const entry = await findEntry(db, kind, subjectId)
      return entry === null ? null : { index: entry.leafIndex, commitment: entry.commitment, ...(await inclusionIn(db, entry.leafIndex)) }
    }),

    /** For a party: the entry with its salt, so that they can show what it commits to. Null where there is none, or no longer. */
    async proofOf(db: Db, kind: EvidenceKind, subjectId: string): Promise<EvidenceProof | null> {
      const entry = await findEntry(db, kind, subjectId)
      if (entry === null || entry.salt === null || entry.leafData === null) return null
      const { leafIndex: index, commitment, salt, leafData } = entry
      return { entry: { salt, index, leafData, commitment }, ...(await inclusionIn(db, index)) }
    },

    /** Everything a party can show of an agreement without this platform, but for its PDF. Null until both keys have signed a root over it. */
    proofParts,

    /** Those parts and the PDF (base64) as the file a party takes away, signed at `now`. */
    writeProof: (parts: ProofParts, pdf: string, now: number): string => writeProof(parts, pdf, keys.log, now),

    /** When an agreement is deleted for good: its entries stay in the tree and can be tied to nobody. */
    unlink: (tx: Tx, subjectId: string): Promise<void> => unlinkEntries(tx, subjectId),
  }
}
