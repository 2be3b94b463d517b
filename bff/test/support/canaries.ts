/**
 * Names and numbers that are known, so that they can be looked for where they must not be: as they stand, as an address or JSON
 * writes them, in base64 at any offset, in hex.
 */

const base64Of = (bytes: Buffer, offset: number): string => {
  // At an offset the first letters carry bits of what stands before, and the last ones of what follows.
  const letters = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').replace(/=+$/, '')
  const whole = letters.slice(offset === 0 ? 0 : offset + 1)
  return (bytes.length + offset) % 3 === 0 ? whole : whole.slice(0, -1)
}

/** Every way in which a text may stand somewhere; in lower case where case says nothing. */
export function formsOf(text: string): { exact: string[]; lower: string[] } {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].map((offset) => base64Of(bytes, offset))
  const escaped = Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')
  return {
    exact: [...base64, ...base64.map((letters) => letters.replace(/\+/g, '-').replace(/\//g, '_'))],
    lower: [text.toLowerCase(), encodeURIComponent(text).toLowerCase(), bytes.toString('hex'), escaped, [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')],
  }
}

export type Canaries = Readonly<Record<string, string>>

/** The names of those that stand in a text. */
export function canariesIn(text: string, canaries: Canaries): string[] {
  const lower = text.toLowerCase()
  return Object.entries(canaries).flatMap(([name, canary]) => {
    const forms = formsOf(canary)
    return forms.exact.some((form) => text.includes(form)) || forms.lower.some((form) => lower.includes(form)) ? [name] : []
  })
}
