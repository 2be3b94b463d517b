import { rootStatement, type RootFacts } from '@market/shared/evidence/evidence.rules'
import { provesConsistency } from '@market/shared/evidence/merkle'
import { memoryHere, memoryInFolder, type CosignMemory } from '../../crypto/cosign-memory'
import type { KeyRing } from '../../crypto/key-files'
import { signingKeysOf, type SigningKeys } from '../../crypto/signing-keys'
import { verify } from '../../crypto/sm2'
import type { Store } from '../../store/store'
import { findCosigned, moveCosigned, type CosignedRoot } from './evidence.queries'
import { fromHex, sha256 } from './tree'

/** `code` stands in the server's log, where messages do not. */
export type WhyRefused = 'NOT_SIGNED_BY_LOG' | 'LOG_IS_SHORTER' | 'LOG_WAS_REWRITTEN' | 'ANOTHER_LOG' | 'TWO_AT_ONCE'

/** The co-signer will not sign: what it is shown is not the log it knows, grown. Somebody has to look. */
export class CosignRefused extends Error {
  override readonly name = 'CosignRefused'
  constructor(readonly code: WhyRefused, message: string) {
    super(message)
  }
}

/** What is put before the co-signer: a root the log has signed. */
export type SignedStatement = RootFacts & { signature: string; keyId: string }
type Prove = (fromSize: number) => Promise<readonly string[]>

export type CosignerParts = { store: Pick<Store, 'read' | 'write'>; memory: CosignMemory; keys: SigningKeys; logKey: (keyId: string) => string | null }

/**
 * The second key of the log. It believes nothing it is told: it remembers the last root it signed, and signs another only after the
 * proof that the log has grown from that one and nothing in it was changed, taken out or put in between. So whoever rewrites the
 * log, with its key and its whole database in hand, has a log that is not co-signed.
 *
 * It asks for the proof itself, because only it knows from where on. Its memory lies in the folder of its key and not in the database
 * (which holds a second one, for whoever verifies that): a backup played in, or a database written anew, changes nothing in it.
 */
export const cosigner = ({ store, memory, keys, logKey }: CosignerParts) => ({
  /**
   * @param prove hashes of the consistency proof from a smaller size to this one, hex
   * @throws CosignRefused; KeyFilesRefused when its memory cannot be read or others could have changed it
   */
  async cosign(statement: SignedStatement, prove: Prove): Promise<{ cosignature: string; cosignKeyId: string }> {
    const publicKey = logKey(statement.keyId)
    const text = rootStatement(statement)
    if (publicKey === null || !verify(text, statement.signature, publicKey)) throw new CosignRefused('NOT_SIGNED_BY_LOG', 'the root is not signed by the log')
    const next: CosignedRoot = { size: statement.size, root: statement.root }
    return memory.alone(async (own) => {
      if (own.last !== null && own.last.logId !== statement.logId) throw new CosignRefused('ANOTHER_LOG', `it is log ${statement.logId}, and was ${own.last.logId}`)
      const inDatabase = await store.read(findCosigned)
      for (const last of [own.last, inDatabase]) {
        if (last !== null) await assertGrown(last, next, prove)
      }
      // Remembered before it is signed: a co-signer that dies in between signs the same root again, never two different ones.
      own.remember({ logId: statement.logId, ...next })
      const moved = await store.write((tx) => moveCosigned(tx, inDatabase, next))
      if (!moved && (await store.read(findCosigned))?.root !== next.root) throw new CosignRefused('TWO_AT_ONCE', 'another root was co-signed at the same moment')
      return { cosignature: keys.sign(text), cosignKeyId: keys.keyId }
    })
  },
})
export type Cosigner = ReturnType<typeof cosigner>

/** This server's co-signer; null where its key is another server's. */
export function cosignerOf({ cosign: { key, all }, cosignFolder }: Pick<KeyRing, 'cosign' | 'cosignFolder'>, { store, sandbox, logKey }: Pick<CosignerParts, 'store' | 'logKey'> & { sandbox: boolean }): Cosigner | null {
  if (key === null) return null
  return cosigner({ store, memory: cosignFolder === null ? memoryHere() : memoryInFolder(cosignFolder), keys: signingKeysOf({ key, all }, { sandbox }), logKey })
}

async function assertGrown(last: CosignedRoot, next: CosignedRoot, prove: Prove): Promise<void> {
  if (next.size < last.size) throw new CosignRefused('LOG_IS_SHORTER', `the log had ${last.size} entries and has ${next.size}`)
  const proof = (await prove(last.size)).map(fromHex)
  const hasGrown = provesConsistency(sha256, { oldSize: last.size, oldRoot: fromHex(last.root), size: next.size, root: fromHex(next.root), proof })
  if (!hasGrown) throw new CosignRefused('LOG_WAS_REWRITTEN', `the log of ${next.size} entries does not begin with the one of ${last.size}`)
}
