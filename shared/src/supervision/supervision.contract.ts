import { Type, type Static } from 'typebox'
import { defineEndpoint, Done, strict } from '../endpoint'
import { jobStates } from '../journey'
import { Fen, Id, Instant, literals, Nullable } from '../values'
import { confirmErrors, Confirmation, dropErrors, VersionList, VersionParams } from '../versions/versions.contract'
import { employerKinds, payUnits } from '../words/lists'
import { Finding } from './finding.contract'
import { reportDecisions, reportReasons, sanctionKinds } from './reports.rules'
import { ruleKeys } from './rulebook'

const reason = Type.String({ maxLength: 200 })
const caseState = Type.Object({
  id: Id,
  dueAt: Instant,
  closedAt: Nullable(Instant),
  ownerMine: Type.Boolean(),
  owned: Type.Boolean(),
  /** False for whoever asked, is touched, or punished before. */
  mayDecide: Type.Boolean(),
})

/** A posting as staff look at it. Holds no contact: who posted is known without. */
export const ReviewedPosting = Type.Object({
  jobId: Id,
  version: Type.Integer(),
  status: literals(jobStates),
  trade: Type.String(),
  title: Type.String(),
  description: Type.String(),
  requirements: Type.String(),
  headcount: Type.Integer(),
  filled: Type.Integer(),
  address: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
  breakMinutes: Type.Integer(),
  payFen: Fen,
  payUnit: literals(payUnits),
  marketName: Type.String(),
  postedAt: Instant,
  statusReason: Nullable(Type.String()),
  findings: Type.Array(Finding),
  employer: Type.Object({ kind: literals(employerKinds), name: Type.String(), nameMasked: Type.String(), points: Type.Integer() }),
  /** Every version kept, newest first, with what it rests on. */
  versions: Type.Array(Type.Object({
    version: Type.Integer(), at: Instant, rulebookVersion: Type.Integer(), verdict: literals(['clear', 'doubtful', 'refused']),
    personVerified: Type.Boolean(), employerVerified: Type.Boolean(), title: Type.String(), description: Type.String(), requirements: Type.String(),
  })),
  reports: Type.Integer(),
})
export type ReviewedPosting = Static<typeof ReviewedPosting>

export const Sanction = Type.Object({
  id: Id,
  kind: literals(sanctionKinds),
  points: Type.Integer(),
  /** What is left of them today. */
  pointsLeft: Type.Integer(),
  reason: Type.String(),
  clause: Nullable(Type.String()),
  jobId: Nullable(Id),
  jobTitle: Nullable(Type.String()),
  at: Instant,
  fromAt: Instant,
  untilAt: Nullable(Instant),
  /** A stop of posting counts only once a second person has confirmed it. */
  confirmed: Type.Boolean(),
  lifted: Type.Boolean(),
  appeal: Nullable(Type.Object({ at: Instant, decidedAt: Nullable(Instant), upheld: Nullable(Type.Boolean()), answer: Nullable(Type.String()) })),
})
export type Sanction = Static<typeof Sanction>

export const MyStanding = Type.Object({
  points: Type.Integer(),
  warningAt: Type.Integer(),
  suspensionAt: Type.Integer(),
  daysPerPoint: Type.Integer(),
  standing: literals(['good', 'warned', 'suspended']),
  sanctions: Type.Array(Sanction),
})
export type MyStanding = Static<typeof MyStanding>

const RuleChange = strict({
  key: literals(ruleKeys),
  points: Type.Integer({ minimum: 0, maximum: 12 }),
  refused: Type.Array(Type.String({ maxLength: 600 }), { maxItems: 200 }),
  doubtful: Type.Array(Type.String({ maxLength: 600 }), { maxItems: 200 }),
  lawful: Type.Array(Type.String({ maxLength: 600 }), { maxItems: 200 }),
})
const Thresholds = strict({
  doubtfulWorkMinutes: Type.Integer({ minimum: 240, maximum: 720 }),
  mostHoursInText: Type.Integer({ minimum: 8, maximum: 16 }),
  leastUpperAge: Type.Integer({ minimum: 16, maximum: 100 }),
  leastAge: Type.Integer({ minimum: 16, maximum: 18 }),
  sameText: Type.Number({ minimum: 0.5, maximum: 1 }),
  sameStartMinutes: Type.Integer({ minimum: 0, maximum: 1440 }),
})
/** A change of the rulebook in force; rules that are left out stay as they are. */
export const RulebookChanges = strict({
  base: Type.Integer({ minimum: 1 }),
  note: Type.String({ minLength: 2, maxLength: 200 }),
  rules: Type.Array(RuleChange, { maxItems: ruleKeys.length }),
  thresholds: Thresholds,
})
export type RulebookChanges = Static<typeof RulebookChanges>

