import { metresBetween, type Place } from '../markets/markets.rules'
import { skillLevels } from '../words/lists'
import { minute } from '../words/time'
import type { JobFacts, Seeker } from './facts'
import type { MatchRules, RelatedTrade } from './match-rules'

/** Stands for a distance that is not known. */
export const unknownMetres = -1

/** The parts of a score that are not about the trade, as plain numbers: what ranking a million jobs is done with. */
export type Scale = {
  distance: number
  farMetres: number
  unknownPlace: number
  pay: number
  payBest: number
  payWorst: number
  start: number
  soonMs: number
  lateMs: number
  record: number
  freshness: number
  staleMs: number
}

export const scaleOf = ({ weights, spans }: MatchRules): Scale => ({
  distance: weights.distance,
  farMetres: spans.farMetres,
  unknownPlace: spans.unknownPlacePercent / 100,
  pay: weights.pay,
  payBest: 1 + spans.payPercent / 100,
  payWorst: 1 - spans.payPercent / 100,
  start: weights.start,
  soonMs: spans.soonMinutes * minute,
  lateMs: spans.lateMinutes * minute,
  record: weights.record,
  freshness: weights.freshness,
  staleMs: spans.staleMinutes * minute,
})

/** From 0 to 1, falling evenly from `best` to `worst`. */
const share = (value: number, best: number, worst: number): number => {
  const part = (worst - value) / (worst - best)
  return part >= 1 ? 1 : part <= 0 ? 0 : part
}

/** For so long nobody changes places for the time alone: points of start and age fall over days, and five minutes are a fifth of one. */
const countedAnew = 5 * minute

/**
 * The moment from which starts and ages are counted, UTC ms: the last full five minutes. What was found can be kept for as long, and a
 * list does not move under somebody's thumb. Whether a job may be taken at all goes by the moment itself.
 */
export const countedFrom = (now: number): number => now - (now % countedAnew)

/**
 * The whole score, 0–1000. Falls with distance, time until the start and age, and rises with everything else: what the
 * index prunes by.
 * @param trade points for trade and skill
 * @param metres `unknownMetres` where a place is not known
 * @param pay the job's pay, and @param wish the worker's, in fen of the same unit; no wish is fulfilled exactly
 * @param startsIn @param age ms
 * @param record the employer's, 0–1
 */
export const points = (scale: Scale, trade: number, metres: number, pay: number, wish: number, startsIn: number, record: number, age: number): number =>
  Math.round(
    trade +
    scale.distance * (metres === unknownMetres ? scale.unknownPlace : share(metres, 0, scale.farMetres)) +
    scale.pay * share(wish > 0 ? pay / wish : 1, scale.payBest, scale.payWorst) +
    scale.start * share(startsIn, scale.soonMs, scale.lateMs) +
    scale.record * record +
    scale.freshness * share(age, 0, scale.staleMs),
  )

/** How well the worker's trades fit a job's: 1 for a trade of their own, less for a related one, 0 for none. */
export const tradeFit = ({ related }: Pick<MatchRules, 'related'>, trades: readonly string[], jobTrade: string): number =>
  trades.includes(jobTrade) ? 1 : closest(related, trades, jobTrade).percent / 100

/** The nearest of the worker's trades to a job's, with the percent by which it counts; 0 where none is related. */
export const closest = (related: MatchRules['related'], trades: readonly string[], jobTrade: string): { trade: string | null; percent: number } => {
  const pairs = pairsByKnown(related)
  let best: { trade: string | null; percent: number } = { trade: null, percent: 0 }
  for (const known of trades) {
    for (const { from, to, percent } of pairs.get(known) ?? []) if (to === jobTrade && percent > best.percent) best = { trade: from, percent }
  }
  return best
}

/** Every trade in which a worker has points: their own, and what is related to them. */
export const fittingTrades = ({ related }: Pick<MatchRules, 'related'>, trades: readonly string[]): ReadonlySet<string> => {
  const pairs = pairsByKnown(related)
  return new Set(trades.flatMap((known) => [known, ...(pairs.get(known) ?? []).map(({ to }) => to)]))
}

/** Rules never change once they are made, and are asked for every worker. */
const sorted = new WeakMap<MatchRules['related'], ReadonlyMap<string, readonly RelatedTrade[]>>()

function pairsByKnown(related: MatchRules['related']): ReadonlyMap<string, readonly RelatedTrade[]> {
  const there = sorted.get(related)
  if (there !== undefined) return there
  const pairs = new Map<string, RelatedTrade[]>()
  for (const pair of related) pairs.set(pair.from, [...(pairs.get(pair.from) ?? []), pair])
  sorted.set(related, pairs)
  return pairs
}

/** Points for trade and skill together. The level counts where skill does; elsewhere everybody has its points in full. */
export const tradePoints = (rules: MatchRules, { trades, skillLevel }: Pick<Seeker, 'trades' | 'skillLevel'>, jobTrade: string): number => {
  const level = rules.skilledTrades.includes(jobTrade) ? (skillLevels.indexOf(skillLevel) + 1) / skillLevels.length : 1
  return tradeFit(rules, trades, jobTrade) * (rules.weights.trade + rules.weights.skill * level)
}

/** Whole metres from the worker to the job, or null where the worker's place is not known. */
export const metresTo = (job: Place, { place }: Seeker): number | null => (place === null ? null : metresBetween(place, job))

/** The job's pay in the unit of the worker's wish, fen. */
export const comparablePayFen = (job: Pick<JobFacts, 'dayPayFen' | 'hourlyPayFen'>, { wishedPayUnit }: Seeker): number => (wishedPayUnit === 'day' ? job.dayPayFen : job.hourlyPayFen)

/**
 * How well one job and one worker fit, 0–1000: the same number whoever asks, the worker, the employer or staff.
 * Whether the worker may take the job at all is `mayTake`.
 * @param now UTC ms
 */
export const matchScore = (job: JobFacts, seeker: Seeker, rules: MatchRules, now: number): number => scorerOf(seeker, rules, now)(job)

/** The same for one worker and many jobs: what depends on the trade alone is reckoned once, and who knows the metres to a job gives them. */
export function scorerOf(seeker: Seeker, rules: MatchRules, now: number): (job: JobFacts, metres?: number) => number {
  const scale = scaleOf(rules)
  const from = countedFrom(now)
  const byTrade = new Map<string, number>()
  return (job, metres = metresTo(job, seeker) ?? unknownMetres) => {
    let trade = byTrade.get(job.trade)
    if (trade === undefined) {
      trade = tradePoints(rules, seeker, job.trade)
      byTrade.set(job.trade, trade)
    }
    return points(
      scale, trade, metres,
      comparablePayFen(job, seeker), seeker.wishedPayFen, job.startsAt - from, job.employerRecord, from - job.postedAt,
    )
  }
}
