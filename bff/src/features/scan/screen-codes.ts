import { timingSafeEqual } from 'node:crypto'
import { toBase32 } from '@market/shared/scan/base32'
import { base32Alphabet, printedLetters, screenCodeLength, screenLetter } from '@market/shared/scan/scan.rules'
import { checkLength, mac, withCheck } from './codes'

/**
 * What the screen of a gate shows: which screen, which ten seconds, and 60 bits of HMAC. Which screen is the beginning of the printed token that bound
 * it, without the check that makes it one: whoever reads the code off the screen cannot become that screen.
 */

/** Every so often there is another code, and one that was shown last is scanned so long after: phones have to be taken out and held up. Ms. */
export const screenStep = 10_000
export const screenGrace = 20_000

const stepLetters = 4
const macLetters = 12
/** 80 bits, of which the first 60 are shown. */
const macBytes = 10
const idLength = screenCodeLength - 1 - stepLetters - macLetters
const steps = 32 ** stepLetters

/** What a screen is known by: the token that bound it, without its check. */
export const screenIdOf = (token: string): string => token.slice(0, -checkLength)

const macOf = (id: string, step: number, key: Uint8Array): string => toBase32(mac(`${screenLetter}${id}|${step}`, key).subarray(0, macBytes)).slice(0, macLetters)

/** @param token that bound the screen, canonical and genuine. @param now UTC ms */
export function makeScreenCode(token: string, key: Uint8Array, now: number): string {
  const id = screenIdOf(token).slice(1)
  const step = Math.floor(now / screenStep)
  const letters = Array.from({ length: stepLetters }, (_, place) => base32Alphabet.charAt(Math.floor(step / 32 ** (stepLetters - 1 - place)) % 32)).join('')
  return screenLetter + id + letters + macOf(id, step, key)
}

/** The token that bound the screen on which this code (canonical form, from `parseCode`) stood, and whether it is still good; null where we made no such code. */
export function readScreenCode(code: string, key: Uint8Array, now: number): { status: 'ok' | 'expired'; token: string } | null {
  const id = code.slice(1, 1 + idLength)
  const low = [...code.slice(1 + idLength, 1 + idLength + stepLetters)].reduce((sum, letter) => sum * 32 + base32Alphabet.indexOf(letter), 0)
  // The latest time at which it can have stood there; another server's clock may be a little ahead of ours.
  const latest = Math.floor(now / screenStep) + 1
  const step = latest - ((((latest - low) % steps) + steps) % steps)
  if (!timingSafeEqual(Buffer.from(code.slice(-macLetters)), Buffer.from(macOf(id, step, key)))) return null
  return { status: now < (step + 1) * screenStep + screenGrace ? 'ok' : 'expired', token: withCheck(printedLetters.screen + id, key) }
}
