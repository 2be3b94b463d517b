import { randomBytes } from 'node:crypto'
import { leafData, rootStatement, type LeafFacts } from '@market/shared/evidence/evidence.rules'
import { completedBy, nodeHash, stretchHash, subtreesOf } from '@market/shared/evidence/merkle'
import { canonicalJson } from '@market/shared/sign/canonical-json'
import { sealRecordText } from '@market/shared/sign/seal-record'
import { signaturePayload } from '@market/shared/sign/sign.rules'
import { uuidv7 } from 'uuidv7'
import type { KeyRing } from '../../src/crypto/key-files'
import { signingKeysOf } from '../../src/crypto/signing-keys'
import { sm3 } from '../../src/crypto/sm2'
import type { TestAuthority } from '../../src/crypto/test-authority'
import { commitmentOf, leafOf, nodeNumber, sha256, sha256Hex, toHex } from '../../src/features/evidence/tree'
import { recordSealer } from '../../src/features/sign/record-sealer'
import { sealRecordOf } from '../../src/features/sign/seal-record'
import { testTimestamps } from '../../src/gateways/tsa/tsa.sandbox'
import type { Tables } from '../../src/store/schema'
import type { Store } from '../../src/store/store'
import { terms } from './rows'

/**
 * Agreements that went all the way, as rows: for logs of a size that requests, chores and followers would take hours to write.
 * Everything a verifier checks is real; only what lies sealed, which is never looked at without the vault's keys, is a word.
 */

type Row<T extends keyof Tables> = Tables[T]['$inferInsert']
export type MadeAgreement = {
  application: Row<'applications'>
  agreement: Row<'agreements'>
  signatures: Row<'signatures'>[]
  seal: Row<'seals'>
  paper: Row<'agreementPapers'>
  ending: Row<'agreementEndings'>
}
export type People = { jobId: string; employerId: string }

const start = Date.UTC(2026, 10, 2, 21, 30)

/** @param ring the keys as the server has them; @param authority who tells the time */
export function agreementMaker(ring: KeyRing, authority: TestAuthority) {
  const keys = signingKeysOf(ring.seal, { sandbox: true })
  const sealer = recordSealer(ring)

  /** @param number which one it is: a later one is of a later second */
  return async (number: number, { jobId, employerId }: People): Promise<MadeAgreement> => {
    const at = start + number * 1000
    const [id, applicationId, workerId] = [uuidv7(), uuidv7(), uuidv7()]
    const text = `协议 ${id}`
    const application: Row<'applications'> = { id: applicationId, jobId, workerId, state: 'applied', jobVersion: 1, terms, appliedAt: at, updatedAt: at }
    const signatures = (['worker', 'employer'] as const).map((party, place) => {
      const signed = { signedAt: at + place * 400, strokeHash: sm3(`${id} ${party}`), confirmedBy: 'sms' as const }
      const payload = signaturePayload({ agreementId: id, textHash: sm3(text), party, payFen: terms.payFen, ...signed })
      return { id: uuidv7(), agreementId: id, party, personId: party === 'worker' ? workerId : employerId, ...signed, payload, signature: keys.sign(payload), keyId: keys.keyId, witnessId: null }
    })
    const sealedAt = at + 2000
    const agreement = {
      id, applicationId, kind: 'task_based' as const, kindReason: '一天干活超过 4 小时。', templateVersion: '2026-11-2', terms, textSealed: 'sealed', textHash: sm3(text), status: 'sealed' as const,
      createdAt: at - 60_000, signedAt: at + 400, sealedAt, paperMadeAt: sealedAt + 700, erasedAt: null,
    }
    const facts = sealRecordOf({ agreement, signatures }, text, true)
    if (facts === null) throw new Error('both have signed')
    const record = sealRecordText(facts)
    // Tokens tell whole seconds.
    const stamped = await testTimestamps(authority, () => sealedAt).stamp(sha256(Buffer.from(record)) as Buffer)
    const { signature, keyId } = sealer.seal(Buffer.from(record), sealedAt)
    const seal = { agreementId: id, record, sha256: sha256Hex(record), sm3: sm3(record), signature: signature.toString('base64'), keyId, timestamp: stamped.token.toString('base64'), timestampedAt: stamped.at, sealedAt }
    const paper = { agreementId: id, contentSealed: 'sealed', bytes: 58_000, sha256: sha256Hex(id), sm3: sm3(id), madeAt: sealedAt + 700 }
    const endedAt = sealedAt + 9 * 3_600_000
    const ended = canonicalJson({ agreementId: id, applicationId, endedAt, how: 'carried_out', amountFen: terms.payFen })
    return { application, agreement, signatures, seal, paper, ending: { agreementId: id, how: 'carried_out', record: ended, sha256: sha256Hex(ended), endedAt } }
  }
}

