import { withoutSpacing } from '../register/checked'

/**
 * Reading a code, wherever it came from: a camera, a mini-program's `q` option, a `scene` value, a person typing what is
 * printed under the squares. Nothing is ever opened: a link is only looked at for the token in it, and whether the token
 * is ours is decided by the check inside it (bff: features/scan/codes.ts), not by the name of the site.
 */

/** Crockford's base 32: no i, l, o, u, so that a token read aloud or typed by hand comes out right. */
export const base32Alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** What stands on paper, or is typed from it: a gate, a job, a person's slip, a crew, an agreement to be verified, and what makes a screen the screen of a gate. */
export type PrintedKind = 'gate' | 'job' | 'person' | 'crew' | 'agreement' | 'screen'
/** What is good for a short time: the pass to a job, a phone to be bound at the desk, and that somebody has scanned the screen of a gate. */
export type PassKind = 'work_pass' | 'phone' | 'gate_seen'
/** What the screen of a gate shows: another one every ten seconds. */
export type ScreenKind = 'gate_now'
export type TokenKind = PrintedKind | PassKind | ScreenKind

/** The letter a printed token begins with. */
export const printedLetters = { gate: 'g', job: 'j', person: 'w', crew: 'c', agreement: 'a', screen: 's' } as const satisfies Record<PrintedKind, string>
export const passLetters = { work_pass: 'p', phone: 'h', gate_seen: 'v' } as const satisfies Record<PassKind, string>

const kindByLetter: Readonly<Record<string, TokenKind>> = { g: 'gate', j: 'job', w: 'person', c: 'crew', a: 'agreement', s: 'screen', p: 'work_pass', h: 'phone', v: 'gate_seen', r: 'gate_now' }

/** Characters of a printed token, kind letter included: five groups of four, within the 32 of WeChat's `scene`. */
export const printedTokenLength = 20

const printedShape = new RegExp(`^[${Object.values(printedLetters).join('')}][${base32Alphabet}]{${printedTokenLength - 1}}$`)
/** A pass is never typed and never a `scene`, so it may be long; its reader judges what is in it. */
const passShape = new RegExp(`^[${Object.values(passLetters).join('')}][${base32Alphabet}]{40,600}$`)

/** Characters of a code on a screen, letter included; within the 32 of `scene`, as the printed ones. */
export const screenCodeLength = 28
export const screenLetter = 'r'
const screenShape = new RegExp(`^${screenLetter}[${base32Alphabet}]{${screenCodeLength - 1}}$`)

/** Longer than any link we print, also when it was encoded twice. */
const longestCode = 2_000

export type ParsedCode = { token: string; kind: TokenKind } | { foreign: true }

const foreign = { foreign: true } as const

/**
 * The token in what was scanned or typed, in its one canonical form, or `foreign`. Reads links `https://any-host/q/<token>`,
 * `q=` and `scene=` options and bare tokens; encoded up to twice or not; any letter case; spaces and hyphens between the
 * groups. The host is not compared: printed codes must outlive a change of address, and a copied host proves nothing.
 * Never throws.
 */
export function parseCode(raw: string): ParsedCode {
  if (raw.length > longestCode) return foreign
  let text = raw.trim()
  for (let round = 0; round < 3; round += 1) {
    const found = tokenIn(text)
    if (found !== undefined) return found
    const decoded = decode(text)
    if (decoded === text) break
    text = decoded.trim()
  }
  return foreign
}

const linkShape = /^(?:https?:\/\/)?[a-z0-9.-]*(?::\d{1,5})?\/?q\/([^/?#]+)\/?(?:[?#].*)?$/i
/** Options of a mini-program page, with or without the page before them. A full link is not one: its `q` is its own affair. */
const optionShape = /^(?![a-z][a-z0-9+.-]*:)(?:[^?]*\?)?(?:[^?#]*&)?(?:q|scene)=([^&#]+)/i

function tokenIn(text: string): ParsedCode | undefined {
  const link = linkShape.exec(text)?.[1]
  if (link !== undefined) return canonicalToken(decode(link))
  const option = optionShape.exec(text)?.[1]
  if (option !== undefined) return parseCode(option)
  return canonicalToken(text)
}

function canonicalToken(text: string): ParsedCode | undefined {
  const token = withoutSpacing(text).toLowerCase().replace(/o/g, '0').replace(/[il]/g, '1')
  const kind = kindOfToken(token)
  return kind === null ? undefined : { token, kind }
}

/** What a canonical token is for, by its shape; null when it is none of ours. Says nothing about whether it is genuine. */
export function kindOfToken(token: string): TokenKind | null {
  if (!printedShape.test(token) && !passShape.test(token) && !screenShape.test(token)) return null
  return kindByLetter[token.charAt(0)] ?? null
}

/** Whether a code, however it was read, is an agreement's: those are for everybody, and nobody has to sign in for them. */
export const isAgreementCode = (raw: string): boolean => {
  const parsed = parseCode(raw)
  return 'kind' in parsed && parsed.kind === 'agreement'
}

/** Whether a code makes the device that opens it the screen of a gate. */
export const isScreenCode = (raw: string): boolean => {
  const parsed = parseCode(raw)
  return 'kind' in parsed && parsed.kind === 'screen'
}

/** What is printed as a QR code. `origin` is like `https://example.cn`, without a slash at its end. */
export const codeLink = (origin: string, token: string): string => `${origin}/q/${token}`

/** A printed token as people read and type it: groups of four. */
export const readableToken = (token: string): string => token.match(/.{1,4}/g)?.join(' ') ?? ''

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
