import { exchangeEndpoints } from '@market/shared/exchange/exchange.contract'
import type { Route } from '../../http/route'
import { UploadedFile } from '../../http/uploads'
import { AppError } from '@market/shared/errors'
import type { ApiKeysService } from './api-keys.service'
import type { ImportsService } from './imports.service'
import type { JobFeedService } from './job-feed.service'

export const exchangeRoutes = (route: Route, { imports, keys, feed }: { imports: ImportsService; keys: ApiKeysService; feed: JobFeedService }): void => {
  route(exchangeEndpoints.jobs, ({ query, now }) => feed.list(query, now))
  route(exchangeEndpoints.create, ({ command, body, query }) => imports.create(command, uploaded(body), query))
  route(exchangeEndpoints.imports, async ({ caller }) => ({ imports: await imports.list(caller.personId) }))
  route(exchangeEndpoints.get, ({ params, caller }) => imports.get(params.importId, caller.personId))
  route(exchangeEndpoints.badRows, ({ params, query, caller }) => imports.badRows(params.importId, caller.personId, query))
  route(exchangeEndpoints.report, ({ params, caller }) => imports.report(params.importId, caller.personId))
  route(exchangeEndpoints.keys, async ({ caller, now }) => ({ keys: await keys.list(caller.personId, now) }))
  route(exchangeEndpoints.makeKey, ({ command, body }) => keys.make(command, body))
  route(exchangeEndpoints.revokeKey, ({ command, params }) => keys.revoke(command, params.keyId))
}

const uploaded = (body: unknown): UploadedFile => {
  if (!(body instanceof UploadedFile)) throw new AppError('unsupported_media_type')
  return body
}
