import type { FieldProblem } from '../errors'
import type { OpeningHours } from '../check-in/check-in.rules'
import { keptText } from '../jobs/jobs.rules'
import { fine, wrong, type Checked } from '../register/checked'
import { isTrade, type MarketKind } from '../words/lists'
import { maskNumbersIn } from '../words/mask'
import { marketElementWords, marketElements, ruleTopicWords, ruleTopics, type MarketProfile } from './market-profile'
import type { Place } from './markets.rules'
import { checkClock, hoursProblem } from './opening.rules'

/** Everything a manager may change about a market. */
export type MarketDetails = Place & OpeningHours & {
  address: string
  hotline: string
  complaintPhone: string
  /** Radius in metres of the circle inside which somebody is at the market; null where none is drawn. */
  fenceMetres: number | null
  /** How many people the venue may hold at once; null where nobody has said. */
  safeCapacity: number | null
  profile: MarketProfile
}

/** Metres. Phones are off by 20–50 m between houses; beyond 2 km nobody is at the market. */
export const fenceBounds = { least: 50, most: 2000 }
export const capacityBounds = { least: 5, most: 50_000 }
export const mostLines = 20
export const mostGuides = 10
export const lineLength = 60
export const textLength = 400

/** A generous rectangle around Henan, degrees. */
const henan = { south: 31.3, north: 36.5, west: 110.3, east: 116.8 }

