import { randomBytes } from 'node:crypto'
import { canonicalJson } from '@market/shared/sign/canonical-json'
import { sealRecordText } from '@market/shared/sign/seal-record'
import { signaturePayload, type Party } from '@market/shared/sign/sign.rules'
import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { certificatesPem } from '../../src/crypto/certificate'
import { distinguishedName } from '../../src/crypto/certificate-making'
import { beginCms, signCms } from '../../src/crypto/cms'
import { memoryHere } from '../../src/crypto/cosign-memory'
import { exactTime, integer, octets, oid, sequence } from '../../src/crypto/der'
import { oids } from '../../src/crypto/oids'
import { newPrivateKey } from '../../src/crypto/private-key'
import { signingKeys, type SigningKeys } from '../../src/crypto/signing-keys'
import { generateKeyPair, sm3 } from '../../src/crypto/sm2'
import { certifyForTest, openTestAuthority } from '../../src/crypto/test-authority'
import { openFeed } from '../../src/feed/feed'
import { cosigner } from '../../src/features/evidence/cosigner'
import { evidenceFollower } from '../../src/features/evidence/evidence.follower'
import { rootSigning } from '../../src/features/evidence/root-signing'
import { sealsByRoots } from '../../src/features/evidence/trusted-keys'
import { sha256Hex } from '../../src/features/evidence/tree'
import type { SealVerifier, TrustedKeys } from '../../src/features/evidence/findings'
import { sealRecordOf } from '../../src/features/sign/seal-record'
import type { Store } from '../../src/store/store'
import type { Vault } from '../../src/store/vault'
import { handwriting } from './journey'
import { insertDraftAgreement, insertMarketWithJob, insertWorker, terms } from './rows'

/** Everything that signs, with keys of its own: the platform, the log, its co-signer, an authority that certifies and tells the time. */
export function evidenceKeys() {
  const [signing, log, cosign] = [1, 2, 3].map(() => signingKeys([generateKeyPair().privateKey], { sandbox: true })) as [SigningKeys, SigningKeys, SigningKeys]
  const authority = openTestAuthority()
  const sealKey = newPrivateKey('sm2')
  const chain = certifyForTest(authority, { subject: distinguishedName('测试平台', '测试签章'), spki: sealKey.spki, algorithm: 'sm2', from: Date.UTC(2021, 0, 1), to: Date.UTC(2058, 0, 1) })
  const trusted: TrustedKeys = { signing, log, cosign, seals: remembering(sealsByRoots(authority.roots)) }
  const point = (keys: SigningKeys): string => keys.publicKey(keys.keyId) ?? ''
  return {
    signing, log, cosign, trusted,
    /** The same as the file that whoever verifies has. */
    publicKeys: JSON.stringify({ signing: [point(signing)], log: [point(log)], cosign: [point(cosign)], roots: certificatesPem(authority.roots) }),
    seal: (record: string, at: number): Buffer => signCms({ key: sealKey, chain, content: Buffer.from(record), at }),
    /** A token of RFC 3161 over a SHA-256, as an authority makes it. */
    stamp(sha256: string, at: number): Buffer {
      const info = sequence(integer(1), oid('1.3.6.1.4.1.32473.1.1'), sequence(sequence(oid(oids.sha256)), octets(Buffer.from(sha256, 'hex'))), integer(randomBytes(8)), exactTime(at))
      const { key, certificate } = authority.timestamps
      return beginCms({ key, chain: [certificate], content: info, at, embedded: oids.timestampInfo }).finish()
    },
  }
}
/** Asked a thousand times about the same few seals, as when one thing after another is changed beside them, it checks each once. */
function remembering(seals: SealVerifier): SealVerifier {
  const known = new Map<string, boolean | number | null>()
  const once = <T extends boolean | number | null>(key: string, ask: () => T): T => {
    if (!known.has(key)) known.set(key, ask())
    return known.get(key) as T
  }
  return {
    signature: (record, cms, at) => once(`${at} ${record.toString('base64')} ${cms.toString('base64')}`, () => seals.signature(record, cms, at)),
    timestamp: (token, sha256) => once(`${sha256.toString('hex')} ${token.toString('base64')}`, () => seals.timestamp(token, sha256)),
  }
}

export type EvidenceKeys = ReturnType<typeof evidenceKeys>

const start = Date.UTC(2026, 10, 2, 21, 30)

/** How far an agreement has come. */
export type Far = 'draft' | 'half' | 'signed' | 'sealed' | 'ended'

/** Writes agreements that have come so far, as the product leaves them, and has the log follow and sign them. Gives their ids. */
export async function writeAgreements({ store, vault, keys }: { store: Store; vault: Vault; keys: EvidenceKeys }, all: readonly Far[]): Promise<string[]> {
  const ids: string[] = []
  const { jobId } = await store.write((tx) => insertMarketWithJob(tx, 500))
  for (const [number, far] of all.entries()) ids.push(await writeAgreement({ store, vault, keys }, jobId, far, start + number * 60_000))
  const feed = openFeed({ store, clock: { now: () => start }, followers: [evidenceFollower], log: { error: () => undefined } })
  feed.start()
  await feed.caughtUp()
  await feed.stop()
  return ids
}

