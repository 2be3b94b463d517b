import { rm } from 'node:fs/promises'
import { AppError } from '@market/shared/errors'
import type { ImportPhase } from '@market/shared/exchange/import-phases'
import { minute } from '@market/shared/words/time'
import type { Clock } from '../../clock'
import type { Chore } from '../../feed/chores'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { IdentityService } from '../identity/identity.service'
import type { PostingService } from '../jobs/posting.service'
import type { ChecksService } from '../supervision/checks.service'
import {
  abandonedImports, broughtBy, dropStagedJobs, findEmployer, findImport, knownNumbers, moveImport, namedRegions, openMarkets, publishedCounts, publishStaged,
  stageRows, takeStaged,
} from './exchange.queries'
import { collectGarbage } from './collect-garbage'
import { marketFinder } from './market-finder'
import { openRows, type FileRow } from './read-rows'
import { staging, type Staged } from './staging'
import type { StagedJob } from './staged-job'
import { UnreadableFile } from './unreadable-file'

/** Rows read, judged and written together. */
const rowsAtOnce = 50
/** Rows after which the garbage of reading and judging is collected. */
const rowsBetweenCollections = 500
/** Rows that are told of in one write. */
const toldAtOnce = 200
/** Rows judged before others get their turn on this thread: about 10 ms. */
const rowsInASlice = 10
/** How long one turn works before it lets the server stop, or another import have its turn, in ms. */
const turn = 1_500
/** Without a sign of life for so long, the server that worked on it is gone. */
const abandonedAfter = 2 * minute

export const lostWords = '读到一半时服务重新启动了，没有发布任何一条。请把文件再传一次。'

type StoredFile = { importId: string; employerId: string; path: string; marketId: string | null }

type Reading = {
  importId: string
  path: string
  rows: AsyncGenerator<FileRow>
  stage: (rows: readonly FileRow[], now: number) => Promise<Staged>
  sinceCollection: number
}

export type ImportRunner = ReturnType<typeof importRunner>

/**
 * Works on imports in short turns, a chore like others. A file is read by the server that took it; what is staged any
 * server finishes. Nothing is a posting before every row was found good, and then all are, by one statement; what follows
 * (events, cases) is taken row by row, each once, however often a server dies meanwhile.
 */
