import type { DeskPerson, DeskRegistration, Shown, ShownCard } from '@market/shared/desk/desk.contract'
import { checkDeskRegistration, type CleanDeskRegistration, type OffHoursReason } from '@market/shared/desk/desk.rules'
import { AppError } from '@market/shared/errors'
import { isOpenAt } from '@market/shared/check-in/check-in.rules'
import { codeLink, readableToken } from '@market/shared/scan/scan.rules'
import { maskName, maskPhone } from '@market/shared/words/mask'
import { marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Paper, SlipSize } from '../../paper/paper'
import { uniqueViolationIn } from '../../store/errors'
import type { Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { CheckInService } from '../check-in/check-in.service'
import type { IdentityService } from '../identity/identity.service'
import { makePrintedToken } from '../scan/codes'
import type { AgreementPapers } from '../sign/papers'
import type { SignService } from '../sign/sign.service'
import type { DeskCounter } from './desk-counter'
import { deskPerson } from './desk-person'
import {
  findByIdNumber, findLivingSlip, findStanding, insertPerson, insertSlip, insertWorker, isOfDesk, noteRegistration, revokeSlips, type DeskMarket,
} from './desk.queries'

type Parts = {
  store: Store
  vault: Vault
  checkIn: Pick<CheckInService, 'atDesk'>
  identity: Pick<IdentityService, 'checkPerson' | 'recordChecked'>
  counter: DeskCounter
  paper: Pick<Paper, 'slip'>
  /** Signed agreements, of which the desk prints copies. */
  papers: AgreementPapers
  signing: Pick<SignService, 'waitingAtDesk'>
  /** Signs what is printed. */
  codeKey: Uint8Array
  /** Where codes lead, without a slash at the end. */
  publicUrl: string
}

export type DeskService = ReturnType<typeof deskService>

/**
 * The desk: staff do for somebody without a phone what others do on theirs. Whoever is served has brought something only
 * they have, a slip or their ID card; what was done stands in the audit with the member of staff who did it.
 */
export const deskService = ({ store, vault, counter, checkIn, identity, paper, papers, signing, codeKey, publicUrl }: Parts) => {
  const shownWith = { publicUrl, papers, signing }
  const { marketOf, broughtBy, isNamed, holderIn, noted } = counter

  /**
   * Does one thing for whoever brought this, and shows them as they stand after it.
   * @param why more for the audit than what was brought
   * @throws AppError not_found for a card of nobody here
   */
  const serve = async (command: Command, shown: Shown, action: string, act: (tx: Tx, personId: string, market: DeskMarket) => Promise<void>, why: (market: DeskMarket) => string = () => ''): Promise<DeskPerson> => {
    const { caller, now } = command
    const market = await marketOf(caller)
    const brought = broughtBy(shown, now)
    return command.write(async (tx) => {
      const personId = await holderIn(tx, brought)
      if (personId === null) throw new AppError('not_found')
      await noted(tx, command, market, personId, action, `${brought.by} ${why(market)}`.trim())
      await act(tx, personId, market)
      return deskPerson(tx, personId, market.marketId, now, shownWith)
    })
  }

  const giveSlip = (tx: Tx, personId: string, token: string, now: number): Promise<void> => insertSlip(tx, { token, personId, createdAt: now })

  /** Who has no phone goes away with a slip; whoever has one may ask for it. */
  const giveSlipWhereNoPhone = async (tx: Tx, personId: string, token: string, market: DeskMarket, now: number): Promise<void> => {
    const standing = await findStanding(tx, personId, market.marketId, marketDay(now))
    if (standing?.openid === null && (await findLivingSlip(tx, personId)) === null) await giveSlip(tx, personId, token, now)
  }

  const sealed = (personId: string, { name, idNumber, phone, consent }: CleanDeskRegistration, now: number) => {
    const seal = (column: string, plain: string) => vault.seal(plain, { table: 'people', column, row: personId })
    return {
      id: personId,
      nameSealed: seal('name_sealed', name),
      nameMasked: maskName(name),
      idNumberSealed: seal('id_number_sealed', idNumber),
      idNumberIndex: vault.blindIndex('id_number', idNumber),
      ...(phone === null ? {} : { phoneSealed: seal('phone_sealed', phone), phoneMasked: maskPhone(phone), phoneIndex: vault.blindIndex('phone', phone) }),
      consentVersion: consent,
      consentedAt: now,
      createdAt: now,
    }
  }

  return {
    /** @throws AppError invalid_fields, code_unknown, slip_revoked, own_case */
    async find(command: Command, shown: Shown): Promise<{ person: DeskPerson | null }> {
      const { caller, now } = command
      const market = await marketOf(caller)
      const brought = broughtBy(shown, now)
      return command.write(async (tx) => {
        const personId = await holderIn(tx, brought)
        if (personId === null) return { person: null }
        await noted(tx, command, market, personId, 'desk.find', brought.by)
        return { person: await deskPerson(tx, personId, market.marketId, now, shownWith) }
      })
    },

    /**
     * Registers somebody without a phone, checks them in while the market is open, and gives them a slip. Whoever is a
     * worker already is shown as they are, and nothing of theirs is changed.
     * @throws AppError invalid_fields with everything that is wrong, identity_needs_review, own_case
     */
    async register(command: Command, typed: DeskRegistration): Promise<{ known: boolean; person: DeskPerson }> {
      const { caller, now } = command
      const market = await marketOf(caller)
      const { clean, problems } = checkDeskRegistration(typed, now)
      if (!clean) throw new AppError('invalid_fields', { fields: problems })
      const { marketId } = market
      const person = sealed(uuidv7(), clean, now)
      const indexes = vault.blindIndexes('id_number', clean.idNumber)
      const token = makePrintedToken('person', codeKey)
      const before = await store.read((db) => findByIdNumber(db, indexes))
      const isChecked = before !== null && before.verifiedUntil !== null && before.verifiedUntil > now
      const answer = isChecked ? null : await identity.checkPerson({ name: clean.name, idNumber: clean.idNumber })
      if (answer === 'mismatch') throw new AppError('invalid_fields', { fields: [{ field: 'idNumber', message: '姓名和身份证号对不上，请对着身份证再看一遍' }] })

      const effect = async (tx: Tx): Promise<{ known: boolean; person: DeskPerson }> => {
        const found = await findByIdNumber(tx, indexes)
        if (found !== null && !isNamed(found.personId, found.nameSealed, clean.name)) throw new AppError('identity_needs_review')
        const personId = found?.personId ?? person.id
        if (found === null) await insertPerson(tx, person)
        const { wishedPayFen, wishedPayUnit, trades } = clean
        const known = !(await insertWorker(tx, { personId, wishedPayFen, wishedPayUnit, skillLevel: 'apprentice', registeredAt: now }, trades))
        await noted(tx, command, market, personId, known ? 'desk.find' : 'desk.register', known ? 'id_card' : 'oral_consent')
        // Staff hold the card and have compared the face: also an old account is checked by that.
        if (answer !== null) await identity.recordChecked(tx, { personId, method: 'desk', answer, decidedBy: caller.personId, now })
        if (!known) {
          await noteRegistration(tx, { personId, marketId, registeredBy: caller.personId, at: now })
          await tx.append({ kind: 'person.registered', subjectId: personId, marketId, at: now, data: { as: 'worker' } })
          if (isOpenAt(market, now)) await checkIn.atDesk(tx, market, personId, now)
          await giveSlipWhereNoPhone(tx, personId, token, market, now)
        }
        return { known, person: await deskPerson(tx, personId, marketId, now, shownWith) }
      }
      try {
        return await command.write(effect)
      } catch (error) {
        // Another desk registers the same person at this moment: asked again, it is somebody known.
        if (uniqueViolationIn(error)?.constraint === 'people_id_number') throw new AppError('request_in_progress')
        throw error
      }
    },

    /** @throws AppError invalid_fields, code_unknown, slip_revoked, not_found, market_closed, not_registered, own_case */
    checkIn(command: Command, shown: Shown, offHours?: OffHoursReason): Promise<DeskPerson> {
      const token = makePrintedToken('person', codeKey)
      // A reason that nobody would have needed says nothing.
      const why = (market: DeskMarket): string => (offHours === undefined || isOpenAt(market, command.now) ? '' : offHours)
      return serve(command, shown, 'desk.check_in', async (tx, personId, market) => {
        const standing = await findStanding(tx, personId, market.marketId, marketDay(command.now))
        if (standing?.workerId === null) throw new AppError('not_found')
        await checkIn.atDesk(tx, market, personId, command.now, offHours !== undefined)
        await giveSlipWhereNoPhone(tx, personId, token, market, command.now)
      }, why)
    },

    /** A new slip in the place of one that was lost: whoever found that can do nothing with it. */
    newSlip(command: Command, shown: ShownCard): Promise<DeskPerson> {
      const token = makePrintedToken('person', codeKey)
      return serve(command, shown, 'desk.new_slip', async (tx, personId) => {
        await revokeSlips(tx, personId, command.now)
        await giveSlip(tx, personId, token, command.now)
      })
    },

    revokeSlip: (command: Command, shown: Shown): Promise<DeskPerson> =>
      serve(command, shown, 'desk.revoke_slip', async (tx, personId) => {
        await revokeSlips(tx, personId, command.now)
      }),

    /**
     * The slip as it is printed: masked name, the number of the day, the code.
     * @throws AppError not_found for anybody who is not of this desk, and for who has no slip
     */
    async slipPaper(caller: Caller, personId: string, size: SlipSize, now: number): Promise<Buffer> {
      const market = await marketOf(caller)
      const day = marketDay(now)
      const { standing, slip } = await store.read(async (db) => {
        const ours = await isOfDesk(db, personId, market.marketId, day)
        return { standing: ours ? await findStanding(db, personId, market.marketId, day) : null, slip: ours ? await findLivingSlip(db, personId) : null }
      })
      if (standing === null || slip === null) throw new AppError('not_found')
      return paper.slip({
        marketName: market.name,
        nameMasked: standing.nameMasked ?? '',
        number: standing.number,
        day,
        link: codeLink(publicUrl, slip.token),
        readableCode: readableToken(slip.token),
        hotline: market.hotline ?? '12333',
        size,
        madeAt: now,
      })
    },
  }
}
