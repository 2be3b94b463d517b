import type { FieldProblem } from '@market/shared/errors'
import type { Checked } from '@market/shared/register/checked'
import { consent } from '@market/shared/register/consent'
import { checkCreditCode } from '@market/shared/register/credit-code'
import type { EmployerRegistration } from '@market/shared/register/register.contract'
import { checkBusinessName, checkConsent, checkEmployerRegistration, checkPersonName, checkPhone } from '@market/shared/register/register.rules'
import { checkHouseholdIdNumber } from '@market/shared/register/resident-id'
import type { EmployerKind } from '@market/shared/words/lists'

/** An employer's registration as it stands on the page, half typed or whole. A change of kind loses nothing. */
export type EmployerForm = {
  kind: EmployerKind
  businessName: string
  creditCode: string
  ownName: string
  idNumber: string
  contactName: string
  phone: string
  consented: boolean
}

export const emptyEmployerForm: EmployerForm = {
  kind: 'business', businessName: '', creditCode: '', ownName: '', idNumber: '', contactName: '', phone: '', consented: false,
}

export type EmployerField = 'name' | 'licence' | 'contactName' | 'phone' | 'consent'

/** The order on the page, and the id of each field there. */
export const employerFields: readonly { field: EmployerField; id: string }[] = [
  { field: 'name', id: 'name' },
  { field: 'licence', id: 'licence' },
  { field: 'contactName', id: 'contact-name' },
  { field: 'phone', id: 'phone' },
  { field: 'consent', id: 'consent' },
]

/** What the API takes. Values go as typed: the server tidies and judges them by the same rules. */
export const employerRegistration = (form: EmployerForm): EmployerRegistration => {
  const business = form.kind !== 'household'
  return {
    kind: form.kind,
    name: business ? form.businessName : form.ownName,
    licence: business ? form.creditCode : form.idNumber,
    // A household is its own contact.
    contactName: business ? form.contactName : '',
    phone: form.phone,
    consent: form.consented ? consent.version : '',
  }
}

const checkOf = (field: EmployerField, form: EmployerForm, now: number): Checked<unknown> => {
  const business = form.kind !== 'household'
  switch (field) {
    case 'name':
      return business ? checkBusinessName(form.businessName) : checkPersonName(form.ownName)
    case 'licence':
      return business ? checkCreditCode(form.creditCode) : checkHouseholdIdNumber(form.idNumber, now)
    case 'contactName':
      return checkPersonName(form.contactName)
    case 'phone':
      return checkPhone(form.phone)
    case 'consent':
      return checkConsent(form.consented ? consent.version : '')
  }
}

/** What is wrong with one field, in words that stand beside it, or null. `now` is UTC ms. */
export const employerFieldError = (field: EmployerField, form: EmployerForm, now: number): string | null => {
  const checked = checkOf(field, form, now)
  return checked.ok ? null : checked.message
}

/** Everything that is wrong at once, as the server would say it. */
export const employerProblems = (form: EmployerForm, now: number): readonly FieldProblem[] =>
  checkEmployerRegistration(employerRegistration(form), now).problems
