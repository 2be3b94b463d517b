import { readLeafData, rootStatement, type EvidenceKind, type LeafFacts } from '@market/shared/evidence/evidence.rules'
import { nodeHash, stretchHash, subtreesOf } from '@market/shared/evidence/merkle'
import type { EntryLine, RootLine } from './bundle'
import { evidenceText } from './evidence.text'
import { holds, type Findings, type TrustedKeys } from './findings'
import { commitmentOf, leafOf, sha256, toHex } from './tree'

const { places, problems, notices } = evidenceText

/** What the log says of a fact: its place, and what is committed to there. */
export type LoggedFact = { index: number; facts: LeafFacts }

/** Goes through roots and entries in order and remembers one hash a level, and what each entry says. */
export function logCheck(findings: Findings, keys: Pick<TrustedKeys, 'log' | 'cosign'>) {
  const roots: RootLine[] = []
  const bySize = new Map<number, RootLine>()
  const facts = new Map<string, LoggedFact>()
  /** By level: the hash of the full subtree that stands there at the right edge. */
  const edge: (Uint8Array | undefined)[] = []
  let size = 0
  let unlinked = 0
  let logId: string | null = null
  let soundUpTo = 0
  let newestAt = 0

  const rootNow = (): string => {
    const hashes = subtreesOf({ start: 0, end: size }).map(({ level }) => edge[level] as Uint8Array)
    return toHex(stretchHash(sha256, hashes))
  }

  function grow(leaf: Uint8Array, onNode?: (level: number, index: number, hash: Uint8Array) => void): void {
    let hash = leaf
    let index = size
    onNode?.(0, index, hash)
    for (let level = 0; ; level += 1) {
      if (index % 2 === 0) {
        edge[level] = hash
        break
      }
      hash = nodeHash(sha256, edge[level] as Uint8Array, hash)
      index = (index - 1) / 2
      onNode?.(level + 1, index, hash)
    }
    size += 1
  }

  function readEntry({ index, commitment, leafData, salt }: EntryLine): void {
    const where = places.entry(index)
    if (leafData === null || salt === null) {
      findings.expect(leafData === salt, where, problems.halfUnlinked)
      unlinked += 1
      return
    }
    if (!/^[0-9a-f]{64}$/.test(salt) || commitmentOf(salt, leafData) !== commitment) return findings.add(where, problems.commitment)
    const read = readLeafData(leafData)
    if (read === null) return findings.add(where, problems.leafData)
    const key = factKey(read.kind, read.subjectId)
    findings.expect(!facts.has(key), where, problems.twice)
    facts.set(key, { index, facts: read })
    newestAt = Math.max(newestAt, read.at)
  }

  function checkSignatures(row: RootLine, isNewest: boolean): void {
    const where = places.root(row.size)
    const statement = rootStatement({ logId: logId ?? '', ...row })
    const signed = (signature: string, publicKey: string | null, problem: string): void =>
      publicKey === null ? findings.add(where, problems.unknownKey) : findings.expect(holds(statement, signature, publicKey), where, problem)
    signed(row.signature, keys.log.publicKey(row.keyId), problems.rootSignature)
    if (row.cosignature !== null && row.cosignKeyId !== null) return signed(row.cosignature, keys.cosign.publicKey(row.cosignKeyId), problems.cosignature)
    // One that is just signed may wait; a half of a co-signature, or an older root without one, is not left by any way of working.
    if (isNewest && row.cosignature === row.cosignKeyId) findings.notices.push(notices.waitsForCosigner)
    else findings.add(where, problems.notCosigned)
  }

  return {
    facts,
    get size() { return size },
    get logId() { return logId },
    /** Of the newest entry that can be read, UTC ms. */
    get newestAt() { return newestAt },
    get roots(): readonly RootLine[] { return roots },

    root(row: RootLine): void {
      const before = roots.at(-1)
      findings.expect(before === undefined || (row.size > before.size && row.at >= before.at), places.root(row.size), problems.rootOrder)
      roots.push(row)
      if (!bySize.has(row.size)) bySize.set(row.size, row)
    },

    entry(line: EntryLine, onNode?: (level: number, index: number, hash: Uint8Array) => void): void {
      findings.expect(line.index === size, places.entry(line.index), problems.gap(size))
      logId ??= line.commitment
      readEntry(line)
      grow(leafOf(line.commitment), onNode)
      const due = bySize.get(size)
      if (due === undefined) return
      findings.expect(due.root === rootNow(), places.root(size), problems.rootHash(soundUpTo, size))
      soundUpTo = size
    },

    /** After the last entry. */
    end(): void {
      roots.forEach((row, at) => {
        findings.expect(row.size <= size, places.root(row.size), problems.rootTooLong(size))
        checkSignatures(row, at === roots.length - 1)
      })
      const signed = roots.at(-1)?.size ?? 0
      if (size > signed) findings.notices.push(notices.unsignedTail(size - signed))
      if (unlinked > 0) findings.notices.push(notices.unlinked(unlinked))
    },
  }
}
export type LogCheck = ReturnType<typeof logCheck>

export const factKey = (kind: EvidenceKind, subjectId: string): string => `${kind} ${subjectId}`