export const RulebookView = Type.Object({
  version: Type.Integer(),
  rules: Type.Array(Type.Object({
    key: Type.String(), name: Type.String(), message: Type.String(), points: Type.Integer(),
    clauses: Type.Array(Type.Object({ law: Type.String(), article: Type.String(), certain: Type.Boolean() })),
    refused: Type.Array(Type.String()), doubtful: Type.Array(Type.String()), lawful: Type.Array(Type.String()),
  })),
  thresholds: Thresholds,
  warningAt: Type.Integer(),
  suspensionAt: Type.Integer(),
})
export type RulebookView = Static<typeof RulebookView>

export const Trial = Type.Object({
  tried: Type.Integer(),
  wouldRefuse: Type.Integer(),
  wouldReview: Type.Integer(),
  /** How many would be judged otherwise than by the rulebook in force; the newest of them. */
  different: Type.Integer(),
  examples: Type.Array(Type.Object({ jobId: Id, title: Type.String(), before: Type.String(), after: Type.String(), words: Type.String() })),
})
export type Trial = Static<typeof Trial>


const reviewers = ['staff', 'manager'] as const
const reportReaders = ['staff', 'manager', 'inspector'] as const
const appealReaders = ['manager', 'inspector', 'officer'] as const

export const supervisionEndpoints = {
  report: defineEndpoint({
    action: 'supervision.report', summary: 'Report a posting, once', method: 'POST', path: '/api/jobs/:jobId/reports', who: 'signed_in', changes: true,
    params: strict({ jobId: Id }),
    body: strict({ reason: literals(reportReasons), text: Type.String({ maxLength: 300 }) }),
    response: Done, errors: ['not_found', 'own_job', 'already_reported'],
  }),
  standing: defineEndpoint({
    action: 'supervision.standing', summary: 'The caller’s points and what was decided about them, with reasons', method: 'GET', path: '/api/my-standing', who: 'employer', changes: false,
    response: MyStanding, errors: [],
  }),
  appeal: defineEndpoint({
    action: 'supervision.appeal', summary: 'Appeal against what was decided about the caller', method: 'POST', path: '/api/sanctions/:sanctionId/appeal', who: 'employer', changes: true,
    params: strict({ sanctionId: Id }), body: strict({ text: Type.String({ maxLength: 300 }) }),
    response: MyStanding, errors: ['not_found', 'step_not_allowed'],
  }),
  appealPosting: defineEndpoint({
    action: 'supervision.appeal_posting', summary: 'Appeal against the refusal of a posting by staff', method: 'POST', path: '/api/jobs/:jobId/appeal', who: 'employer', changes: true,
    params: strict({ jobId: Id }), body: strict({ text: Type.String({ maxLength: 300 }) }),
    response: Done, errors: ['not_found', 'step_not_allowed'],
  }),
  posting: defineEndpoint({
    action: 'supervision.posting', summary: 'A posting that waits, with what was found and every version', method: 'GET', path: '/api/postings/:jobId/review', who: reviewers, changes: false,
    params: strict({ jobId: Id }), response: Type.Object({ posting: ReviewedPosting, case: Nullable(caseState) }), errors: ['not_found'],
  }),
  publish: defineEndpoint({
    action: 'supervision.publish', summary: 'Publish a posting that waited', method: 'POST', path: '/api/postings/:jobId/publish', who: reviewers, changes: true,
    params: strict({ jobId: Id }), body: strict({ version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
    response: Done, errors: ['not_found', 'own_case', 'case_taken', 'step_not_allowed', 'changed_meanwhile', 'employer_stopped'],
  }),
  refuse: defineEndpoint({
    action: 'supervision.refuse', summary: 'Refuse a posting that waited, with the reason', method: 'POST', path: '/api/postings/:jobId/refuse', who: reviewers, changes: true,
    params: strict({ jobId: Id }), body: strict({ version: Type.Integer({ minimum: 1, maximum: 1_000_000 }), reason }),
    response: Done, errors: ['not_found', 'own_case', 'case_taken', 'step_not_allowed', 'changed_meanwhile'],
  }),
  getReport: defineEndpoint({
    action: 'supervision.get_report', summary: 'A report with the posting it is about; never who reported', method: 'GET', path: '/api/reports/:reportId', who: reportReaders, changes: false,
    params: strict({ reportId: Id }),
    response: Type.Object({
      reason: literals(reportReasons), text: Nullable(Type.String()), at: Instant, suggestedPoints: Type.Integer(),
      others: Type.Array(Type.Object({ reason: literals(reportReasons), times: Type.Integer() })),
      posting: ReviewedPosting, case: caseState,
    }),
    errors: ['not_found'],
  }),
  decideReport: defineEndpoint({
    action: 'supervision.decide_report', summary: 'Decide a report', method: 'POST', path: '/api/reports/:reportId/decide', who: reportReaders, changes: true,
    params: strict({ reportId: Id }),
    body: strict({ decision: literals(reportDecisions), reason, points: Type.Integer({ minimum: 0, maximum: 12 }) }),
    response: Done, errors: ['not_found', 'own_case', 'case_taken', 'step_not_allowed'],
  }),
  proposals: defineEndpoint({
    action: 'supervision.proposals', summary: 'Stops of posting that wait for a second person', method: 'GET', path: '/api/sanction-proposals', who: appealReaders, changes: false,
    response: Type.Object({ proposals: Type.Array(Type.Object({ sanction: Sanction, employerName: Type.String(), nameMasked: Type.String(), points: Type.Integer(), mine: Type.Boolean() })) }), errors: [],
  }),
  confirmSanction: defineEndpoint({
    action: 'supervision.confirm_sanction', summary: 'Confirm a stop of posting as the second person', method: 'POST', path: '/api/sanctions/:sanctionId/confirm', who: appealReaders, changes: true,
    params: strict({ sanctionId: Id }), response: Done, errors: ['not_found', 'second_person_needed', 'own_case', 'step_not_allowed'],
  }),
  dropSanction: defineEndpoint({
    action: 'supervision.drop_sanction', summary: 'Not confirm it', method: 'POST', path: '/api/sanctions/:sanctionId/drop', who: appealReaders, changes: true,
    params: strict({ sanctionId: Id }), response: Done, errors: ['not_found', 'own_case', 'step_not_allowed'],
  }),
  getAppeal: defineEndpoint({
    action: 'supervision.get_appeal', summary: 'An appeal with what it is against', method: 'GET', path: '/api/appeals/:appealId', who: appealReaders, changes: false,
    params: strict({ appealId: Id }),
    response: Type.Object({ against: literals(['posting', 'sanction']), text: Type.String(), at: Instant, sanction: Nullable(Sanction), posting: Nullable(ReviewedPosting), case: caseState }),
    errors: ['not_found'],
  }),
  decideAppeal: defineEndpoint({
    action: 'supervision.decide_appeal', summary: 'Decide an appeal, as somebody else than who decided before', method: 'POST', path: '/api/appeals/:appealId/decide', who: appealReaders, changes: true,
    params: strict({ appealId: Id }), body: strict({ upheld: Type.Boolean(), answer: reason }),
    response: Done, errors: ['not_found', 'own_case', 'case_taken', 'second_person_needed', 'step_not_allowed', 'changed_meanwhile', 'employer_stopped'],
  }),
  rulebooks: defineEndpoint({
    action: 'supervision.rulebooks', summary: 'Versions of the rulebook', method: 'GET', path: '/api/rulebooks', who: 'officer', changes: false, response: VersionList, errors: [],
  }),
  rulebook: defineEndpoint({
    action: 'supervision.rulebook', summary: 'One version with all its words', method: 'GET', path: '/api/rulebooks/:version', who: 'officer', changes: false,
    params: VersionParams, response: RulebookView, errors: ['not_found'],
  }),
  tryRulebook: defineEndpoint({
    action: 'supervision.try_rulebook', summary: 'What a change would do to the last 500 postings; writes nothing', method: 'POST', path: '/api/rulebook-trials', who: 'officer', changes: false,
    body: RulebookChanges, response: Trial, errors: ['changed_meanwhile'], bodyLimit: 512 * 1024,
  }),
  proposeRulebook: defineEndpoint({
    action: 'supervision.propose_rulebook', summary: 'Propose a version', method: 'POST', path: '/api/rulebooks', who: 'officer', changes: true,
    body: RulebookChanges, response: Type.Object({ version: Type.Integer() }), errors: ['changed_meanwhile', 'forbidden'], bodyLimit: 512 * 1024,
  }),
  confirmRulebook: defineEndpoint({
    action: 'supervision.confirm_rulebook', summary: 'Put a version in force as the second officer', method: 'POST', path: '/api/rulebooks/:version/confirm', who: 'officer', changes: true,
    params: VersionParams, body: Confirmation, response: VersionList, errors: confirmErrors,
  }),
  dropRulebook: defineEndpoint({
    action: 'supervision.drop_rulebook', summary: 'Drop a version that was not confirmed', method: 'POST', path: '/api/rulebooks/:version/drop', who: 'officer', changes: true,
    params: VersionParams, response: VersionList, errors: dropErrors,
  }),
} as const
