import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { Instant, literals, Nullable } from '../values'
import { agreementKinds } from './kinds'

/** Lengths are template.rules' to judge, in words; here is only what keeps a request small. */
const Lines = Type.Array(Type.String({ maxLength: 1_000 }), { maxItems: 60 })
export const FormText = strict({
  opening: Lines,
  clauses: Type.Array(strict({ heading: Type.String({ maxLength: 200 }), lines: Lines }), { maxItems: 40 }),
  closing: Lines,
})
export type FormText = Static<typeof FormText>
const Forms = strict({ part_time: FormText, task_based: FormText, civil_service: FormText, past_retirement: FormText })

/** One version as it is. `name` stands at the end of each agreement written from it. */
export const TemplateView = Type.Object({ version: Type.Integer(), name: Type.String(), forms: Forms })
export type TemplateView = Static<typeof TemplateView>

/** New wording, made from the version in force (`base`): all forms, changed or not. */
export const TemplateChange = strict({ base: Type.Integer({ minimum: 1 }), note: Type.String({ minLength: 2, maxLength: 200 }), forms: Forms })
export type TemplateChange = Static<typeof TemplateChange>

export const TemplateInfo = Type.Object({
  version: Type.Integer(), note: Type.String(), proposedAt: Instant, confirmedAt: Nullable(Instant), effectiveFrom: Nullable(Instant), droppedAt: Nullable(Instant),
  /** The caller proposed it, and so cannot confirm it. */
  mine: Type.Boolean(),
})
export type TemplateInfo = Static<typeof TemplateInfo>
const TemplateList = Type.Object({ inForce: Type.Integer(), versions: Type.Array(TemplateInfo) })

/** A form filled with made-up people and work, as both sides would read it; and everything that is wrong with it. */
export const TemplatePreview = Type.Object({
  text: Type.String(),
  /** Characters of the wording itself, of `mostCharacters`. */
  characters: Type.Integer(),
  mostCharacters: Type.Integer(),
  problems: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
})
export type TemplatePreview = Static<typeof TemplatePreview>

const Version = strict({ version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) })
const bodyLimit = 256 * 1024

export const templateEndpoints = {
  versions: defineEndpoint({
    action: 'sign.template_versions', summary: 'Versions of the wording of agreements of the caller’s province', method: 'GET', path: '/api/agreement-templates', who: 'officer', changes: false,
    response: TemplateList, errors: [],
  }),
  version: defineEndpoint({
    action: 'sign.template_version', summary: 'One version as it is', method: 'GET', path: '/api/agreement-templates/:version', who: 'officer', changes: false,
    params: Version, response: TemplateView, errors: ['not_found'],
  }),
  preview: defineEndpoint({
    action: 'sign.preview_template', summary: 'What an agreement of this wording would look like; writes nothing', method: 'POST', path: '/api/agreement-template-previews', who: 'officer', changes: false,
    body: strict({ kind: literals(agreementKinds), form: FormText }), response: TemplatePreview, errors: [], bodyLimit,
  }),
  propose: defineEndpoint({
    action: 'sign.propose_template', summary: 'Propose a version', method: 'POST', path: '/api/agreement-templates', who: 'officer', changes: true,
    body: TemplateChange, response: Type.Object({ version: Type.Integer() }), errors: ['changed_meanwhile', 'forbidden', 'invalid_fields'], bodyLimit,
  }),
  confirm: defineEndpoint({
    action: 'sign.confirm_template', summary: 'Put a version in force as the second officer', method: 'POST', path: '/api/agreement-templates/:version/confirm', who: 'officer', changes: true,
    params: Version, body: strict({ effectiveFrom: Nullable(Instant) }), response: TemplateList, errors: ['not_found', 'second_person_needed', 'step_not_allowed', 'forbidden', 'invalid_fields', 'changed_meanwhile'],
  }),
  drop: defineEndpoint({
    action: 'sign.drop_template', summary: 'Drop a version that is not in force yet', method: 'POST', path: '/api/agreement-templates/:version/drop', who: 'officer', changes: true,
    params: Version, response: TemplateList, errors: ['not_found', 'step_not_allowed', 'forbidden'],
  }),
} as const
