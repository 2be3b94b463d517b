import { Type, type Static } from 'typebox'
import { defineEndpoint, FileReply, strict } from '../endpoint'
import { Application } from '../apply/apply.contract'
import { applicationStates } from '../journey'
import { Agreement, Handwriting, TextHash } from '../sign/sign.contract'
import { Day, Fen, Id, Instant, literals, Nullable } from '../values'
import { payUnits } from '../words/lists'
import { offHoursReasons } from './desk.rules'

// Shapes only. What was typed wrong is judged by desk.rules, which has words for each field.
const typed = (maxLength: number) => Type.String({ maxLength })

/** The ID card that lies on the desk. */
export const ShownCard = strict({ name: typed(64), idNumber: typed(40) })
export type ShownCard = Static<typeof ShownCard>

/**
 * How the person in front of staff is known: the code of their slip, or their ID card. Nobody is reached by an id: without
 * something that only the person brings, staff see nobody.
 */
export const Shown = Type.Union([strict({ code: typed(512) }), ShownCard])
export type Shown = Static<typeof Shown>

export const DeskRegistration = strict({
  name: typed(64),
  idNumber: typed(40),
  /** Somebody of the family who can be called; empty when there is none. */
  phone: typed(32),
  trades: Type.Array(typed(16), { maxItems: 20 }),
  wishedPayFen: Fen,
  wishedPayUnit: literals(payUnits),
  /** Staff compared the card's picture with the face: the way that needs no face recognition. */
  compared: Type.Boolean(),
  /** Version of the text that was read to the person, who agreed to it before the member of staff. */
  consent: typed(16),
})
export type DeskRegistration = Static<typeof DeskRegistration>

/** A person as the desk may see them, at the market and on the day of the member of staff who asks. */
export const DeskPerson = Type.Object({
  personId: Id,
  nameMasked: Type.String(),
  trades: Type.Array(Type.String()),
  /** False for somebody known as an employer only. */
  isWorker: Type.Boolean(),
  /** Until when name and number count as checked; null while they never were. */
  verifiedUntil: Nullable(Instant),
  phoneMasked: Nullable(Type.String()),
  /** Whether a WeChat account opens this person's pages. */
  hasWechat: Type.Boolean(),
  /** The day's number at this market; null before checking in. */
  checkIn: Nullable(Type.Object({ number: Type.Integer(), day: Day, at: Instant, assurance: literals(['low', 'high']) })),
  slip: Nullable(Type.Object({ code: Type.String(), issuedAt: Instant })),
  /** What they are hired for at this market today. */
  work: Type.Array(Type.Object({
    applicationId: Id,
    jobTitle: Type.String(),
    address: Type.String(),
    startsAt: Instant,
    state: literals(applicationStates),
    arrivedAt: Nullable(Instant),
  })),
  /** Places of this market that are held for them at this moment, and until when; the version is of the terms that are shown. */
  offers: Type.Array(Type.Object({
    applicationId: Id, jobVersion: Type.Integer(), jobTitle: Type.String(), address: Type.String(), startsAt: Instant, endsAt: Instant, payFen: Fen, payUnit: literals(payUnits), until: Instant,
  })),
  /** Agreements of this market that wait for their signature, soonest work first. */
  toSign: Type.Array(Type.Object({ agreementId: Id, jobTitle: Type.String(), startsAt: Instant })),
  /** Agreements of theirs whose paper can be printed, newest first. */
  agreements: Type.Array(Type.Object({ agreementId: Id, jobTitle: Type.String(), startsAt: Instant })),
})
export type DeskPerson = Static<typeof DeskPerson>

export const PhoneCode = Type.Object({
  /** Link to show as a QR code; good until `expiresAt`, to be fetched again from `refreshAt`. */
  code: Type.String(),
  refreshAt: Instant,
  expiresAt: Instant,
})
export type PhoneCode = Static<typeof PhoneCode>

