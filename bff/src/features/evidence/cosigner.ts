import { rootStatement, type RootFacts } from '@market/shared/evidence/evidence.rules'
import { provesConsistency } from '@market/shared/evidence/merkle'
import type { SigningKeys } from '../../crypto/signing-keys'
import { verify } from '../../crypto/sm2'
import type { Store } from '../../store/store'
import { findCosigned, moveCosigned, type CosignedRoot } from './evidence.queries'
import { fromHex, sha256 } from './tree'

/** The co-signer will not sign: what it is shown is not the log it knows, grown. Somebody has to look. */
export class CosignRefused extends Error {
  override readonly name = 'CosignRefused'
}

/** What is put before the co-signer: a root the log has signed. */
export type SignedStatement = RootFacts & { signature: string; keyId: string }

/**
 * The second key of the log. It believes nothing it is told: it remembers the last root it signed, and signs another only after the
 * proof that the log has grown from that one and nothing in it was changed, taken out or put in between. So whoever rewrites the
 * log, with its key and its whole database in hand, has a log that is not co-signed.
 *
 * It asks for the proof itself, because only it knows from where on; its memory is a table of its own. It can be run elsewhere as it
 * is: what it needs is these two parameters.
 */
export const cosigner = ({ store, keys, logKey }: { store: Pick<Store, 'read' | 'write'>; keys: SigningKeys; logKey: (keyId: string) => string | null }) => ({
  /**
   * @param prove hashes of the consistency proof from a smaller size to this one, hex
   * @throws CosignRefused
   */
  async cosign(statement: SignedStatement, prove: (fromSize: number) => Promise<readonly string[]>): Promise<{ cosignature: string; cosignKeyId: string }> {
    const publicKey = logKey(statement.keyId)
    const text = rootStatement(statement)
    if (publicKey === null || !verify(text, statement.signature, publicKey)) throw new CosignRefused('the root is not signed by the log')
    const last = await store.read(findCosigned)
    const next: CosignedRoot = { size: statement.size, root: statement.root }
    if (last !== null) await assertGrown(last, next, prove)
    // Remembered before it is signed: a co-signer that dies in between signs the same root again, never two different ones.
    const moved = await store.write((tx) => moveCosigned(tx, last, next))
    // Two servers may ask for the same root at once: to the second it is the one just remembered.
    if (!moved && (await store.read(findCosigned))?.root !== next.root) throw new CosignRefused('another root was co-signed at the same moment')
    return { cosignature: keys.sign(text), cosignKeyId: keys.keyId }
  },
})
export type Cosigner = ReturnType<typeof cosigner>

async function assertGrown(last: CosignedRoot, next: CosignedRoot, prove: (fromSize: number) => Promise<readonly string[]>): Promise<void> {
  if (next.size < last.size) throw new CosignRefused(`the log had ${last.size} entries and has ${next.size}`)
  const proof = (await prove(last.size)).map(fromHex)
  const hasGrown = provesConsistency(sha256, { oldSize: last.size, oldRoot: fromHex(last.root), size: next.size, root: fromHex(next.root), proof })
  if (!hasGrown) throw new CosignRefused(`the log of ${next.size} entries does not begin with the one of ${last.size}`)
}
