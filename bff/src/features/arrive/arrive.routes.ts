import { arriveEndpoints } from '@market/shared/arrive/arrive.contract'
import { byHandEndpoints } from '@market/shared/arrive/by-hand.contract'
import { offlineEndpoints } from '@market/shared/arrive/offline.contract'
import { phonesEndpoints } from '@market/shared/arrive/phones.contract'
import { reviewEndpoints } from '@market/shared/arrive/review.contract'
import type { Route } from '../../http/route'
import type { ArriveService } from './arrive.service'
import type { PhonesService } from './phones.service'
import type { ReviewsService } from './reviews.service'
import type { ByHandService } from './by-hand.service'
import type { OfflineRoster } from './roster.service'
import type { UnconfirmedService } from './unconfirmed.service'
import type { UploadService } from './upload.service'

export const arriveRoutes = (route: Route, service: ArriveService, offline: { roster: OfflineRoster; uploads: UploadService; phones: PhonesService; reviews: ReviewsService; byHand: ByHandService; unconfirmed: UnconfirmedService }): void => {
  route(arriveEndpoints.workPass, ({ command, params, body }) => service.workPass(command, params.applicationId, body.deviceKey))
  route(arriveEndpoints.confirm, ({ command, body }) => service.confirm(command, body))
  route(arriveEndpoints.duty, ({ caller, now }) => service.duty(caller, now))
  route(offlineEndpoints.roster, ({ caller, now }) => offline.roster.ofMarket(caller, now))
  route(offlineEndpoints.upload, ({ command, body }) => offline.uploads.upload(command, body))
  route(phonesEndpoints.list, ({ params, query, scope }) => offline.phones.list(params.marketId, query.after, scope))
  route(phonesEndpoints.revoke, ({ command, params, body, scope }) => offline.phones.revoke(command, params.deviceId, body.reason, scope))
  route(byHandEndpoints.enter, ({ command, body }) => offline.byHand.enter(command, body))
  route(byHandEndpoints.unconfirmed, ({ caller, query, now }) => offline.unconfirmed.list(caller, query.after, now))
  route(reviewEndpoints.see, ({ caller, params, scope, now }) => offline.reviews.see(caller, params.scanId, scope, now))
  route(reviewEndpoints.decide, ({ command, params, body, scope }) => offline.reviews.decide(command, params.scanId, body.finding, scope))
  route(reviewEndpoints.decideOfPhone, ({ command, params, body, scope }) => offline.reviews.decideOfPhone(command, params.deviceId, body.finding, scope))
  route(arriveEndpoints.finish, ({ command, params }) => service.finish(command, params.applicationId))
}
