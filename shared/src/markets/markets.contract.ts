import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Day, Id, Instant, Latitude, literals, Longitude, Nullable } from '../values'
import { marketKinds, staffRoles } from '../words/lists'
import { coverageStates } from './coverage.rules'
import { nameForms, regionKinds } from './market-names.rules'
import type { MarketElement, RuleTopic } from './market-profile'

export const Market = Type.Object({
  id: Id,
  kind: literals(marketKinds),
  level: literals(regionKinds),
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

const Line = Type.String({ maxLength: 120 })
const Text = Type.String({ maxLength: 1000 })
const Lines = Type.Array(Line, { maxItems: 40 })
const everyTopic: Record<RuleTopic, typeof Text> = { hiring: Text, labour: Text, mediation: Text, publishing: Text, pay: Text }
const everyElement: Record<MarketElement, typeof Text> = { channels: Text, matching: Text, operation: Text, venue: Text, funding: Text, rights: Text, evaluation: Text }

export const Profile = strict({
  trades: Type.Array(Type.String({ maxLength: 20 }), { maxItems: 40 }),
  deskFunctions: Lines,
  facilities: Lines,
  services: Lines,
  guides: Type.Array(strict({ title: Line, steps: Lines }), { maxItems: 20 }),
  promises: Lines,
  rules: strict(everyTopic),
  complaint: Text,
  elements: strict(everyElement),
})

const Clock = Type.String({ maxLength: 8 })
const Phone = Type.String({ maxLength: 30 })
/** What a manager may change; the limits that people are told of are those of profile.rules. */
const detailsFields = {
  address: Type.String({ maxLength: 200 }),
  lat: Latitude,
  lng: Longitude,
  opensAt: Clock,
  closesAt: Clock,
  hotline: Phone,
  complaintPhone: Phone,
  fenceMetres: Nullable(Type.Integer()),
  safeCapacity: Nullable(Type.Integer()),
  profile: Profile,
}

/** A licence of whoever runs a market, as everybody may see it. */
export const OperatorLicence = Type.Object({
  kind: literals(['business_licence', 'hr_permit', 'registration']),
  number: Type.String(),
  /** Null for one without an end. */
  validUntil: Nullable(Day),
  standing: literals(['valid', 'ends_soon', 'over']),
})

export const Operator = Type.Object({
  employerId: Id,
  name: Type.String(),
  kind: literals(['agency', 'organisation']),
  since: Instant,
  /** Whether what it showed has been checked and counts today. */
  verified: Type.Boolean(),
  licences: Type.Array(OperatorLicence),
})
export type Operator = Static<typeof Operator>

/** Everything a market publishes about itself. */
export const MarketPage = Type.Object({
  market: Market,
  form: Nullable(literals(nameForms)),
  regionCode: Type.String(),
  /** From the province down to the market's own region. */
  regionNames: Type.Array(Type.String()),
  /** `changesAt`: when it closes or opens next; null for round the clock. */
  opening: Type.Object({ open: Type.Boolean(), changesAt: Nullable(Instant) }),
  fenceMetres: Nullable(Type.Integer()),
  safeCapacity: Nullable(Type.Integer()),
  profile: Profile,
  parent: Nullable(Type.Object({ id: Id, name: Type.String() })),
  below: Type.Array(Type.Object({ id: Id, name: Type.String(), kind: literals(marketKinds) })),
  /** Null where the public employment service runs it itself. */
  operator: Nullable(Operator),
  closedAt: Nullable(Instant),
  /** Grows with each change; to be sent back with the next. */
  version: Type.Integer(),
})
export type MarketPage = Static<typeof MarketPage>

export const Region = Type.Object({ code: Type.String(), name: Type.String(), kind: literals(regionKinds) })
export type Region = Static<typeof Region>

/** GB/T 2260 code of a region, or the longer one of a street or village. */
const RegionCode = Type.String({ pattern: '^\\d{2,12}$' })

const LevelCount = Type.Object({ kind: literals(regionKinds), all: Type.Integer(), covered: Type.Integer() })

export const Coverage = Type.Object({
  region: Region,
  /** The regions above it, from the province down. */
  above: Type.Array(Region),
  /** 1 + 19 + N of the whole province, whatever region was asked for. */
  system: Type.Object({ provincial: Type.Integer(), cities: Type.Integer(), citiesInAll: Type.Integer(), local: Type.Integer(), stations: Type.Integer() }),
  /** Regions inside this one by kind, villages apart. */
  levels: Type.Array(LevelCount),
  /** Markets and stations in this region itself. */
  here: Type.Array(Type.Object({ id: Id, name: Type.String(), kind: literals(marketKinds) })),
  /** The regions right below, those that have nothing yet first. */
  children: Type.Array(Type.Object({
    region: Region,
    state: literals(coverageStates),
    /** Markets and stations in it and below it. */
    markets: Type.Integer(),
    stations: Type.Integer(),
    levels: Type.Array(LevelCount),
  })),
})
export type Coverage = Static<typeof Coverage>

/** A market in the list of those the caller answers for. */
export const ManagedMarket = Type.Object({
  id: Id,
  name: Type.String(),
  kind: literals(marketKinds),
  level: literals(regionKinds),
  address: Type.String(),
  closedAt: Nullable(Instant),
  /** What it has not published yet. */
  profileMissing: Type.Boolean(),
})
export type ManagedMarket = Static<typeof ManagedMarket>

const marketId = strict({ marketId: Id })

export const marketsEndpoints = {
  list: defineEndpoint({
    action: 'markets.list',
    summary: 'Markets and stations, nearest first when a place is given; only those open now when asked for',
    method: 'GET',
    path: '/api/markets',
    who: 'everyone',
    changes: false,
    query: strict({
      lat: Type.Optional(Latitude), lng: Type.Optional(Longitude), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      open: Type.Optional(Type.Boolean()),
    }),
    response: Type.Object({ markets: Type.Array(Type.Object({ market: Market, distanceMetres: Nullable(Type.Integer()) })) }),
    errors: [],
  }),
  get: defineEndpoint({
    action: 'markets.get',
    summary: 'What a market publishes: place, hours, services, guides, promises, rules, hotline, complaints, who runs it',
    method: 'GET',
    path: '/api/markets/:marketId',
    who: 'everyone',
    changes: false,
    params: marketId,
    response: MarketPage,
    errors: ['not_found'],
  }),
  today: defineEndpoint({
    action: 'markets.today',
    summary: "A market's figures of the day, without personal data",
    method: 'GET',
    path: '/api/markets/:marketId/today',
    who: 'everyone',
    changes: false,
    params: marketId,
    response: MarketToday,
    errors: ['not_found'],
  }),
  create: defineEndpoint({
    action: 'markets.create',
    summary: 'Set up a market or station; its name follows the standard, everything else begins as usual for its kind',
    method: 'POST',
    path: '/api/markets',
    who: ['officer'],
    changes: true,
    body: strict({
      kind: literals(marketKinds),
      regionCode: RegionCode,
      name: Type.String({ maxLength: 200 }),
      /** For a specialised market. */
      trades: Type.Array(Type.String({ maxLength: 20 }), { maxItems: 40 }),
      address: Type.String({ maxLength: 200 }),
      lat: Latitude,
      lng: Longitude,
      hotline: Phone,
      complaintPhone: Phone,
    }),
    response: MarketPage,
    errors: ['invalid_fields', 'not_found', 'name_taken'],
  }),
  edit: defineEndpoint({
    action: 'markets.edit',
    summary: 'Change what a market publishes; refused when somebody else changed it since it was read',
    method: 'POST',
    path: '/api/markets/:marketId',
    who: ['manager', 'officer'],
    changes: true,
    params: marketId,
    body: strict({ version: Type.Integer({ minimum: 1, maximum: 1_000_000 }), ...detailsFields }),
    response: MarketPage,
    errors: ['invalid_fields', 'not_found', 'changed_meanwhile', 'market_gone'],
  }),
  close: defineEndpoint({
    action: 'markets.close',
    summary: 'Close a market for good (policy clause 十九); its codes stop working',
    method: 'POST',
    path: '/api/markets/:marketId/close',
    who: ['officer'],
    changes: true,
    params: marketId,
    body: strict({ reason: Type.String({ maxLength: 400 }) }),
    response: MarketPage,
    errors: ['invalid_fields', 'not_found', 'market_gone', 'market_in_use'],
  }),
  reopen: defineEndpoint({
    action: 'markets.reopen',
    summary: 'Open a closed market again; it needs new gate codes',
    method: 'POST',
    path: '/api/markets/:marketId/reopen',
    who: ['officer'],
    changes: true,
    params: marketId,
    response: MarketPage,
    errors: ['not_found', 'step_not_allowed'],
  }),
  entrust: defineEndpoint({
    action: 'markets.entrust',
    summary: 'Entrust a market to an agency or a social organisation whose licences have been checked (policy clause 十五)',
    method: 'POST',
    path: '/api/markets/:marketId/operator',
    who: ['officer'],
    changes: true,
    params: marketId,
    body: strict({ creditCode: Type.String({ maxLength: 40 }) }),
    response: MarketPage,
    errors: ['invalid_fields', 'not_found', 'market_gone', 'operator_unfit', 'step_not_allowed'],
  }),
  endOperator: defineEndpoint({
    action: 'markets.end_operator',
    summary: 'Take a market back from its operator',
    method: 'POST',
    path: '/api/markets/:marketId/operator/end',
    who: ['officer'],
    changes: true,
    params: marketId,
    response: MarketPage,
    errors: ['not_found', 'step_not_allowed'],
  }),
  managed: defineEndpoint({
    action: 'markets.managed',
    summary: 'Markets and stations in the scope of the caller, from the province down',
    method: 'GET',
    path: '/api/managed-markets',
    who: staffRoles,
    changes: false,
    query: strict({ name: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })), after: Type.Optional(Type.String({ minLength: 1, maxLength: 80, pattern: '^[0-9A-Za-z/_-]+$' })) }),
    response: Type.Object({ markets: Type.Array(ManagedMarket), next: Nullable(Type.String()) }),
    errors: ['invalid_fields'],
  }),
  regions: defineEndpoint({
    action: 'markets.regions',
    summary: 'A region of the tree, those above it and those right below it; the province when none is asked for',
    method: 'GET',
    path: '/api/regions',
    who: 'everyone',
    changes: false,
    query: strict({ under: Type.Optional(RegionCode) }),
    response: Type.Object({ region: Region, above: Type.Array(Region), children: Type.Array(Region) }),
    errors: ['not_found'],
  }),
  coverage: defineEndpoint({
    action: 'markets.coverage',
    summary: 'Which cities, counties, streets and villages of a region have a market or station and which do not yet; 1+19+N',
    method: 'GET',
    path: '/api/coverage',
    who: staffRoles,
    changes: false,
    query: strict({ region: Type.Optional(RegionCode) }),
    response: Coverage,
    errors: ['not_found'],
  }),
} as const
