import { sql } from 'drizzle-orm'
import type { Columns } from '../columns'
import type { People } from './people'
import type { Places } from './places'

/** People registered by staff, and groups that come together. */
export function deskTables(c: Columns, { markets }: Places, { people, workers }: People) {
  const deskRegistrations = c.table('desk_registrations', {
    personId: c.id().primaryKey().references(() => people.id),
    marketId: c.id().notNull().references(() => markets.id),
    /** The member of staff before whom the person gave their consent. */
    registeredBy: c.id().notNull().references(() => people.id),
    at: c.instant().notNull(),
    /** When the person came back with a phone and took the account over. */
    claimedAt: c.instant(),
  }, (t) => [c.index('desk_registrations_market').on(t.marketId, t.at), c.index('desk_registrations_staff').on(t.registeredBy, t.at)])

  const crews = c.table('crews', {
    id: c.id().primaryKey(),
    leaderId: c.id().notNull().references(() => workers.personId),
    name: c.text().notNull(),
    /** How many are in it, the leader included; counted here so that two who join at once cannot both be the last. */
    size: c.integer().notNull().default(1),
    createdAt: c.instant().notNull(),
    closedAt: c.instant(),
  }, (t) => [
    c.uniqueIndex('crews_one_open').on(t.leaderId).where(sql`${t.closedAt} is null`),
    c.check('crews_size', sql`${t.size} >= 0 and ${t.size} <= 50`),
  ])

  const crewMembers = c.table('crew_members', {
    crewId: c.id().notNull().references(() => crews.id),
    personId: c.id().notNull().references(() => workers.personId),
    joinedAt: c.instant().notNull(),
    leftAt: c.instant(),
  }, (t) => [
    c.primaryKey({ columns: [t.crewId, t.personId] }),
    c.uniqueIndex('crew_members_one_crew').on(t.personId).where(sql`${t.leftAt} is null`),
  ])

  return { deskRegistrations, crews, crewMembers }
}

export type Desk = ReturnType<typeof deskTables>
