import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkCreditCode } from '@market/shared/register/credit-code'
import { checkCharacterOf } from '@market/shared/register/resident-id'

/**
 * A valid ID number that is nobody's: the county code was never given. The demo uses serials from 0 on; stories take those
 * with a birthday of their own.
 * @param birthday `YYYYMMDD`
 */
export function nobodysIdNumber(birthday: string, serial: number): string {
  const digits = `410399${birthday}${String(serial).padStart(3, '0')}`
  return digits + checkCharacterOf(digits)
}

/** A valid credit code that is nobody's, of the same county. `serial` has up to six digits. */
export function nobodysCreditCode(serial: number): string {
  const start = `91410399NEW${String(serial).padStart(6, '0')}`
  const found = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY', (check) => start + check).find((code) => checkCreditCode(code).ok)
  if (!found) throw new Error('no check character fits an invented credit code')
  return found
}

/** A licence as a phone would photograph it; drawn, and marked as a sample across the whole picture. */
export const licencePicture = (): Buffer => readFileSync(fileURLToPath(new URL('../seed/demo/licence.jpg', import.meta.url)))

export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 5).toString() === '%PDF-'
