import { sessionEndpoints } from '@market/shared/session/session.contract'
import type { Route } from '../../http/route'
import type { SessionService } from './session.service'

const done = { done: true } as const

export const sessionRoutes = (route: Route, service: SessionService, { sandbox }: { sandbox: boolean }): void => {
  route(sessionEndpoints.about, async ({ now }) => ({ sandbox, serverTime: now }))
  route(sessionEndpoints.signIn, ({ body, now }) => service.signIn(body.code, now))
  route(sessionEndpoints.refresh, ({ body, now }) => service.refresh(body.refreshToken, now))
  route(sessionEndpoints.signOut, async ({ caller, now }) => {
    await service.signOut(caller, now)
    return done
  })
  route(sessionEndpoints.signOutEverywhere, async ({ caller, now }) => {
    await service.signOutEverywhere(caller, now)
    return done
  })
  route(sessionEndpoints.me, ({ caller, now }) => service.me(caller, now))
}
