import { hasArrived } from '../apply/apply.rules'
import { parseCode } from '../scan/scan.rules'
import { day, hour, minute } from '../words/time'
import { judgeArrival, oldestUpload, workForSlip, type PassReading, type ShownAtGate } from './arrive.rules'
import type { ScanReason } from './arrive.contract'
import type { Roster, RosterPerson } from './offline.contract'
import { marketTag, passTiming, readPass, type Verify } from './pass.rules'

/**
 * Scanning without a network. The phone judges by a roster that it fetched ahead; its word is provisional, the server's counts.
 * Times are UTC ms by the server's clock unless they say otherwise.
 */

/** Scans of one upload. */
export const mostInBatch = 50

/** A longer code is none of ours; the phone keeps what it scanned, cut to this. */
export const longestUploadedCode = 2_000

/** Why somebody has to look at a scan that was kept. */
export const reviewReasons = ['late', 'two_phones', 'cancelled', 'revoked_phone', 'former_staff', 'clock'] as const
export type ReviewReason = (typeof reviewReasons)[number]

export const reviewWords: Record<ReviewReason, string> = {
  late: '隔了一天多才报上来',
  two_phones: '两部手机都扫了这个人',
  cancelled: '扫的时候位子还在，报上来时已经取消',
  revoked_phone: '这部手机已经停用',
  former_staff: '报的人已经不在这里当班',
  clock: '手机的时间被改过',
}

/** A scan as the phone keeps it until the server has answered. */
export type ArrivalUpload = {
  /** From the phone's secure random source: the same scan sent twice is one scan. */
  scanId: string
  /** Counts up by one on this phone, so that the server sees what is missing. */
  sequence: number
  /** By the phone's own clock. */
  capturedAt: number
  /** What was to be added to the phone's clock to get the server's, when it last knew; ms. */
  clockOffset: number
  code: string
  /** What the phone told its staff. */
  provisional: ScanReason
}

/** A scan that comes later than this after it was made is counted, and looked at. */
export const lateUpload = day

/** From here on staff are told that their phone's clock is wrong; what it scans counts by the server's. */
export const clockWarning = 2 * minute

/** A list of keys this old may lack the newest. */
const rosterFreshMs = 30 * minute
/** A roster this old may lack who was hired since; staff are told to sync. */
const rosterOldMs = 12 * hour

export type OfflineWarning = 'roster_old' | 'clock_wrong' | 'not_on_roster'

export type OfflineVerdict = {
  reason: ScanReason
  /** `green`: provisionally arrived. `amber`: kept, the server will say. `red`: does not count. */
  tone: 'green' | 'amber' | 'red'
  shown: ShownAtGate
  person: RosterPerson | null
  /** When the arrival was first confirmed, as far as this phone knows. */
  since: number | null
  warnings: readonly OfflineWarning[]
}

export type OfflineKnowledge = {
  roster: Roster
  fetchedAt: number
  /** What to add to the phone's clock. */
  clockOffset: number
  /** Whom this phone has confirmed since: application → when. */
  confirmed: ReadonlyMap<string, number>
  verify: Verify
  slipHash: (salt: string, token: string) => string
}

/** Judges one code at `at`. Never throws, whatever was scanned. */
export function judgeOffline(code: string, at: number, knowledge: OfflineKnowledge): OfflineVerdict {
  const { roster, fetchedAt, clockOffset } = knowledge
  const warnings: OfflineWarning[] = []
  if (at > roster.validUntil || at - fetchedAt > rosterOldMs) warnings.push('roster_old')
  if (Math.abs(clockOffset) > clockWarning) warnings.push('clock_wrong')
  const told = (reason: ScanReason, tone: OfflineVerdict['tone'], shown: ShownAtGate, person: RosterPerson | null = null, since: number | null = null): OfflineVerdict =>
    ({ reason, tone, shown, person, since, warnings })

  const parsed = parseCode(code)
  if ('foreign' in parsed || (parsed.kind !== 'work_pass' && parsed.kind !== 'person')) return told('bad_signature', 'red', 'work_pass')
  if (parsed.kind === 'person') {
    const hash = knowledge.slipHash(roster.slipSalt, parsed.token)
    const person = workForSlip(roster.people.filter(({ slips }) => slips.includes(hash)).map((one) => ({ ...one, marketId: roster.marketId })), roster.marketId, at)
    // A slip of somebody who was hired since, or of nobody: only the server knows.
    if (person === null) return warned(told('not_hired', 'amber', 'slip'), 'not_on_roster')
    return judged(person, 'ok', 'slip')
  }

  const pass = readPass(parsed.token, roster.keys, knowledge.verify)
  if (pass.status === 'bad_signature') return told('bad_signature', 'red', 'work_pass')
  if (pass.status === 'unknown_key') return told('unknown_key', at - fetchedAt > rosterFreshMs ? 'amber' : 'red', 'work_pass')
  const { facts } = pass
  if (facts.market !== marketTag(roster.marketId)) return told('wrong_market', 'red', 'work_pass')
  const person = roster.people.find(({ applicationId }) => applicationId === facts.applicationId) ?? null
  const timing = passTiming(pass, at)
  if (timing !== 'ok') return told(timing === 'expired' ? 'expired_code' : 'clock_skew', 'red', 'work_pass', person)
  const revoked = roster.revoked.find(({ applicationId }) => applicationId === facts.applicationId)
  if (revoked?.why === 'cancelled') return told('cancelled', 'red', 'work_pass', person)
  // The pass may have been moved on since the roster was fetched; then the server knows better.
  if (revoked?.why === 'moved' && revoked.deviceKey !== facts.deviceKey) return told('revoked', 'amber', 'work_pass')
  if (person !== null) return judged(person, 'ok', 'work_pass')
  // Hired since: the server has vouched for it in the credential, and the name is not known here.
  const reason = judgeArrival('ok', { state: 'signed', marketId: roster.marketId, startsAt: facts.startsAt, endsAt: facts.endsAt }, roster.marketId, at)
  const since = knowledge.confirmed.get(facts.applicationId)
  if (since !== undefined) return warned(told('already_arrived', 'amber', 'work_pass', null, since), 'not_on_roster')
  return warned(told(reason, reason === 'accepted' ? 'green' : 'red', 'work_pass'), 'not_on_roster')

  function judged(one: RosterPerson, reading: PassReading, shown: ShownAtGate): OfflineVerdict {
    const since = knowledge.confirmed.get(one.applicationId) ?? (hasArrived(one.state) ? one.arrivedAt : null)
    const verdict = since === null ? judgeArrival(reading, { ...one, marketId: roster.marketId }, roster.marketId, at) : 'already_arrived'
    return told(verdict, verdict === 'accepted' ? 'green' : verdict === 'already_arrived' ? 'amber' : 'red', shown, one, since)
  }
}

