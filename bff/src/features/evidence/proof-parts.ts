import { evidenceKinds } from '@market/shared/evidence/evidence.rules'
import { inclusionProof } from '@market/shared/evidence/merkle'
import type { Db } from '../../store/store'
import { findEntry, findLatestCosigned, findLogId, findWholeAgreement, signaturesOf } from './evidence.queries'
import { agreementLine } from './export'
import type { ProofParts, ProvenEntry } from './proof-file'
import { hashesOf, toHex } from './tree'

/**
 * An agreement with its signatures, seal and end, and each of its facts in the log below the newest root that both keys have signed.
 * Null until that root covers seal and paper. An end that it does not cover yet is left out.
 */
export async function proofParts(db: Db, agreementId: string): Promise<ProofParts | null> {
  const [logId, root, row] = [await findLogId(db), await findLatestCosigned(db), await findWholeAgreement(db, agreementId)]
  if (logId === null || root === null || row === null) return null
  const entries = new Map<string, ProvenEntry>()
  for (const kind of evidenceKinds) {
    const found = await findEntry(db, kind, agreementId)
    if (found === null || found.leafData === null || found.salt === null || found.leafIndex >= root.size) continue
    const { leafIndex: index, commitment, leafData, salt } = found
    entries.set(kind, { index, commitment, leafData, salt, path: (await hashesOf(db, inclusionProof(index, root.size))).map(toHex) })
  }
  if (!entries.has('agreement.sealed') || !entries.has('agreement.paper_made')) return null
  const { type: _line, ...agreement } = agreementLine(row, await signaturesOf(db, [agreementId]))
  return {
    agreement: {
      ...agreement,
      ending: entries.has('agreement.ended') ? agreement.ending : null,
    },
    entries: [...entries.values()],
    root: { logId, ...root },
  }
}
