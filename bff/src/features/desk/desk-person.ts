import type { DeskPerson } from '@market/shared/desk/desk.contract'
import { codeLink } from '@market/shared/scan/scan.rules'
import { day, marketDay, startOfMarketDay } from '@market/shared/words/time'
import type { Db } from '../../store/store'
import type { AgreementPapers } from '../sign/papers'
import type { SignService } from '../sign/sign.service'
import { findLivingSlip, findStanding, offersOf, tradesOf, workOfDay } from './desk.queries'

/** Where codes lead, what waits for a signature, and the papers that can be printed. */
export type DeskPersonParts = { publicUrl: string; papers: Pick<AgreementPapers, 'ofParty'>; signing: Pick<SignService, 'waitingAtDesk'> }

/** Agreements that are shown: who wants an older one has it on the phone, or asks the market. */
const agreementsShown = 20

/** A person as the desk of one market may see them on the day of `now`: masked, with what can be done for them. */
export async function deskPerson(db: Db, personId: string, marketId: string, now: number, { publicUrl, papers, signing }: DeskPersonParts): Promise<DeskPerson> {
  const found = await findStanding(db, personId, marketId, marketDay(now))
  if (found === null) throw new Error('a person who was found at the desk is gone')
  const slip = await findLivingSlip(db, personId)
  const from = startOfMarketDay(now)
  const work = await workOfDay(db, personId, marketId, from, from + day)
  const { nameMasked, phoneMasked, verifiedUntil, openid, workerId, number, at, assurance } = found
  return {
    personId,
    nameMasked: nameMasked ?? '',
    trades: await tradesOf(db, personId),
    isWorker: workerId !== null,
    verifiedUntil,
    phoneMasked,
    hasWechat: openid !== null,
    checkIn: number === null || found.day === null || at === null || assurance === null ? null : { number, day: found.day, at, assurance },
    slip: slip && { code: codeLink(publicUrl, slip.token), issuedAt: slip.issuedAt },
    offers: await offersOf(db, personId, marketId, now),
    toSign: await signing.waitingAtDesk(db, personId, marketId, now),
    agreements: await papers.ofParty(db, personId, agreementsShown),
    work: work.map(({ applicationId, terms, state, arrivedAt }) => ({
      applicationId, jobTitle: terms.title, address: terms.address, startsAt: terms.startsAt, state, arrivedAt,
    })),
  }
}
