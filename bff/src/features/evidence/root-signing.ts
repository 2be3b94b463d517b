import { rootStatement } from '@market/shared/evidence/evidence.rules'
import { consistencyProof } from '@market/shared/evidence/merkle'
import { hour } from '@market/shared/words/time'
import type { SigningKeys } from '../../crypto/signing-keys'
import type { Chore } from '../../feed/chores'
import type { Db, Store } from '../../store/store'
import { CosignRefused, type Cosigner } from './cosigner'
import { findLatestRoot, findLogId, findRoot, insertRoot, noteCosignature, rootsToCosign, sizeOf } from './evidence.queries'
import { hashesOf, toHex } from './tree'

/** How often it is looked whether a root is due. */
const lookEveryMs = 60_000

/** The consistency proof between two sizes of the log, hex. */
export const consistencyHashes = async (db: Db, from: number, to: number): Promise<string[]> => (await hashesOf(db, consistencyProof(from, to))).map(toHex)

/** A root that waits longer for its second signature is somebody's to look after. */
const mayWaitForCosigner = 2 * hour

/** A server without the co-signer's key found roots that nobody co-signs. The name stands in the server's log. */
export class CosignOverdue extends Error {
  override readonly name = 'CosignOverdue'
}

/**
 * Signs the log's root and has it co-signed: every hour in which something was added, and at once where somebody asks.
 * @param cosigner null where another server has its key: then that one's turn co-signs what waits
 */
export const rootSigning = ({ store, keys, cosigner }: { store: Store; keys: SigningKeys; cosigner: Cosigner | null }) => {
  /** Signs the log as it is now, unless its newest root says that already or is younger than `pause` ms. */
  const signNewest = async (now: number, pause: number): Promise<void> => {
    const due = await store.read(async (db) => {
      const [size, logId, last] = [await sizeOf(db), await findLogId(db), await findLatestRoot(db)]
      const isDue = logId !== null && (last === null || (last.size < size && now - last.at >= pause))
      return isDue ? { logId, size, root: toHex((await hashesOf(db, [{ start: 0, end: size }]))[0] as Uint8Array), at: now } : null
    })
    if (due === null) return
    const { logId: _named, ...row } = due
    const signed = { ...row, signature: keys.sign(rootStatement(due)), keyId: keys.keyId }
    await store.write((tx) => insertRoot(tx, signed))
  }

  /** Roots wait for their second signature until the co-signer could be asked, and get it in their order: each begins with the one before. */
  const cosignWaiting = async (now: number): Promise<void> => {
    const { logId, waiting } = await store.read(async (db) => ({ logId: await findLogId(db), waiting: await rootsToCosign(db) }))
    if (logId === null) return
    if (cosigner === null) {
      const [oldest] = waiting
      if (oldest !== undefined && now - oldest.at > mayWaitForCosigner) throw new CosignOverdue(`the root of ${oldest.size} entries waits for its second signature`)
      return
    }
    for (const root of waiting) {
      try {
        const cosigned = await cosigner.cosign({ logId, ...root }, (from) => store.read((db) => consistencyHashes(db, from, root.size)))
        await store.write((tx) => noteCosignature(tx, root, cosigned))
      } catch (error) {
        // Another server with the same memory was there first, and went on to the next one.
        const kept = await store.read((db) => findRoot(db, root.size))
        if (!(error instanceof CosignRefused) || kept === null || kept.cosignature === null) throw error
      }
    }
  }

  const sign = async (now: number, pause: number): Promise<void> => {
    await signNewest(now, pause)
    await cosignWaiting(now)
  }

  return {
    /** Signs now what is not signed yet. @throws CosignRefused; CosignOverdue */
    signNow: (now: number): Promise<void> => sign(now, 0),
    chore: { name: 'evidence-roots', everyMs: lookEveryMs, run: (now) => sign(now, hour) } satisfies Chore,
  }
}
export type RootSigning = ReturnType<typeof rootSigning>
