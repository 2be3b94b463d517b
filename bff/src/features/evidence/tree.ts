import { createHash } from 'node:crypto'
import { leafHash, stretchHash, subtreesOf, type Hash, type Stretch, type Subtree } from '@market/shared/evidence/merkle'
import type { Db } from '../../store/store'
import { findNodes } from './evidence.queries'

export const sha256: Hash = (data) => createHash('sha256').update(data).digest()
export const sha256Hex = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const fromHex = (hex: string): Buffer => Buffer.from(hex, 'hex')

/** What an entry puts into the tree: its text under 32 random bytes, so that nobody can try out texts against it. Hex. */
export const commitmentOf = (salt: string, leafData: string): string => sha256Hex(Buffer.concat([fromHex(salt), Buffer.from(leafData)]))

export const leafOf = (commitment: string): Uint8Array => leafHash(sha256, fromHex(commitment))

/** A subtree's number where all are numbered in order: a leaf is `2 · index`, a node stands between its halves. Unique, and one column. */
export const nodeNumber = ({ level, index }: Subtree): number => index * 2 ** (level + 1) + 2 ** level - 1

/**
 * The hashes of stretches, from one look-up of the full subtrees they fall into: as many as the log's size has digits.
 * @throws Error a node is missing, which no write leaves behind
 */
export async function hashesOf(db: Db, stretches: readonly Stretch[]): Promise<Uint8Array[]> {
  const nodes = await findNodes(db, stretches.flatMap((stretch) => subtreesOf(stretch).map(nodeNumber)))
  return stretches.map((stretch) => stretchHash(sha256, subtreesOf(stretch).map((subtree) => {
    const hash = nodes.get(nodeNumber(subtree))
    if (hash === undefined) throw new Error(`the evidence log has lost node ${nodeNumber(subtree)}`)
    return fromHex(hash)
  })))
}
