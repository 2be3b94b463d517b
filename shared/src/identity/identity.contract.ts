import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, Instant, literals, Nullable } from '../values'
import { employerKinds } from '../words/lists'
import { documentKinds, paperKinds } from './identity.rules'
import { FlawCode, PaperStanding, ReviewState, ShownLicence, ShownPaper, typed } from './papers.contract'

const Picture = Type.String({ minLength: 100, maxLength: 1_500_000 })
const pictureBody = 1_600_000

/** What the authority said: it fits, it does not, it has no record, or it could not be asked. */
export const answers = ['match', 'mismatch', 'no_record', 'unavailable'] as const
export type Answer = (typeof answers)[number]

/** How somebody stands, as they see it themselves. */
export const MyIdentity = Type.Object({
  person: Type.Object({
    ...ReviewState,
    nameMasked: Nullable(Type.String()),
    /** Null while no ID number is bound to the account. */
    idNumberMasked: Nullable(Type.String()),
  }),
  employer: Nullable(Type.Object({
    ...ReviewState,
    kind: literals(employerKinds),
    name: Type.String(),
    creditCode: Nullable(Type.String()),
    /** What was submitted last, to look at or to mend. */
    papers: Type.Array(ShownPaper),
    legalRepresentative: Nullable(Type.String()),
  })),
  /** Pictures that are here and count for the next submission. */
  pictures: Type.Array(Type.Object({ kind: literals(documentKinds), at: Instant })),
  /** Whether the face may be compared instead of showing the card; never the only way. */
  faceCheck: Type.Boolean(),
  mayPost: Type.Boolean(),
  maySign: Type.Boolean(),
})
export type MyIdentity = Static<typeof MyIdentity>

export const OwnCheck = strict({
  /** Empty where the account's own name and number are to be checked again. */
  name: typed(64),
  idNumber: typed(32),
  /** Version of the consent text; needed where a number is given. */
  consent: typed(16),
  face: Type.Optional(Picture),
})
export type OwnCheck = Static<typeof OwnCheck>

export const PaperSubmission = strict({
  /** The market whose staff shall look at it. */
  marketId: Id,
  legalRepresentative: typed(64),
  papers: Type.Array(strict({ kind: literals(paperKinds), number: typed(64), validFrom: typed(16), validUntil: typed(16) }), { maxItems: 4 }),
})
export type PaperSubmission = Static<typeof PaperSubmission>

/** A submission as those see it who decide it: masked, until they give a reason to see more. */
export const Verification = Type.Object({
  id: Id,
  of: literals(['person', 'employer', 'licence']),
  /** What is to be looked at, and so which flaws there can be. */
  looked: literals(['person', ...employerKinds, 'work_licence']),
  state: literals(['pending', 'passed', 'refused']),
  caseId: Id,
  marketName: Nullable(Type.String()),
  submittedAt: Instant,
  dueAt: Instant,
  decidedAt: Nullable(Instant),
  /** False for one's own, and for one a colleague has taken. */
  mayDecide: Type.Boolean(),
  owner: Nullable(Type.Object({ nameMasked: Type.String(), mine: Type.Boolean() })),
  nameMasked: Nullable(Type.String()),
  employer: Nullable(Type.Object({
    name: Type.String(),
    creditCode: Nullable(Type.String()),
    legalRepresentativeMasked: Nullable(Type.String()),
    papers: Type.Array(ShownPaper),
  })),
  licence: Nullable(ShownLicence),
  /** What the authority said when it was submitted; null where it was not asked. */
  answer: Nullable(literals(answers)),
  documents: Type.Array(Type.Object({ id: Id, kind: literals(documentKinds), at: Instant, gone: Type.Boolean() })),
  flaws: Type.Array(FlawCode),
  note: Nullable(Type.String()),
  /** Until when the caller may see names, numbers and pictures; null while they gave no reason. */
  revealedUntil: Nullable(Instant),
})
export type Verification = Static<typeof Verification>

/** Why somebody looks at another's papers: a closed list, so that the audit can be counted. */
export const revealPurposes = ['review', 'question', 'complaint'] as const
export type RevealPurpose = (typeof revealPurposes)[number]

const reviewers = ['staff', 'manager', 'operator'] as const
const ofVerification = strict({ verificationId: Id })