const warned = (verdict: OfflineVerdict, warning: OfflineWarning): OfflineVerdict => ({ ...verdict, warnings: [...verdict.warnings, warning] })

/** One large word and a sentence for the screen, where they differ from those of a scan with a network. Null where they do not. */
export function offlineWords({ reason, tone, warnings }: Pick<OfflineVerdict, 'reason' | 'tone' | 'warnings'>): { word: string; say: string } | null {
  if (tone === 'green') {
    return warnings.includes('not_on_roster')
      ? { word: '先记下了', say: '没有网，名单上还没有这个人。码是真的，请看一眼身份证，连上网再报。' }
      : { word: '先记下了', say: '没有网，先按名单算到岗，连上网会自动报。看一眼是不是本人。' }
  }
  if (tone !== 'amber') return null
  if (reason === 'unknown_key') return { word: '先连网', say: '手机里的名单旧了，认不出这个码。请先连上网更新，再扫一次。' }
  if (reason === 'not_hired') return { word: '名单上没有', say: '没有网，先存下了，连上网再查。急的话请到服务台。' }
  return reason === 'revoked' ? { word: '先存下了', say: '这个码可能换到别的手机上了，连上网再查。' } : null
}

/** More than a phone scans in its life. */
const highestSequence = 2_000_000_000

/** @returns the scan, or what is wrong with it in words; for what came from another program nothing is taken for granted */
export function readUpload(item: unknown): { ok: true; upload: ArrivalUpload } | { ok: false; message: string; scanId: string | null; sequence: number | null } {
  const { scanId, sequence, capturedAt, clockOffset, code, provisional } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>
  const known = {
    scanId: typeof scanId === 'string' && /^[0-9A-Za-z-]{8,40}$/.test(scanId) ? scanId : null,
    sequence: isCount(sequence) && sequence >= 1 && sequence <= highestSequence ? sequence : null,
  }
  const refused = (message: string) => ({ ok: false as const, message, ...known })
  if (known.scanId === null || known.sequence === null || !isCount(capturedAt) || capturedAt > 4_102_444_800_000 || !isWhole(clockOffset)) return refused('这一条坏了，读不出来。请这个人重新扫一次，或者到服务台。')
  if (typeof code !== 'string' || code.length > longestUploadedCode) return refused('扫到的内容太长，不是我们的码。')
  return { ok: true, upload: { scanId: known.scanId, sequence: known.sequence, capturedAt, clockOffset, code, provisional: typeof provisional === 'string' ? (provisional as ScanReason) : 'retry_later' } }
}

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)
const isCount = (value: unknown): value is number => isWhole(value) && value >= 0

/**
 * When a scan may have been made, best guess first. The phone says by how much its clock is wrong, as it last knew; the server
 * sees by how much it is wrong now. Both agree unless somebody has set the clock in between: then one of them is right. Nothing was
 * scanned in the future, or a month ago.
 */
export function uploadedScanTimes(upload: Pick<ArrivalUpload, 'capturedAt' | 'clockOffset'>, sentAt: number, now: number): readonly [number, ...number[]] {
  const guesses = [upload.capturedAt + upload.clockOffset, upload.capturedAt + (now - sentAt)]
  const [first = now, ...others] = new Set(guesses.filter((at) => at <= now + clockWarning && at >= now - oldestUpload).map((at) => Math.min(at, now)))
  return [first, ...others]
}

/** Whether somebody has set the phone's clock between the scan and its upload, or before without the phone knowing. */
export const clockWasSet = ({ clockOffset }: Pick<ArrivalUpload, 'clockOffset'>, sentAt: number, now: number): boolean => Math.abs(clockOffset - (now - sentAt)) > clockWarning

/** The numbers missing between those that came; `known` in any order. When there are `most` of them, those before the lowest were not asked for. */
export function missingNumbers(known: readonly number[], most = Infinity): { from: number; to: number }[] {
  const sorted = [...new Set(known)].sort((one, other) => one - other)
  const gaps: { from: number; to: number }[] = []
  let next = known.length < most ? 1 : (sorted[0] ?? 1)
  for (const number of sorted) {
    if (number > next) gaps.push({ from: next, to: number - 1 })
    next = number + 1
  }
  return gaps
}
