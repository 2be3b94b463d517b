import { Type, type Static } from 'typebox'
import { defineEndpoint, Done, strict } from '../endpoint'
import { Fen, Id, Instant, Latitude, literals, Longitude, Nullable } from '../values'
import { payUnits } from '../words/lists'
import { placeStandings, transferStaff, transferStates } from './transfer.rules'

const Count = Type.Integer({ minimum: 0 })

/** A market to go to, with what is needed to get there. */
export const Destination = Type.Object({
  id: Id, name: Type.String(), address: Type.String(), lat: Latitude, lng: Longitude, hotline: Type.String(), opensAt: Type.String(), closesAt: Type.String(),
})
export type Destination = Static<typeof Destination>

/** A job at another market of a trade of the worker's, or one related to it, that no hard rule forbids and that they can reach before it begins. */
export const TransferJob = Type.Object({
  id: Id, title: Type.String(), trade: Type.String(), payFen: Fen, payUnit: literals(payUnits), startsAt: Instant, endsAt: Instant, address: Type.String(), places: Count,
  /** Why it fits, as on the other cards. */
  reasons: Type.Array(Type.String()),
})
export type TransferJob = Static<typeof TransferJob>

export const TransferOption = Type.Object({
  market: Destination,
  distanceMetres: Count,
  /** Roughly; how it is reckoned stands in `transfer.rules`. */
  travelMinutes: Count,
  /** Places free in all fitting jobs there. */
  places: Count,
  /** The best pay among them, for a whole day. */
  bestDayPayFen: Fen,
  /** The latest moment to set off, so as to be there when the last of them begins. */
  leaveBy: Instant,
  /** Those that fit best, best first. */
  jobs: Type.Array(TransferJob),
})
export type TransferOption = Static<typeof TransferOption>

/** From where one would go: a market where one is present, or the place of a job that is done. */
export const TransferOrigin = Type.Object({ marketId: Id, name: Type.String(), lat: Latitude, lng: Longitude })
export type TransferOrigin = Static<typeof TransferOrigin>

/** A job elsewhere as it stands now: what a bus may travel to. */
export const BusJob = Type.Object({
  id: Id, title: Type.String(), trade: Type.String(), payFen: Fen, payUnit: literals(payUnits), startsAt: Instant, endsAt: Instant, places: Count, standing: literals(placeStandings),
})
export type BusJob = Static<typeof BusJob>

/** A transfer as its worker sees it. */
export const Transfer = Type.Object({
  id: Id,
  state: literals(transferStates),
  from: Type.Object({ id: Id, name: Type.String() }),
  to: Destination,
  /** The job a place was taken at; of an offer the one where it would be. */
  job: Nullable(BusJob),
  applicationId: Nullable(Id),
  /** Until when an offer can be answered; once moving, by when one should be there. */
  until: Instant,
  bus: Nullable(Type.Object({ groupId: Id, leavesAt: Instant, meetAt: Type.String(), seatsLeft: Count })),
})
export type Transfer = Static<typeof Transfer>

/** Somebody who is on the way here, as staff see them. */
export const Expected = Type.Object({
  transferId: Id, nameMasked: Type.String(), trades: Type.Array(Type.String()), fromMarketName: Type.String(), jobTitle: Nullable(Type.String()), acceptedAt: Instant,
  /** By when they should be there; whoever has a place may be late. */
  until: Instant,
  groupId: Nullable(Id),
})
export type Expected = Static<typeof Expected>

export const TransferGroup = Type.Object({
  id: Id,
  from: Type.Object({ id: Id, name: Type.String() }),
  to: Type.Object({ id: Id, name: Type.String() }),
  /** Whoever says yes takes a place there. */
  job: Nullable(BusJob),
  seats: Count,
  taken: Count,
  leavesAt: Instant,
  meetAt: Type.String(),
  cancelled: Type.Boolean(),
})
export type TransferGroup = Static<typeof TransferGroup>

export const TransferRider = Type.Object({ transferId: Id, nameMasked: Type.String(), number: Nullable(Type.Integer()), state: literals(transferStates) })
export type TransferRider = Static<typeof TransferRider>

export const TransferGroupDetail = Type.Object({ ...TransferGroup.properties, riders: Type.Array(TransferRider) })
export type TransferGroupDetail = Static<typeof TransferGroupDetail>

const TradeBalance = Type.Object({ trade: Type.String(), places: Count, people: Count })
const TradePeople = Type.Array(Type.Object({ trade: Type.String(), people: Count }))

/** Another market within reach: who could go there, and who could come from there, by trade. */
export const BoardMarket = Type.Object({ market: Destination, distanceMetres: Count, travelMinutes: Count, outwards: TradePeople, inwards: TradePeople })
export type BoardMarket = Static<typeof BoardMarket>

export const TransferBoard = Type.Object({
  market: Type.Object({ id: Id, name: Type.String() }),
  /** Free places of the next 24 hours, and people who are present and free. */
  trades: Type.Array(TradeBalance),
  /** Those to whom or from whom most could go first. */
  others: Type.Array(BoardMarket),
})
export type TransferBoard = Static<typeof TransferBoard>

const atMarket = strict({ marketId: Type.Optional(Id) })
const transferId = strict({ transferId: Id })

