import type { Flaw } from '@market/shared/identity/flaws'
import { documentOf } from '@market/shared/identity/flaws'
import type { MyIdentity } from '@market/shared/identity/identity.contract'
import type { ShownPaper } from '@market/shared/identity/papers.contract'
import { licenceStanding, standingAt } from '@market/shared/identity/validity.rules'
import { maskIdNumber } from '@market/shared/words/mask'
import type { Db } from '../../store/store'
import type { Vault } from '../../store/vault'
import { licencesOf, picturesOf, type LicenceRow, type PictureRow } from './documents.queries'
import { findOpenCase, verificationsOf, type Of, type StandingRow, type VerificationRow } from './identity.queries'
import { sealedIn } from './places'

type Parts = { vault: Vault; now: number }

/** What a person is shown of themselves: where they stand, what waits, what is to be mended, and what is here already. */
export async function ownView(db: Db, row: StandingRow, parts: Parts): Promise<Pick<MyIdentity, 'person' | 'employer' | 'pictures'>> {
  const { personId } = row
  const [ofPerson, ofEmployer] = [await newest(db, personId, 'person'), await newest(db, personId, 'employer')]
  const pictures = usable(await picturesOf(db, personId), [ofPerson, ofEmployer])
  return {
    person: {
      ...(await review(db, ofPerson, row.verifiedUntil, parts)),
      nameMasked: row.nameMasked,
      idNumberMasked: row.idNumberSealed === null ? null : maskIdNumber(parts.vault.open(row.idNumberSealed, sealedIn.idNumber(personId))),
    },
    employer: row.employerKind === null || row.employerName === null ? null : {
      ...(await review(db, ofEmployer, row.employerVerifiedUntil, parts)),
      kind: row.employerKind,
      name: row.employerName,
      creditCode: row.creditCode,
      ...(await submitted(db, ofEmployer, parts)),
    },
    pictures: pictures.map(({ kind, createdAt }) => ({ kind, at: createdAt })),
  }
}

const newest = async (db: Db, personId: string, of: Of): Promise<VerificationRow | null> => (await verificationsOf(db, personId, of, 1))[0] ?? null

async function review(db: Db, last: VerificationRow | null, until: number | null, { now }: Parts): Promise<Omit<MyIdentity['person'], 'nameMasked' | 'idNumberMasked'>> {
  const open = last?.state === 'pending' ? await findOpenCase(db, last.id, 'identity') : null
  return {
    standing: standingAt(until, now),
    until,
    waiting: last?.state === 'pending' && open ? { since: last.submittedAt, dueAt: open.dueAt, ownerMasked: open.ownerMasked } : null,
    refused: last?.state === 'refused' ? { at: last.decidedAt ?? last.submittedAt, flaws: flawsIn(last), note: last.note } : null,
  }
}

export const flawsIn = (row: VerificationRow): Flaw[] => (row.missing ?? []) as Flaw[]

export const shownPaper = ({ kind, number, validFrom, validUntil }: LicenceRow, now: number): ShownPaper => ({
  kind, number, validFrom, validUntil, standing: licenceStanding(validUntil, now),
})

async function submitted(db: Db, last: VerificationRow | null, { vault, now }: Parts): Promise<{ papers: ShownPaper[]; legalRepresentative: string | null }> {
  const rows = last === null ? [] : await licencesOf(db, last.id)
  const named = rows.find(({ legalRepresentativeSealed }) => legalRepresentativeSealed !== null)
  return {
    papers: rows.map((paper) => shownPaper(paper, now)),
    legalRepresentative: named?.legalRepresentativeSealed ? vault.open(named.legalRepresentativeSealed, sealedIn.representative(named.id)) : null,
  }
}

/**
 * The newest picture of each kind that counts for the next submission: one put aside, one that was accepted, or one of a
 * refused submission that nothing was wrong with. Nobody photographs twice what was good.
 */
export function usable(pictures: readonly PictureRow[], last: readonly (VerificationRow | null)[]): PictureRow[] {
  const faulty = new Set(last.flatMap((row) => (row?.state === 'refused' ? flawsIn(row).map(documentOf) : [])))
  const kept = new Map<PictureRow['kind'], PictureRow>()
  for (const picture of pictures) {
    const counts = picture.verificationId === null || picture.state === 'passed' || (picture.state === 'refused' && !faulty.has(picture.kind))
    if (counts && !kept.has(picture.kind)) kept.set(picture.kind, picture)
  }
  return [...kept.values()]
}
