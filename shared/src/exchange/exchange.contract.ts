import { Type, type Static } from 'typebox'
import { apiScopes, defineEndpoint, FileBody, FileReply, strict } from '../endpoint'
import { Id, Instant, literals, Nullable, TradeText } from '../values'
import { mostFileBytes } from './import-file'
import { importPhases } from './import-phases'
import type { JobPosting } from './job-posting.rules'

/** How far one file has come. Counts grow while it is read; nothing of it is a posting before `done`. */
export const Import = Type.Object({
  id: Id,
  fileName: Type.String(),
  format: literals(['csv', 'xlsx', 'json']),
  phase: literals(importPhases),
  rowsRead: Type.Integer(),
  rowsBad: Type.Integer(),
  /** Here already, from an earlier file. */
  rowsKnown: Type.Integer(),
  rowsNew: Type.Integer(),
  /** Of the new ones, those that staff look at first. */
  rowsInReview: Type.Integer(),
  /** Why the file as a whole was not taken, in words. */
  problem: Nullable(Type.String()),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
})
export type Import = Static<typeof Import>

/** One row that is wrong. `field` is the heading of its column. */
export const BadRow = Type.Object({
  /** As the spreadsheet counts. */
  line: Type.Integer(),
  problems: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
})
export type BadRow = Static<typeof BadRow>

export const ApiKey = Type.Object({
  id: Id,
  name: Type.String(),
  /** Its first characters, by which its owner knows it. */
  prefix: Type.String(),
  scopes: Type.Array(literals(apiScopes)),
  /** Calls a day. */
  dailyQuota: Type.Integer(),
  usedToday: Type.Integer(),
  createdAt: Instant,
  lastUsedAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
})
export type ApiKey = Static<typeof ApiKey>

/** Calls a day a key may be made for. */
export const mostDailyQuota = 100_000
/** Keys one account may have at a time. */
export const mostKeys = 10

const importParams = strict({ importId: Id })

export const exchangeEndpoints = {
  jobs: defineEndpoint({
    action: 'exchange.jobs',
    summary: 'Open jobs of all markets as schema.org JobPosting, in the order in which they were posted',
    method: 'GET',
    path: '/api/exchange/jobs',
    who: 'everyone',
    apiScope: 'jobs.read',
    conditional: true,
    changes: false,
    query: strict({
      /** GB/T 2260: a province, city or county; with everything below it. */
      region: Type.Optional(Type.String({ pattern: '^[0-9]{2,12}$' })),
      trade: Type.Optional(TradeText),
      /** Only what was posted since. */
      updatedSince: Type.Optional(Instant),
      after: Type.Optional(Type.String({ maxLength: 80 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    }),
    response: Type.Object({
      '@context': Type.Literal('https://schema.org'),
      '@type': Type.Literal('ItemList'),
      itemListElement: Type.Array(Type.Unsafe<JobPosting>({ type: 'object', additionalProperties: true })),
      /** For `after`; null on the last page. */
      next: Nullable(Type.String()),
    }),
    errors: ['invalid_fields'],
  }),
  create: defineEndpoint({
    action: 'exchange.import',
    summary: 'Send a list of postings; it is read after the answer, and published as a whole or not at all',
    method: 'POST',
    path: '/api/imports',
    who: 'employer',
    apiScope: 'jobs.write',
    changes: true,
    upload: true,
    bodyLimit: mostFileBytes,
    query: strict({
      fileName: Type.String({ minLength: 1, maxLength: 120 }),
      /** Where rows belong that name no place. */
      marketId: Type.Optional(Id),
    }),
    body: FileBody,
    response: Import,
    errors: ['not_found', 'market_gone', 'not_verified', 'forbidden', 'file_unreadable', 'import_running', 'payload_too_large', 'unsupported_media_type'],
  }),
  imports: defineEndpoint({
    action: 'exchange.imports',
    summary: 'The last files this account sent',
    method: 'GET',
    path: '/api/imports',
    who: 'employer',
    apiScope: 'jobs.write',
    changes: false,
    response: Type.Object({ imports: Type.Array(Import) }),
    errors: [],
  }),
  get: defineEndpoint({
    action: 'exchange.import_progress',
    summary: 'How far a file has come',
    method: 'GET',
    path: '/api/imports/:importId',
    who: 'employer',
    apiScope: 'jobs.write',
    changes: false,
    params: importParams,
    response: Import,
    errors: ['not_found'],
  }),
  badRows: defineEndpoint({
    action: 'exchange.bad_rows',
    summary: 'What is wrong with a file, row by row',
    method: 'GET',
    path: '/api/imports/:importId/bad-rows',
    who: 'employer',
    apiScope: 'jobs.write',
    changes: false,
    params: importParams,
    query: strict({ afterLine: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }),
    response: Type.Object({ rows: Type.Array(BadRow), nextLine: Nullable(Type.Integer()) }),
    errors: ['not_found'],
  }),
  report: defineEndpoint({
    action: 'exchange.report',
    summary: 'The same as a spreadsheet, to correct the file by',
    method: 'GET',
    path: '/api/imports/:importId/report',
    who: 'employer',
    apiScope: 'jobs.write',
    changes: false,
    params: importParams,
    download: 'text/csv; charset=utf-8',
    response: FileReply,
    errors: ['not_found'],
  }),
  keys: defineEndpoint({
    action: 'exchange.keys',
    summary: "The account's keys, newest first",
    method: 'GET',
    path: '/api/api-keys',
    who: 'employer',
    changes: false,
    response: Type.Object({ keys: Type.Array(ApiKey) }),
    errors: [],
  }),
  makeKey: defineEndpoint({
    action: 'exchange.make_key',
    summary: 'Make a key for another system; it is shown in this answer and never again',
    method: 'POST',
    path: '/api/api-keys',
    who: 'employer',
    changes: true,
    body: strict({
      name: Type.String({ maxLength: 40 }),
      scopes: Type.Array(literals(apiScopes), { minItems: 1, maxItems: apiScopes.length }),
      dailyQuota: Type.Integer({ minimum: 1, maximum: mostDailyQuota }),
    }),
    response: Type.Object({ key: Type.String(), made: ApiKey }),
    errors: ['invalid_fields', 'not_verified', 'forbidden', 'too_many_keys'],
  }),
  revokeKey: defineEndpoint({
    action: 'exchange.revoke_key',
    summary: 'End a key; its next call is refused',
    method: 'POST',
    path: '/api/api-keys/:keyId/revoke',
    who: 'employer',
    changes: true,
    params: strict({ keyId: Id }),
    response: ApiKey,
    errors: ['not_found'],
  }),
} as const
