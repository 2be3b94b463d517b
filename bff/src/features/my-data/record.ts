import { dataClasses } from '@market/shared/my-data/data-classes'
import type { Collected, Entry, Value } from './collect'
import { isInstant } from './values'

/** Instants as RFC 3339, everything else as it stands; amounts are whole fen. */
const forPrograms = ({ column, value }: Entry): Value => (isInstant(column, value) ? new Date(value).toISOString() : value)

/** Everything as JSON: what each class is for, and each row by the names of its columns. */
export const recordOf = (collected: readonly Collected[], now: number): string =>
  `${JSON.stringify({
    format: 'personal-data', version: 1, madeAt: new Date(now).toISOString(),
    classes: collected.map(({ class: name, tables }) => {
      const { title, purpose, ground, kept } = dataClasses[name]
      return {
        name, title, purpose, ground, kept,
        tables: tables.map(({ table, rows, isCut }) => ({
          table,
          isCut,
          columns: Object.fromEntries((rows[0] ?? []).map(({ column, label }) => [column, label])),
          rows: rows.map((entries) => Object.fromEntries(entries.map((entry) => [entry.column, forPrograms(entry)]))),
        })),
      }
    }),
  }, null, 2)}\n`