export const factsOf = ({ agreement: { id }, seal, paper, ending }: MadeAgreement): LeafFacts[] => [
  { kind: 'agreement.sealed', subjectId: id, sha256: seal.sha256, at: seal.sealedAt },
  { kind: 'agreement.paper_made', subjectId: id, sha256: paper.sha256, sm3: paper.sm3, bytes: paper.bytes, at: paper.madeAt },
  { kind: 'agreement.ended', subjectId: id, sha256: ending.sha256, at: ending.endedAt },
]

export const writeMade = (store: Store, made: readonly MadeAgreement[]): Promise<void> =>
  store.write(async ({ q, t }) => {
    const workers = made.map(({ application: { workerId } }) => workerId)
    await q.insert(t.people).values(workers.map((id) => ({ id, createdAt: start })))
    await q.insert(t.workers).values(workers.map((personId) => ({ personId, wishedPayFen: 18_000, wishedPayUnit: 'day' as const, skillLevel: 'apprentice' as const, registeredAt: start })))
    await q.insert(t.applications).values(made.map(({ application }) => application))
    await q.insert(t.agreements).values(made.map(({ agreement }) => agreement))
    const signatures = made.flatMap((one) => one.signatures)
    await q.insert(t.signatures).values(signatures)
    await q.insert(t.strokes).values(signatures.map(({ id }) => ({ signatureId: id, dataSealed: 'sealed' })))
    await q.insert(t.seals).values(made.map(({ seal }) => seal))
    await q.insert(t.agreementPapers).values(made.map(({ paper }) => paper))
    await q.insert(t.agreementEndings).values(made.map(({ ending }) => ending))
  })

/** Writes the log of these facts with its tree, and after each `every` entries and the last a root with both signatures. */
export async function writeLog(store: Store, ring: Pick<KeyRing, 'log' | 'cosign'>, facts: readonly LeafFacts[], every: number): Promise<void> {
  if (ring.cosign.key === null) throw new Error('its key is elsewhere')
  const log = signingKeysOf(ring.log, { sandbox: true })
  const cosign = signingKeysOf({ ...ring.cosign, key: ring.cosign.key }, { sandbox: true })
  const hashes = new Map<number, Uint8Array>()
  const hashOf = (number: number): Uint8Array => hashes.get(number) as Uint8Array
  const entries: Row<'evidenceEntries'>[] = []
  const nodes: Row<'evidenceNodes'>[] = []
  const roots: Row<'evidenceRoots'>[] = []
  facts.forEach((fact, leafIndex) => {
    const [salt, text] = [randomBytes(32).toString('hex'), leafData(fact)]
    const commitment = commitmentOf(salt, text)
    entries.push({ leafIndex, kind: fact.kind, subjectId: fact.subjectId, commitment, leafData: text, salt })
    const keep = (node: number, hash: Uint8Array): void => {
      hashes.set(node, hash)
      nodes.push({ node, hash: toHex(hash) })
    }
    let right = leafOf(commitment)
    keep(nodeNumber({ level: 0, index: leafIndex }), right)
    for (const { full, left } of completedBy(leafIndex)) keep(nodeNumber(full), (right = nodeHash(sha256, hashOf(nodeNumber(left)), right)))
    const size = leafIndex + 1
    if (size % every !== 0 && size !== facts.length) return
    const root = toHex(stretchHash(sha256, subtreesOf({ start: 0, end: size }).map((subtree) => hashOf(nodeNumber(subtree)))))
    const signed = { size, root, at: start + roots.length * 3_600_000 }
    const statement = rootStatement({ logId: entries[0]?.commitment ?? '', ...signed })
    roots.push({ ...signed, signature: log.sign(statement), keyId: log.keyId, cosignature: cosign.sign(statement), cosignKeyId: cosign.keyId })
  })
  const inPages = async <T>(rows: readonly T[], write: (page: T[]) => Promise<void>): Promise<void> => {
    for (let from = 0; from < rows.length; from += 1000) await write(rows.slice(from, from + 1000))
  }
  await inPages(entries, (page) => store.write(async ({ q, t }) => void (await q.insert(t.evidenceEntries).values(page))))
  await inPages(nodes, (page) => store.write(async ({ q, t }) => void (await q.insert(t.evidenceNodes).values(page))))
  await inPages(roots, (page) => store.write(async ({ q, t }) => void (await q.insert(t.evidenceRoots).values(page))))
  const newest = roots.at(-1)
  if (newest !== undefined) await store.write(async ({ q, t }) => void (await q.insert(t.evidenceCosigner).values({ name: 'cosigner', size: newest.size, root: newest.root })))
}
