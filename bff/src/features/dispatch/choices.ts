import type { UnplacedReason } from '@market/shared/dispatch/dispatch.rules'
import type { JobFacts, Seeker } from '@market/shared/match/facts'
import { hardRuleBroken } from '@market/shared/match/hard-rules'
import type { MatchRules } from '@market/shared/match/match-rules'
import { fittingTrades, scorerOf } from '@market/shared/match/score'
import { pairOf } from './crowd.queries'

/** A job that somebody may be sent to, by its number, with the points of the two together. */
export type Choice = { job: number; points: number }
/** `none`: why there is no choice; null where there is one. */
export type Choices = { choices: Choice[]; none: UnplacedReason | null }

/** Jobs each bids for: the best, and some more from all over the list. */
const bestChoices = 20
const otherChoices = 10
/** Pairs looked at between two moments at which others may work. */
const pairsPerStep = 256

export type Wanted = { seeker: Seeker; /** Those of one crew have the same. */ group: number }

/**
 * Of each person the jobs of a fitting trade that no hard rule forbids and that were not refused today. All people of a market
 * stand at one place and mostly find the same jobs best: with the best alone there would be no bid for the others, so each adds
 * some from another part of the list, and those of a crew from the same.
 */
export function* choicesOf(people: readonly Wanted[], jobs: readonly JobFacts[], refused: ReadonlySet<string>, rules: MatchRules, now: number): Generator<void, Choices[]> {
  const byTrade = new Map<string, number[]>()
  jobs.forEach(({ trade }, job) => byTrade.set(trade, [...(byTrade.get(trade) ?? []), job]))
  const found: Choices[] = []
  let pairs = 0
  for (const { seeker, group } of people) {
    const fitting = [...fittingTrades(rules, seeker.trades)].flatMap((trade) => byTrade.get(trade) ?? [])
    const scoreOf = scorerOf(seeker, rules, now)
    const choices: Choice[] = []
    let none: (Choice & { why: UnplacedReason }) | null = null
    for (const job of fitting) {
      pairs += 1
      if (pairs % pairsPerStep === 0) yield
      const facts = jobs[job]!
      const points = scoreOf(facts)
      const why = hardRuleBroken(facts, seeker, now) ?? (refused.has(pairOf(seeker.personId, facts.id)) ? 'refused_before' : null)
      if (why === null) choices.push({ job, points })
      else if (none === null || why === 'refused_before' || (points > none.points && none.why !== 'refused_before')) none = { job, points, why }
    }
    choices.sort((one, other) => other.points - one.points || one.job - other.job)
    found.push({ choices: someOf(choices, group), none: choices.length > 0 ? null : (none?.why ?? 'no_fitting_job') })
  }
  return found
}

/** The first, and of the rest as many as one may have, evenly from all of it, beginning elsewhere for each group. */
function someOf(choices: readonly Choice[], group: number): Choice[] {
  const rest = choices.slice(bestChoices)
  if (rest.length <= otherChoices) return [...choices]
  // In the order of the jobs and not of the points, so that a crew whose members see the points differently has jobs in common.
  rest.sort((one, other) => one.job - other.job)
  const spread = Array.from({ length: otherChoices }, (_, at) => rest[(group + Math.floor((at * rest.length) / otherChoices)) % rest.length]!)
  return [...choices.slice(0, bestChoices), ...new Set(spread)]
}
