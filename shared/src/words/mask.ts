/**
 * Names and phones as others may see them. Personal data is masked by default; the full value is shown only on a
 * person's own pages and in the agreement they sign.
 */

// Code points, not UTF-16 units: many rare characters of names (𠮷, 𬎆) are two units, and half of one is garbage.
const charactersOf = (text: string): string[] => Array.from(text)

/**
 * `王建国` → `王*国`, `李明` → `李*`, `买买提·艾力` → `买***力`, `Anna Smith` → `A***`.
 * A name of one character shows nothing of itself; more than three characters between first and last are
 * shown as three, so that a long name is not known by its length.
 */
export function maskName(name: string): string {
  const characters = charactersOf(name.trim())
  const first = characters[0]
  const last = characters[characters.length - 1]
  if (first === undefined || last === undefined) return ''
  if (characters.length === 1) return '*'
  // The last letter of a Latin name tells little to a reader and something to a guesser.
  if (/[A-Za-z]/.test(first)) return `${first}***`
  if (characters.length === 2) return `${first}*`
  return first + '*'.repeat(Math.min(characters.length - 2, 3)) + last
}

/** `13812345678` → `138****5678`. Of a number that is not a mobile's only the last two digits are shown. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits.length === 11) return `${digits.slice(0, 3)}****${digits.slice(7)}`
  return digits.length > 4 ? `****${digits.slice(-2)}` : '****'
}

/** `11010519491231002X` → `110***********002X`: the region's start and the last four, not the birthday. */
export const maskIdNumber = (idNumber: string): string =>
  idNumber.length < 10 ? '*'.repeat(idNumber.length) : idNumber.slice(0, 3) + '*'.repeat(idNumber.length - 7) + idNumber.slice(-4)

/** `找我 138 1234 5678` → `找我 138****`: a number that could reach or name somebody, whatever stands between its digits, keeps its beginning. */
export const maskNumbersIn = (text: string): string =>
  text.replace(/[0-9\uff10-\uff19](?:[\s.·-]{0,2}[0-9\uff10-\uff19]){6,}[xX]?/g, (number) => `${number.slice(0, 3)}****`)
