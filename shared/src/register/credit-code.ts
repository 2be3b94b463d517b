import { fine, withoutSpacing, wrong, type Checked } from './checked'

// GB 32100-2015: I, O, S, V and Z are left out because they look like digits.
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The 18th character of a unified social credit code from its first 17: (31 − Σ cᵢ·3^(i−1) mod 31) mod 31. */
const checkCharacterOf = (code: string): string => {
  let sum = 0
  let weight = 1
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/** A unified social credit code (GB 32100-2015) as typed; small letters and spacing are forgiven. */
export function checkCreditCode(typed: string): Checked<string> {
  const code = withoutSpacing(typed).toUpperCase()
  if (code === '') return wrong('请填营业执照上的统一社会信用代码')
  if (!/^[0-9A-Z]*$/.test(code)) return wrong('信用代码只有数字和字母')
  if (code.length !== 18) return wrong(`信用代码是 18 位，现在填了 ${code.length} 位`)
  if (/[IOSVZ]/.test(code)) return wrong('信用代码里没有字母 I、O、S、V、Z，请看看是不是数字 1、0、5、2')
  // The third to eighth are the region's digits, and no registering office is 0: this also refuses eighteen zeros.
  if (!/^[1-9A-Y][0-9A-Y][0-9]{6}/.test(code) || checkCharacterOf(code) !== code.charAt(17)) {
    return wrong('信用代码有一位填错了，请对着营业执照再看一遍')
  }
  return fine(code)
}
