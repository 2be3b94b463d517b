import type { TradeCode } from '../words/lists'

/** The parts of a score. Age, sex, origin and everything else about the person are not parts. */
export const matchParts = ['trade', 'skill', 'distance', 'pay', 'start', 'record', 'freshness'] as const
export type MatchPart = (typeof matchParts)[number]

/** Who knows `from` does `to` as well, by `percent` of somebody whose own trade it is. One way only: the other way is another entry. */
export type RelatedTrade = { from: string; to: string; percent: number }

/**
 * How jobs are ranked for a worker and workers for a job: data, so that each province publishes its own and changes it
 * without a new program. A version never changes once it is in force.
 */
export type MatchRules = {
  version: number
  /** Points of 1,000 for each part; they add up to 1,000. */
  weights: Readonly<Record<MatchPart, number>>
  spans: {
    /** Full points for distance at the door, none from here on, in metres. */
    farMetres: number
    /** Percent of the points for distance where a place is not known. */
    unknownPlacePercent: number
    /** Full points for pay from so many percent above the wish, none from as many below. */
    payPercent: number
    /** Full points for the start within `soonMinutes`, none from `lateMinutes` on. */
    soonMinutes: number
    lateMinutes: number
    /** Full points for a new posting, none once it is this old. */
    staleMinutes: number
    /** How many settlements' worth an average record counts in every employer's own: the newer the employer, the nearer to the average. */
    averageRecords: number
  }
  /** Trades in which the level of skill counts; in the others everybody has its points in full. */
  skilledTrades: readonly string[]
  related: readonly RelatedTrade[]
}

const pairs = (from: TradeCode, to: Partial<Record<TradeCode, number>>): RelatedTrade[] =>
  Object.entries(to).map(([code, percent]) => ({ from, to: code, percent }))

/** The version every province begins with. */
export const firstMatchRules: MatchRules = {
  version: 1,
  weights: { trade: 300, skill: 50, distance: 250, pay: 180, start: 110, record: 60, freshness: 50 },
  spans: {
    farMetres: 30_000, unknownPlacePercent: 50, payPercent: 20, soonMinutes: 2 * 60, lateMinutes: 3 * 24 * 60, staleMinutes: 2 * 24 * 60, averageRecords: 5,
  },
  skilledTrades: ['6-29-01-01', '6-29-01-03', '6-29-01-04', '6-29-01-05', '6-29-03-04', '6-29-04-01', '6-31-01-03', '6-18-02-04'],
  related: [
    ...pairs('4-02-05-01', { '4-02-06-01': 80, '4-02-06-02': 70, '4-02-07-09': 70, '5-01-02-01': 50 }),
    ...pairs('4-02-07-09', { '4-02-06-02': 80, '4-02-06-01': 80, '4-02-05-01': 60 }),
    ...pairs('4-02-06-01', { '4-02-06-02': 90, '4-02-07-09': 80, '4-02-05-01': 70 }),
    ...pairs('4-02-06-02', { '4-02-06-01': 90, '4-02-07-09': 80, '4-01-02-03': 60, '4-02-05-01': 60 }),
    ...pairs('4-10-01-06', { '4-03-02-05': 60, '4-02-06-02': 40 }),
    ...pairs('4-03-02-05', { '4-10-01-06': 60, '4-01-02-03': 60 }),
    ...pairs('6-29-01-01', { '6-29-01-03': 70, '6-29-04-01': 50, '4-02-05-01': 50 }),
    ...pairs('6-29-01-03', { '6-29-01-01': 40, '6-29-01-04': 40, '4-02-05-01': 60 }),
    ...pairs('6-29-01-04', { '6-29-01-03': 50, '6-18-02-04': 30, '4-02-05-01': 50 }),
    ...pairs('6-29-01-05', { '6-29-01-04': 40, '4-02-05-01': 50 }),
    ...pairs('6-29-03-04', { '6-29-04-01': 50 }),
    ...pairs('6-29-04-01', { '6-29-01-01': 50, '6-29-03-04': 30, '4-02-05-01': 40 }),
    ...pairs('6-31-01-03', { '6-29-04-01': 40 }),
    ...pairs('6-18-02-04', { '6-29-01-04': 40 }),
    ...pairs('4-02-07-08', { '4-02-07-10': 80, '4-02-07-09': 80, '4-02-05-01': 50 }),
    ...pairs('4-02-07-10', { '4-02-07-08': 80, '4-02-07-09': 60 }),
    ...pairs('4-02-02-02', { '4-02-07-08': 60, '4-02-05-01': 40 }),
    ...pairs('4-01-02-03', { '4-02-06-02': 70, '4-03-02-05': 60 }),
    ...pairs('5-01-02-01', { '4-02-05-01': 60 }),
  ],
}
