import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Me } from '../session/session.contract'
import { Fen, literals } from '../values'
import { employerKinds, payUnits, skillLevels } from '../words/lists'

// Shapes only. What a person may have typed wrong is judged by register.rules, which has words for each field.
const typed = (maxLength: number) => Type.String({ maxLength })

export const WorkerRegistration = strict({
  name: typed(64),
  idNumber: typed(32),
  phone: typed(32),
  trades: Type.Array(typed(16), { maxItems: 20 }),
  skillLevel: literals(skillLevels),
  wishedPayFen: Fen,
  wishedPayUnit: literals(payUnits),
  /** Version of the consent text the person agreed to (PIPL 29: separate consent for the ID number). */
  consent: typed(16),
})
export type WorkerRegistration = Static<typeof WorkerRegistration>

export const EmployerRegistration = strict({
  kind: literals(employerKinds),
  /** Name on the licence; for a household the person's own name. */
  name: typed(64),
  /** Unified social credit code for a business, resident ID number for a household. */
  licence: typed(32),
  contactName: typed(64),
  phone: typed(32),
  consent: typed(16),
})
export type EmployerRegistration = Static<typeof EmployerRegistration>

export const registerEndpoints = {
  worker: defineEndpoint({
    action: 'register.worker',
    summary: 'Register as a worker; also changes trades and pay of one already registered',
    method: 'POST',
    path: '/api/workers',
    who: 'signed_in',
    changes: true,
    body: WorkerRegistration,
    response: Me,
    errors: ['invalid_fields', 'identity_needs_review', 'quota_used'],
  }),
  employer: defineEndpoint({
    action: 'register.employer',
    summary: 'Register as an employer, business or household',
    method: 'POST',
    path: '/api/employers',
    who: 'signed_in',
    changes: true,
    body: EmployerRegistration,
    response: Me,
    errors: ['invalid_fields', 'already_registered', 'identity_needs_review', 'quota_used'],
  }),
  readIdCard: defineEndpoint({
    action: 'register.read_id_card',
    summary: 'Read name and number from a picture of an ID card; the picture is not kept',
    method: 'POST',
    path: '/api/id-card-readings',
    who: 'signed_in',
    changes: false,
    body: strict({ imageBase64: Type.String({ minLength: 100, maxLength: 1_500_000 }) }),
    response: Type.Object({ name: Type.String(), idNumber: Type.String() }),
    errors: ['invalid_fields', 'quota_used', 'upstream_unavailable'],
    bodyLimit: 1_600_000,
  }),
} as const
