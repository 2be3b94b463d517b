import type { FieldProblem } from '../errors'
import { fine, withoutSpacing, wrong, type Checked } from '../register/checked'
import { marketDay } from '../words/time'
import { isDay } from './identity.rules'
import { endOfDay } from './validity.rules'
import { licenceName, licencePapers, licencesFor, tradesWithLicence, workLicences, type WorkLicenceKind } from './work-licences'

/** A licence as its holder types it. Days as printed on it, `YYYY-MM-DD`. */
export type TypedLicence = {
  kind: WorkLicenceKind
  number: string
  validUntil: string
  /** By when it must be looked at again; empty where the paper names no such day. */
  reviewBy: string
}
export type CleanLicence = { kind: WorkLicenceKind; number: string; validUntil: string; reviewBy: string | null }

/**
 * The number as printed. That of a 特种作业操作证 is usually T and the ID number of its holder: then it must be this person's own.
 * @param idNumber of the account, 18 characters; null where it has none
 */
export function checkLicenceNumber(typed: string, kind: WorkLicenceKind, idNumber: string | null): Checked<string> {
  const number = withoutSpacing(typed).toUpperCase()
  if (number === '') return wrong('请填证上的编号')
  if (!/[0-9]{4,}/.test(number)) return wrong('证上的编号里应该有数字，请对着证再看一遍')
  if (number.length < 6 || number.length > 40) return wrong('请照着证把编号填完整')
  const [, inside] = /^T?([0-9]{17}[0-9X])$/.exec(number) ?? []
  if (licencePapers[workLicences[kind].paper].numberHasIdNumber && inside !== undefined && inside !== idNumber) {
    return wrong('证号里的身份证号和您登记的不一样。证要是您本人的，请对着证再看一遍')
  }
  return fine(number)
}

const checkDay = (typed: string, now: number, words: { empty: string; over: string }): Checked<string> => {
  if (typed === '') return wrong(words.empty)
  if (!isDay(typed)) return wrong('日期请填成 2029-04-30 这样')
  return typed >= marketDay(now) ? fine(typed) : wrong(words.over)
}

/**
 * Everything that is wrong with a licence, or the values to keep. How long one is valid is what is printed, never worked out.
 * @param now UTC ms
 */
export function checkLicence(
  { kind, number, validUntil, reviewBy }: TypedLicence,
  { pictured, idNumber, now }: { pictured: boolean; idNumber: string | null; now: number },
): { clean: CleanLicence; problems: readonly [] } | { clean: null; problems: readonly FieldProblem[] } {
  const isReviewed = licencePapers[workLicences[kind].paper].isReviewed
  const checks = {
    number: checkLicenceNumber(number, kind, idNumber),
    validUntil: checkDay(validUntil, now, { empty: '请填证上的有效期到哪一天', over: '这本证已经过期了，请先换新证再来' }),
    reviewBy: !isReviewed || reviewBy === '' ? fine(null) : checkDay(reviewBy, now, { empty: '', over: '复审的日子已经过了，请先去复审再来' }),
  }
  const problems: FieldProblem[] = [
    ...(pictured ? [] : [{ field: 'picture', message: `请拍${licenceName(kind)}` }]),
    ...Object.entries(checks).flatMap(([field, checked]) => (checked.ok ? [] : [{ field, message: checked.message }])),
  ]
  if (problems.length > 0 || !checks.number.ok || !checks.validUntil.ok || !checks.reviewBy.ok) return { clean: null, problems }
  return { problems: [], clean: { kind, number: checks.number.value, validUntil: checks.validUntil.value, reviewBy: checks.reviewBy.value } }
}

/** The first instant (UTC ms) at which a licence counts no more: its last day, or the one by which it was to be looked at again. */
export const licenceCountsUntil = ({ validUntil, reviewBy }: Pick<CleanLicence, 'validUntil' | 'reviewBy'>): number =>
  endOfDay(reviewBy !== null && reviewBy < validUntil ? reviewBy : validUntil)

/** Until when (UTC ms) somebody may do each trade that takes a licence; one that they have no licence for is missing. */
export type LicensedUntil = ReadonlyMap<string, number>

export const unlicensed: LicensedUntil = new Map()

/** @param held licences that were accepted, each with the first instant at which it counts no more */
export function licensedUntil(held: readonly { kind: WorkLicenceKind; countsUntil: number }[]): LicensedUntil {
  if (held.length === 0) return unlicensed
  const until = new Map<string, number>()
  for (const trade of tradesWithLicence) {
    const ends = held.filter(({ kind }) => licencesFor(trade).includes(kind)).map(({ countsUntil }) => countsUntil)
    if (ends.length > 0) until.set(trade, Math.max(...ends))
  }
  return until
}

/** What is needed for a trade and how it is had, to stand beside a refusal and on the page of a job. */
export const licenceAdvice = (trade: string): FieldProblem[] =>
  licencesFor(trade).map((kind) => {
    const { issuer, howToGet } = licencePapers[workLicences[kind].paper]
    return { field: kind, message: `${licenceName(kind)}：${issuer}发的。还没有的，${howToGet}` }
  })

/** In one line: `特种作业操作证（低压电工作业）或 …`. Empty where a trade takes none. */
export const licencesInWords = (trade: string): string => licencesFor(trade).map(licenceName).join('，或 ')
