import type { DeskPerson, PhoneCode, ShownCard } from '@market/shared/desk/desk.contract'
import { judgeBinding } from '@market/shared/desk/desk.rules'
import { AppError } from '@market/shared/errors'
import { codeLink, parseCode } from '@market/shared/scan/scan.rules'
import { isForeignKeyViolation } from '../../store/errors'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import { makePhoneCode, phoneCodeValidMs, readPhoneCode } from '../scan/codes'
import { deskPerson, type DeskPersonParts } from './desk-person'
import type { DeskCounter } from './desk-counter'
import { deletePerson, findWechat, giveWechat, moveSessions, noteClaim, takeWechat } from './phone-binding.queries'

/** The phone fetches a new code this long before the one it shows ends. */
const refreshBeforeMs = 60_000

type Parts = DeskPersonParts & { counter: DeskCounter; codeKey: Uint8Array }

export type PhoneBindingService = ReturnType<typeof phoneBindingService>

/**
 * Somebody registered at the desk comes back with a phone. At the desk and nowhere else: whoever finds a slip or knows a
 * number cannot take an account over from afar, and nobody can try numbers to learn who is registered.
 */
export const phoneBindingService = ({ counter, codeKey, publicUrl, papers, signing }: Parts) => {
  /** @throws AppError code_unknown, phone_code_expired */
  const phoneOf = (code: string, now: number): string => {
    const parsed = parseCode(code)
    const reading = 'foreign' in parsed ? { status: 'bad_signature' as const } : readPhoneCode(parsed.token, codeKey, now)
    if (reading.status === 'bad_signature') throw new AppError('code_unknown')
    if (reading.status === 'expired') throw new AppError('phone_code_expired')
    return reading.personId
  }

  return {
    /** The code of the caller's own phone. */
    phoneCode({ personId }: Caller, now: number): PhoneCode {
      const expiresAt = now + phoneCodeValidMs
      return { code: codeLink(publicUrl, makePhoneCode({ personId, expiresAt }, codeKey)), refreshAt: expiresAt - refreshBeforeMs, expiresAt }
    },

    /**
     * Moves the phone's WeChat and its sessions to the account of the ID card on the desk, and deletes who the phone was
     * until now: in one write, so that at every moment a WeChat is one person and a person has at most one.
     * @throws AppError invalid_fields, code_unknown, phone_code_expired, not_found, wechat_already_bound, wechat_in_use, own_case
     */
    async bind(command: Command, shown: ShownCard, phoneCode: string): Promise<DeskPerson> {
      const { caller, now } = command
      const market = await counter.marketOf(caller)
      const brought = counter.broughtBy(shown, now)
      const phoneId = phoneOf(phoneCode, now)
      try {
        return await command.write(async (tx) => {
          const personId = await counter.holderIn(tx, brought)
          const account = personId === null ? null : await findWechat(tx, personId)
          if (account === null) throw new AppError('not_found')
          const phone = await findWechat(tx, phoneId)
          // The code outlives whom it stood for when it is scanned twice: the phone was bound by the first scan.
          if (phone === null || phone.openid === null) throw new AppError(account.openid === null ? 'phone_code_expired' : 'wechat_already_bound')
          const refusal = judgeBinding({
            account: { personId: account.personId, hasWechat: account.openid !== null },
            phone: { personId: phone.personId, isBare: phone.idNumberIndex === null },
          })
          if (refusal !== null) throw new AppError(refusal)
          await counter.noted(tx, command, market, account.personId, 'desk.bind_phone', 'id_card')
          if (!(await takeWechat(tx, phone.personId, phone.openid))) throw new AppError('wechat_in_use')
          if (!(await giveWechat(tx, account.personId, phone.openid))) throw new AppError('wechat_already_bound')
          await moveSessions(tx, phone.personId, account.personId)
          await noteClaim(tx, account.personId, now)
          await deletePerson(tx, phone.personId)
          await tx.append({ kind: 'person.phone_bound', subjectId: account.personId, marketId: market.marketId, at: now, data: { staffId: caller.personId } })
          return deskPerson(tx, account.personId, market.marketId, now, { publicUrl, papers, signing })
        })
      } catch (error) {
        if (isForeignKeyViolation(error)) throw new AppError('wechat_in_use')
        throw error
      }
    },
  }
}
