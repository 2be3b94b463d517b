import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, Instant, literals, Nullable } from '../values'
import { staffRoles } from '../words/lists'
import { caseKinds, caseOutcomes } from './cases.rules'

/** A case as those see it who may decide it; people stand in it masked. */
export const Case = Type.Object({
  id: Id,
  kind: literals(caseKinds),
  subjectId: Id,
  marketName: Nullable(Type.String()),
  /** Whom it is about. */
  aboutMasked: Nullable(Type.String()),
  openedAt: Instant,
  dueAt: Instant,
  owner: Nullable(Type.Object({ personId: Id, nameMasked: Type.String(), mine: Type.Boolean() })),
  /** False for one's own: nobody decides what they asked for or what is about themselves. */
  mayDecide: Type.Boolean(),
  closedAt: Nullable(Instant),
  outcome: Nullable(literals(caseOutcomes)),
})
export type Case = Static<typeof Case>

/** A case as the person sees it who waits for it. */
export const MyCase = Type.Object({
  id: Id,
  kind: literals(caseKinds),
  subjectId: Id,
  openedAt: Instant,
  dueAt: Instant,
  /** Who is responsible, masked; null while nobody has taken it. */
  ownerMasked: Nullable(Type.String()),
  closedAt: Nullable(Instant),
  outcome: Nullable(literals(caseOutcomes)),
})
export type MyCase = Static<typeof MyCase>

export const casesEndpoints = {
  queue: defineEndpoint({
    action: 'cases.queue',
    summary: 'Open cases in the scope of the caller that they may decide, soonest deadline first',
    method: 'GET',
    path: '/api/cases',
    who: staffRoles,
    changes: false,
    query: strict({ kind: Type.Optional(literals(caseKinds)), mine: Type.Optional(Type.Boolean()) }),
    response: Type.Object({ cases: Type.Array(Case), overdue: Type.Integer() }),
    errors: [],
  }),
  mine: defineEndpoint({
    action: 'cases.mine',
    summary: 'What the caller asked for and what became of it, newest first',
    method: 'GET',
    path: '/api/my-cases',
    who: 'signed_in',
    changes: false,
    response: Type.Object({ cases: Type.Array(MyCase) }),
    errors: [],
  }),
  take: defineEndpoint({
    action: 'cases.take',
    summary: 'Become responsible for a case that nobody has taken',
    method: 'POST',
    path: '/api/cases/:caseId/take',
    who: staffRoles,
    changes: true,
    params: strict({ caseId: Id }),
    response: Case,
    errors: ['not_found', 'case_taken', 'own_case'],
  }),
  release: defineEndpoint({
    action: 'cases.release',
    summary: 'Give a case back to the queue; the clock runs on',
    method: 'POST',
    path: '/api/cases/:caseId/release',
    who: staffRoles,
    changes: true,
    params: strict({ caseId: Id }),
    response: Case,
    errors: ['not_found', 'step_not_allowed'],
  }),
} as const
