import { Type, type Static } from 'typebox'
import { Application } from '../apply/apply.contract'
import { defineEndpoint, FileReply, strict } from '../endpoint'
import type { ErrorCode } from '../errors'
import { agreementStates } from '../journey'
import { Fen, Id, Instant, literals, Nullable } from '../values'
import { agreementKinds } from './kinds'
import { mostAtOnce } from './sign.rules'

export type { AgreementKind } from './kinds'

/** Carried out and paid · by its worker, its employer or staff (who took the posting down) before the work · by either while it was done. */
export const agreementEnds = ['carried_out', 'by_worker', 'by_employer', 'by_staff'] as const
export type AgreementEnd = (typeof agreementEnds)[number]

/** An agreement as its two parties see it: the whole text that is signed, and nothing that is not. */
export const Agreement = Type.Object({
  id: Id,
  applicationId: Id,
  kind: literals(agreementKinds),
  kindName: Type.String(),
  /** Why it is this kind, for both sides. */
  kindReason: Type.String(),
  templateVersion: Type.String(),
  status: literals(agreementStates),
  text: Type.String(),
  /** SM3 of the text in UTF-8, lower-case hex. */
  textHash: Type.String(),
  /** The five things to know before signing, short. */
  keyFacts: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })),
  /** One question that shows the worker understood the pay: choices in fen, in shuffled but stable order. */
  payQuestion: Type.Object({ question: Type.String(), choicesFen: Type.Array(Fen) }),
  signatures: Type.Array(Type.Object({ party: literals(['worker', 'employer']), nameMasked: Type.String(), signedAt: Instant })),
  sealedAt: Nullable(Instant),
  /** Whether the signed PDF can be fetched. */
  hasPaper: Type.Boolean(),
  /** What stands behind `/q/` on the paper; null until it is sealed. */
  code: Nullable(Type.String()),
  ended: Nullable(Type.Object({ how: literals(agreementEnds), at: Instant })),
})
export type Agreement = Static<typeof Agreement>

/** Anyone may ask whether an agreement stands; parties are masked. */
export const Verification = Type.Object({
  /** Everything that is there is as it was signed. One that waits for its seal is valid, and says that it waits. */
  valid: Type.Boolean(),
  /** Why, in words: each check with its result. */
  checks: Type.Array(Type.Object({ check: Type.String(), passed: Type.Boolean() })),
  status: literals(agreementStates),
  /** What it is about, for whoever holds the paper in hand: nothing in it is about a person. */
  kindName: Type.String(),
  work: Type.String(),
  startsAt: Instant,
  marketName: Type.String(),
  textHash: Type.String(),
  /** The platform's seal and the authority's time; null while it waits for them. */
  seal: Nullable(Type.Object({ sealedAt: Instant, timestampedAt: Instant, recordSha256: Type.String(), recordSm3: Type.String() })),
  /** Fingerprints of the PDF: whoever has a file can compare. */
  paper: Nullable(Type.Object({ madeAt: Instant, bytes: Type.Integer(), sha256: Type.String(), sm3: Type.String() })),
  /** Its place in the evidence log, and the signed root that covers it; null until then. */
  evidence: Nullable(Type.Object({ index: Type.Integer(), size: Type.Integer(), root: Type.String(), rootAt: Instant })),
  ended: Nullable(Type.Object({ how: literals(agreementEnds), at: Instant })),
  /** Since when text, handwriting and PDF are gone because their time was over; fingerprints stay. */
  erasedAt: Nullable(Instant),
  /** Signed with keys for trying out: worth nothing. */
  test: Type.Boolean(),
  signatures: Type.Array(
    Type.Object({
      party: literals(['worker', 'employer']),
      nameMasked: Type.String(),
      signedAt: Instant,
      /** Canonical JSON that was signed, the SM2 signature r‖s in hex, and the public key 04‖x‖y in hex. */
      payload: Type.String(),
      signature: Type.String(),
      publicKey: Type.String(),
      keyLabel: Type.String(),
    }),
  ),
})
export type Verification = Static<typeof Verification>

