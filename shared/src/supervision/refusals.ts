import type { FieldProblem } from '../errors'
import type { Finding } from './finding'

/** What refuses a posting as messages beside its fields, several of one field in one, each with the clause it comes from. */
export function refusalsOf(findings: readonly Finding[]): FieldProblem[] {
  const refused = findings.filter(({ severity }) => severity === 'refused')
  return [...new Set(refused.map(({ field }) => field))].map((field) => {
    const here = refused.filter((finding) => finding.field === field)
    return { field, message: unique(here.map(({ message }) => message)).join('；'), clause: unique(here.map(({ clause }) => clause)).join('；') }
  })
}

const unique = (words: readonly string[]): string[] => [...new Set(words)]