export const GroupDraft = strict({
  /** Where the bus leaves; without it the market the caller works at. */
  marketId: Type.Optional(Id),
  toMarketId: Id,
  jobId: Type.Optional(Id),
  /** Whom to ask, by their numbers of the day; more than there are seats may be asked. */
  numbers: Type.Array(Type.Integer({ minimum: 1, maximum: 1_000_000 }), { minItems: 1, maxItems: 500 }),
  seats: Type.Integer({ minimum: 1, maximum: 100 }),
  leavesAt: Instant,
  meetAt: Type.String({ maxLength: 60 }),
})
export type GroupDraft = Static<typeof GroupDraft>

export const transferEndpoints = {
  options: defineEndpoint({
    action: 'transfer.options',
    summary: 'Other markets with places that fit the caller, from where they are present or from a job they have done',
    method: 'GET',
    path: '/api/transfers/options',
    who: 'worker',
    changes: false,
    query: strict({ applicationId: Type.Optional(Id) }),
    response: Type.Object({ from: Nullable(TransferOrigin), options: Type.Array(TransferOption) }),
    errors: [],
  }),
  current: defineEndpoint({
    action: 'transfer.current',
    summary: 'Where the caller is on the way to, and which buses they are asked to come with',
    method: 'GET',
    path: '/api/transfers/current',
    who: 'worker',
    changes: false,
    response: Type.Object({ moving: Nullable(Transfer), offers: Type.Array(Transfer) }),
    errors: [],
  }),
  create: defineEndpoint({
    action: 'transfer.create',
    summary: 'Go to another market: leaves here, gives back what is not signed for today, takes a place there',
    method: 'POST',
    path: '/api/transfers',
    who: 'worker',
    changes: true,
    body: strict({ toMarketId: Id, jobId: Type.Optional(Id), applicationId: Type.Optional(Id) }),
    response: Transfer,
    errors: ['not_present', 'signed_here', 'no_places_there', 'already_moving', 'job_not_open', 'job_full', 'already_applied', 'known_workers_first', 'time_overlap', 'own_job', 'adults_only', 'minor_hours', 'past_retirement', 'licence_needed', 'service_busy'],
  }),
  answer: defineEndpoint({
    action: 'transfer.answer',
    summary: 'Come along on a bus, or not',
    method: 'POST',
    path: '/api/transfers/:transferId/answer',
    who: 'worker',
    changes: true,
    params: transferId,
    body: strict({ go: Type.Boolean() }),
    response: Transfer,
    errors: ['step_not_allowed', 'bus_full', 'signed_here', 'no_places_there', 'already_moving', 'job_not_open', 'job_full', 'already_applied', 'known_workers_first', 'time_overlap', 'own_job', 'adults_only', 'minor_hours', 'past_retirement', 'licence_needed', 'service_busy'],
  }),
  cancel: defineEndpoint({
    action: 'transfer.cancel',
    summary: 'Not go after all; the place taken with it is given back unless both have signed',
    method: 'POST',
    path: '/api/transfers/:transferId/cancel',
    who: 'worker',
    changes: true,
    params: transferId,
    response: Transfer,
    errors: ['step_not_allowed'],
  }),
  expected: defineEndpoint({
    action: 'transfer.expected',
    summary: 'Who is on the way to a market, and the buses',
    method: 'GET',
    path: '/api/transfers/expected',
    who: transferStaff,
    changes: false,
    query: atMarket,
    response: Type.Object({ market: Type.Object({ id: Id, name: Type.String() }), total: Count, people: Type.Array(Expected), buses: Type.Array(TransferGroup) }),
    errors: ['invalid_fields'],
  }),
  board: defineEndpoint({
    action: 'transfer.board',
    summary: 'Where people are missing and where too many are, within reach of a market',
    method: 'GET',
    path: '/api/transfer-board',
    who: transferStaff,
    changes: false,
    query: atMarket,
    response: TransferBoard,
    errors: ['invalid_fields'],
  }),
  openings: defineEndpoint({
    action: 'transfer.openings',
    summary: 'Jobs at another market that a bus from here can reach in time and that have places for whoever comes',
    method: 'GET',
    path: '/api/transfer-openings',
    who: transferStaff,
    changes: false,
    query: strict({ marketId: Type.Optional(Id), toMarketId: Id }),
    response: Type.Object({ market: Type.Object({ id: Id, name: Type.String() }), travelMinutes: Count, jobs: Type.Array(BusJob) }),
    errors: ['invalid_fields'],
  }),
  makeGroup: defineEndpoint({
    action: 'transfer.make_group',
    summary: 'Order a bus to another market and ask people who are present; each answers for themselves',
    method: 'POST',
    path: '/api/transfer-groups',
    who: transferStaff,
    changes: true,
    body: GroupDraft,
    response: TransferGroupDetail,
    errors: ['invalid_fields'],
  }),
  groups: defineEndpoint({
    action: 'transfer.groups',
    summary: 'The buses of today that leave here, with who comes along',
    method: 'GET',
    path: '/api/transfer-groups',
    who: transferStaff,
    changes: false,
    query: atMarket,
    response: Type.Object({ market: Type.Object({ id: Id, name: Type.String() }), groups: Type.Array(TransferGroupDetail) }),
    errors: ['invalid_fields'],
  }),
  cancelGroup: defineEndpoint({
    action: 'transfer.cancel_group',
    summary: 'The bus does not leave; everybody who was asked or had said yes is told',
    method: 'POST',
    path: '/api/transfer-groups/:groupId/cancel',
    who: transferStaff,
    changes: true,
    params: strict({ groupId: Id }),
    response: Done,
    errors: ['step_not_allowed'],
  }),
} as const
