import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { People } from './people'
import type { Places } from './places'

/** What a province publishes in versions: one officer proposes, another confirms, and from its day on it is in force. */
export const provinceVersionsTable = (c: Columns, name: string, { regions }: Places, { people }: People) =>
  c.table(name, {
    /** The province they are for, a GB/T 2260 code. */
    province: c.id().notNull().references(() => regions.code),
    version: c.integer().notNull(),
    content: c.json<unknown>().notNull(),
    note: c.text().notNull(),
    proposedBy: c.id().notNull().references(() => people.id),
    proposedAt: c.instant().notNull(),
    confirmedBy: c.id().references(() => people.id),
    confirmedAt: c.instant(),
    /** In force from here on, once confirmed; null until then, and for one that was dropped, also after it was confirmed. */
    effectiveFrom: c.instant(),
    droppedAt: c.instant(),
  }, (t) => [
    c.primaryKey({ columns: [t.province, t.version] }),
    c.uniqueIndex(`${name}_effective`).on(t.province, t.effectiveFrom),
    c.check(`${name}_two_persons`, sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.proposedBy}`),
  ])

export type ProvinceVersions = ReturnType<typeof provinceVersionsTable>
