import { agreementKindNames, type AgreementKind } from '@market/shared/sign/kinds'
import type { FormText } from '@market/shared/sign/agreement-template'

/** The words of reading and changing the wording of agreements, for officers. */

/** Short names for the four forms, to stand beside each other. */
export const formLabels: Readonly<Record<AgreementKind, string>> = { part_time: '非全日制', task_based: '按任务', civil_service: '家庭劳务', past_retirement: '超龄' }

export const formNotes: Readonly<Record<AgreementKind, string>> = {
  part_time: '一天不超过 4 小时、一周不超过 24 小时，在单位干活用它。',
  task_based: '时间更长，在单位干活用它。',
  civil_service: '给个人家庭干活用它。',
  past_retirement: '过了退休年龄的人，在单位干活用它。',
}

/** Where a line of a form stands. */
export type PartKey = 'opening' | `clauses.${number}` | 'closing'
export type FormPart = { key: PartKey; title: string; lines: readonly string[] }

export const partsOf = ({ opening, clauses, closing }: FormText): FormPart[] => [
  { key: 'opening', title: '开头', lines: opening },
  ...clauses.map(({ heading, lines }, at): FormPart => ({ key: `clauses.${at}`, title: heading, lines })),
  { key: 'closing', title: '落款', lines: closing },
]

export const linesWords = (lines: readonly string[]): string => lines.join('\n')

/** What was typed, a line each. Empty lines at the end are nobody's wish. */
export const linesTyped = (typed: string): string[] => typed.replace(/\s+$/, '').split('\n').map((line) => line.trim())

/** A form with the lines of some parts exchanged. */
export const withParts = (form: FormText, changed: Partial<Record<PartKey, readonly string[]>>): FormText => ({
  opening: changed.opening ?? form.opening,
  clauses: form.clauses.map((clause, at) => ({ ...clause, lines: changed[`clauses.${at}`] ?? clause.lines })),
  closing: changed.closing ?? form.closing,
})

export type LineChange = { id: string; where: string; before: readonly string[]; after: readonly string[] }

/** Every part in which two versions differ: the lines that go, and those that come. */
export function changesBetween(before: Readonly<Record<AgreementKind, FormText>>, after: Readonly<Record<AgreementKind, FormText>>): LineChange[] {
  return (Object.keys(agreementKindNames) as AgreementKind[]).flatMap((kind) => {
    const [was, is] = [partsOf(before[kind]), partsOf(after[kind])]
    return [...new Set([...was, ...is].map(({ title }) => title))].flatMap((title): LineChange[] => {
      const linesOf = (parts: readonly FormPart[]): readonly string[] => parts.find((part) => part.title === title)?.lines ?? []
      const [gone, come] = [linesOf(was).filter((line) => !linesOf(is).includes(line)), linesOf(is).filter((line) => !linesOf(was).includes(line))]
      return linesWords(linesOf(was)) === linesWords(linesOf(is)) ? [] : [{ id: `${kind}-${title}`, where: `${formLabels[kind]} · ${title}`, before: gone, after: come }]
    })
  })
}
