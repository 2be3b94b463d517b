import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { deskEndpoints, type DeskRegistration } from '@market/shared/desk/desk.contract'
import { oralConsent } from '@market/shared/desk/oral-consent'
import { expect } from 'vitest'
import { idNumber } from '../../support/people'
import { putPaper } from '../../support/agreement-paper'
import { apply, handwriting, hired, post, read, unloading } from '../../support/journey'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'

const form = (): DeskRegistration => ({
  name: '王建国', idNumber: idNumber(), phone: '', trades: ['4-02-05-01'], wishedPayFen: 20_000, wishedPayUnit: 'day', compared: true, consent: oralConsent.version,
})

/** Somebody without a phone, registered at the desk of this place. */
const registered = async ({ people }: Place) => {
  const body = form()
  const { person } = await people.staff.call(deskEndpoints.register, { body })
  return { personId: person.personId, card: { name: body.name, idNumber: body.idNumber }, slip: { code: person.slip?.code ?? '' } }
}

/** One account is valid in all markets: whoever brings their card or slip is served at any desk, and by that desk for its own market. */
const anyDesk = (answer: { status: number; text: string }, { marketId }: Place): void => {
  expect(answer.status).toBe(200)
  expect(answer.text).not.toContain(marketId)
}

/** Somebody with a signed agreement, before the desk with their card. */
const withAgreement = async ({ marketId }: Place, app: World['app']) => {
  const card = { name: '王建国', idNumber: idNumber() }
  const worker = await app.person({ ...card, worker: {} })
  const employer = await app.person({ employer: {} })
  const { id } = await post(employer, unloading(marketId))
  const { agreement } = await hired(worker, employer, id)
  await putPaper(app, agreement?.id ?? '')
  return { shown: card, agreementId: agreement?.id ?? '' }
}

/** Somebody with a draft of this market before the desk, as the worker and staff see it. */
const withDraft = async ({ marketId }: Place, app: World['app']) => {
  const card = { name: '王建国', idNumber: idNumber() }
  const worker = await app.person({ ...card, worker: {} })
  const { id } = await post(await app.person({ employer: {} }), unloading(marketId))
  const agreementId = (await apply(worker, id)).agreement?.id ?? ''
  return { shown: card, agreementId, textHash: (await read(worker, agreementId)).textHash }
}

/** Somebody for whom a place of this market is held. */
const withOffer = async ({ marketId }: Place, app: World['app']) => {
  const card = { name: '王建国', idNumber: idNumber() }
  const worker = await app.person({ ...card, worker: {} })
  const employer = await app.person({ employer: {} })
  const { id } = await post(employer, unloading(marketId, { hiring: 'employer_chooses' }))
  const applicationId = (await apply(worker, id)).id
  await employer.call(applyEndpoints.offer, { params: { applicationId } })
  return { shown: card, applicationId, jobVersion: 1 }
}

export const desk: EntriesOf<'desk'> = {
  'desk.find': { about: 'one thing', request: async (place) => ({ body: { shown: (await registered(place)).slip } }), elsewhere: anyDesk },
  'desk.register': { about: 'one thing', request: async () => ({ body: form() }), elsewhere: anyDesk },
  'desk.check_in': { about: 'one thing', request: async (place) => ({ body: { shown: (await registered(place)).slip } }), elsewhere: anyDesk },
  'desk.new_slip': { about: 'one thing', request: async (place) => ({ body: { shown: (await registered(place)).card } }), elsewhere: anyDesk },
  'desk.slip_paper': { about: 'one thing', request: async (place) => ({ params: { personId: (await registered(place)).personId }, query: { size: 'A6' } }) },
  'desk.accept_offer': { about: 'one thing', request: async (place, _role, { app }) => ({ body: await withOffer(place, app) }) },
  // What is signed at another market's jobs is not there at this desk.
  'desk.open_agreement': {
    about: 'one thing',
    request: async (place, _role, { app }) => {
      const { shown, agreementId } = await withDraft(place, app)
      return { body: { shown, agreementId } }
    },
  },
  'desk.sign_agreement': {
    about: 'one thing',
    request: async (place, _role, { app }) => ({
      body: { ...(await withDraft(place, app)), understoodPayFen: 26_000, strokes: handwriting(), compared: true, asked: true },
    }),
  },
  'desk.copy_agreement': { about: 'one thing', request: async (place, _role, { app }) => ({ body: await withAgreement(place, app) }), elsewhere: (answer) => expect(answer.status).toBe(200) },
  // Whoever has not asked for it themselves, their person standing there, does not get it.
  'desk.agreement_paper': {
    about: 'one thing',
    request: async (place, _role, { app }) => {
      const body = await withAgreement(place, app)
      await place.people.staff.call(deskEndpoints.copyAgreement, { body })
      return { params: { agreementId: body.agreementId } }
    },
  },
  'desk.revoke_slip': { about: 'one thing', request: async (place) => ({ body: { shown: (await registered(place)).slip } }), elsewhere: anyDesk },
  'desk.bind_phone': {
    about: 'one thing',
    request: async (place, _role, { app }) => {
      const { card } = await registered(place)
      const { code } = await (await app.person({ newcomer: true })).call(deskEndpoints.phoneCode)
      return { body: { shown: card, phoneCode: code } }
    },
    elsewhere: anyDesk,
  },
}
