import type { DataClass } from '@market/shared/my-data/data-classes'
import type { SQL } from 'drizzle-orm'
import type { Tables } from '../schema'

/**
 * The words in which each table says what it holds about people. From what is said here somebody's data is exported and
 * deleted, so that no list of tables stands anywhere else; a column of which nothing is said fails a test.
 */

export type TableName = keyof Tables
export type ColumnOf<T extends TableName> = keyof Tables[T]['$inferSelect'] & string

/** Whose a row is: a column holds the person's id, or the key of a row that is theirs. */
export type Link<T extends TableName> = ColumnOf<T> | { column: ColumnOf<T>; in: TableName }

/** How a value leaves the product where not as it stands: opened; opened and masked as a name, phone or ID number; the masked name of whom an id names; a market's name. */
export type ShownAs = 'opened' | 'name' | 'phone' | 'id_number' | 'person' | 'market'
export type Shown = string | readonly [label: string, as: ShownAs]

/** What becomes of a row: it goes, it stays with these columns emptied, or it stays as it is because nobody is named in it. */
type RowOf<T extends TableName> = Tables[T]['$inferInsert']
export type Fate<T extends TableName> = 'delete' | 'stay' | { [C in keyof RowOf<T>]?: RowOf<T>[C] | SQL }

export type AboutPeople<T extends TableName> = {
  class: DataClass
  of: readonly Link<T>[]
  /** Columns that are exported, each with what it is called. */
  show: { readonly [C in ColumnOf<T>]?: Shown }
  /** Columns that are not: numbers of the product's own, fingerprints, and what is looked at elsewhere. */
  hide: readonly ColumnOf<T>[]
  /** Columns that hold the id of somebody else, who decided or recorded it; they stay, as numbers. */
  by?: readonly ColumnOf<T>[]
  atClosing: Fate<T>
  /** Once the time that the law wants has gone by as well; as at the closing where nothing is said. */
  inTheEnd?: Fate<T>
}

/** A table that is about nobody; `by`: ids of those who made or decided it. */
export type AboutNobody<T extends TableName> = { nobody: true; by?: readonly ColumnOf<T>[] }

export type Declaration<T extends TableName> = AboutPeople<T> | AboutNobody<T>
export type Declarations<Of extends TableName = TableName> = { readonly [T in Of]: Declaration<T> }

export const nobody = { nobody: true } as const