export const identityEndpoints = {
  mine: defineEndpoint({
    action: 'identity.mine',
    summary: 'How the caller stands: person and employer, until when, and what is needed next',
    method: 'GET',
    path: '/api/my-identity',
    who: 'signed_in',
    changes: false,
    response: MyIdentity,
    errors: [],
  }),
  check: defineEndpoint({
    action: 'identity.check',
    summary: 'Have name and ID number checked by the authority: for the first time, or again before six months are over',
    method: 'POST',
    path: '/api/my-identity/checks',
    who: 'signed_in',
    changes: true,
    body: OwnCheck,
    response: Type.Object({ answer: literals(answers), identity: MyIdentity }),
    errors: ['invalid_fields', 'identity_needs_review', 'quota_used'],
    bodyLimit: pictureBody,
  }),
  upload: defineEndpoint({
    action: 'identity.upload',
    summary: 'Put a picture of a paper aside for the next submission, in place of an earlier one of its kind',
    method: 'POST',
    path: '/api/my-identity/documents',
    who: 'signed_in',
    changes: true,
    body: strict({ kind: literals(documentKinds), imageBase64: Picture }),
    response: Type.Object({ kind: literals(documentKinds), at: Instant }),
    errors: ['invalid_fields'],
    bodyLimit: pictureBody,
  }),
  askReview: defineEndpoint({
    action: 'identity.ask_review',
    summary: 'Have staff compare the picture of the ID card with name and number, where the authority could not tell',
    method: 'POST',
    path: '/api/my-identity/reviews',
    who: 'signed_in',
    changes: true,
    body: strict({ marketId: Id }),
    response: MyIdentity,
    errors: ['invalid_fields', 'not_found', 'step_not_allowed'],
  }),
  submitPapers: defineEndpoint({
    action: 'identity.submit_papers',
    summary: 'Submit licences, permits and certificates of the employer to the review queue of a market',
    method: 'POST',
    path: '/api/my-identity/papers',
    who: 'employer',
    changes: true,
    body: PaperSubmission,
    response: MyIdentity,
    errors: ['invalid_fields', 'not_found', 'step_not_allowed'],
  }),
  see: defineEndpoint({
    action: 'identity.see',
    summary: 'A submission in the scope of the caller, masked',
    method: 'GET',
    path: '/api/verifications/:verificationId',
    who: reviewers,
    changes: false,
    params: ofVerification,
    response: Verification,
    errors: ['not_found'],
  }),
  reveal: defineEndpoint({
    action: 'identity.reveal',
    summary: 'Give a reason to see names, numbers and pictures of a submission for ten minutes; it is audited',
    method: 'POST',
    path: '/api/verifications/:verificationId/reveal',
    who: reviewers,
    changes: true,
    params: ofVerification,
    body: strict({ purpose: literals(revealPurposes) }),
    response: Type.Object({ until: Instant }),
    errors: ['not_found', 'own_case', 'quota_used'],
  }),
  revealed: defineEndpoint({
    action: 'identity.revealed',
    summary: 'Names and numbers of a submission, for those who gave a reason',
    method: 'GET',
    path: '/api/verifications/:verificationId/revealed',
    who: reviewers,
    changes: false,
    params: ofVerification,
    response: Type.Object({ name: Nullable(Type.String()), idNumber: Nullable(Type.String()), legalRepresentative: Nullable(Type.String()), licenceNumber: Nullable(Type.String()) }),
    errors: ['not_found', 'step_not_allowed'],
  }),
  picture: defineEndpoint({
    action: 'identity.picture',
    summary: 'A picture of a submission, for those who gave a reason',
    method: 'GET',
    path: '/api/verifications/:verificationId/documents/:documentId',
    who: reviewers,
    changes: false,
    params: strict({ verificationId: Id, documentId: Id }),
    response: Type.Object({ kind: literals(documentKinds), mime: Type.String(), base64: Type.String() }),
    errors: ['not_found', 'step_not_allowed'],
  }),
  accept: defineEndpoint({
    action: 'identity.accept',
    summary: 'Accept a submission: it counts for six months, or until its first paper ends',
    method: 'POST',
    path: '/api/verifications/:verificationId/accept',
    who: reviewers,
    changes: true,
    params: ofVerification,
    response: Verification,
    errors: ['not_found', 'own_case', 'case_taken', 'step_not_allowed'],
  }),
  refuse: defineEndpoint({
    action: 'identity.refuse',
    summary: 'Refuse a submission, naming everything that is to be mended at once',
    method: 'POST',
    path: '/api/verifications/:verificationId/refuse',
    who: reviewers,
    changes: true,
    params: ofVerification,
    body: strict({ flaws: Type.Array(FlawCode, { minItems: 1, maxItems: 20 }), note: typed(400) }),
    response: Verification,
    errors: ['invalid_fields', 'not_found', 'own_case', 'case_taken', 'step_not_allowed'],
  }),
  licences: defineEndpoint({
    action: 'identity.licences',
    summary: 'Licences, permits and certificates in the scope of the caller, those that end first at the top',
    method: 'GET',
    path: '/api/licences',
    who: reviewers,
    changes: false,
    query: strict({ standing: Type.Optional(PaperStanding) }),
    response: Type.Object({
      licences: Type.Array(Type.Object({
        id: Id,
        employerName: Type.String(),
        employerKind: literals(employerKinds),
        legalRepresentativeMasked: Nullable(Type.String()),
        marketName: Nullable(Type.String()),
        paper: ShownPaper,
      })),
      endingSoon: Type.Integer(),
      over: Type.Integer(),
    }),
    errors: [],
  }),
  employerOfJob: defineEndpoint({
    action: 'identity.employer_of_job',
    summary: 'What the employer of a job was checked for, for whoever thinks of working there (policy clause 八)',
    method: 'GET',
    path: '/api/jobs/:jobId/employer',
    who: 'signed_in',
    changes: false,
    params: strict({ jobId: Id }),
    response: Type.Object({
      kind: literals(employerKinds),
      name: Type.String(),
      verified: Type.Boolean(),
      legalRepresentativeMasked: Nullable(Type.String()),
      papers: Type.Array(ShownPaper),
    }),
    errors: ['not_found'],
  }),
} as const
