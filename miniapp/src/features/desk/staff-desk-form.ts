import type { DeskRegistration } from '@market/shared/desk/desk.contract'
import { checkCompared, checkDeskIdNumber, checkFamilyPhone, checkOralConsent, deskDraftKeptMs } from '@market/shared/desk/desk.rules'
import { oralConsent } from '@market/shared/desk/oral-consent'
import type { FieldProblem } from '@market/shared/errors'
import type { Checked } from '@market/shared/register/checked'
import { checkPersonName, checkTrades, checkWishedPay } from '@market/shared/register/register.rules'
import type { PayUnit } from '@market/shared/words/lists'
import { fenOf } from '../../ui/fields'

/** A registration at the desk as it stands on the page, half typed or whole. */
export type DeskForm = {
  name: string
  idNumber: string
  compared: boolean
  trades: string[]
  /** Yuan as typed. */
  wishedPay: string
  payUnit: PayUnit
  phone: string
  consented: boolean
  /** When it was last typed in, UTC ms. */
  typedAt: number
}

export type DeskField = keyof Omit<DeskRegistration, 'wishedPayUnit'>

/** The order on the page, the id of each field there, and what it is called in a summary. */
export const deskFields: readonly { field: DeskField; id: string; called: string }[] = [
  { field: 'name', id: 'desk-name', called: '姓名' },
  { field: 'idNumber', id: 'desk-id-number', called: '身份证号' },
  { field: 'compared', id: 'compared', called: '对照片' },
  { field: 'trades', id: 'trade', called: '会干什么' },
  { field: 'wishedPayFen', id: 'wished-pay', called: '想要的工钱' },
  { field: 'phone', id: 'phone', called: '手机号' },
  { field: 'consent', id: 'consent', called: '本人同意' },
]

export const emptyDeskForm: DeskForm = { name: '', idNumber: '', compared: false, trades: [], wishedPay: '', payUnit: 'day', phone: '', consented: false, typedAt: 0 }

/** A draft survives a call and a reload, but somebody else's number does not lie on this phone for long. */
export const isStale = ({ typedAt }: DeskForm, now: number): boolean => typedAt > 0 && now - typedAt > deskDraftKeptMs

export const isEmpty = ({ name, idNumber, trades, wishedPay, phone }: DeskForm): boolean =>
  [name, idNumber, wishedPay, phone].every((text) => text === '') && trades.length === 0

/** What the API takes. Values go as typed: the server tidies and judges them by the same rules. */
export const deskRegistration = (form: DeskForm): DeskRegistration => ({
  name: form.name,
  idNumber: form.idNumber,
  phone: form.phone,
  trades: form.trades,
  wishedPayFen: fenOf(form.wishedPay) ?? 0,
  wishedPayUnit: form.payUnit,
  compared: form.compared,
  consent: form.consented ? oralConsent.version : '',
})

const checkOf = (field: DeskField, form: DeskForm, now: number): Checked<unknown> => {
  switch (field) {
    case 'name':
      return checkPersonName(form.name)
    case 'idNumber':
      return checkDeskIdNumber(form.idNumber, now)
    case 'compared':
      return checkCompared(form.compared)
    case 'trades':
      return checkTrades(form.trades)
    case 'wishedPayFen':
      return checkWishedPay(fenOf(form.wishedPay) ?? 0, form.payUnit)
    case 'phone':
      return checkFamilyPhone(form.phone)
    case 'consent':
      return checkOralConsent(form.consented ? oralConsent.version : '')
  }
}

/** What is wrong with one field, in words that stand beside it, or null. `now` is UTC ms. */
export const deskFieldError = (field: DeskField, form: DeskForm, now: number): string | null => {
  const checked = checkOf(field, form, now)
  return checked.ok ? null : checked.message
}

/** Everything that is wrong at once, in the order of the page. */
export const deskProblems = (form: DeskForm, now: number): FieldProblem[] =>
  deskFields.flatMap(({ field }) => {
    const message = deskFieldError(field, form, now)
    return message === null ? [] : [{ field, message }]
  })

/** Name and number are both right: the card may be looked up. */
export const cardIsWhole = (form: Pick<DeskForm, 'name' | 'idNumber'>, now: number): boolean =>
  checkPersonName(form.name).ok && checkDeskIdNumber(form.idNumber, now).ok

/** `还有 2 处要改：姓名、身份证号`. */
export const deskSummary = (problems: readonly { field: string }[]): string => {
  const called = deskFields.filter(({ field }) => problems.some((problem) => problem.field === field)).map((one) => one.called)
  return `还有 ${called.length} 处要改：${called.join('、')}`
}
