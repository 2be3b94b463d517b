import { and, gt, isNotNull, isNull, like, lte, ne, or, sql, type AnyColumn, type Placeholder, type SQL } from 'drizzle-orm'
import type { Tables } from './schema'

/**
 * Paths of the tree that a caller's grants cover. A market is in scope when its path begins with one of them; so is
 * whatever belongs to that market.
 */
export type Scope = readonly string[]

/** The condition that a path lies within a scope; nothing lies in an empty one. Paths hold no character that LIKE knows. */
export const inScope = (path: AnyColumn, scope: Scope): SQL => or(...scope.map((start) => like(path, `${start}%`))) ?? sql`1 = 0`

/** The same for a path that was read. */
export const covers = (scope: Scope, path: string): boolean => scope.some((start) => path.startsWith(start))

/** The condition that a grant counts at `now`: confirmed by a second person, begun, and neither over nor ended. */
export const isGranted = (grants: Tables['grants'], now: number | Placeholder): SQL | undefined =>
  and(
    isNotNull(grants.grantedAt),
    // Every path begins with '': a grant whose scope was never filled in must cover nothing, not everything.
    ne(grants.scopePath, ''),
    isNull(grants.endedAt),
    lte(grants.fromAt, now),
    or(isNull(grants.untilAt), gt(grants.untilAt, now)),
  )
