import { and, asc, count, desc, eq, getTableColumns, gt, inArray, isNotNull, lt, notInArray, sql, type SQL } from 'drizzle-orm'
import type { FieldProblem } from '@market/shared/errors'
import type { ImportPhase } from '@market/shared/exchange/import-phases'
import type { Hiring } from '@market/shared/words/lists'
import type { Tables } from '../../store/schema'
import type { Db, Tx } from '../../store/store'
import type { FoundMarket, FoundRegion } from './market-finder'
import type { StagedJob } from './staged-job'

export type ImportRow = Tables['imports']['$inferSelect']

/** Phases in which work is still to be done. */
const underWay: ImportPhase[] = ['reading', 'judging', 'publishing']

/** False when the account has another one under way; a double tap is caught by the employer's row, which the write holds. */
export const insertImport = async ({ q, t }: Tx, row: Tables['imports']['$inferInsert']): Promise<boolean> => {
  const [busy] = await q.select({ id: t.imports.id }).from(t.imports).where(and(eq(t.imports.employerId, row.employerId), inArray(t.imports.phase, underWay))).limit(1)
  if (busy !== undefined) return false
  await q.insert(t.imports).values(row)
  return true
}

export const findImport = async ({ q, t }: Db, id: string): Promise<ImportRow | null> => (await q.select().from(t.imports).where(eq(t.imports.id, id)))[0] ?? null

export const importsOf = ({ q, t }: Db, employerId: string, limit: number): Promise<ImportRow[]> =>
  q.select().from(t.imports).where(eq(t.imports.employerId, employerId)).orderBy(desc(t.imports.createdAt), desc(t.imports.id)).limit(limit)

/** Imports nobody has worked on since `before`: their server is gone. */
export const abandonedImports = ({ q, t }: Db, phases: readonly ImportPhase[], before: number): Promise<ImportRow[]> =>
  q.select().from(t.imports).where(and(inArray(t.imports.phase, [...phases]), lt(t.imports.updatedAt, before))).limit(20)

/** Moves on an import that is still in the phase it is thought to be in; false when somebody else moved it. */
export const moveImport = async ({ q, t }: Tx, id: string, from: ImportPhase, changes: Partial<ImportRow>): Promise<boolean> => {
  const moved = await q.update(t.imports).set(changes).where(and(eq(t.imports.id, id), eq(t.imports.phase, from))).returning({ id: t.imports.id })
  return moved.length > 0
}

export type NewRow = { line: number; sourceName: string | null; externalId: string | null; job: StagedJob | null; problems: FieldProblem[] }

/** Adds read rows and the counts that come with them; false when the import is not being read any more. */
export const stageRows = async (tx: Tx, importId: string, rows: readonly NewRow[], counts: { read: number; bad: number; known: number }, now: number): Promise<boolean> => {
  const { q, t } = tx
  const { imports } = t
  const counted = await q
    .update(imports)
    .set({
      rowsRead: sql`${imports.rowsRead} + ${counts.read}`, rowsBad: sql`${imports.rowsBad} + ${counts.bad}`, rowsKnown: sql`${imports.rowsKnown} + ${counts.known}`, updatedAt: now,
    })
    .where(and(eq(imports.id, importId), eq(imports.phase, 'reading')))
    .returning({ id: imports.id })
  if (counted.length === 0) return false
  if (rows.length > 0) await q.insert(t.importRows).values(rows.map((row) => ({ importId, ...row })))
  return true
}

/** Which of these numbers the employer has posted already, as `source\nnumber`. */
export const knownNumbers = async ({ q, t }: Db, employerId: string, externalIds: readonly string[]): Promise<Set<string>> => {
  const rows = await q
    .select({ sourceName: t.jobs.sourceName, externalId: t.jobs.externalId })
    .from(t.jobs)
    .where(and(eq(t.jobs.employerId, employerId), inArray(t.jobs.externalId, [...externalIds])))
  return new Set(rows.map(({ sourceName, externalId }) => `${sourceName}\n${externalId}`))
}

/** What is staged beyond the problems goes: it holds contacts, and nothing will be published of it. */
export const dropStagedJobs = async ({ q, t }: Tx, importId: string): Promise<void> => {
  await q.delete(t.importRows).where(and(eq(t.importRows.importId, importId), isNotNull(t.importRows.job)))
}

/** A list says nothing of how its places are filled. */
const firstCome: Hiring = 'first_come'

/** A value of a staged job, as the column it goes to wants it. */
const stagedValue = ({ importRows }: Tables, key: string, type: string): SQL =>
  type === 'json' ? sql`${importRows.job} -> ${sql.raw(`'${key}'`)}` : sql`cast(${importRows.job} ->> ${sql.raw(`'${key}'`)} as ${sql.raw(type)})`

/**
 * Publishes an import in one statement: every staged row becomes a job, or, where the number is there already, nothing
 * (`jobs_external`). A second one keeps the version of each. Run twice they do what they do once.
 */
