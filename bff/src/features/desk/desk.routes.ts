import { deskEndpoints } from '@market/shared/desk/desk.contract'
import type { Route } from '../../http/route'
import type { AgreementCopies } from './agreement-copies'
import type { AgreementSigning } from './agreement-signing'
import type { DeskService } from './desk.service'
import type { HeldOffers } from './held-offers'
import type { PhoneBindingService } from './phone-binding.service'

export const deskRoutes = (route: Route, { desk, offers, signing, copies, phones }: { desk: DeskService; offers: HeldOffers; signing: AgreementSigning; copies: AgreementCopies; phones: PhoneBindingService }): void => {
  route(deskEndpoints.find, ({ command, body }) => desk.find(command, body.shown))
  route(deskEndpoints.register, ({ command, body }) => desk.register(command, body))
  route(deskEndpoints.checkIn, ({ command, body }) => desk.checkIn(command, body.shown, body.offHours))
  route(deskEndpoints.newSlip, ({ command, body }) => desk.newSlip(command, body.shown))
  route(deskEndpoints.revokeSlip, ({ command, body }) => desk.revokeSlip(command, body.shown))
  route(deskEndpoints.slipPaper, async ({ caller, params, query, now }) => ({
    fileName: `小票-${query.size}.pdf`,
    content: await desk.slipPaper(caller, params.personId, query.size, now),
  }))
  route(deskEndpoints.acceptOffer, ({ command, body }) => offers.accept(command, body))
  route(deskEndpoints.openAgreement, ({ command, body }) => signing.open(command, body.shown, body.agreementId))
  route(deskEndpoints.signAgreement, ({ command, body }) => signing.sign(command, body))
  route(deskEndpoints.copyAgreement, ({ command, body }) => copies.ask(command, body.shown, body.agreementId))
  route(deskEndpoints.agreementPaper, ({ caller, params, now }) => copies.paper(caller, params.agreementId, now))
  route(deskEndpoints.bindPhone, ({ command, body }) => phones.bind(command, body.shown, body.phoneCode))
  route(deskEndpoints.phoneCode, async ({ caller, now }) => phones.phoneCode(caller, now))
}
