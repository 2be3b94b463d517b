import { AppError, refuseProblems } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { templateName, type FormText, type TemplateContent } from '@market/shared/sign/agreement-template'
import { agreementText } from '@market/shared/sign/agreement-text'
import { firstForms, firstTemplate } from '@market/shared/sign/first-template'
import { agreementKinds, type AgreementKind } from '@market/shared/sign/kinds'
import { exampleFacts } from '@market/shared/sign/template-example'
import { charactersOf, formProblems, longestNotice, mostCharacters, templateProblems } from '@market/shared/sign/template.rules'
import type { TemplateChange, TemplateInfo, TemplatePreview, TemplateView } from '@market/shared/sign/templates.contract'
import { day } from '@market/shared/words/time'
import type { Command } from '../../http/command'
import { provinceIn, provinceOfMarket, wholeProvince } from '../../store/province-versions'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import { versions } from './templates.queries'

const versionsShown = 50

/** The wording in force somewhere, with the name by which an agreement says which it was written from. */
export type Template = { name: string; forms: TemplateContent }

export type TemplatesService = ReturnType<typeof templatesService>

/** The wording of agreements in force in each province, and how it changes: one officer proposes, another confirms. */
export const templatesService = ({ store }: { store: Store }) => {
  // A version never changes once it is written.
  const known = new Map<string, Template>()

  const load = async (db: Db, province: string, version: number): Promise<Template> => {
    if (version === firstTemplate.version) return { name: firstTemplate.name, forms: firstForms }
    const name = templateName(province, version)
    const there = known.get(name)
    if (there !== undefined) return there
    const row = await versions.find(db, province, version)
    if (row === null) throw new AppError('not_found')
    const loaded = { name, forms: row.content as TemplateContent }
    known.set(name, loaded)
    return loaded
  }

  const numberInForce = async (db: Db, province: string, now: number): Promise<number> => (await versions.inForce(db, province, now))?.version ?? firstTemplate.version

  const list = async (db: Db, province: string, personId: string, now: number): Promise<{ inForce: number; versions: TemplateInfo[] }> => {
    const listed = (await versions.list(db, province, versionsShown)).map(({ proposedBy, ...row }) => ({ ...row, mine: proposedBy === personId }))
    const first: TemplateInfo = { version: firstTemplate.version, note: '第一版', proposedAt: 0, confirmedAt: 0, effectiveFrom: 0, droppedAt: null, mine: false }
    return { inForce: await numberInForce(db, province, now), versions: [...listed, first] }
  }

  return {
    /** The wording of the province a market lies in. @throws AppError not_found */
    async inForceAt(db: Db, marketId: string, now: number): Promise<Template> {
      const province = await provinceOfMarket(db, marketId)
      if (province === null) throw new AppError('not_found')
      return load(db, province, await numberInForce(db, province, now))
    },

    /** All versions of the caller's province, newest first, and which is in force. */
    list: (personId: string, scope: Scope, now: number) => store.read((db) => list(db, provinceIn(scope), personId, now)),

    /** @throws AppError not_found */
    get: (version: number, scope: Scope): Promise<TemplateView> =>
      store.read(async (db) => {
        const { name, forms } = await load(db, provinceIn(scope), version)
        return { version, name, forms: copyOf(forms) }
      }),

    /** A form filled with made-up people and work. What is not a slot stays as it was typed, to be seen. */
    preview: (kind: AgreementKind, form: FormText): TemplatePreview => ({
      text: agreementText(exampleFacts(kind), form, '预览'),
      characters: charactersOf(form),
      mostCharacters,
      problems: formProblems(kind, form),
    }),

    /** @throws AppError forbidden outside of the province's own office, changed_meanwhile when another version came into force since, invalid_fields */
    async propose({ caller, now, write }: Command, { base, note, forms }: TemplateChange, scope: Scope): Promise<{ version: number }> {
      const province = wholeProvince(scope)
      refuseProblems(templateProblems(forms))
      const version = await store.read(async (db) => {
        if ((await numberInForce(db, province, now)) !== base) throw new AppError('changed_meanwhile')
        return Math.max(firstTemplate.version, await versions.newest(db, province)) + 1
      })
      return write(async (tx) => {
        const row = { province, version, content: forms, note: keptText(note), proposedBy: caller.personId, proposedAt: now }
        if (!(await versions.insert(tx, row))) throw new AppError('changed_meanwhile')
        await tx.append({ kind: 'agreement_template.proposed', subjectId: templateName(province, version), marketId: null, at: now, data: { province, version, by: caller.personId } })
        return { version }
      })
    },

    /**
     * @param effectiveFrom UTC ms, not before now and within `longestNotice`; null for at once
     * @throws AppError forbidden, not_found, second_person_needed, step_not_allowed, invalid_fields, changed_meanwhile
     */
    confirm: ({ caller, now, write }: Command, version: number, effectiveFrom: number | null, scope: Scope) =>
      write(async (tx) => {
        const province = wholeProvince(scope)
        if (effectiveFrom !== null && effectiveFrom < now) refuseProblems([{ field: 'effectiveFrom', message: '生效时间不能早于现在' }])
        // What waits for its day keeps every other version out until then.
        if (effectiveFrom !== null && effectiveFrom > now + longestNotice) refuseProblems([{ field: 'effectiveFrom', message: `生效时间最多定在 ${longestNotice / day} 天以内` }])
        await versions.holdProvince(tx, province)
        const row = await versions.find(tx, province, version)
        if (row === null) throw new AppError('not_found')
        if (row.proposedBy === caller.personId) throw new AppError('second_person_needed')
        if (row.confirmedAt === null && (await versions.isOvertaken(tx, { province, version, proposedAt: row.proposedAt, now }))) throw new AppError('changed_meanwhile')
        const from = effectiveFrom ?? now
        if (!(await versions.confirm(tx, { province, version, by: caller.personId, now, effectiveFrom: from }))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'agreement_template.confirmed', subjectId: templateName(province, version), marketId: null, at: now, data: { province, version, by: caller.personId, effectiveFrom: from } })
        return list(tx, province, caller.personId, now)
      }),

    /** What is not in force yet, confirmed or not. @throws AppError forbidden, not_found, step_not_allowed */
    drop: ({ caller, now, write }: Command, version: number, scope: Scope) =>
      write(async (tx) => {
        const province = wholeProvince(scope)
        await versions.holdProvince(tx, province)
        if ((await versions.find(tx, province, version)) === null) throw new AppError('not_found')
        if (!(await versions.drop(tx, province, version, now))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'agreement_template.dropped', subjectId: templateName(province, version), marketId: null, at: now, data: { province, version, by: caller.personId } })
        return list(tx, province, caller.personId, now)
      }),
  }
}

/** As the contract has it: lists that may be changed. */
const copyOf = (forms: TemplateContent): TemplateView['forms'] =>
  Object.fromEntries(agreementKinds.map((kind) => {
    const { opening, clauses, closing } = forms[kind]
    return [kind, { opening: [...opening], clauses: clauses.map(({ heading, lines }) => ({ heading, lines: [...lines] })), closing: [...closing] }]
  })) as TemplateView['forms']
