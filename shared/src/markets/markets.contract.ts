import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Day, Id, Latitude, literals, Longitude, Nullable } from '../values'
import { marketKinds } from '../words/lists'

export const Market = Type.Object({
  id: Id,
  kind: literals(marketKinds),
  level: literals(['province', 'city', 'county', 'street']),
  name: Type.String(),
  regionName: Type.String(),
  address: Type.String(),
  lat: Latitude,
  lng: Longitude,
  /** `HH:mm` in Asia/Shanghai. */
  opensAt: Type.String(),
  closesAt: Type.String(),
  hotline: Type.String(),
  complaintPhone: Type.String(),
  demo: Type.Boolean(),
})
export type Market = Static<typeof Market>

export const MarketToday = Type.Object({
  market: Market,
  day: Day,
  checkedIn: Type.Integer(),
  applied: Type.Integer(),
  signed: Type.Integer(),
  arrived: Type.Integer(),
  settled: Type.Integer(),
  openPlaces: Type.Integer(),
  presentByTrade: Type.Array(Type.Object({ trade: Type.String(), people: Type.Integer() })),
})
export type MarketToday = Static<typeof MarketToday>

export const marketsEndpoints = {
  list: defineEndpoint({
    action: 'markets.list',
    summary: 'All markets and stations, nearest first when a place is given',
    method: 'GET',
    path: '/api/markets',
    who: 'everyone',
    changes: false,
    query: strict({ lat: Type.Optional(Latitude), lng: Type.Optional(Longitude), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
    response: Type.Object({ markets: Type.Array(Type.Object({ market: Market, distanceMetres: Nullable(Type.Integer()) })) }),
    errors: [],
  }),
  today: defineEndpoint({
    action: 'markets.today',
    summary: "A market's figures of the day, without personal data",
    method: 'GET',
    path: '/api/markets/:marketId/today',
    who: 'everyone',
    changes: false,
    params: strict({ marketId: Id }),
    response: MarketToday,
    errors: ['not_found'],
  }),
} as const
