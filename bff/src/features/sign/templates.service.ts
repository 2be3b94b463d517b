import { refuseProblems } from '@market/shared/errors'
import { templateName, type FormText, type TemplateContent } from '@market/shared/sign/agreement-template'
import { agreementText } from '@market/shared/sign/agreement-text'
import { firstForms, firstTemplate } from '@market/shared/sign/first-template'
import { agreementKinds, type AgreementKind } from '@market/shared/sign/kinds'
import { exampleFacts } from '@market/shared/sign/template-example'
import { charactersOf, formProblems, mostCharacters, templateProblems } from '@market/shared/sign/template.rules'
import type { TemplateChange, TemplatePreview, TemplateView } from '@market/shared/sign/templates.contract'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import { versionsService } from '../versions/versions.service'

/** The wording in force somewhere, with the name by which an agreement says which it was written from. */
export type Template = { name: string; forms: TemplateContent }

export type TemplatesService = ReturnType<typeof templatesService>

/** The wording of agreements in force in each province, and how it changes: see *versions*. */
export const templatesService = ({ store }: { store: Store }) => {
  const versions = versionsService<TemplateContent>({ store, what: 'agreement_template', tableOf: (t) => t.agreementTemplates, first: { version: firstTemplate.version, content: firstForms } })

  const named = ({ province, version, content }: { province: string; version: number; content: TemplateContent }): Template =>
    ({ name: version === firstTemplate.version ? firstTemplate.name : templateName(province, version), forms: content })

  return {
    /** The wording of the province a market lies in. @throws AppError not_found */
    inForceAt: async (db: Db, marketId: string, now: number): Promise<Template> => named(await versions.inForceAt(db, marketId, now)),

    list: versions.list,

    /** @throws AppError not_found */
    async get(version: number, scope: Scope): Promise<TemplateView> {
      const { name, forms } = named(await versions.get(version, scope))
      return { version, name, forms: copyOf(forms) }
    },

    /** A form filled with made-up people and work. What is not a slot stays as it was typed, to be seen. */
    preview: (kind: AgreementKind, form: FormText): TemplatePreview => ({
      text: agreementText(exampleFacts(kind), form, '预览'),
      characters: charactersOf(form),
      mostCharacters,
      problems: formProblems(kind, form),
    }),

    /** @throws AppError forbidden, changed_meanwhile, invalid_fields */
    propose(command: Command, { base, note, forms }: TemplateChange, scope: Scope): Promise<{ version: number }> {
      refuseProblems(templateProblems(forms))
      return versions.propose(command, { base, note, contentAs: () => forms }, scope)
    },

    confirm: versions.confirm,
    drop: versions.drop,
  }
}

/** As the contract has it: lists that may be changed. */
const copyOf = (forms: TemplateContent): TemplateView['forms'] =>
  Object.fromEntries(agreementKinds.map((kind) => {
    const { opening, clauses, closing } = forms[kind]
    return [kind, { opening: [...opening], clauses: clauses.map(({ heading, lines }) => ({ heading, lines: [...lines] })), closing: [...closing] }]
  })) as TemplateView['forms']
