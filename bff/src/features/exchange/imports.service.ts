import { AppError } from '@market/shared/errors'
import type { BadRow, Import } from '@market/shared/exchange/exchange.contract'
import type { FileAnswer } from '@market/shared/endpoint'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import type { UploadedFile } from '../../http/uploads'
import type { Db, Store } from '../../store/store'
import type { IdentityService } from '../identity/identity.service'
import type { MarketService } from '../markets/markets.service'
import type { ChecksService } from '../supervision/checks.service'
import { badRows, findEmployer, findImport, importsOf, insertImport, type ImportRow } from './exchange.queries'
import { formatOf, type FileFormat } from './file-format'
import type { ImportRunner } from './import-runner'
import { headedProblems, reportCsv } from './report-csv'
import { UnreadableFile } from './unreadable-file'

const mostShown = 20
const usualPage = 100
/** Lines of the report: whoever has more mistakes than this has one mistake many times. */
const mostReported = 20_000

export type ImportsService = ReturnType<typeof importsService>

/** Files of postings: taken, watched, reported on. The work itself is the runner's. */
export const importsService = ({ store, markets, identity, checks, runner }: {
  store: Store
  markets: Pick<MarketService, 'getIn'>
  identity: Pick<IdentityService, 'assertMayPost' | 'admitPosting'>
  checks: Pick<ChecksService, 'assertNotStopped'>
  runner: ImportRunner
}) => {
  const ownImport = async (db: Db, importId: string, employerId: string): Promise<ImportRow> => {
    const found = await findImport(db, importId)
    if (found === null || found.employerId !== employerId) throw new AppError('not_found')
    return found
  }

  const pageOf = async (db: Db, importId: string, afterLine: number, limit: number): Promise<{ rows: BadRow[]; nextLine: number | null }> => {
    const found = await badRows(db, importId, afterLine, limit + 1)
    const page = found.slice(0, limit).map(({ line, problems }) => ({ line, problems: headedProblems(problems) }))
    return { rows: page, nextLine: found.length > limit ? page.at(-1)?.line ?? null : null }
  }

  return {
    /**
     * Takes a file to be read after the answer.
     * @throws AppError forbidden (households), not_verified, blacklisted, not_found (market), file_unreadable, import_running
     */
    async create({ caller: { personId: employerId }, now, write }: Command, file: UploadedFile, { fileName, marketId }: { fileName: string; marketId?: string }): Promise<Import> {
      await store.read(async (db) => {
        if ((await findEmployer(db, employerId))?.kind === 'household') throw new AppError('forbidden')
        await identity.assertMayPost(db, employerId, now)
        await checks.assertNotStopped(db, employerId, now)
        if (marketId !== undefined) await markets.getIn(db, marketId)
      })
      const row = {
        id: uuidv7(), employerId, fileName: keptText(fileName), fileHash: file.sha256, format: await readableFormat(file.place), phase: 'reading' as const,
        createdAt: now, updatedAt: now,
      }
      const made = await write(async (tx) => {
        // Holds the employer's row: of two files sent at once the second meets the first.
        await identity.admitPosting(tx, employerId, now)
        if (!(await insertImport(tx, row))) throw new AppError('import_running')
        const stored = await findImport(tx, row.id)
        if (stored === null) throw new AppError('internal')
        return importView(stored)
      })
      runner.take({ importId: row.id, employerId, path: file.take(), marketId: marketId ?? null })
      return made
    },

    list: (employerId: string): Promise<Import[]> => store.read(async (db) => (await importsOf(db, employerId, mostShown)).map(importView)),

    /** @throws AppError not_found when it is another's */
    get: (importId: string, employerId: string): Promise<Import> => store.read(async (db) => importView(await ownImport(db, importId, employerId))),

    /** @throws AppError not_found */
    badRows: (importId: string, employerId: string, { afterLine = 0, limit = usualPage }: { afterLine?: number; limit?: number }) =>
      store.read(async (db) => {
        await ownImport(db, importId, employerId)
        return pageOf(db, importId, afterLine, limit)
      }),

    /** @throws AppError not_found */
    report: (importId: string, employerId: string): Promise<FileAnswer> =>
      store.read(async (db) => {
        const { fileName } = await ownImport(db, importId, employerId)
        const { rows } = await pageOf(db, importId, 0, mostReported)
        return { fileName: `${fileName.replace(/\.[^.]*$/, '')}-要改的地方.csv`, content: reportCsv(rows) }
      }),
  }
}

async function readableFormat(path: string): Promise<FileFormat> {
  try {
    return await formatOf(path)
  } catch (error) {
    if (error instanceof UnreadableFile) throw new AppError('file_unreadable', { fields: [{ field: 'file', message: error.sentence }] })
    throw error
  }
}

const importView = ({ id, fileName, format, phase, rowsRead, rowsBad, rowsKnown, rowsNew, rowsInReview, problem, createdAt, finishedAt }: ImportRow): Import => ({
  id, fileName, format, phase, rowsRead, rowsBad, rowsKnown, rowsNew, rowsInReview, problem, createdAt, finishedAt,
})
