import { StatementError } from '../store/errors'

/** The database is away: nothing is wrong with what was asked of it. */
export const isUnavailable = (error: unknown): boolean => error instanceof StatementError && error.isUnavailable

/** What may be logged of an error: its name and code. A message could contain what the event was about. */
export function nameOf(error: unknown): string {
  if (error instanceof StatementError) return `${error.name} ${error.code}`
  return error instanceof Error ? error.name : 'unknown'
}
