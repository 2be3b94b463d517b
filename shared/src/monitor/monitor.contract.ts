import { Type, type Static } from 'typebox'
import { defineEndpoint } from '../endpoint'
import { Day, Id, Nullable } from '../values'

const Count = Type.Integer({ minimum: 0 })

/** What has happened in a day: facts as they were counted, a later withdrawal takes nothing back. */
export const DayFigures = Type.Object({ checkedIn: Count, applied: Count, signed: Count, arrived: Count, settled: Count })
export type DayFigures = Static<typeof DayFigures>

/** A trade of which more people are wanted than are there. */
export const Shortage = Type.Object({ trade: Type.String(), places: Count, present: Count })
export type Shortage = Static<typeof Shortage>

export const MarketLine = Type.Object({
  marketId: Id,
  name: Type.String(),
  figures: DayFigures,
  /** Open cases of its people and postings, and how many of them are past their deadline. */
  openCases: Count,
  overdueCases: Count,
})
export type MarketLine = Static<typeof MarketLine>

export const Overview = Type.Object({
  day: Day,
  marketCount: Count,
  today: DayFigures,
  /** An average day of the two weeks before, hours not yet over included; null where too few days are known. */
  usual: Nullable(DayFigures),
  /** Places still free in open jobs. */
  openPlaces: Count,
  /** The worst first. */
  shortages: Type.Array(Shortage),
  /** Markets in which something has happened today or something is waiting: late ones first, then the busiest. */
  markets: Type.Array(MarketLine),
})
export type Overview = Static<typeof Overview>

export const monitorEndpoints = {
  overview: defineEndpoint({
    action: 'monitor.overview',
    summary: 'The day in the scope of the caller: figures against an average day, trades that are short, markets that need somebody',
    method: 'GET',
    path: '/api/overview',
    who: ['manager', 'inspector', 'operator', 'officer'],
    changes: false,
    response: Overview,
    errors: [],
  }),
} as const
