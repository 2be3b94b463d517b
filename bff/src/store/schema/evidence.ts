import type { EvidenceKind } from '@market/shared/evidence/evidence.rules'
import type { Columns } from '../columns'

/** The evidence log: what cannot be taken back or put in later without being found out (RFC 6962). Hashes are lower-case hex. */
export function evidenceTables(c: Columns) {
  const evidenceEntries = c.table('evidence_entries', {
    /** Dense, from 0: the entry's place among the leaves. */
    leafIndex: c.bigint().primaryKey(),
    kind: c.text<EvidenceKind>().notNull(),
    subjectId: c.id().notNull(),
    /** SHA-256 over salt and `leafData`: all that the tree sees. */
    commitment: c.text().notNull(),
    /** What is committed to (evidence.rules) and 32 random bytes. Both null once the agreement was deleted: then nobody can tell whose entry it was. */
    leafData: c.text(),
    salt: c.text(),
  }, (t) => [c.uniqueIndex('evidence_entries_subject').on(t.kind, t.subjectId)])

  /** The hashes of full subtrees, which never change: root and proofs read a handful of them. */
  const evidenceNodes = c.table('evidence_nodes', {
    /** Subtrees numbered in order: a leaf is `2 · index`, a node stands between its halves. */
    node: c.bigint().primaryKey(),
    hash: c.text().notNull(),
  })

  const evidenceRoots = c.table('evidence_roots', {
    size: c.bigint().primaryKey(),
    root: c.text().notNull(),
    at: c.instant().notNull(),
    signature: c.text().notNull(),
    keyId: c.text().notNull(),
    cosignature: c.text(),
    cosignKeyId: c.text(),
  })

  /** The co-signer's memory: the last root it signed. One row; the log itself neither reads nor writes it. */
  const evidenceCosigner = c.table('evidence_cosigner', {
    name: c.text<'cosigner'>().primaryKey(),
    size: c.bigint().notNull(),
    root: c.text().notNull(),
  })

  return { evidenceEntries, evidenceNodes, evidenceRoots, evidenceCosigner }
}