export const importRunner = ({ store, vault, clock, postings, identity, checks }: {
  store: Store
  vault: Vault
  clock: Clock
  postings: Pick<PostingService, 'minimumAt' | 'announce' | 'hold'>
  identity: Pick<IdentityService, 'admitPosting' | 'standingOf'>
  checks: Pick<ChecksService, 'rulebookInForce' | 'assertNotStopped'>
}) => {
  const waiting = new Map<string, StoredFile>()
  const readings = new Map<string, Reading>()
  /** Staged here, to be finished here without waiting. */
  const mine = new Set<string>()

  /** Ends an import that is in the phase it is thought to be in. */
  const end = async (tx: Tx, importId: string, from: ImportPhase, outcome: 'done' | 'refused' | 'failed', problem: string | null = null): Promise<void> => {
    const now = clock.now()
    if (!(await moveImport(tx, importId, from, { phase: outcome, problem, updatedAt: now, finishedAt: now }))) return
    await dropStagedJobs(tx, importId)
    const found = await findImport(tx, importId)
    if (found === null) return
    await tx.append({ kind: 'import.finished', subjectId: importId, marketId: null, at: now, data: { employerId: found.employerId, outcome, published: found.rowsNew } })
  }

  const fail = (importId: string, from: ImportPhase, problem: string): Promise<void> => store.write((tx) => end(tx, importId, from, 'failed', problem))

  const letGo = async ({ importId, path, rows }: Reading): Promise<void> => {
    readings.delete(importId)
    await rows.return(undefined)
    await rm(path, { force: true })
  }

  /** Reads on for one turn. */
  const readOn = async (reading: Reading): Promise<void> => {
    const { importId, rows, stage } = reading
    const until = performance.now() + turn
    try {
      while (performance.now() < until) {
        const chunk: FileRow[] = []
        let ended = false
        while (chunk.length < rowsAtOnce && !ended) {
          const next = await rows.next()
          if (next.done) ended = true
          else chunk.push(next.value)
        }
        const now = clock.now()
        const staged: Staged = { rows: [], counts: { read: 0, bad: 0, known: 0 } }
        for (let from = 0; from < chunk.length; from += rowsInASlice) {
          const slice = await stage(chunk.slice(from, from + rowsInASlice), now)
          staged.rows.push(...slice.rows)
          staged.counts = { read: staged.counts.read + slice.counts.read, bad: staged.counts.bad + slice.counts.bad, known: staged.counts.known + slice.counts.known }
          await new Promise(setImmediate)
        }
        const goesOn = await store.write(async (tx) => {
          if (!(await stageRows(tx, importId, staged.rows, staged.counts, now))) return false
          return !ended || moveImport(tx, importId, 'reading', { phase: 'judging', updatedAt: now })
        })
        if (!goesOn) return await letGo(reading)
        reading.sinceCollection += chunk.length
        if (reading.sinceCollection >= rowsBetweenCollections) {
          reading.sinceCollection = 0
          collectGarbage()
        }
        if (ended) {
          mine.add(importId)
          return await letGo(reading)
        }
      }
    } catch (error) {
      await letGo(reading)
      if (!(error instanceof UnreadableFile)) throw error
      await fail(importId, 'reading', error.sentence)
    }
  }

  /** Every row is read: publish all of them, or none. */
  const decide = (importId: string): Promise<unknown> =>
    store.write(async (tx) => {
      const now = clock.now()
      const found = await findImport(tx, importId)
      if (found?.phase !== 'judging') return
      if (found.rowsBad === 0) await moveImport(tx, importId, 'judging', { phase: 'publishing', updatedAt: now })
      else await end(tx, importId, 'judging', 'refused')
    })

  const publish = async (importId: string): Promise<void> => {
    const found = await store.read((db) => findImport(db, importId))
    if (found?.phase !== 'publishing') return
    const { employerId } = found
    try {
      await store.write(async (tx) => {
        const now = clock.now()
        await identity.admitPosting(tx, employerId, now)
        await checks.assertNotStopped(tx, employerId, now)
        const { personVerificationId, employerVerificationId } = await identity.standingOf(tx, employerId, now)
        await publishStaged(tx, importId, { employerId, personVerificationId, employerVerificationId }, now)
        const counts = await publishedCounts(tx, importId)
        const rowsNew = counts.reduce((sum, { jobs: some }) => sum + some, 0)
        const rowsInReview = counts.find(({ status }) => status === 'in_review')?.jobs ?? 0
        await moveImport(tx, importId, 'publishing', { rowsNew, rowsInReview, rowsKnown: found.rowsRead - rowsNew, updatedAt: now })
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      await fail(importId, 'publishing', error.code === 'blacklisted' ? '这个账号现在不能发布招工，没有发布任何一条。' : '实名核验过期了，没有发布任何一条。核验以后请再传一次。')
      return
    }
    for (let told = toldAtOnce; await announce(importId); told += toldAtOnce) {
      if (told % rowsBetweenCollections === 0) collectGarbage()
    }
  }

  /** Tells of the next jobs; false when none is left and the import is done. */
  const announce = (importId: string): Promise<boolean> =>
    store.write(async (tx) => {
      const now = clock.now()
      const taken = await takeStaged(tx, importId, toldAtOnce)
      if (taken === null) {
        await end(tx, importId, 'publishing', 'done')
        return false
      }
      const brought = await broughtBy(tx, importId, taken.map(({ id }) => id))
      for (const job of taken) if (brought.has(job.id)) await tell(tx, job, now)
      return moveImport(tx, importId, 'publishing', { updatedAt: now })
    })

  const tell = (tx: Tx, { id, employerId, marketId, marketPath, status, trade, headcount, startsAt }: StagedJob, now: number): Promise<void> =>
    status === 'open'
      ? postings.announce(tx, { id, employerId, marketId, trade, headcount, startsAt }, now)
      : postings.hold(tx, { id, employerId, market: { id: marketId, path: marketPath }, version: 1, now }, null)

  const prepare = async (db: Db, employerId: string, now: number) => {
    const employer = await findEmployer(db, employerId)
    if (employer === null) throw new AppError('not_registered')
    return { employer, markets: await openMarkets(db), regions: await namedRegions(db), rulebook: await checks.rulebookInForce(db, now) }
  }

  /** Opens a file: a workbook's strings are read here already. */
  const begin = async ({ importId, employerId, path, marketId }: StoredFile): Promise<void> => {
    try {
      const { employer, markets, regions, rulebook } = await store.read((db) => prepare(db, employerId, clock.now()))
      const { date1904, rows } = await openRows(path)
      const stage = staging(
        { importId, employer: { id: employerId, ...employer }, date1904, findMarket: marketFinder(markets, regions, marketId), rulebook, vault },
        {
          minimumAt: (market, at) => store.read((db) => postings.minimumAt(db, market, at, clock.now())),
          knownNumbers: (externalIds) => store.read((db) => knownNumbers(db, employerId, externalIds)),
        },
      )
      readings.set(importId, { importId, path, rows, stage, sinceCollection: 0 })
    } catch (error) {
      await rm(path, { force: true })
      await fail(importId, 'reading', error instanceof UnreadableFile ? error.sentence : lostWords)
      if (!(error instanceof UnreadableFile)) throw error
    } finally {
      waiting.delete(importId)
    }
  }

  const work = async (now: number): Promise<void> => {
    for (const file of [...waiting.values()]) await begin(file)
    for (const reading of [...readings.values()]) await readOn(reading)
    const abandoned = await store.read((db) => abandonedImports(db, ['reading', 'judging', 'publishing'], now - abandonedAfter))
    for (const { id, phase } of abandoned) {
      if (phase !== 'reading') mine.add(id)
      else if (!readings.has(id) && !waiting.has(id)) await fail(id, 'reading', lostWords)
    }
    for (const id of [...mine]) {
      await decide(id)
      await publish(id)
      mine.delete(id)
    }
  }
  let lastTurn: Promise<void> = Promise.resolve()

  return {
    /** Takes a file that was stored with its import; it is read in this server's next turns. */
    take(file: StoredFile): void {
      waiting.set(file.importId, file)
    },

    chore: {
      name: 'imports',
      everyMs: 250,
      // One turn after the other: a file is read from one place only, and who asks for a turn gets one that begins after it asked.
      run(now) {
        const turn = lastTurn.then(() => work(now))
        lastTurn = turn.catch(() => undefined)
        return turn
      },
    } satisfies Chore,
  }
}