export const signRoots = (store: Store, keys: EvidenceKeys, at: number): Promise<void> =>
  rootSigning({ store, keys: keys.log, cosigner: cosigner({ store, memory: memoryHere(), keys: keys.cosign, logKey: (keyId) => keys.log.publicKey(keyId) }) }).signNow(start + at)

async function writeAgreement({ store, vault, keys }: { store: Store; vault: Vault; keys: EvidenceKeys }, jobId: string, far: Far, at: number): Promise<string> {
  const { workerId, agreementId } = await store.write(async (tx) => {
    const person = await insertWorker(tx)
    return { workerId: person, agreementId: await insertDraftAgreement(tx, jobId, person) }
  })
  const text = `协议 ${agreementId}`
  const parties: Party[] = far === 'draft' ? [] : far === 'half' ? ['worker'] : ['worker', 'employer']
  const strokes = canonicalJson(handwriting())
  const signatures = parties.map((party, place) => {
    const signed = { signedAt: at + place, strokeHash: sm3(strokes) }
    const payload = signaturePayload({ agreementId, textHash: sm3(text), party, payFen: terms.payFen, ...signed })
    return { id: uuidv7(), agreementId, party, ...signed, payload, signature: keys.signing.sign(payload), keyId: keys.signing.keyId }
  })
  await store.write(async ({ q, t }) => {
    const [job] = await q.select().from(t.jobs).where(eq(t.jobs.id, jobId))
    for (const signature of signatures) {
      await q.insert(t.signatures).values({ ...signature, personId: signature.party === 'worker' ? workerId : job?.employerId ?? '' })
      await q.insert(t.strokes).values({ signatureId: signature.id, dataSealed: vault.seal(strokes, { table: 'strokes', column: 'data_sealed', row: signature.id }) })
    }
    await q.update(t.agreements).set({
      textSealed: vault.seal(text, { table: 'agreements', column: 'text_sealed', row: agreementId }), textHash: sm3(text),
      status: far === 'draft' ? 'draft' : far === 'half' ? 'signed_by_worker' : 'signed', signedAt: signatures.length === 2 ? at + 1 : null,
    }).where(eq(t.agreements.id, agreementId))
  })
  if (far === 'sealed' || far === 'ended') await sealAgreement({ store, vault, keys }, agreementId, text, far, at + 1000)
  return agreementId
}

async function sealAgreement({ store, vault, keys }: { store: Store; vault: Vault; keys: EvidenceKeys }, agreementId: string, text: string, far: Far, at: number): Promise<void> {
  const kept = await store.read(async ({ q, t }) => ({
    agreement: (await q.select().from(t.agreements).where(eq(t.agreements.id, agreementId)))[0],
    signatures: await q.select().from(t.signatures).where(eq(t.signatures.agreementId, agreementId)),
  }))
  if (kept.agreement === undefined) throw new Error('it was written a moment ago')
  const { applicationId } = kept.agreement
  const facts = sealRecordOf({ agreement: kept.agreement, signatures: kept.signatures }, text, true)
  if (facts === null) throw new Error('both have signed')
  const record = sealRecordText(facts)
  const sha256 = sha256Hex(record)
  // Tokens tell whole seconds.
  const timestampedAt = at - (at % 1000)
  const file = Buffer.from(`%PDF-1.7 ${agreementId}`)
  const paper = { bytes: file.length, sha256: sha256Hex(file), sm3: sm3(file) }
  const ending = canonicalJson({ agreementId, applicationId, endedAt: at + 9, how: 'carried_out', amountFen: 20_000 })
  const event = { subjectId: agreementId, marketId: null }
  const parties = { applicationId, workerId: 'worker', employerId: 'employer' }
  const [signature, timestamp] = [keys.seal(record, at).toString('base64'), keys.stamp(sha256, timestampedAt).toString('base64')]
  await store.write(async (tx) => {
    const { q, t } = tx
    await q.insert(t.seals).values({ agreementId, record, sha256, sm3: sm3(record), signature, keyId: keys.signing.keyId, timestamp, timestampedAt, sealedAt: at })
    await q.insert(t.agreementPapers).values({ agreementId, contentSealed: vault.seal(file.toString('base64'), { table: 'agreement_papers', column: 'content_sealed', row: agreementId }), ...paper, madeAt: at + 5 })
    await q.update(t.agreements).set({ status: 'sealed', sealedAt: at, paperMadeAt: at + 5 }).where(eq(t.agreements.id, agreementId))
    await tx.append({ kind: 'agreement.sealed', ...event, at, data: { ...parties, recordSha256: sha256 } })
    await tx.append({ kind: 'agreement.paper_made', ...event, at: at + 5, data: { ...parties, ...paper } })
    if (far !== 'ended') return
    await q.insert(t.agreementEndings).values({ agreementId, how: 'carried_out', record: ending, sha256: sha256Hex(ending), endedAt: at + 9 })
    await tx.append({ kind: 'agreement.ended', ...event, at: at + 9, data: { ...parties, how: 'carried_out', recordSha256: sha256Hex(ending) } })
  })
}
