import type { FieldProblem } from '../errors'
import { isHan } from '../words/letters'
import { isTrade, type EmployerKind, type PayUnit, type TradeCode } from '../words/lists'
import { fine, withoutSpacing, wrong, type Checked } from './checked'
import { consent } from './consent'
import { checkCreditCode } from './credit-code'
import type { EmployerRegistration, WorkerRegistration } from './register.contract'
import { adultAge, checkHouseholdIdNumber, checkWorkerIdNumber } from './resident-id'

/**
 * What must be true of a registration (policy clauses 八 and 十一). One check a field, used by the page on leaving the
 * field and by the server on receiving it, so that both say the same. Runs in the mini-program: no Intl, no
 * look-behind, no `\p{…}`.
 */

/** Older phones still type private codes for rare characters of names. */
const isPrivate = (letter: string): boolean => {
  const point = letter.codePointAt(0) ?? 0
  return point >= 0xe000 && point <= 0xf8ff
}
const startsWithHan = (text: string): boolean => isHan(text) || isPrivate(text)

const latinName = /^[A-Za-z\u00c0-\u024f]([A-Za-z\u00c0-\u024f]|[ '.-](?=[A-Za-z\u00c0-\u024f]))*\.?$/

/**
 * A person's name as on the ID card: Han characters, with · between the parts of minority names, or Latin letters.
 * Every dot that keyboards offer becomes ·, spacing inside a Chinese name goes.
 */
export function checkPersonName(typed: string): Checked<string> {
  const trimmed = typed.replace(/\s+/g, ' ').trim()
  if (trimmed === '') return wrong('请填姓名')
  if (/[0-9\uff10-\uff19]/.test(trimmed)) return wrong('姓名里不能有数字')
  if (!startsWithHan(trimmed)) {
    if (!latinName.test(trimmed)) return wrong('请填身份证上的姓名，不要有别的符号')
    return trimmed.length >= 2 && trimmed.length <= 50 ? fine(trimmed) : wrong('请填完整的姓名')
  }
  const name = trimmed.replace(/ /g, '').replace(/[•‧・∙⋅．.。]/g, '·')
  const characters = Array.from(name)
  const wellFormed = characters.every((character, place) =>
    character === '·'
      ? place < characters.length - 1 && characters[place + 1] !== '·'
      : startsWithHan(character))
  if (!wellFormed) return wrong('请填身份证上的姓名，不要有别的符号')
  if (characters.length < 2) return wrong('请填完整的姓名，姓和名都要')
  return characters.length <= 30 ? fine(name) : wrong('姓名太长了，请对着身份证再看一遍')
}

/** A mainland mobile number; spacing, dashes and +86 are forgiven. The value is its 11 digits. */
export function checkPhone(typed: string): Checked<string> {
  const digits = withoutSpacing(typed).replace(/^(\+86|0086|86(?=1[0-9]{10}$))/, '')
  if (digits === '') return wrong('请填手机号')
  if (!/^[0-9]+$/.test(digits)) return wrong('手机号只有数字')
  if (digits.length !== 11) return wrong(`手机号是 11 位，现在填了 ${digits.length} 位`)
  return /^1[3-9]/.test(digits) ? fine(digits) : wrong('手机号不对，请再看一遍')
}

/** Fen. Outside these a slip of the finger is likelier than a wish; what an employer must pay at least is jobs' rule. */
const payBounds: Record<PayUnit, { least: number; most: number; words: string }> = {
  day: { least: 2_000, most: 300_000, words: '一天 20 到 3,000 元' },
  hour: { least: 500, most: 50_000, words: '一小时 5 到 500 元' },
}

/** @param fen wished pay for one `unit` of work */
export function checkWishedPay(fen: number, unit: PayUnit): Checked<number> {
  if (!Number.isInteger(fen) || fen <= 0) return wrong('请填想要的工钱')
  const { least, most, words } = payBounds[unit]
  return fen >= least && fen <= most ? fine(fen) : wrong(`工钱请填${words}之间`)
}

/** At least one known trade; one chosen twice counts once. */
export function checkTrades(codes: readonly string[]): Checked<TradeCode[]> {
  const known = codes.filter(isTrade)
  if (known.length < codes.length) return wrong('有一样活现在选不了，请重新选一下')
  return known.length > 0 ? fine([...new Set(known)]) : wrong('请至少选一样您能干的活')
}

/** @param version of the consent text that the person saw */
export function checkConsent(version: string): Checked<string> {
  if (version === '') return wrong('请先看一遍说明，同意后再登记')
  return version === consent.version ? fine(version) : wrong('说明刚更新过，请再看一遍，同意后再登记')
}

/** The name on a licence. */
export function checkBusinessName(typed: string): Checked<string> {
  const name = typed.replace(/\s+/g, ' ').trim()
  if (name === '') return wrong('请填营业执照上的名称')
  const characters = Array.from(name)
  if (!characters.some((character) => startsWithHan(character) || /[A-Za-z]/.test(character))) {
    return wrong('请填营业执照上的名称')
  }
  return characters.length >= 2 && characters.length <= 60 ? fine(name) : wrong('名称请填 2 到 60 个字')
}

export type CleanWorker = Omit<WorkerRegistration, 'trades'> & {
  trades: TradeCode[]
  /** 16 or 17: may work, with the limits of 劳动法 64 and 65. */
  minor: boolean
}

export type CleanEmployer = Omit<EmployerRegistration, 'kind' | 'licence'> &
  ({ kind: Exclude<EmployerKind, 'household'>; creditCode: string } | { kind: 'household'; idNumber: string })

export type Judged<T> = { clean: T; problems: readonly [] } | { clean: null; problems: readonly FieldProblem[] }

const problemsOf = (checks: Record<string, Checked<unknown>>): FieldProblem[] =>
  Object.entries(checks).flatMap(([field, checked]) => (checked.ok ? [] : [{ field, message: checked.message }]))

/** Everything that is wrong with a worker's registration at once, or the values to keep. `now` is UTC ms. */
export function checkWorkerRegistration(input: WorkerRegistration, now: number): Judged<CleanWorker> {
  const name = checkPersonName(input.name)
  const idNumber = checkWorkerIdNumber(input.idNumber, now)
  const phone = checkPhone(input.phone)
  const trades = checkTrades(input.trades)
  const wishedPayFen = checkWishedPay(input.wishedPayFen, input.wishedPayUnit)
  const agreed = checkConsent(input.consent)
  if (name.ok && idNumber.ok && phone.ok && trades.ok && wishedPayFen.ok && agreed.ok) {
    return {
      problems: [],
      clean: {
        name: name.value,
        idNumber: idNumber.value.number,
        phone: phone.value,
        trades: trades.value,
        skillLevel: input.skillLevel,
        wishedPayFen: wishedPayFen.value,
        wishedPayUnit: input.wishedPayUnit,
        consent: agreed.value,
        minor: idNumber.value.age < adultAge,
      },
    }
  }
  return { clean: null, problems: problemsOf({ name, idNumber, phone, trades, wishedPayFen, consent: agreed }) }
}

/** As `checkWorkerRegistration`, for an employer. A household's contact is the person itself when none is given. */
export function checkEmployerRegistration(input: EmployerRegistration, now: number): Judged<CleanEmployer> {
  const { kind } = input
  const household = kind === 'household'
  const name = household ? checkPersonName(input.name) : checkBusinessName(input.name)
  const contactIsSelf = household && input.contactName.trim() === ''
  const contactName = contactIsSelf ? name : checkPersonName(input.contactName)
  const phone = checkPhone(input.phone)
  const agreed = checkConsent(input.consent)
  const creditCode = household ? null : checkCreditCode(input.licence)
  const idNumber = household ? checkHouseholdIdNumber(input.licence, now) : null
  if (name.ok && contactName.ok && phone.ok && agreed.ok) {
    const common = { name: name.value, contactName: contactName.value, phone: phone.value, consent: agreed.value }
    if (creditCode?.ok && !household) return { problems: [], clean: { ...common, kind, creditCode: creditCode.value } }
    if (idNumber?.ok) return { problems: [], clean: { ...common, kind: 'household', idNumber: idNumber.value.number } }
  }
  const licence = creditCode ?? idNumber ?? fine(null)
  // What is wrong with the own name is said once, beside the name.
  return { clean: null, problems: problemsOf({ name, licence, ...(contactIsSelf ? {} : { contactName }), phone, consent: agreed }) }
}
