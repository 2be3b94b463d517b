import type { FieldProblem } from '@market/shared/errors'
import { scrollToId } from '../../platform/scroll'

/** Problems by field; the first of them, in the order of the form, is brought into view. */
export function shownFirst<Field extends string>(fields: readonly { field: Field; id: string }[], problems: readonly FieldProblem[]): Partial<Record<Field, string>> {
  const first = fields.find(({ field }) => problems.some((problem) => problem.field === field))
  if (first) scrollToId(first.id)
  const messages: Partial<Record<string, string>> = Object.fromEntries(problems.map(({ field, message }) => [field, message]))
  return messages as Partial<Record<Field, string>>
}
