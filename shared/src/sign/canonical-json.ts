/** What may stand in a signed payload. Numbers are integers: fractions are where JSON writers differ. */
export type Canonical = string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical }

/**
 * JSON in the one spelling of RFC 8785 (JCS) for the values above: keys sorted by UTF-16 code units, no spaces. Whoever
 * has the same values writes the same bytes, so a signature over them can be checked anywhere.
 * @throws TypeError for a number that is not a safe integer, or text with half a surrogate pair
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError('a signed payload holds whole numbers only')
  if (typeof value === 'string') return canonicalText(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  // Handwriting is hundreds of numbers: those are written as they stand, all at once.
  if (isList(value)) return `[${(value.every(Number.isSafeInteger) ? value : value.map(canonicalJson)).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .map((key) => `${canonicalText(key)}:${canonicalJson(value[key] as Canonical)}`)
  return `{${members.join(',')}}`
}

const isList = (value: object): value is readonly Canonical[] => Array.isArray(value)

function canonicalText(text: string): string {
  // Half a pair has no UTF-8 form: two programs would replace it by different bytes. Most text has no pair at all, which is quickly seen.
  if (/[\ud800-\udfff]/.test(text) && /[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/.test(text)) throw new TypeError('text with half a surrogate pair')
  return JSON.stringify(text)
}