/** A number people call: with area code, mobile, a service number such as 12333, or 400. */
export function checkServicePhone(typed: string): Checked<string> {
  const phone = typed.replace(/[\uFF10-\uFF19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/[\s（）()]/g, '').replace(/[－–—]/g, '-')
  if (phone === '') return wrong('请填电话')
  const good = /^(1\d{4}|0\d{2,3}-?[1-9]\d{4,7}(-\d{1,6})?|1[3-9]\d{9}|400-?\d{3}-?\d{4}|9\d{4})$/.test(phone)
  return good ? fine(phone) : wrong('电话不对，请填座机（带区号）、手机或 12333 这样的服务电话')
}

const lengthProblem = (typed: string, least: number, most: number): string | null => {
  const length = Array.from(keptText(typed)).length
  if (length < least) return least === 1 ? '请填写' : `至少写 ${least} 个字`
  return length > most ? `太长了，最多 ${most} 个字` : null
}

const linesProblem = (lines: readonly string[], least: number, what: string): string | null => {
  const kept = keptLines(lines)
  if (kept.length < least) return `${what}至少写一条`
  if (kept.length > mostLines) return `${what}最多 ${mostLines} 条`
  const long = kept.find((line) => lengthProblem(line, 1, lineLength) !== null)
  return long === undefined ? null : `“${Array.from(maskNumbersIn(long)).slice(0, 8).join('')}…”太长了，一条最多 ${lineLength} 个字`
}

/** Lines as they are kept: each on one line, without empty ones, each once. */
export const keptLines = (lines: readonly string[]): string[] => [...new Set(lines.map((line) => keptText(line).replace(/\s*\n\s*/g, ' ')).filter((line) => line !== ''))]

/** A market's details as they are kept; to be called on details without problems. */
export function keptDetails(typed: MarketDetails): MarketDetails {
  const clock = (time: string): string => {
    const checked = checkClock(time)
    return checked.ok ? checked.value : time
  }
  const phone = (number: string): string => {
    const checked = checkServicePhone(number)
    return checked.ok ? checked.value : number
  }
  const { profile } = typed
  const opensAt = clock(typed.opensAt)
  return {
    lat: typed.lat,
    lng: typed.lng,
    opensAt: opensAt === '24:00' ? '00:00' : opensAt,
    closesAt: clock(typed.closesAt),
    address: keptText(typed.address).replace(/\s+/g, ' '),
    hotline: phone(typed.hotline),
    complaintPhone: phone(typed.complaintPhone),
    fenceMetres: typed.fenceMetres,
    safeCapacity: typed.safeCapacity,
    profile: {
      trades: [...new Set(profile.trades)],
      deskFunctions: keptLines(profile.deskFunctions),
      facilities: keptLines(profile.facilities),
      services: keptLines(profile.services),
      guides: profile.guides.map(({ title, steps }) => ({ title: keptText(title), steps: keptLines(steps) })),
      promises: keptLines(profile.promises),
      rules: keptRecord(profile.rules),
      complaint: keptText(profile.complaint),
      elements: keptRecord(profile.elements),
    },
  }
}

const keptRecord = <K extends string>(texts: Record<K, string>): Record<K, string> =>
  Object.fromEntries(Object.entries<string>(texts).map(([key, text]) => [key, keptText(text)])) as Record<K, string>

const guideProblem = ({ title, steps }: MarketProfile['guides'][number]): string | null => {
  if (lengthProblem(title, 2, 30) !== null) return '办事指南的标题请写 2 到 30 个字'
  return linesProblem(steps, 1, `“${keptText(title)}”的步骤`)
}

const hoursProblems = ({ opensAt, closesAt }: OpeningHours): [string, string | null][] => {
  const opens = checkClock(opensAt)
  const closes = checkClock(closesAt)
  return [
    ['opensAt', opens.ok ? null : opens.message],
    ['closesAt', closes.ok ? (opens.ok ? hoursProblem({ opensAt: opens.value, closesAt: closes.value }) : null) : closes.message],
  ]
}

const withinProblem = (value: number | null, bounds: { least: number; most: number }, message: string): string | null =>
  value === null || (Number.isInteger(value) && value >= bounds.least && value <= bounds.most) ? null : message

/**
 * Everything that is wrong with a market's details, all at once. Services, guides, hotline, complaint channel and promises are
 * published by every market (clauses 九, 十), the five rules by those from county level up (clause 九).
 */
export function detailsProblems(details: MarketDetails, kind: MarketKind): FieldProblem[] {
  const { profile } = details
  const hotline = checkServicePhone(details.hotline)
  const complaintPhone = checkServicePhone(details.complaintPhone)
  const located = Number.isFinite(details.lat) && Number.isFinite(details.lng)
  const inHenan = details.lat >= henan.south && details.lat <= henan.north && details.lng >= henan.west && details.lng <= henan.east
  const checks: [string, string | null][] = [
    ['address', lengthProblem(details.address, 4, 80)],
    ['lat', inHenan ? null : located ? '地点不在河南省，请到市场里重新定位' : '还没有定位，请到市场里定位，或者填经纬度'],
    ...hoursProblems(details),
    ['hotline', hotline.ok ? null : hotline.message],
    ['complaintPhone', complaintPhone.ok ? null : complaintPhone.message],
    ['fenceMetres', withinProblem(details.fenceMetres, fenceBounds, `签到范围请填 ${fenceBounds.least} 到 ${fenceBounds.most} 米`)],
    ['safeCapacity', withinProblem(details.safeCapacity, capacityBounds, `最多容纳人数请填 ${capacityBounds.least} 到 ${capacityBounds.most} 人`)],
    ['profile.trades', profile.trades.every(isTrade) ? null : '有一个工种现在选不了，请重新选一下'],
    ['profile.deskFunctions', linesProblem(profile.deskFunctions, 1, '服务台能办的事')],
    ['profile.facilities', linesProblem(profile.facilities, 0, '便利设施')],
    ['profile.services', linesProblem(profile.services, 1, '服务项目')],
    ['profile.guides', profile.guides.length === 0 ? '办事指南至少写一条' : profile.guides.length > mostGuides ? `办事指南最多 ${mostGuides} 条` : (profile.guides.map(guideProblem).find((problem) => problem !== null) ?? null)],
    ['profile.promises', linesProblem(profile.promises, 1, '服务承诺')],
    ['profile.complaint', lengthProblem(profile.complaint, 1, textLength)],
    ...ruleTopics.map((topic): [string, string | null] => {
      const problem = lengthProblem(profile.rules[topic], kind === 'station' ? 0 : 1, textLength)
      return [`profile.rules.${topic}`, problem === null ? null : `“${ruleTopicWords[topic]}”的制度：${problem}`]
    }),
    ...marketElements.map((element): [string, string | null] => {
      const problem = lengthProblem(profile.elements[element], 0, textLength)
      return [`profile.elements.${element}`, problem === null ? null : `“${marketElementWords[element]}”：${problem}`]
    }),
  ]
  return checks.flatMap(([field, message]) => (message === null ? [] : [{ field, message }]))
}

const detailNames = ['address', 'lat', 'lng', 'opensAt', 'closesAt', 'hotline', 'complaintPhone', 'fenceMetres', 'safeCapacity'] as const
type Published = { [K in keyof MarketDetails]: MarketDetails[K] | null }

/** The fields in which two states of a market differ, by name: what the audit log says of a change. */
export const changedFields = (before: Published, after: MarketDetails): string[] => [
  ...detailNames.filter((field) => before[field] !== after[field]),
  ...Object.entries(after.profile).flatMap(([part, value]) =>
    JSON.stringify(before.profile?.[part as keyof MarketProfile]) === JSON.stringify(value) ? [] : [`profile.${part}`]),
]