export const publishStaged = async ({ q, t }: Tx, importId: string, by: { employerId: string; personVerificationId: string | null; employerVerificationId: string | null }, now: number): Promise<void> => {
  const { jobs, jobVersions, importRows, imports } = t
  const selecting = (table: typeof jobs | typeof jobVersions, json: readonly string[], fixed: Record<string, SQL>): SQL =>
    sql.join(
      Object.entries(getTableColumns(table)).map(([key, column]) => fixed[key] ?? stagedValue(t, key, json.includes(key) ? 'json' : column.getSQLType())),
      sql`, `,
    )
  const instant = sql`cast(${now} as ${sql.raw(jobs.postedAt.getSQLType())})`
  const text = (value: string | null): SQL => (value === null ? sql`null` : sql`cast(${value} as text)`)
  const staged = sql`from ${importRows} where ${importRows.importId} = ${importId} and ${importRows.job} is not null
    and exists (select 1 from ${imports} where ${imports.id} = ${importId} and ${imports.phase} = 'publishing')`
  await q
    .insert(jobs)
    .select(sql`select ${selecting(jobs, ['perks'], { postedAt: instant, hiring: text(firstCome) })} ${staged}`)
    .onConflictDoNothing({ target: [jobs.employerId, jobs.sourceName, jobs.externalId] })
  const version = {
    jobId: stagedValue(t, 'id', 'text'), postedBy: text(by.employerId), personVerificationId: text(by.personVerificationId),
    employerVerificationId: text(by.employerVerificationId), at: instant,
  }
  await q
    .insert(jobVersions)
    .select(sql`select ${selecting(jobVersions, ['posting', 'findings'], version)} ${staged}
      and exists (select 1 from ${jobs} where ${jobs.id} = ${stagedValue(t, 'id', 'text')})`)
    .onConflictDoNothing()
}

/** What an import has brought, by state. */
export const publishedCounts = async ({ q, t }: Db, importId: string): Promise<{ status: string; jobs: number }[]> =>
  q.select({ status: t.jobs.status, jobs: count() }).from(t.jobs).where(eq(t.jobs.importId, importId)).groupBy(t.jobs.status)

/**
 * Takes the next staged rows away and gives the jobs that came of them: each is given to one caller only. Null when none is
 * left; nothing at all where another server took these while this one waited.
 */
export const takeStaged = async ({ q, t }: Tx, importId: string, limit: number): Promise<StagedJob[] | null> => {
  const next = await q.select({ line: t.importRows.line }).from(t.importRows).where(and(eq(t.importRows.importId, importId), isNotNull(t.importRows.job))).orderBy(asc(t.importRows.line)).limit(limit)
  if (next.length === 0) return null
  const taken = await q
    .delete(t.importRows)
    .where(and(eq(t.importRows.importId, importId), inArray(t.importRows.line, next.map(({ line }) => line))))
    .returning({ job: t.importRows.job })
  return taken.map(({ job }) => job as StagedJob)
}

/** Those of these jobs that this import has brought: the others were here from an earlier file. */
export const broughtBy = async ({ q, t }: Db, importId: string, jobIds: readonly string[]): Promise<Set<string>> =>
  new Set((await q.select({ id: t.jobs.id }).from(t.jobs).where(and(eq(t.jobs.importId, importId), inArray(t.jobs.id, [...jobIds])))).map(({ id }) => id))

export const badRows = async ({ q, t }: Db, importId: string, afterLine: number, limit: number) =>
  q
    .select({ line: t.importRows.line, problems: t.importRows.problems })
    .from(t.importRows)
    .where(and(eq(t.importRows.importId, importId), gt(t.importRows.line, afterLine), sql`${t.importRows.job} is null`))
    .orderBy(t.importRows.line)
    .limit(limit)

/** The account an import belongs to, as the checks of postings need it. */
export const findEmployer = async ({ q, t }: Db, employerId: string) =>
  (await q.select({ kind: t.employers.kind, name: t.employers.name, creditCode: t.employers.creditCode }).from(t.employers).where(eq(t.employers.personId, employerId)))[0] ?? null

export const openMarkets = async ({ q, t }: Db): Promise<FoundMarket[]> =>
  q
    .select({ id: t.markets.id, name: t.markets.name, kind: t.markets.kind, regionCode: t.markets.regionCode, path: t.markets.path, lat: t.markets.lat, lng: t.markets.lng })
    .from(t.markets)
    .where(sql`${t.markets.closedAt} is null`)

/** Regions by which a place is named in a list; streets and villages share too many names. */
export const namedRegions = ({ q, t }: Db): Promise<FoundRegion[]> =>
  q.select({ code: t.regions.code, name: t.regions.name, parentCode: t.regions.parentCode }).from(t.regions).where(notInArray(t.regions.kind, ['street', 'village']))
