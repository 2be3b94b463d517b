import type { Db } from '../../store/store'
import { findLatestRoot, sizeOf } from './evidence.queries'

/** How far the log goes, and its newest signed root: what a copy of the database must have too. */
export type LogEnd = { entries: number; root: { size: number; root: string } | null }

export async function findLogEnd(db: Db): Promise<LogEnd> {
  const newest = await findLatestRoot(db)
  return { entries: await sizeOf(db), root: newest && { size: newest.size, root: newest.root } }
}