export const TextHash = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** Handwriting: one array per stroke of x, y (0–1000) and milliseconds since the first touch, in triples. */
export const Handwriting = Type.Array(Type.Array(Type.Integer({ minimum: 0, maximum: 600_000 }), { minItems: 3, maxItems: 1500 }), { minItems: 1, maxItems: 60 })

/** An agreement and the text of it that was read. */
const ReadAgreement = strict({ agreementId: Id, textHash: TextHash })

/** What shows that it is they: the code of the message sent for exactly these agreements, WeChat's phone button, or their face (JPEG or PNG in base64). */
export const Confirm = Type.Union([
  strict({ kind: Type.Literal('sms'), code: Type.String({ pattern: '^\\d{6}$' }) }),
  strict({ kind: Type.Literal('wechat_phone'), code: Type.String({ minLength: 1, maxLength: 200 }) }),
  strict({ kind: Type.Literal('face'), picture: Type.String({ minLength: 100, maxLength: 300_000 }) }),
])
export type Confirm = Static<typeof Confirm>

/** What a confirmation may be refused with. */
export const confirmErrors = [
  'code_wrong', 'code_over', 'phone_missing', 'phone_differs', 'phone_code_refused', 'face_not_offered', 'upstream_unavailable',
] as const satisfies readonly ErrorCode[]

/** Where a code went, and until when it counts. */
export const SentCode = Type.Object({
  phoneMasked: Type.String(),
  expiresAt: Instant,
  /** From when another may be asked for. */
  againAt: Instant,
  /** What stands in the message; in sandbox mode only, where no message reaches anybody. */
  demoCode: Nullable(Type.String()),
})
export type SentCode = Static<typeof SentCode>

const KeyFact = Type.Object({ label: Type.String(), value: Type.String() })

/** The agreements of one job that wait for its employer, workers who have signed first. */
export const AgreementsToSign = Type.Object({
  jobTitle: Type.String(),
  /** What they have in common. */
  keyFacts: Type.Array(KeyFact),
  agreements: Type.Array(
    Type.Object({
      id: Id,
      textHash: TextHash,
      workerMasked: Type.String(),
      kindName: Type.String(),
      workerSigned: Type.Boolean(),
      /** Key facts of this one that are not those in common. */
      differs: Type.Array(KeyFact),
    }),
    { maxItems: mostAtOnce },
  ),
  /** How many wait beyond those. */
  more: Type.Integer(),
})
export type AgreementsToSign = Static<typeof AgreementsToSign>

/** `signed`: by this act · `changed`: the text is another one by now · `withdrawn`: not to be signed any more · `already`: the employer has signed it. */
export const verdicts = ['signed', 'changed', 'withdrawn', 'already', 'not_allowed'] as const
export type Verdict = (typeof verdicts)[number]

const byId = strict({ agreementId: Id })
const byJob = strict({ jobId: Id })
/** Of a call that may carry a face. */
export const confirmBody = 400_000

