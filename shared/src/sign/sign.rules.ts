import type { Terms } from '../apply/apply.contract'
import type { FieldProblem } from '../errors'
import { perkWords, payUnitWords, settleTimeWords, settleWayWords, tradeName } from '../words/lists'
import { yuan } from '../words/show'
import { clockTime, marketClock, startOfMarketDay } from '../words/time'
import { canonicalJson } from './canonical-json'
import type { AgreementKind } from './kinds'

/** What the two sides of an agreement are, and how it counts them. */
export type Party = 'worker' | 'employer'

/** `200 元/天`. */
export const payWords = (terms: Pick<Terms, 'payFen' | 'payUnit'>): string => `${yuan(terms.payFen)} 元/${payUnitWords[terms.payUnit]}`

/** `2026年11月23日 06:30–15:30`; both days where it ends on another. For paper: no 今天, which changes overnight. */
export function datedStretch(from: number, to: number): string {
  const end = startOfMarketDay(from) === startOfMarketDay(to) ? clockTime(to) : `${paperDay(to)} ${clockTime(to)}`
  return `${paperDay(from)} ${clockTime(from)}–${end}`
}

export const paperDay = (at: number): string => {
  const { year, month, day } = marketClock(at)
  return `${year}年${month}月${day}日`
}

/**
 * The five things to know before signing.
 * @param withWhom the other side, as the reader may see it
 */
export function keyFacts(terms: Terms, kind: AgreementKind, withWhom: string): { label: string; value: string }[] {
  const extras = terms.perks.map((perk) => perkWords[perk]).join('、')
  return [
    { label: '跟谁', value: withWhom },
    { label: '干什么', value: `${tradeName(terms.trade)} · ${terms.title}` },
    { label: '哪天在哪儿', value: `${datedStretch(terms.startsAt, terms.endsAt)}，${terms.address}` },
    { label: '多少钱', value: `${payWords(terms)}，${settleTimeWords[terms.settleWhen]}，${settleWayWords[terms.settleHow]}${extras ? `；${extras}` : ''}` },
    { label: '出事了', value: injuryWords(terms, kind) },
  ]
}

function injuryWords(terms: Terms, kind: AgreementKind): string {
  if (kind === 'part_time' || kind === 'task_based') return '先救人。干活受的伤按工伤办，雇主出钱。有争议打 12333。'
  // Of before 超龄 was a kind of its own there are such with a business, too.
  return terms.employerKind === 'household'
    ? '先救人，雇主先垫药费，责任按双方过错分。谈不拢找市场调解，或去法院。'
    : '先救人，雇主先垫药费，该有的工伤待遇照办。有争议打 12333。'
}

/**
 * One question about the pay with three answers, in an order that differs between agreements but never within one.
 * @param agreementId decides the order
 */
export function payQuestion(terms: Pick<Terms, 'payFen' | 'payUnit'>, agreementId: string): { question: string; choicesFen: number[] } {
  const right = terms.payFen
  // A step in whole yuan that stays far enough from the truth to be told apart at a glance.
  const step = Math.max(100, Math.round(right / 500) * 100)
  const choices = [right, right + step, right > step ? right - step : right + 2 * step]
  let seed = hashOf(agreementId)
  for (let last = choices.length - 1; last > 0; last -= 1) {
    const other = seed % (last + 1)
    seed = Math.floor(seed / (last + 1))
    ;[choices[last], choices[other]] = [choices[other] as number, choices[last] as number]
  }
  return { question: `干一${terms.payUnit === 'day' ? '天' : '小时'}，雇主给您多少钱？`, choicesFen: choices }
}

/** FNV-1a, 32 bits: only to shuffle, it protects nothing. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Handwriting: strokes of x, y (0–1000, of the pad) and ms since the first touch, in triples. */
export type Strokes = readonly (readonly number[])[]

const fewestPoints = 8
/** About a minute of writing; keeps the request under the 64 KB that every body may have. */
const mostPoints = 3_000
/** Together half the pad's width: less is a tap or a slip of the finger, not a name. */
const shortestPath = 500

/**
 * Whether somebody really wrote something. It cannot tell whose name it is; it tells a signature from an empty pad, a dot
 * and a made-up row of numbers, so that there is evidence of intent (电子签名法 13).
 */
export function handwritingProblems(strokes: Strokes): FieldProblem[] {
  const problem = (message: string): FieldProblem[] => [{ field: 'strokes', message }]
  let points = 0
  let path = 0
  let before = 0
  for (const stroke of strokes) {
    if (stroke.length % 3 !== 0) return problem('签名没有传完整，请清掉重写一次。')
    for (let at = 0; at < stroke.length; at += 3) {
      const x = stroke[at] as number
      const y = stroke[at + 1] as number
      const time = stroke[at + 2] as number
      if (x > 1000 || y > 1000 || time < before) return problem('签名没有传完整，请清掉重写一次。')
      before = time
      points += 1
      if (at > 0) path += Math.hypot(x - (stroke[at - 3] as number), y - (stroke[at - 2] as number))
    }
  }
  if (points > mostPoints) return problem('写得太长了，请清掉，只写您的名字。')
  if (points < fewestPoints || path < shortestPath) return problem('请用手指在框里写上您的名字，写大一点。')
  return []
}

/**
 * How somebody showed, beside being signed in, that it was they who signed: a code sent to their phone, the number that WeChat
 * holds for them, their face, or staff before whom they sat with their ID card.
 */
export const confirmations = ['sms', 'wechat_phone', 'face', 'desk'] as const
export type ConfirmedBy = (typeof confirmations)[number]

/** An employer signs at most so many agreements of one job at once. */
export const mostAtOnce = 30

/** What a signature is made over. No name in it: it is shown to anybody who verifies. */
export type SignedFacts = {
  agreementId: string
  /** SM3 of the agreement's text. */
  textHash: string
  party: Party
  /** UTC ms. */
  signedAt: number
  /** SM3 of the canonical JSON of the strokes. */
  strokeHash: string
  payFen: number
  /** In the same act as the signature, hence at `signedAt`. Absent from what was signed before 2026-12. */
  confirmedBy?: ConfirmedBy
  /** The member of staff before whom it was signed, as a number that names nobody; absent where there was none. */
  witnessId?: string
}

/** The exact text that is signed. */
export const signaturePayload = (facts: SignedFacts): string => canonicalJson({ ...facts })

/** Reads a payload back; null when it is not one in its canonical form. */
export function readSignaturePayload(payload: string): SignedFacts | null {
  let value: Partial<SignedFacts> | null
  try {
    value = JSON.parse(payload) as Partial<SignedFacts> | null
  } catch {
    return null
  }
  const { agreementId, textHash, party, signedAt, strokeHash, payFen, confirmedBy, witnessId } = value ?? {}
  if (typeof agreementId !== 'string' || typeof textHash !== 'string' || typeof strokeHash !== 'string') return null
  if ((party !== 'worker' && party !== 'employer') || !Number.isSafeInteger(signedAt) || !Number.isSafeInteger(payFen)) return null
  if (confirmedBy !== undefined && !confirmations.includes(confirmedBy)) return null
  if (witnessId !== undefined && typeof witnessId !== 'string') return null
  const confirmed = confirmedBy === undefined ? {} : { confirmedBy }
  const witnessed = witnessId === undefined ? {} : { witnessId }
  const facts = { agreementId, textHash, party, signedAt: signedAt as number, strokeHash, payFen: payFen as number, ...confirmed, ...witnessed }
  return signaturePayload(facts) === payload ? facts : null
}
