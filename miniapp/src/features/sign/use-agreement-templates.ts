import type { FormText } from '@market/shared/sign/agreement-template'
import type { AgreementKind } from '@market/shared/sign/kinds'
import { formProblems } from '@market/shared/sign/template.rules'
import type { TemplatePreview, TemplateView } from '@market/shared/sign/templates.contract'
import type { VersionList } from '@market/shared/versions/versions.contract'
import { useState } from 'react'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import { useRead, type Reading } from '../../client/use-read'
import { linesTyped, linesWords, partsOf, withParts, type PartKey } from './templates.text'

type Edit = { base: number; parts: Partial<Record<AgreementKind, Partial<Record<PartKey, string>>>>; note: string }
const untouched: Edit = { base: 0, parts: {}, note: '' }

export type AgreementTemplates = {
  versions: Reading<VersionList>
  template: Reading<TemplateView>
  /** The form that is open, as it was and as it would be. */
  kind: AgreementKind
  choose: (kind: AgreementKind) => void
  typed: (part: PartKey) => string
  type: (part: PartKey, words: string) => void
  isChanged: (kind: AgreementKind, part?: PartKey) => boolean
  /** What is wrong with a part of a form; without a part, with the form as a whole. */
  errorsOf: (kind: AgreementKind, part?: PartKey) => string[]
  changed: boolean
  wrong: boolean
  note: string
  setNote: (note: string) => void
  startOver: () => void
  preview: TemplatePreview | null
  see: () => Promise<void>
  closePreview: () => void
  busy: 'preview' | 'propose' | 'decide' | null
  problem: Problem | null
  /** The version just proposed. */
  proposed: number | null
  propose: () => Promise<void>
  confirm: (version: number) => Promise<void>
  drop: (version: number) => Promise<void>
}

/** The wording of agreements as an officer changes it: what is typed is kept on the phone until it is proposed or let go of. */
export function useAgreementTemplates(): AgreementTemplates {
  const versions = useRead('GET /api/agreement-templates', {})
  const inForce = versions.value?.inForce ?? null
  const template = useRead('GET /api/agreement-templates/:version', inForce === null ? null : { params: { version: inForce } })
  const draft = useDraft<Edit>('agreement-templates', untouched)
  const [kind, choose] = useState<AgreementKind>('task_based')
  const [proposed, setProposed] = useState<number | null>(null)
  const [seen, setSeen] = useState<{ preview: TemplatePreview | null; busy: boolean; problem: Problem | null }>({ preview: null, busy: false, problem: null })
  const proposing = useAct('POST /api/agreement-templates')
  const confirming = useAct('POST /api/agreement-templates/:version/confirm')
  const dropping = useAct('POST /api/agreement-templates/:version/drop')

  const current = template.value
  // Begun from a version that is not in force any more, it would undo what came between.
  const edit = draft.value.base === current?.version ? draft.value : untouched
  const was = (of: AgreementKind, part: PartKey): string => linesWords(current === null ? [] : (partsOf(current.forms[of]).find(({ key }) => key === part)?.lines ?? []))
  const isChanged = (of: AgreementKind, part?: PartKey): boolean =>
    (Object.entries(edit.parts[of] ?? {}) as [PartKey, string][]).some(([key, words]) => (part === undefined || part === key) && linesWords(linesTyped(words)) !== was(of, key))
  const edited = (of: AgreementKind): FormText | null => {
    if (current === null) return null
    const typed = (Object.entries(edit.parts[of] ?? {}) as [PartKey, string][]).map(([key, words]) => [key, linesTyped(words)] as const)
    return withParts(current.forms[of], Object.fromEntries(typed))
  }
  const kinds = current === null ? [] : (Object.keys(current.forms) as AgreementKind[])
  // Once a drawing: every part of the page asks for its own.
  const found = new Map<AgreementKind, ReturnType<typeof formProblems>>()
  const problemsOf = (of: AgreementKind) => {
    const form = found.has(of) || !isChanged(of) ? null : edited(of)
    if (form !== null) found.set(of, formProblems(of, form))
    return found.get(of) ?? []
  }
  const copy = (form: FormText) => ({ opening: [...form.opening], clauses: form.clauses.map(({ heading, lines }) => ({ heading, lines: [...lines] })), closing: [...form.closing] })
  const startOver = (): void => draft.change(untouched)

  return {
    versions, template, kind, choose, isChanged, proposed, startOver,
    note: edit.note,
    setNote: (note) => draft.change({ ...edit, base: current?.version ?? 0, note }),
    typed: (part) => edit.parts[kind]?.[part] ?? was(kind, part),
    type: (part, words) => draft.change({ ...edit, base: current?.version ?? 0, parts: { ...edit.parts, [kind]: { ...edit.parts[kind], [part]: words } } }),
    errorsOf: (of, part) => problemsOf(of).filter(({ field }) => field === (part ?? '')).map(({ message }) => message),
    changed: kinds.some((of) => isChanged(of)),
    wrong: kinds.some((of) => problemsOf(of).length > 0),
    preview: seen.preview,
    closePreview: () => setSeen({ preview: null, busy: false, problem: null }),
    async see() {
      const form = edited(kind)
      if (form === null) return
      setSeen({ preview: null, busy: true, problem: null })
      const outcome = await api.call('POST /api/agreement-template-previews', { body: { kind, form: copy(form) } })
      setSeen(outcome.ok ? { preview: outcome.value, busy: false, problem: null } : { preview: null, busy: false, problem: outcome.problem })
    },
    busy: seen.busy ? 'preview' : proposing.busy ? 'propose' : confirming.busy || dropping.busy ? 'decide' : null,
    problem: seen.problem ?? proposing.problem ?? confirming.problem ?? dropping.problem,
    async propose() {
      if (current === null) return
      const form = (of: AgreementKind) => copy(edited(of) ?? current.forms[of])
      const forms = { part_time: form('part_time'), task_based: form('task_based'), civil_service: form('civil_service'), past_retirement: form('past_retirement') }
      const made = await proposing.act({ body: { base: current.version, note: edit.note.trim(), forms } }, '提交协议文本')
      if (!made) return
      setProposed(made.version)
      startOver()
    },
    confirm: async (version) => void (await confirming.act({ params: { version }, body: { effectiveFrom: null } }, '确认协议文本')),
    drop: async (version) => void (await dropping.act({ params: { version } }, '不用这一版')),
  }
}
