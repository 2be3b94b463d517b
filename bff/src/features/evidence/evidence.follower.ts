import { randomBytes } from 'node:crypto'
import { leafData, type LeafFacts } from '@market/shared/evidence/evidence.rules'
import { completedBy, nodeHash } from '@market/shared/evidence/merkle'
import type { StoredEvent } from '../../feed/events'
import type { Follower } from '../../feed/feed'
import type { Tx } from '../../store/store'
import { findEntry, findNodes, insertEntry, insertNodes, sizeOf } from './evidence.queries'
import { commitmentOf, fromHex, leafOf, nodeNumber, sha256, toHex } from './tree'

/** What an event has the log keep evidence of; null for all others, and for seals of before there was a record. */
function factsOf(event: StoredEvent): LeafFacts | null {
  const { subjectId, at } = event
  if (event.kind === 'agreement.sealed') {
    const { recordSha256 } = event.data
    return recordSha256 === undefined ? null : { kind: event.kind, subjectId, sha256: recordSha256, at }
  }
  if (event.kind === 'agreement.paper_made') {
    const { sha256, sm3, bytes } = event.data
    return { kind: event.kind, subjectId, sha256, sm3, bytes, at }
  }
  return event.kind === 'agreement.ended' ? { kind: event.kind, subjectId, sha256: event.data.recordSha256, at } : null
}

/**
 * Appends to the log, in the order of the events. A fact has one entry for ever: an event handled again finds it. The follower's
 * position is moved first thing in the same write and holds off every other process, so the next place is ours; should that ever
 * fail, the primary keys refuse a place taken twice and the write is lost as a whole.
 */
export const evidenceFollower: Follower = {
  name: 'evidence',
  async on(event, tx) {
    const facts = factsOf(event)
    if (facts === null || (await findEntry(tx, facts.kind, facts.subjectId)) !== null) return
    const text = leafData(facts)
    // Here and not before the write: run again, it is another salt for the same fact, and only one of them is ever committed.
    const salt = randomBytes(32).toString('hex')
    const commitment = commitmentOf(salt, text)
    const index = await sizeOf(tx)
    await insertEntry(tx, index, { kind: facts.kind, subjectId: facts.subjectId, commitment, leafData: text, salt })
    await growTree(tx, index, leafOf(commitment))
  },
  /**
   * Deletes nothing. All else that followers derive is the same when it is derived again; this log is not: its salts are random, its
   * roots are signed, and whoever kept one may ask for the proof that it has only grown. Events handled again find their entries.
   */
  reset: () => Promise.resolve(),
}

/** Adds a leaf and the subtrees it completes: two rows on average, and one look-up of their left halves. A few microseconds of hashing. */
async function growTree(tx: Tx, index: number, leaf: Uint8Array): Promise<void> {
  const completed = completedBy(index)
  const lefts = await findNodes(tx, completed.map(({ left }) => nodeNumber(left)))
  const nodes = [{ node: nodeNumber({ level: 0, index }), hash: toHex(leaf) }]
  let right = leaf
  for (const { full, left } of completed) {
    const half = lefts.get(nodeNumber(left))
    if (half === undefined) throw new Error(`the evidence log has lost node ${nodeNumber(left)}`)
    right = nodeHash(sha256, fromHex(half), right)
    nodes.push({ node: nodeNumber(full), hash: toHex(right) })
  }
  await insertNodes(tx, nodes)
}
