import { randomInt, timingSafeEqual } from 'node:crypto'
import { AppError, type ErrorCode } from '@market/shared/errors'
import { canonicalJson } from '@market/shared/sign/canonical-json'
import type { Confirm, SentCode } from '@market/shared/sign/sign.contract'
import type { ConfirmedBy } from '@market/shared/sign/sign.rules'
import { marketDay, minute } from '@market/shared/words/time'
import { sm3 } from '../../crypto/sm2'
import type { SmsGateway, SmsResult } from '../../gateways/sms/sms'
import type { WechatGateway } from '../../gateways/wechat/wechat'
import type { Command } from '../../http/command'
import type { Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { IdentityService } from '../identity/identity.service'
import { countTry, findPhone, putCode, sentOnDay, useCode } from './signing-codes.queries'

/** How long a code counts, in ms. */
const codeLifetime = 5 * minute
const pause = minute
const mostADay = 10
const mostTries = 5

/** Agreements, each with the text that was read. */
export type ReadAgreements = readonly { agreementId: string; textHash: string }[]

/** What is confirmed: the signing of these agreements, or that the account is to be closed. */
export type ToConfirm = ReadAgreements | 'close_account'

export type Confirmed = {
  by: ConfirmedBy
  /**
   * To be called in the write that signs: a code counts once. @throws AppError code_over
   */
  spend(tx: Tx): Promise<void>
}

export type SecondFactor = ReturnType<typeof secondFactor>

type Parts = {
  store: Store
  vault: Vault
  /** Null where no messages are sent. */
  sms: SmsGateway | null
  wechat: Pick<WechatGateway, 'phoneNumber'>
  identity: Pick<IdentityService, 'confirmFace'>
  /** Codes are told to whoever asked for them, because no message reaches a real phone. Never outside sandbox mode. */
  sandbox: boolean
}

/** What a code is for and for nothing else: exactly these agreements with exactly these texts, in whatever order. */
const boundTo = (what: ToConfirm): string =>
  what === 'close_account' ? sm3(canonicalJson({ purpose: what })) : sm3(canonicalJson({ purpose: 'sign', agreements: what.map(({ agreementId, textHash }) => `${agreementId} ${textHash}`).sort() }))

const refusals: Record<Exclude<SmsResult, 'sent'>, ErrorCode> = { too_many: 'sms_too_many', bad_number: 'phone_unreachable', unavailable: 'sms_unavailable' }

/**
 * Whether it is really they who sign (电子签名法 13: under the signer's control alone): whoever holds an unlocked phone that is
 * signed in still has to receive a message, let WeChat tell the number, or show their face.
 */
export const secondFactor = ({ store, vault, sms, wechat, identity, sandbox }: Parts) => {
  const phoneOf = async (personId: string) => {
    const phone = await store.read((db) => findPhone(db, personId))
    if (phone === null) throw new AppError('phone_missing')
    return phone
  }

  /** Under every key in use, the newest first: a code that was sent before a new one still confirms. */
  const hashesOf = (personId: string, bound: string, code: string): string[] => vault.blindIndexes('signing_code', `${personId}|${bound}|${code}`)

  /** @throws AppError code_over, code_wrong */
  const byCode = async (personId: string, bound: string, code: string, now: number): Promise<Confirmed> => {
    const sent = await store.write((tx) => countTry(tx, personId, bound, now, mostTries))
    if (sent === null) throw new AppError('code_over')
    const codeHash = hashesOf(personId, bound, code).find((hash) => timingSafeEqual(Buffer.from(hash), Buffer.from(sent.codeHash)))
    if (codeHash === undefined) throw new AppError('code_wrong')
    return {
      by: 'sms',
      async spend(tx) {
        if (!(await useCode(tx, personId, bound, codeHash, now))) throw new AppError('code_over')
      },
    }
  }

  /** @throws AppError phone_missing, phone_differs, phone_code_refused, upstream_unavailable */
  const byWechatPhone = async (personId: string, code: string): Promise<Confirmed> => {
    const { index } = await phoneOf(personId)
    const number = await wechat.phoneNumber(code)
    if (number === null || index === null || !vault.blindIndexes('phone', number).includes(index)) throw new AppError('phone_differs')
    return { by: 'wechat_phone', spend: () => Promise.resolve() }
  }

  return {
    /**
     * Sends the caller a code for this. The place in the quota is taken before the message is sent, in a write of its own:
     * of any number who ask at once one message goes out.
     * @throws AppError phone_missing, code_too_soon, quota_used, sms_too_many, phone_unreachable, sms_unavailable
     */
    async sendCode({ caller: { personId }, now, write }: Command, what: ToConfirm): Promise<SentCode> {
      if (sms === null) throw new AppError('sms_unavailable')
      const phone = await phoneOf(personId)
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const bound = boundTo(what)
      const day = marketDay(now)
      const expiresAt = now + codeLifetime
      const isPut = await store.write((tx) => putCode(tx, { personId, day, boundTo: bound, codeHash: vault.blindIndex('signing_code', `${personId}|${bound}|${code}`), sentAt: now, expiresAt }, { pause, mostADay }))
      if (!isPut) throw new AppError((await store.read((db) => sentOnDay(db, personId, day))) >= mostADay ? 'quota_used' : 'code_too_soon')
      const number = vault.open(phone.sealed, { table: 'people', column: 'phone_sealed', row: personId })
      const result = await sms.send(number, 'sign_code', { code })
      if (result !== 'sent') throw new AppError(refusals[result])
      const answer: SentCode = { phoneMasked: phone.masked, expiresAt, againAt: now + pause, demoCode: sandbox ? code : null }
      return write(() => Promise.resolve(answer))
    },

    /**
     * Judges what the caller confirms with, before the write it is for.
     * @throws AppError code_wrong, code_over, phone_missing, phone_differs, phone_code_refused, face_not_offered, invalid_fields, upstream_unavailable
     */
    async confirm(personId: string, given: Confirm, what: ToConfirm, now: number): Promise<Confirmed> {
      if (given.kind === 'sms') return byCode(personId, boundTo(what), given.code, now)
      if (given.kind === 'wechat_phone') return byWechatPhone(personId, given.code)
      await identity.confirmFace(personId, given.picture, now)
      return { by: 'face', spend: () => Promise.resolve() }
    },
  }
}
