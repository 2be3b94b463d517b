import { Type, type Static } from 'typebox'
import { defineEndpoint, strict } from '../endpoint'
import { literals } from '../values'
import { confirmErrors, Confirmation, dropErrors, proposal, proposeErrors, ProposedVersion, VersionList, VersionParams } from '../versions/versions.contract'
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
export const TemplateChange = strict({ ...proposal, forms: Forms })
export type TemplateChange = Static<typeof TemplateChange>

/** A form filled with made-up people and work, as both sides would read it; and everything that is wrong with it. */
export const TemplatePreview = Type.Object({
  text: Type.String(),
  /** Characters of the wording itself, of `mostCharacters`. */
  characters: Type.Integer(),
  mostCharacters: Type.Integer(),
  problems: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
})
export type TemplatePreview = Static<typeof TemplatePreview>

const bodyLimit = 256 * 1024

export const templateEndpoints = {
  versions: defineEndpoint({
    action: 'sign.template_versions', summary: 'Versions of the wording of agreements of the caller’s province', method: 'GET', path: '/api/agreement-templates', who: 'officer', changes: false,
    response: VersionList, errors: [],
  }),
  version: defineEndpoint({
    action: 'sign.template_version', summary: 'One version as it is', method: 'GET', path: '/api/agreement-templates/:version', who: 'officer', changes: false,
    params: VersionParams, response: TemplateView, errors: ['not_found'],
  }),
  preview: defineEndpoint({
    action: 'sign.preview_template', summary: 'What an agreement of this wording would look like; writes nothing', method: 'POST', path: '/api/agreement-template-previews', who: 'officer', changes: false,
    body: strict({ kind: literals(agreementKinds), form: FormText }), response: TemplatePreview, errors: [], bodyLimit,
  }),
  propose: defineEndpoint({
    action: 'sign.propose_template', summary: 'Propose a version', method: 'POST', path: '/api/agreement-templates', who: 'officer', changes: true,
    body: TemplateChange, response: ProposedVersion, errors: proposeErrors, bodyLimit,
  }),
  confirm: defineEndpoint({
    action: 'sign.confirm_template', summary: 'Put a version in force as the second officer', method: 'POST', path: '/api/agreement-templates/:version/confirm', who: 'officer', changes: true,
    params: VersionParams, body: Confirmation, response: VersionList, errors: confirmErrors,
  }),
  drop: defineEndpoint({
    action: 'sign.drop_template', summary: 'Drop a version that is not in force yet', method: 'POST', path: '/api/agreement-templates/:version/drop', who: 'officer', changes: true,
    params: VersionParams, response: VersionList, errors: dropErrors,
  }),
} as const
