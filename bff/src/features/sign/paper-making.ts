import { codeLink } from '@market/shared/scan/scan.rules'
import { agreementKindNames } from '@market/shared/sign/kinds'
import { keyFacts, type Party, type Strokes } from '@market/shared/sign/sign.rules'
import { minute, second } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { KeyRing } from '../../crypto/key-files'
import { signPdf } from '../../crypto/pdf-signature'
import { sm3 } from '../../crypto/sm2'
import type { TimestampAuthority } from '../../gateways/tsa/tsa'
import type { AgreementPrinter, AgreementToPrint } from '../../paper/agreement-printer'
import type { Chore } from '../../feed/chores'
import type { Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import { textPlace } from './agreement-drafts'
import { paperPlace } from './papers'
import { sha256 } from './seal-record'
import { insertPaper, papersToMake, type PaperToMake } from './sealing.queries'
import { findParties } from './sign.queries'
import { strokesPlace } from './verification'

/** Papers taken at once; they are drawn one after the other beside the event loop. */
const takenAtOnce = 20
const firstPause = 2 * second
const longestPause = minute

/** How the two sides are called on paper, as in the text. */
const sides: Record<Party, string> = { employer: '甲方（用工方）', worker: '乙方（工人）' }
/** What a PDF reader shows beside the signature. */
const reason = '双方已签字，平台盖章存证'

type Parts = {
  store: Store
  clock: Clock
  vault: Vault
  printer: Pick<AgreementPrinter, 'agreement'>
  document: KeyRing['document']
  tsa: TimestampAuthority
  publicUrl: string
  /** Whose seal it is, for people. */
  sealedBy: string
}

/** Makes the paper of what is sealed: drawn with both signatures, signed so that any PDF reader sees it, kept under the vault. */
export const paperMaking = ({ store, clock, vault, printer, document: { key, chain }, tsa, publicUrl, sealedBy }: Parts) => {
  const failed = new Set<string>()
  let failures = 0
  let silentUntil = 0

  const facts = async ({ agreement, seal, code, signatures, workerId, employerId }: PaperToMake): Promise<Omit<AgreementToPrint, 'seal'>> => {
    const { worker, employer } = await store.read((db) => findParties(db, workerId, employerId))
    const nameOf = (sealed: string | null | undefined, row: string): string => (sealed ? vault.open(sealed, { table: 'people', column: 'name_sealed', row }) : '')
    const names: Record<Party, string> = {
      worker: nameOf(worker?.nameSealed, workerId),
      employer: employer?.kind === 'business' ? employer.name : nameOf(employer?.nameSealed, employerId),
    }
    const isTest = (JSON.parse(seal.record) as { test: boolean }).test
    return {
      title: agreementKindNames[agreement.kind],
      number: agreement.id,
      keyFacts: keyFacts(agreement.terms, agreement.kind, names.employer),
      text: vault.open(agreement.textSealed, textPlace(agreement.id)),
      signatures: (['employer', 'worker'] as const).flatMap((party) =>
        signatures.filter(({ signature }) => signature.party === party).map(({ signature, strokesSealed }) => ({
          who: sides[party], name: names[party], signedAt: signature.signedAt,
          strokes: JSON.parse(vault.open(strokesSealed, strokesPlace(signature.id))) as Strokes,
        }))),
      link: codeLink(publicUrl, code),
      fingerprints: { textSm3: agreement.textHash, recordSha256: seal.sha256 },
      madeAt: seal.sealedAt,
      test: isTest,
    }
  }

  const makeOne = async (one: PaperToMake): Promise<void> => {
    const { agreement, seal, workerId, employerId, marketId } = one
    const paper = await facts(one)
    const pdf = await signPdf({
      key, chain,
      drawn: (room) => printer.agreement({ ...paper, seal: { room, name: sealedBy, reason, at: clock.now() } }),
      stamp: (hash) => tsa.stamp(hash),
      // The record's timestamp came from the same authority.
      tokenBytes: Buffer.from(seal.timestamp, 'base64').length,
    })
    const madeAt = clock.now()
    const fingerprints = { sha256: sha256(pdf), sm3: sm3(pdf), bytes: pdf.length }
    const row = { agreementId: agreement.id, contentSealed: vault.seal(pdf.toString('base64'), paperPlace(agreement.id)), madeAt, ...fingerprints }
    await store.write(async (tx) => {
      // Another server made it: that one is kept.
      if (!(await insertPaper(tx, row))) return
      await tx.append({ kind: 'agreement.paper_made', subjectId: agreement.id, marketId, at: madeAt, data: { applicationId: agreement.applicationId, workerId, employerId, ...fingerprints } })
    })
  }

  /**
   * Makes all papers that wait. One run at a time.
   * @throws AppError upstream_unavailable while the timestamp authority is away; Error once for one that cannot be drawn, which keeps no other from its paper
   */
  const run = async (): Promise<void> => {
    if (clock.now() < silentUntil) return
    let problem: unknown = null
    for (;;) {
      const waiting = (await store.read((db) => papersToMake(db, takenAtOnce + failed.size))).filter(({ agreement }) => !failed.has(agreement.id))
      if (waiting.length === 0) break
      // Asked for together: while one waits for its timestamp the next is drawn.
      const results = await Promise.allSettled(waiting.map(makeOne))
      const away = results.find((result) => result.status === 'rejected' && isAway(result.reason))
      if (away?.status === 'rejected') {
        silentUntil = clock.now() + Math.min(longestPause, firstPause * 2 ** Math.min(failures, 10))
        failures += 1
        throw away.reason as Error
      }
      for (const [at, result] of results.entries()) {
        if (result.status === 'fulfilled') continue
        failed.add(waiting[at]?.agreement.id ?? '')
        problem = result.reason
      }
    }
    failures = 0
    if (problem !== null) throw problem as Error
  }

  const chore: Chore = { name: 'agreement-papers', everyMs: 200, run }
  return { run, chore }
}

const isAway = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'upstream_unavailable'