export const deskEndpoints = {
  find: defineEndpoint({
    action: 'desk.find',
    summary: 'Who stands before the desk, by the slip or the ID card they brought; nobody when they are not registered',
    method: 'POST',
    path: '/api/desk/finds',
    who: 'staff',
    changes: true,
    urgent: true,
    body: strict({ shown: Shown }),
    response: Type.Object({ person: Nullable(DeskPerson) }),
    errors: ['invalid_fields', 'code_unknown', 'slip_revoked'],
  }),
  register: defineEndpoint({
    action: 'desk.register',
    summary: 'Register a person who has no phone, check them in and give them a slip; somebody known is shown and not doubled',
    method: 'POST',
    path: '/api/desk/registrations',
    who: 'staff',
    changes: true,
    body: DeskRegistration,
    response: Type.Object({ known: Type.Boolean(), person: DeskPerson }),
    errors: ['invalid_fields', 'identity_needs_review'],
  }),
  checkIn: defineEndpoint({
    action: 'desk.check_in',
    summary: 'Check in the person before the desk; a person seen by staff counts as high assurance. Outside the hours with a reason only',
    method: 'POST',
    path: '/api/desk/check-ins',
    who: 'staff',
    changes: true,
    urgent: true,
    body: strict({ shown: Shown, offHours: Type.Optional(literals(offHoursReasons)) }),
    response: DeskPerson,
    errors: ['invalid_fields', 'code_unknown', 'slip_revoked', 'not_found', 'market_closed'],
  }),
  newSlip: defineEndpoint({
    action: 'desk.new_slip',
    summary: 'A new code for the slip of whoever shows their ID card; any older one counts no more',
    method: 'POST',
    path: '/api/desk/slips',
    who: 'staff',
    changes: true,
    body: strict({ shown: ShownCard }),
    response: DeskPerson,
    errors: ['invalid_fields', 'not_found'],
  }),
  slipPaper: defineEndpoint({
    action: 'desk.slip_paper',
    summary: 'The slip of somebody of this desk, ready to print on A6 or on a 58 mm roll',
    method: 'GET',
    path: '/api/desk/people/:personId/slip',
    who: 'staff',
    changes: false,
    params: strict({ personId: Id }),
    query: strict({ size: literals(['A6', '58mm']) }),
    response: FileReply,
    download: 'application/pdf',
    errors: ['not_found'],
  }),
  acceptOffer: defineEndpoint({
    action: 'desk.accept_offer',
    summary: 'Whoever stands at the desk says yes to the place that is held for them, under the terms that were read to them',
    method: 'POST',
    path: '/api/desk/acceptances',
    who: 'staff',
    changes: true,
    body: strict({ shown: Shown, applicationId: Id, jobVersion: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
    response: Application,
    errors: [
      'invalid_fields', 'code_unknown', 'slip_revoked', 'not_found', 'step_not_allowed', 'offer_over', 'terms_changed', 'job_not_open', 'adults_only', 'minor_hours', 'past_retirement', 'licence_needed',
      'time_overlap',
    ],
  }),
  openAgreement: defineEndpoint({
    action: 'desk.open_agreement',
    summary: 'What a worker who stands at the desk would sign here, to be read with them; notes that it was opened',
    method: 'POST',
    path: '/api/desk/agreements',
    who: 'staff',
    changes: true,
    urgent: true,
    body: strict({ shown: Shown, agreementId: Id }),
    response: Agreement,
    errors: ['invalid_fields', 'code_unknown', 'slip_revoked', 'not_found', 'witness_not_neutral'],
  }),
  signAgreement: defineEndpoint({
    action: 'desk.sign_agreement',
    summary: 'A worker without a phone signs by hand before this member of staff, who has their ID card in hand and is on neither side',
    method: 'POST',
    path: '/api/desk/signatures',
    who: 'staff',
    changes: true,
    urgent: true,
    body: strict({
      shown: ShownCard,
      agreementId: Id,
      textHash: TextHash,
      /** The worker's answer to the pay question. */
      understoodPayFen: Fen,
      strokes: Handwriting,
      /** Staff compared the card's picture with the face. */
      compared: Type.Literal(true),
      /** The worker has a phone and said that they want to sign here all the same. */
      asked: Type.Boolean(),
    }),
    response: Agreement,
    errors: [
      'invalid_fields', 'not_found', 'witness_not_neutral', 'desk_not_asked', 'not_verified', 'adults_only', 'minor_hours', 'past_retirement', 'licence_needed',
      'step_not_allowed', 'agreement_changed', 'pay_not_understood',
    ],
  }),
  copyAgreement: defineEndpoint({
    action: 'desk.copy_agreement',
    summary: 'Whoever stands at the desk wants an agreement of theirs on paper, free of charge: notes it, and opens it to this member of staff for some minutes',
    method: 'POST',
    path: '/api/desk/agreement-copies',
    who: 'staff',
    changes: true,
    body: strict({ shown: Shown, agreementId: Id }),
    response: Type.Object({ agreementId: Id, until: Instant }),
    errors: ['invalid_fields', 'code_unknown', 'slip_revoked', 'not_found'],
  }),
  agreementPaper: defineEndpoint({
    action: 'desk.agreement_paper',
    summary: 'The paper that was asked for at the desk just now, ready to print',
    method: 'GET',
    path: '/api/desk/agreement-copies/:agreementId/paper',
    who: 'staff',
    changes: false,
    params: strict({ agreementId: Id }),
    response: FileReply,
    download: 'application/pdf',
    errors: ['not_found', 'paper_not_ready', 'paper_erased'],
  }),
  revokeSlip: defineEndpoint({
    action: 'desk.revoke_slip',
    summary: 'A slip is lost or was found: its code counts no more',
    method: 'POST',
    path: '/api/desk/slip-revocations',
    who: 'staff',
    changes: true,
    body: strict({ shown: Shown }),
    response: DeskPerson,
    errors: ['invalid_fields', 'code_unknown', 'slip_revoked', 'not_found'],
  }),
  bindPhone: defineEndpoint({
    action: 'desk.bind_phone',
    summary: 'The person came with a phone: its WeChat opens the account they have, and no second one stays',
    method: 'POST',
    path: '/api/desk/phone-bindings',
    who: 'staff',
    changes: true,
    body: strict({ shown: ShownCard, phoneCode: typed(2_000) }),
    response: DeskPerson,
    errors: ['invalid_fields', 'not_found', 'code_unknown', 'phone_code_expired', 'wechat_already_bound', 'wechat_in_use'],
  }),
  phoneCode: defineEndpoint({
    action: 'desk.phone_code',
    summary: 'The code a phone shows at the desk to be bound to the account its owner already has',
    method: 'GET',
    path: '/api/me/phone-code',
    who: 'signed_in',
    changes: false,
    response: PhoneCode,
    errors: [],
  }),
} as const
