import type { ErrorCode, FieldProblem } from '../errors'
import { fine, wrong, type Checked } from '../register/checked'
import { checkPersonName, checkPhone, checkTrades, checkWishedPay, type Judged } from '../register/register.rules'
import { checkWorkerIdNumber, type ResidentIdentity } from '../register/resident-id'
import type { TradeCode } from '../words/lists'
import { minute } from '../words/time'
import type { DeskRegistration, ShownCard } from './desk.contract'
import { oralConsent } from './oral-consent'

/** Why staff check somebody in while the market is closed by its hours: nobody who stands there is locked out by a clock. Kept in the audit. */
export const offHoursReasons = ['opened_early', 'still_here', 'hours_wrong', 'off_hours_other'] as const
export type OffHoursReason = (typeof offHoursReasons)[number]
export const offHoursWords: Record<OffHoursReason, string> = { opened_early: '今天提前开门', still_here: '收市了还有人等', hours_wrong: '系统里的时间不对', off_hours_other: '别的原因' }

/** What was typed about somebody else is not left lying on a staff phone for longer than a queue takes. */
export const deskDraftKeptMs = 30 * minute

export type CleanDeskRegistration = Omit<DeskRegistration, 'trades' | 'phone' | 'compared'> & { trades: TradeCode[]; phone: string | null }
export type CleanCard = { name: string; idNumber: string }

/** As for any worker; at the desk there is a reader, and no photograph. */
export const checkDeskIdNumber = (typed: string, now: number): Checked<ResidentIdentity> =>
  typed.trim() === '' ? wrong('请填身份证号，也可以用读卡器') : checkWorkerIdNumber(typed, now)

/** The phone is of the family and may be left out (the desk is there for those who have none). */
export const checkFamilyPhone = (typed: string): Checked<string | null> => (typed.trim() === '' ? fine(null) : checkPhone(typed))

/** @param compared staff looked from the card's picture to the face */
export const checkCompared = (compared: boolean): Checked<true> => (compared ? fine(true) : wrong('请看一眼证件照片和本人是不是同一个人，再点上'))

/** @param version of the text that was read out */
export function checkOralConsent(version: string): Checked<string> {
  if (version === '') return wrong('请把说明念给本人听，本人同意再点上')
  return version === oralConsent.version ? fine(version) : wrong('说明刚更新过，请再念一遍，本人同意再登记')
}

const problemsOf = (checks: Record<string, Checked<unknown>>): FieldProblem[] =>
  Object.entries(checks).flatMap(([field, checked]) => (checked.ok ? [] : [{ field, message: checked.message }]))

/** Everything that is wrong with a registration at the desk at once, or the values to keep. `now` is UTC ms. */
export function checkDeskRegistration(input: DeskRegistration, now: number): Judged<CleanDeskRegistration> {
  const name = checkPersonName(input.name)
  const idNumber = checkDeskIdNumber(input.idNumber, now)
  const compared = checkCompared(input.compared)
  const trades = checkTrades(input.trades)
  const wishedPayFen = checkWishedPay(input.wishedPayFen, input.wishedPayUnit)
  const phone = checkFamilyPhone(input.phone)
  const consent = checkOralConsent(input.consent)
  if (name.ok && idNumber.ok && compared.ok && trades.ok && wishedPayFen.ok && phone.ok && consent.ok) {
    const clean = {
      name: name.value, idNumber: idNumber.value.number, trades: trades.value, phone: phone.value,
      wishedPayFen: wishedPayFen.value, wishedPayUnit: input.wishedPayUnit, consent: consent.value,
    }
    return { clean, problems: [] }
  }
  return { clean: null, problems: problemsOf({ name, idNumber, compared, trades, wishedPayFen, phone, consent }) }
}

/** The card on the desk as it is looked up. `now` is UTC ms. */
export function checkShownCard(card: ShownCard, now: number): Judged<CleanCard> {
  const name = checkPersonName(card.name)
  const idNumber = checkDeskIdNumber(card.idNumber, now)
  if (name.ok && idNumber.ok) return { clean: { name: name.value, idNumber: idNumber.value.number }, problems: [] }
  return { clean: null, problems: problemsOf({ 'shown.name': name, 'shown.idNumber': idNumber }) }
}

export type PhoneBinding = {
  /** The account the ID card belongs to. */
  account: { personId: string; hasWechat: boolean }
  /** Who the phone's WeChat is at present, and whether anything hangs on that. */
  phone: { personId: string; isBare: boolean }
}

/**
 * Whether a phone's WeChat may open the account from now on; null when it may. A WeChat account stands for one person, and
 * whoever already is somebody in this market, as worker, employer or staff, is not turned into somebody else.
 */
export function judgeBinding({ account, phone }: PhoneBinding): Extract<ErrorCode, 'wechat_already_bound' | 'wechat_in_use'> | null {
  if (account.hasWechat) return 'wechat_already_bound'
  return phone.personId !== account.personId && phone.isBare ? null : 'wechat_in_use'
}
