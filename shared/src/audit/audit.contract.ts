import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Id, Instant, literals, Nullable } from '../values'
import { staffRoles } from '../words/lists'

/** Something a person with a right revealed, overrode or decided. */
export const AuditEntry = Type.Object({
  id: Id,
  at: Instant,
  actor: Type.Object({ personId: Id, nameMasked: Type.String() }),
  role: literals(staffRoles),
  /** `<feature>.<verb>`, as in the endpoints. */
  action: Type.String(),
  subjectKind: Type.String(),
  subjectId: Type.String(),
  /** Whose data or rights it touched. */
  aboutMasked: Nullable(Type.String()),
  /** Name of the market or region it happened in. */
  scopeName: Type.String(),
  purpose: Type.String(),
})
export type AuditEntry = Static<typeof AuditEntry>

export const auditEndpoints = {
  list: defineEndpoint({
    action: 'audit.list',
    summary: 'What people with a right revealed, overrode and decided within the scope of the caller, newest first',
    method: 'GET',
    path: '/api/audit',
    who: ['manager', 'inspector', 'officer'],
    changes: false,
    query: strict({
      actorId: Type.Optional(Id),
      aboutPersonId: Type.Optional(Id),
      action: Type.Optional(Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z_.]+$' })),
      after: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    }),
    response: Type.Object({ entries: Type.Array(AuditEntry), next: Nullable(Type.String()) }),
    errors: ['invalid_fields'],
  }),
} as const
