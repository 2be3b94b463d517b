import { eq } from 'drizzle-orm'
import { paperPlace } from '../../src/features/sign/papers'
import type { Store } from '../../src/store/store'
import type { Vault } from '../../src/store/vault'
import type { TestApp } from './app'

/** Puts a paper beside a signed agreement, as sealing and drawing would: for tests whose subject is who may have it. */
export async function putPaper({ store, vault }: { store: Store; vault: Vault }, agreementId: string, content = '%PDF-1.7 一张纸'): Promise<void> {
  const bytes = Buffer.from(content)
  const contentSealed = vault.seal(bytes.toString('base64'), paperPlace(agreementId))
  await store.write(async ({ q, t }) => {
    await q.insert(t.agreementPapers).values({ agreementId, contentSealed, bytes: bytes.length, sha256: 'a'.repeat(64), sm3: 'b'.repeat(64), madeAt: 1 })
    await q.update(t.agreements).set({ status: 'sealed', sealedAt: 1, paperMadeAt: 1 }).where(eq(t.agreements.id, agreementId))
  })
}

/** Has the log take up seal and paper of an agreement, and both keys sign its first root. */
export async function putIntoLog({ store, feed, chores, clock }: Pick<TestApp, 'store' | 'feed' | 'chores' | 'clock'>, agreementId: string): Promise<void> {
  const about = { subjectId: agreementId, marketId: null, at: clock.now() }
  const parties = { applicationId: 'application', workerId: 'worker', employerId: 'employer' }
  await store.write((tx) => tx.append({ kind: 'agreement.sealed', ...about, data: { ...parties, recordSha256: 'c'.repeat(64) } }))
  await store.write((tx) => tx.append({ kind: 'agreement.paper_made', ...about, data: { ...parties, sha256: 'a'.repeat(64), sm3: 'b'.repeat(64), bytes: 9 } }))
  await feed.caughtUp()
  await chores.runAll()
}
