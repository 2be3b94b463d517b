import { marketDay } from '../words/time'
import { fine, withoutSpacing, wrong, type Checked } from './checked'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** Below this age nobody may be introduced to work: 禁止使用童工规定 (State Council decree 364) 2. */
export const workingAge = 16
/** From this age on without the limits for minors: 劳动法 58, 64, 65. */
export const adultAge = 18

export type ResidentIdentity = {
  /** 18 characters, X in capitals. */
  number: string
  /** `YYYY-MM-DD`. */
  birthday: string
  /** Full years on the market's day of `now`. */
  age: number
}

/** The check character of the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export const checkCharacterOf = (digits: string): string =>
  checkCharacters.charAt(weights.reduce((sum, weight, place) => sum + weight * Number(digits.charAt(place)), 0) % 11)

const existsInCalendar = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

// Days as YYYY-MM-DD compare as text. Someone born on 29 February is a year older on 1 March of other years.
const fullYears = (birthday: string, today: string): number =>
  Number(today.slice(0, 4)) - Number(birthday.slice(0, 4)) - (today.slice(5) < birthday.slice(5) ? 1 : 0)

/**
 * A resident identity number (GB 11643) as typed: spacing and full-width digits are forgiven, a small x becomes X.
 * Nothing is said about whether the number was ever issued; nor is a minimum age demanded, see `checkWorkerIdNumber`.
 *
 * @param now UTC ms; the birthday must not lie in the future of the market's day
 */
export function checkResidentId(typed: string, now: number): Checked<ResidentIdentity> {
  const number = withoutSpacing(typed).toUpperCase()
  if (number === '') return wrong('请填身份证号，也可以拍身份证')
  if (!/^[0-9]*X?$/.test(number)) return wrong('身份证号只有数字，最后一位可以是 X')
  if (number.length === 15) return wrong('这是旧的 15 位号码，请填身份证上的 18 位号码')
  if (number.length !== 18) return wrong(`身份证号是 18 位，现在填了 ${number.length} 位`)
  if (checkCharacterOf(number) !== number.charAt(17)) return wrong('身份证号有一位填错了，请对着身份证再看一遍')

  const [year, month, day] = [Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14))]
  const birthday = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  const today = marketDay(now)
  if (year < 1900 || !existsInCalendar(year, month, day) || birthday > today) {
    return wrong('身份证号里的出生日期不对，请对着身份证再看一遍')
  }
  return fine({ number, birthday, age: fullYears(birthday, today) })
}

/** As `checkResidentId`, and old enough to be introduced to work. */
export function checkWorkerIdNumber(typed: string, now: number): Checked<ResidentIdentity> {
  const checked = checkResidentId(typed, now)
  if (!checked.ok || checked.value.age >= workingAge) return checked
  return wrong('未满 16 周岁，还不能登记找活，国家规定这样保护您。有难处请到服务台，我们一起想办法')
}

/** As `checkResidentId`, for a household that hires: who makes contracts with others must be of age (民法典 17, 18). */
export function checkHouseholdIdNumber(typed: string, now: number): Checked<ResidentIdentity> {
  const checked = checkResidentId(typed, now)
  if (!checked.ok || checked.value.age >= adultAge) return checked
  return wrong('招人要年满 18 周岁，请家里的大人来登记')
}
