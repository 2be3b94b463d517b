/**
 * The Merkle tree of RFC 6962 (section 2.1) and its proofs, for anybody: no I/O, no Node, the hash is given.
 *
 * Everything rests on one picture. Leaves stand in a row; a *stretch* is some of them side by side, and its hash stands for all of
 * them. A stretch that a proof speaks of always falls into full subtrees, largest first, and full subtrees never change again
 * once they are there. So a log keeps the hashes of its full subtrees, and root and proofs read a handful of them: O(log n).
 */

/** SHA-256 in a real log: the same bytes in, the same 32 bytes out. */
export type Hash = (data: Uint8Array) => Uint8Array

/** Leaves side by side: from `start` to before `end`. */
export type Stretch = { readonly start: number; readonly end: number }

/** A full subtree: the leaves from `index · 2^level` to before `(index + 1) · 2^level`. Level 0 are the leaves themselves. */
export type Subtree = { readonly level: number; readonly index: number }

/** What the hash of a leaf begins with, and that of a node: without them a node could be passed off as a leaf. */
const leafPrefix = 0
const nodePrefix = 1

export const leafHash = (hash: Hash, data: Uint8Array): Uint8Array => hash(joined(leafPrefix, data))

export const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array => hash(joined(nodePrefix, left, right))

/** The full subtrees that make up a stretch, from left to right. A stretch of n leaves has as many as n has binary ones. */
export function subtreesOf({ start, end }: Stretch): Subtree[] {
  const found: Subtree[] = []
  for (let from = start; from < end;) {
    const level = largestLevelIn(end - from)
    found.push({ level, index: from / 2 ** level })
    from += 2 ** level
  }
  return found
}

/** The hash of a stretch from those of its subtrees, left to right; of no leaves it is that of nothing (RFC 6962, 2.1). */
export function stretchHash(hash: Hash, subtrees: readonly Uint8Array[]): Uint8Array {
  if (subtrees.length === 0) return hash(new Uint8Array(0))
  return subtrees.reduceRight((right, left) => nodeHash(hash, left, right))
}

/** The subtrees that become full when leaf `index` is added, lowest first, and for each its left half (the right half is the one before it). */
export function completedBy(index: number): { full: Subtree; left: Subtree }[] {
  const completed: { full: Subtree; left: Subtree }[] = []
  for (let at = index, level = 1; at % 2 === 1; level += 1) {
    completed.push({ full: { level, index: (at - 1) / 2 }, left: { level: level - 1, index: at - 1 } })
    at = (at - 1) / 2
  }
  return completed
}

/** What proves that leaf `index` is in the tree of `size` leaves: the audit path (RFC 6962, 2.1.1), from the leaf up. */
export function inclusionProof(index: number, size: number): Stretch[] {
  if (!isPlace(index, size)) throw new RangeError('no such leaf')
  const proof: Stretch[] = []
  for (let start = 0, end = size; end - start > 1;) {
    const middle = start + largestPowerBelow(end - start)
    if (index < middle) {
      proof.unshift({ start: middle, end })
      end = middle
    } else {
      proof.unshift({ start, end: middle })
      start = middle
    }
  }
  return proof
}

/** What proves that the tree of `size` leaves begins with that of `oldSize` (RFC 6962, 2.1.2). */
export function consistencyProof(oldSize: number, size: number): Stretch[] {
  if (!isPlace(oldSize - 1, size)) throw new RangeError('a tree grows from one leaf or more')
  const proof: Stretch[] = []
  let [start, end] = [0, size]
  while (oldSize < end) {
    const middle = start + largestPowerBelow(end - start)
    if (oldSize <= middle) {
      proof.unshift({ start: middle, end })
      end = middle
    } else {
      proof.unshift({ start, end: middle })
      start = middle
    }
  }
  // The old tree itself, whole, is what the reader has: its root need not be sent.
  return start === 0 ? proof : [{ start, end }, ...proof]
}

/** Whether `proof` shows a leaf with this hash at `index` of the tree with this root. Never throws, whatever it is given. */
export function provesInclusion(hash: Hash, { leaf, index, size, root, proof }: { leaf: Uint8Array; index: number; size: number; root: Uint8Array; proof: readonly Uint8Array[] }): boolean {
  if (!isPlace(index, size) || !areHashes([leaf, root, ...proof])) return false
  const steps = inclusionProof(index, size)
  if (steps.length !== proof.length) return false
  const top = proof.reduce((below, beside, step) => ((steps[step] as Stretch).start > index ? nodeHash(hash, below, beside) : nodeHash(hash, beside, below)), leaf)
  return same(top, root)
}

/** Whether `proof` shows that the tree with `root` begins with all the leaves of that with `oldRoot`, unchanged. Never throws. */
export function provesConsistency(hash: Hash, { oldSize, oldRoot, size, root, proof }: { oldSize: number; oldRoot: Uint8Array; size: number; root: Uint8Array; proof: readonly Uint8Array[] }): boolean {
  if (!isPlace(oldSize - 1, size) || !areHashes([oldRoot, root, ...proof])) return false
  const steps = consistencyProof(oldSize, size)
  if (steps.length !== proof.length) return false
  // From the stretch where the old tree ended we climb twice: the old root takes what stands left of it, the new one everything.
  const seeded = oldSize === size || steps[0]?.start === oldSize
  const climb = seeded ? proof : proof.slice(1)
  let old = seeded ? oldRoot : (proof[0] as Uint8Array)
  let whole = old
  climb.forEach((beside, at) => {
    const isRight = (steps[at + proof.length - climb.length] as Stretch).start >= oldSize
    if (!isRight) old = nodeHash(hash, beside, old)
    whole = isRight ? nodeHash(hash, whole, beside) : nodeHash(hash, beside, whole)
  })
  return same(old, oldRoot) && same(whole, root)
}

/** Largest k with 2^k ≤ n. Not by bits: those end at 32 here, and a size comes from whoever asks. */
function largestLevelIn(count: number): number {
  let level = 0
  while (2 ** (level + 1) <= count) level += 1
  return level
}

/** The largest power of two smaller than n, where RFC 6962 divides a tree of n > 1 leaves. */
const largestPowerBelow = (count: number): number => 2 ** largestLevelIn(count - 1)

const isPlace = (index: number, size: number): boolean => Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size

const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every(({ length }) => length === 32)

const same = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && one.every((byte, at) => byte === other[at])

function joined(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(1 + parts.reduce((length, part) => length + part.length, 0))
  whole[0] = prefix
  let at = 1
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
