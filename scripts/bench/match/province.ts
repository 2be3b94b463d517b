import type { JobToMatch, Seeker } from '@market/shared/match/facts'
import { firstMatchRules, type MatchRules } from '@market/shared/match/match-rules'
import { skillLevels } from '@market/shared/words/lists'
import { day, hour, minute } from '@market/shared/words/time'
import { seeded } from '../figures'

export const now = Date.parse('2026-11-23T05:00:00+08:00')
export const tradeCount = 300
const employerCount = 50_000
const towns = 180
/** The rectangle that Henan lies in. */
const henan = { south: 31.4, west: 110.4, height: 4.9, width: 6.2 }

export const tradeOf = (number: number): string => `t-${String(number).padStart(3, '0')}`

/** Henan's towns are made up: what matters is that most jobs lie in few places and some lie anywhere. */
const random = seeded(41)
const centres = Array.from({ length: towns }, () => ({
  lat: henan.south + random() * henan.height, lng: henan.west + random() * henan.width, weight: random() ** 3, spread: 0.02 + random() * 0.08,
}))
const weights = centres.map(({ weight }) => weight)
const total = weights.reduce((sum, weight) => sum + weight, 0)

const placeIn = (next: () => number) => {
  if (next() < 0.1) return { lat: henan.south + next() * henan.height, lng: henan.west + next() * henan.width }
  let rest = next() * total
  const centre = centres.find(({ weight }) => (rest -= weight) <= 0) ?? centres[0]
  if (centre === undefined) throw new Error('there are towns')
  const bell = () => (next() + next() + next() - 1.5) * centre.spread * 2
  return { lat: centre.lat + bell(), lng: centre.lng + bell() }
}

/** Some trades are wanted ten times as often as others. */
const tradeIn = (next: () => number): number => Math.floor(next() ** 1.6 * tradeCount)

const uuid = (number: number): string => {
  const hex = number.toString(16).padStart(12, '0')
  return `0193${hex.slice(4, 8)}-${hex.slice(8)}-7${hex.slice(1, 4)}-8${hex.slice(9)}-${((number * 2_654_435_761) % 281_474_976_710_656).toString(16).padStart(12, '0')}`
}

/** Open jobs all over the province, the same in every run. */
export function* jobs(count: number, trade: (number: number) => string = tradeOf): Generator<JobToMatch> {
  const next = seeded(4_100)
  for (let number = 0; number < count; number += 1) {
    const startsAt = now + 30 * minute + Math.floor(next() ** 2 * 7 * 48) * 30 * minute
    const payUnit = next() < 0.8 ? ('day' as const) : ('hour' as const)
    const payFen = payUnit === 'day' ? 16_000 + Math.floor(next() * 24) * 1_000 : 2_000 + Math.floor(next() * 30) * 100
    yield {
      id: uuid(number), employerId: `employer-${Math.floor(next() * employerCount)}`, trade: trade(tradeIn(next)), ...placeIn(next), status: 'open',
      headcount: 1 + Math.floor(next() * 10), filled: 0, payFen, payUnit, startsAt, endsAt: startsAt + (4 + Math.floor(next() * 7)) * hour, breakMinutes: 60,
      confirmedUntil: startsAt > now + day ? now + day : null, publicFrom: null, postedAt: now - Math.floor(next() * 3 * 24 * 60) * minute,
    }
  }
}

/** Workers who know one to three trades and stand in a town. */
export const seekers = (count: number, placed: boolean): Seeker[] => {
  const next = seeded(7)
  return Array.from({ length: count }, (_, number) => {
    const wishedPayUnit = next() < 0.85 ? ('day' as const) : ('hour' as const)
    const busyFrom = now + Math.floor(next() * 48) * hour
    const place = placeIn(next)
    return {
      personId: `worker-${number}`, trades: Array.from({ length: 1 + Math.floor(next() * 3) }, () => tradeOf(tradeIn(next))), skillLevel: skillLevels[Math.floor(next() * 4)] ?? 'junior',
      wishedPayFen: wishedPayUnit === 'day' ? 18_000 + Math.floor(next() * 15) * 1_000 : 2_500, wishedPayUnit, place: placed ? place : null,
      busy: next() < 0.3 ? [{ startsAt: busyFrom, endsAt: busyFrom + 9 * hour }] : [], takenJobIds: new Set<string>(), knownEmployerIds: new Set<string>(), adult: true, pastRetirement: false, licensedUntil: new Map<string, number>(),
    }
  })
}

/** The first rules with 300 trades: each has five related ones. */
export const rules: MatchRules = {
  ...firstMatchRules,
  skilledTrades: Array.from({ length: 100 }, (_, number) => tradeOf(number * 3)),
  related: Array.from({ length: tradeCount }, (_, number) => [1, 2, 3, 5, 8].map((step) => ({ from: tradeOf(number), to: tradeOf((number + step) % tradeCount), percent: 85 - step * 6 }))).flat(),
}
