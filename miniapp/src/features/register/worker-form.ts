import type { FieldProblem } from '@market/shared/errors'
import { consent } from '@market/shared/register/consent'
import type { WorkerRegistration } from '@market/shared/register/register.contract'
import { checkConsent, checkPersonName, checkPhone, checkTrades, checkWishedPay } from '@market/shared/register/register.rules'
import type { Checked } from '@market/shared/register/checked'
import { checkWorkerIdNumber } from '@market/shared/register/resident-id'
import type { Me } from '@market/shared/session/session.contract'
import type { PayUnit, SkillLevel } from '@market/shared/words/lists'
import { yuan } from '@market/shared/words/show'
import { fenOf } from '../../ui/fields'

/** A worker's registration as it stands on the page, half typed or whole. */
export type WorkerForm = {
  name: string
  idNumber: string
  phone: string
  trades: string[]
  skillLevel: SkillLevel
  /** Yuan as typed. */
  wishedPay: string
  payUnit: PayUnit
  consented: boolean
}

export type WorkerField = keyof Omit<WorkerRegistration, 'skillLevel' | 'wishedPayUnit'>

/** The order on the page, the id of each field there, and what it is called in a summary. */
export const workerFields: readonly { field: WorkerField; id: string; called: string }[] = [
  { field: 'name', id: 'name', called: '姓名' },
  { field: 'idNumber', id: 'id-number', called: '身份证号' },
  { field: 'phone', id: 'phone', called: '手机号' },
  { field: 'trades', id: 'trade', called: '会干什么' },
  { field: 'wishedPayFen', id: 'wished-pay', called: '想要的工钱' },
  { field: 'consent', id: 'consent', called: '同意说明' },
]

/** Empty, or with what the market already knows of this worker. Nobody has shown a certificate yet: the lowest level. */
export const emptyWorkerForm = (known: Me['worker']): WorkerForm => ({
  name: '',
  idNumber: '',
  phone: '',
  trades: known?.trades ?? [],
  skillLevel: known?.skillLevel ?? 'apprentice',
  wishedPay: known ? yuan(known.wishedPayFen).replace(/,/g, '') : '',
  payUnit: known?.wishedPayUnit ?? 'day',
  consented: false,
})

/** What the API takes. Values go as typed: the server tidies and judges them by the same rules. */
export const workerRegistration = (form: WorkerForm): WorkerRegistration => ({
  name: form.name,
  idNumber: form.idNumber,
  phone: form.phone,
  trades: form.trades,
  skillLevel: form.skillLevel,
  wishedPayFen: fenOf(form.wishedPay) ?? 0,
  wishedPayUnit: form.payUnit,
  consent: form.consented ? consent.version : '',
})

const checkOf = (field: WorkerField, form: WorkerForm, now: number): Checked<unknown> => {
  switch (field) {
    case 'name':
      return checkPersonName(form.name)
    case 'idNumber':
      return checkWorkerIdNumber(form.idNumber, now)
    case 'phone':
      return checkPhone(form.phone)
    case 'trades':
      return checkTrades(form.trades)
    case 'wishedPayFen':
      return checkWishedPay(fenOf(form.wishedPay) ?? 0, form.payUnit)
    case 'consent':
      return checkConsent(form.consented ? consent.version : '')
  }
}

/** What is wrong with one field, in words that stand beside it, or null. `now` is UTC ms. */
export const workerFieldError = (field: WorkerField, form: WorkerForm, now: number): string | null => {
  const checked = checkOf(field, form, now)
  return checked.ok ? null : checked.message
}

/** Everything that is wrong at once, in the order of the page. */
export const workerProblems = (form: WorkerForm, now: number): FieldProblem[] =>
  workerFields.flatMap(({ field }) => {
    const message = workerFieldError(field, form, now)
    return message === null ? [] : [{ field, message }]
  })

/** `还有 2 处要改：姓名、手机号`. */
export const problemSummary = (problems: readonly FieldProblem[]): string => {
  const called = workerFields.filter(({ field }) => problems.some((problem) => problem.field === field)).map((one) => one.called)
  return `还有 ${called.length} 处要改：${called.join('、')}`
}
