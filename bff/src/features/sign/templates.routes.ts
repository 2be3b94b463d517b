import { templateEndpoints } from '@market/shared/sign/templates.contract'
import type { Route } from '../../http/route'
import type { TemplatesService } from './templates.service'

export const templatesRoutes = (route: Route, service: TemplatesService): void => {
  route(templateEndpoints.versions, ({ caller, scope, now }) => service.list(caller.personId, scope, now))
  route(templateEndpoints.version, ({ params, scope }) => service.get(params.version, scope))
  route(templateEndpoints.preview, ({ body }) => Promise.resolve(service.preview(body.kind, body.form)))
  route(templateEndpoints.propose, ({ command, body, scope }) => service.propose(command, body, scope))
  route(templateEndpoints.confirm, ({ command, params, body, scope }) => service.confirm(command, params.version, body.effectiveFrom, scope))
  route(templateEndpoints.drop, ({ command, params, scope }) => service.drop(command, params.version, scope))
}
