import type { JobFacts } from '@market/shared/match/facts'
import { mayTake } from '@market/shared/match/hard-rules'
import type { MatchRules } from '@market/shared/match/match-rules'
import { matchScore } from '@market/shared/match/score'
import { metresBetween } from '@market/shared/markets/markets.rules'
import { chooseWhom, dueAt, farthestTold, peopleToTell, usualSettings } from '@market/shared/push/push.rules'
import { day, marketDay, minute } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { Db, Store } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import type { MatchService } from '../match/match.service'
import { addToMessage, claimPostings, duePostings, endPostings, findApplied, findLoads, findPool, findTold, passTurn, type ChosenJob, type Posting } from './choosing.queries'
import { cellOf } from './cells'
import { findSettings } from './push.queries'

/** Postings people are chosen for together: those of one trade and place share their candidates. */
const postingsAtOnce = 50
/** Rounds in one turn. What is left is taken at the next. */
const roundsAtOnce = 20
/** People considered for one trade and place, however many there are: the next are considered for the next posting. */
const mostConsidered = 200
/** Related trades whose people are considered where the job's own trade has too few. */
const mostRelated = 5
/** Jobs that one message tells of; who has so many waiting is passed over. */
const mostInMessage = 20
/** People written for in one write. */
const peopleAtOnce = 50
/** A server that has not finished by then is gone. */
const claimFor = minute

type Group = { jobs: (Posting & { facts: JobFacts })[]; own: string; related: readonly string[]; rules: MatchRules }
type Plan = { chosen: Map<string, { jobs: ChosenJob[]; dueAt: number }>; considered: { personIds: string[]; trades: readonly string[] }[]; putOff: { jobId: string; until: number }[] }

export type Choosing = ReturnType<typeof choosing>

/**
 * Chooses who is told of new postings. What is read for it is bounded for each trade and place; all of it is read outside of a
 * write, and what was chosen is written in small ones.
 */
