import { and, eq } from 'drizzle-orm'
import type { Db } from '../../store/store'

/** A province by its code, or the first one there is. */
export const findProvince = async ({ q, t }: Db, code: string | null): Promise<{ code: string; name: string } | null> => {
  const [row] = await q
    .select({ code: t.regions.code, name: t.regions.name })
    .from(t.regions)
    .where(and(eq(t.regions.kind, 'province'), code === null ? undefined : eq(t.regions.code, code)))
    .orderBy(t.regions.code)
    .limit(1)
  return row ?? null
}
