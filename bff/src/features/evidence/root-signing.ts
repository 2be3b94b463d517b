import { rootStatement } from '@market/shared/evidence/evidence.rules'
import { consistencyProof } from '@market/shared/evidence/merkle'
import { hour } from '@market/shared/words/time'
import type { SigningKeys } from '../../crypto/signing-keys'
import type { Chore } from '../../feed/chores'
import type { Db, Store } from '../../store/store'
import type { Cosigner } from './cosigner'
import { findLatestRoot, findLogId, insertRoot, noteCosignature, sizeOf } from './evidence.queries'
import { hashesOf, toHex } from './tree'

/** How often it is looked whether a root is due. */
const lookEveryMs = 60_000

/** The consistency proof between two sizes of the log, hex. */
export const consistencyHashes = async (db: Db, from: number, to: number): Promise<string[]> => (await hashesOf(db, consistencyProof(from, to))).map(toHex)

/** Signs the log's root and has it co-signed: every hour in which something was added, and at once where somebody asks. */
export const rootSigning = ({ store, keys, cosigner }: { store: Store; keys: SigningKeys; cosigner: Cosigner }) => {
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

  /** The newest root waits for its second signature from when it is made until the co-signer could be asked. */
  const cosignNewest = async (): Promise<void> => {
    const waiting = await store.read(async (db) => {
      const [logId, last] = [await findLogId(db), await findLatestRoot(db)]
      return logId === null || last === null || last.cosignature !== null ? null : { logId, last }
    })
    if (waiting === null) return
    const { logId, last } = waiting
    const cosigned = await cosigner.cosign({ logId, ...last }, (from) => store.read((db) => consistencyHashes(db, from, last.size)))
    await store.write((tx) => noteCosignature(tx, last, cosigned))
  }

  const sign = async (now: number, pause: number): Promise<void> => {
    await signNewest(now, pause)
    await cosignNewest()
  }

  return {
    /** Signs now what is not signed yet. @throws CosignRefused */
    signNow: (now: number): Promise<void> => sign(now, 0),
    chore: { name: 'evidence-roots', everyMs: lookEveryMs, run: (now) => sign(now, hour) } satisfies Chore,
  }
}
export type RootSigning = ReturnType<typeof rootSigning>