export const signEndpoints = {
  get: defineEndpoint({
    action: 'sign.get',
    summary: 'The agreement, for one of its parties',
    method: 'GET',
    path: '/api/agreements/:agreementId',
    who: 'signed_in',
    changes: false,
    urgent: true,
    params: byId,
    response: Agreement,
    errors: ['not_found'],
  }),
  sign: defineEndpoint({
    action: 'sign.sign',
    summary: 'Sign as the worker or the employer; the caller proves which text was read by its hash',
    method: 'POST',
    path: '/api/agreements/:agreementId/signatures',
    who: 'signed_in',
    changes: true,
    urgent: true,
    params: byId,
    body: strict({
      textHash: TextHash,
      /** The worker's answer to the pay question; the employer sends null. */
      understoodPayFen: Nullable(Fen),
      strokes: Handwriting,
      confirm: Confirm,
    }),
    bodyLimit: confirmBody,
    response: Type.Object({ agreement: Agreement, application: Application }),
    errors: ['adults_only', 'minor_hours', 'past_retirement', 'licence_needed', 'cannot_take_trade', 'not_verified', 'not_found', 'step_not_allowed', 'agreement_changed', 'pay_not_understood', 'invalid_fields', ...confirmErrors],
  }),
  sendCode: defineEndpoint({
    action: 'sign.send_code',
    summary: 'Send a code to the caller’s phone that confirms the signing of exactly these agreements: once a minute, ten times a day',
    method: 'POST',
    path: '/api/signing-codes',
    who: 'signed_in',
    changes: true,
    urgent: true,
    body: strict({ agreements: Type.Array(ReadAgreement, { minItems: 1, maxItems: mostAtOnce }) }),
    response: SentCode,
    errors: ['not_found', 'step_not_allowed', 'agreement_changed', 'phone_missing', 'phone_unreachable', 'code_too_soon', 'quota_used', 'sms_too_many', 'sms_unavailable'],
  }),
  ofJob: defineEndpoint({
    action: 'sign.of_job',
    summary: 'The agreements of the employer’s own job that wait for their signature',
    method: 'GET',
    path: '/api/jobs/:jobId/agreements',
    who: 'employer',
    changes: false,
    urgent: true,
    params: byJob,
    response: AgreementsToSign,
    errors: ['not_found'],
  }),
  signMany: defineEndpoint({
    action: 'sign.sign_many',
    summary: 'Sign many agreements of one job in one act: a verdict for each, and none that fails stops the others',
    method: 'POST',
    path: '/api/jobs/:jobId/signatures',
    who: 'employer',
    changes: true,
    urgent: true,
    params: byJob,
    body: strict({ agreements: Type.Array(ReadAgreement, { minItems: 1, maxItems: mostAtOnce }), strokes: Handwriting, confirm: Confirm }),
    bodyLimit: confirmBody,
    response: Type.Object({
      results: Type.Array(Type.Object({ agreementId: Id, verdict: literals(verdicts), status: Nullable(literals(agreementStates)) })),
    }),
    errors: ['not_verified', 'not_found', 'invalid_fields', ...confirmErrors],
  }),
  verify: defineEndpoint({
    action: 'sign.verify',
    summary: 'Whether an agreement is signed by both and unchanged, parties masked',
    method: 'GET',
    path: '/api/agreements/:agreementId/verification',
    who: 'everyone',
    changes: false,
    params: byId,
    response: Verification,
    errors: ['not_found'],
  }),
  verifyCode: defineEndpoint({
    action: 'sign.verify_code',
    summary: 'The same by the code that is printed on the paper, however it was read or typed',
    method: 'GET',
    path: '/api/verifications',
    who: 'everyone',
    changes: false,
    query: strict({ code: Type.String({ minLength: 1, maxLength: 500 }) }),
    response: Verification,
    errors: ['code_unknown', 'code_revoked'],
  }),
  paper: defineEndpoint({
    action: 'sign.paper',
    summary: 'The signed PDF, for either party, as often as they like',
    method: 'GET',
    path: '/api/agreements/:agreementId/paper',
    who: 'signed_in',
    changes: false,
    params: byId,
    response: FileReply,
    download: 'application/pdf',
    errors: ['not_found', 'paper_not_ready', 'paper_erased'],
  }),
  proof: defineEndpoint({
    action: 'sign.proof',
    summary: 'One file for either party that proves the agreement without this platform: PDF, signatures, seal, timestamp, and the place in the evidence log with its signed root',
    method: 'GET',
    path: '/api/agreements/:agreementId/proof',
    who: 'signed_in',
    changes: false,
    params: byId,
    response: FileReply,
    download: 'application/json; charset=utf-8',
    errors: ['not_found', 'paper_not_ready', 'proof_not_ready', 'paper_erased'],
  }),
} as const