export const choosing = ({ store, clock, jobs, match }: {
  store: Store
  clock: Clock
  jobs: Pick<JobsService, 'cards'>
  match: Pick<MatchService, 'jobFactsOf' | 'rulesInForce' | 'seekersOf'>
}) => {
  /** Postings that can be taken now, together by market, trade and square of the map; what is not yet for everybody waits. */
  const grouped = async (db: Db, postings: readonly Posting[], now: number, plan: Plan): Promise<Group[]> => {
    const cards = await jobs.cards(db, postings.map(({ jobId }) => jobId), { now })
    const byMarket = new Map<string, Posting[]>()
    for (const posting of postings) {
      const marketId = cards.get(posting.jobId)?.market.id
      if (marketId !== undefined) byMarket.set(marketId, [...(byMarket.get(marketId) ?? []), posting])
    }
    const groups = new Map<string, Group>()
    for (const [marketId, some] of byMarket) {
      const rules = await match.rulesInForce(db, marketId, now)
      const known = await match.jobFactsOf(db, some.map(({ jobId }) => jobId), rules)
      for (const posting of some) {
        const facts = known.get(posting.jobId)
        if (facts === undefined) continue
        if (facts.publicFrom !== null && facts.publicFrom > now) {
          plan.putOff.push({ jobId: facts.id, until: facts.publicFrom })
          continue
        }
        const key = `${marketId} ${facts.trade} ${cellOf(facts)}`
        const group = groups.get(key) ?? { jobs: [], own: facts.trade, related: relatedTo(rules, facts.trade), rules }
        groups.set(key, { ...group, jobs: [...group.jobs, { ...posting, facts }] })
      }
    }
    return [...groups.values()]
  }

  /** Chooses for the postings of one group, and notes in the plan whom, and who was considered. */
  const chooseFor = async (db: Db, { jobs: some, own, related, rules }: Group, now: number, plan: Plan): Promise<void> => {
    const [first] = some
    if (first === undefined) return
    const pool = await findPool(db, first.facts, { own, related }, mostConsidered)
    const ids = [...pool.keys()]
    if (ids.length === 0) return
    plan.considered.push({ personIds: ids, trades: [own, ...related] })
    const seekers = await match.seekersOf(db, ids, now)
    const settings = await findSettings(db, ids)
    const loads = await findLoads(db, ids, marketDay(now), now - 2 * day)
    const jobIds = some.map(({ jobId }) => jobId)
    const known = new Set([...(await findTold(db, ids, jobIds)), ...(await findApplied(db, ids, jobIds))])

    /** When this person can be told, or null where there is no room for more. */
    const dueFor = (personId: string): number | null => {
      const own = settings.get(personId) ?? usualSettings
      if (own.mostPerDay === 0) return null
      const waiting = Math.max(loads.waitingJobs.get(personId) ?? 0, plan.chosen.get(personId)?.jobs.length ?? 0)
      if (waiting >= mostInMessage) return null
      const due = dueAt(own, loads.lastAt.get(personId) ?? null, now)
      return marketDay(due) === marketDay(now) && (loads.toldToday.get(personId) ?? 0) >= own.mostPerDay ? null : due
    }

    for (const { jobId, eventSeq, places, facts } of some) {
      const candidates = ids.flatMap((personId) => {
        const [seeker, seen, due] = [seekers.get(personId), pool.get(personId), dueFor(personId)]
        if (seeker === undefined || seen === undefined || due === null || known.has(`${personId} ${jobId}`)) return []
        if (metresBetween(seen.place, facts) > farthestTold || !mayTake(facts, seeker, now)) return []
        return [{ personId, score: matchScore(facts, seeker, rules, now), toldAt: plan.chosen.has(personId) ? now : seen.toldAt, due }]
      })
      for (const { personId, score, due } of chooseWhom(candidates, peopleToTell(Math.min(places, facts.placesLeft)))) {
        const person = plan.chosen.get(personId) ?? { jobs: [], dueAt: due }
        person.jobs.push({ jobId, eventSeq, score })
        plan.chosen.set(personId, person)
      }
    }
  }

  /** Postings people were chosen for; 0 when none is due. */
  const round = async (): Promise<number> => {
    const now = clock.now()
    const due = await store.read((db) => duePostings(db, now, postingsAtOnce))
    if (due.length === 0) return 0
    const claimedUntil = now + claimFor
    const claimed = await store.write((tx) => claimPostings(tx, due, now, claimedUntil))
    if (claimed.length === 0) return 0
    const plan = await store.read(async (db) => {
      const made: Plan = { chosen: new Map(), considered: [], putOff: [] }
      for (const group of await grouped(db, claimed, now, made)) await chooseFor(db, group, now, made)
      return made
    })
    // In one order on every server, so that none waits for another in a circle.
    const people = [...plan.chosen].sort(([one], [other]) => (one < other ? -1 : 1))
    for (let from = 0; from < people.length; from += peopleAtOnce) {
      await store.write(async (tx) => {
        for (const [personId, { jobs: some, dueAt: at }] of people.slice(from, from + peopleAtOnce)) await addToMessage(tx, personId, some, at, now)
      })
    }
    await store.write(async (tx) => {
      for (const { personIds, trades } of plan.considered) await passTurn(tx, [...personIds].sort(), trades, now)
      await endPostings(tx, claimed.map(({ jobId }) => jobId), claimedUntil, plan.putOff)
    })
    return claimed.length
  }

  return {
    /** Chooses for what is due, one turn's worth. */
    async run(): Promise<void> {
      for (let rounds = 0; rounds < roundsAtOnce; rounds += 1) if ((await round()) < postingsAtOnce) return
    },
  }
}

/** The trades whose people do this one as well, the nearest first. */
const relatedTo = ({ related }: MatchRules, trade: string): string[] =>
  related.filter(({ to }) => to === trade).sort((one, other) => other.percent - one.percent).slice(0, mostRelated).map(({ from }) => from)
