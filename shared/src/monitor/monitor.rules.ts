import type { DayFigures, MarketLine, Shortage } from './monitor.contract'

const figureNames = ['checkedIn', 'applied', 'signed', 'arrived', 'settled'] as const

export const noFigures: DayFigures = { checkedIn: 0, applied: 0, signed: 0, arrived: 0, settled: 0 }

/** Fewer days than this say nothing about what is usual. */
const fewestDays = 3

/** The average of days on which anything happened, in whole numbers; null where there are too few of them. */
export function usualDay(days: readonly DayFigures[]): DayFigures | null {
  if (days.length < fewestDays) return null
  const average = (name: keyof DayFigures): number => Math.round(days.reduce((sum, day) => sum + day[name], 0) / days.length)
  return Object.fromEntries(figureNames.map((name) => [name, average(name)])) as DayFigures
}

/** Trades in which more people are wanted than are there, the largest gap first. */
export const shortagesOf = (places: readonly { trade: string; places: number }[], present: readonly { trade: string; people: number }[]): Shortage[] => {
  const there = new Map(present.map(({ trade, people }) => [trade, people]))
  return places
    .map(({ trade, places: wanted }) => ({ trade, places: wanted, present: there.get(trade) ?? 0 }))
    .filter((one) => one.places > one.present)
    .sort((one, other) => other.places - other.present - (one.places - one.present) || one.trade.localeCompare(other.trade))
}

/** Late ones first, then the busiest, then by name. */
export const byNeed = (one: MarketLine, other: MarketLine): number =>
  other.overdueCases - one.overdueCases || other.figures.checkedIn - one.figures.checkedIn || other.openCases - one.openCases || one.name.localeCompare(other.name)
