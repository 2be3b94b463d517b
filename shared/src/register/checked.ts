/** What a field's check says: the value as it is stored, or what is wrong in words that stand beside the field. */
export type Checked<T> = { ok: true; value: T } | { ok: false; message: string }

export const fine = <T>(value: T): Checked<T> => ({ ok: true, value })
export const wrong = (message: string): { ok: false; message: string } => ({ ok: false, message })

/**
 * Text without what keyboards add unasked: full-width letters and digits become plain ones (Chinese input methods
 * type １３８), and every kind of space and dash goes.
 */
export const withoutSpacing = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u200b\u2010-\u2015\u2212-]/g, '')
