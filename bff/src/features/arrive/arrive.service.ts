import type { Application } from '@market/shared/apply/apply.contract'
import { hasArrived } from '@market/shared/apply/apply.rules'
import type { ArrivalResult, Duty, ScanReason, WorkPass } from '@market/shared/arrive/arrive.contract'
import { judgeArrival, scannedAt, scanWords, showsWorker, workForSlip, type PassReading, type ShownAtGate } from '@market/shared/arrive/arrive.rules'
import { AppError } from '@market/shared/errors'
import { codeLink, parseCode } from '@market/shared/scan/scan.rules'
import { day, marketDay, startOfMarketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import type { AuditService } from '../audit/audit.service'
import type { MarketService } from '../markets/markets.service'
import { makeWorkPass, readWorkPass, verifyPrintedToken, workPassValidMs } from '../scan/codes'
import { changeScanResult, countArrivals, countScansBy, expectedOfDay, findExpected, findScan, findSlipHolder, insertArrival, insertScan, worksAround, type ExpectedRow } from './arrive.queries'

/** A pass on screen is fetched again this often, so that what is photographed is soon worth nothing. */
const workPassRefreshMs = 15_000

export type ArrivalScan = { code: string; scanId: string; capturedAt: number }

type Parts = {
  store: Store
  audit: Pick<AuditService, 'record'>
  apply: Pick<ApplyService, 'move' | 'view' | 'factsFor'>
  markets: Pick<MarketService, 'getIn'>
  /** Signs work passes. */
  codeKey: Uint8Array
  /** Where codes lead, without a slash at the end. */
  publicUrl: string
}

/** A pass that was read, or a slip whose check is ours and whose holder is in the database. */
type Scanned = { shown: ShownAtGate; reading: PassReading; applicationId: string | null } | { shown: 'slip'; token: string }
type ResultFacts = { scanId: string; reason: ScanReason; shown: ShownAtGate; row: ExpectedRow | null; marketId: string; now: number }

export type ArriveService = ReturnType<typeof arriveService>

/** From the signed agreement to the end of work: the worker's pass, the scan at the gate, who is expected, 下工. */
export const arriveService = ({ store, audit, apply, markets, codeKey, publicUrl }: Parts) => {
  /**
   * A pass counts when it was good as it came in, or when it was scanned: a repeated request and a slow clock on the staff
   * phone must not turn people away.
   */
  const readPass = (code: string, at: number, now: number): Scanned => {
    const parsed = parseCode(code)
    const nothing: Scanned = { shown: 'work_pass', reading: 'bad_signature', applicationId: null }
    if ('foreign' in parsed) return nothing
    if (parsed.kind === 'person') return verifyPrintedToken(parsed.token, codeKey) ? { shown: 'slip', token: parsed.token } : { ...nothing, shown: 'slip' }
    if (parsed.kind !== 'work_pass') return nothing
    const asItCame = readWorkPass(parsed.token, codeKey, now)
    const read = asItCame.status === 'ok' ? asItCame : readWorkPass(parsed.token, codeKey, at)
    if (read.status === 'bad_signature') return nothing
    return { shown: 'work_pass', reading: read.status, applicationId: read.applicationId }
  }

  /** What the scan is about: the pass names it, a slip stands for what its holder is hired for here. */
  const lookUp = async (db: Db, scanned: Scanned, marketId: string, at: number, now: number): Promise<{ reading: PassReading; row: ExpectedRow | null }> => {
    if (!('token' in scanned)) {
      return { reading: scanned.reading, row: scanned.applicationId === null ? null : await findExpected(db, scanned.applicationId, marketDay(now)) }
    }
    const holder = await findSlipHolder(db, scanned.token)
    if (holder === null || holder.revokedAt !== null) return { reading: holder === null ? 'bad_signature' : 'revoked', row: null }
    const works = (await worksAround(db, holder.personId, marketDay(now), at)).map((row) => ({ ...row, startsAt: row.terms.startsAt, endsAt: row.terms.endsAt }))
    return { reading: 'ok', row: workForSlip(works, marketId, at) }
  }

  const resultIn = async (db: Db, { scanId, reason, shown, row, marketId, now }: ResultFacts): Promise<ArrivalResult> => {
    const whom = showsWorker(reason) ? row : null
    const since = reason === 'accepted' || reason === 'already_arrived' ? (whom?.arrivedAt ?? null) : null
    return {
      scanId,
      status: reason === 'accepted' ? 'accepted' : 'refused',
      reason,
      ...scanWords(reason, since, now, shown),
      shown,
      applicationId: whom?.applicationId ?? null,
      workerMasked: whom?.nameMasked ?? null,
      number: whom?.number ?? null,
      jobTitle: whom?.terms.title ?? null,
      address: whom?.terms.address ?? null,
      startsAt: whom?.terms.startsAt ?? null,
      since,
      arrivedToday: await countArrivals(db, marketId, startOfMarketDay(now)),
    }
  }

  /** The stored verdict of a scan that was uploaded before. Whoever did not make it learns nothing from it. */
  const earlierResult = async (tx: Tx, { scanId, shown, marketId, now }: Pick<ResultFacts, 'scanId' | 'shown' | 'marketId' | 'now'>, staffId: string): Promise<ArrivalResult> => {
    const scan = await findScan(tx, scanId)
    if (scan === null || scan.staffId !== staffId || scan.marketId !== marketId) return resultIn(tx, { scanId, reason: 'duplicate_upload', shown, row: null, marketId, now })
    const row = scan.applicationId === null ? null : await findExpected(tx, scan.applicationId, marketDay(now))
    return resultIn(tx, { scanId, reason: scan.result as ScanReason, shown, row, marketId, now })
  }

  /** Confirms the arrival; false when somebody else moved the application in the meantime. */
  const arrive = async (tx: Tx, row: ExpectedRow, scan: { scanId: string; staffId: string; shown: ShownAtGate }, at: number, now: number): Promise<boolean> => {
    const { scanId, staffId, shown } = scan
    try {
      await apply.move(tx, row.applicationId, 'arrive', now, { arrivedAt: at })
    } catch (error) {
      if (error instanceof AppError && error.code === 'step_not_allowed') return false
      throw error
    }
    await insertArrival(tx, { applicationId: row.applicationId, scanId, confirmedBy: staffId, marketId: row.marketId, at, shown })
    await tx.append({
      kind: 'arrival.confirmed', subjectId: row.applicationId, marketId: row.marketId, at: now,
      data: { jobId: row.jobId, workerId: row.workerId, employerId: row.employerId, staffId },
    })
    return true
  }

  return {
    /**
     * The worker's code for one signed job: good for a minute, to be fetched again every 15 s.
     * @throws AppError not_found, step_not_allowed before both have signed and after arrival
     */
    workPass: (caller: Caller, applicationId: string, now: number): Promise<WorkPass> =>
      store.read(async (db) => {
        const facts = await apply.factsFor(db, applicationId, caller.personId)
        if (facts.party !== 'worker') throw new AppError('not_found')
        if (facts.state !== 'signed') throw new AppError('step_not_allowed')
        const row = await findExpected(db, applicationId, marketDay(now))
        const expiresAt = now + workPassValidMs
        return {
          code: codeLink(publicUrl, makeWorkPass({ applicationId, expiresAt }, codeKey)),
          refreshAt: now + workPassRefreshMs,
          expiresAt,
          workerMasked: row?.nameMasked ?? '',
          number: row?.number ?? null,
          jobTitle: facts.terms.title,
          address: facts.terms.address,
          startsAt: facts.terms.startsAt,
        }
      }),

    /**
     * Judges a scan by staff. Every code gets a result, and every scan is kept, refused ones too. A scanId that was uploaded
     * before gets its stored verdict; of two phones scanning one person at once, one is told when the other did.
     * @throws AppError forbidden when staff scan themselves: nobody confirms their own arrival. That is kept as well.
     */
    async confirm(command: Command, { code, scanId, capturedAt }: ArrivalScan): Promise<ArrivalResult> {
      const { caller, now } = command
      const marketId = caller.staffMarketId
      if (marketId === null) throw new AppError('forbidden')
      const at = scannedAt(capturedAt, now)
      const scanned = readPass(code, at, now)
      const { shown } = scanned
      const look = (db: Db) => lookUp(db, scanned, marketId, at, now)
      const judge = ({ reading, row }: Awaited<ReturnType<typeof look>>): ScanReason =>
        judgeArrival(reading, row && { state: row.state, marketId: row.marketId, startsAt: row.terms.startsAt, endsAt: row.terms.endsAt }, marketId, at)
      const scanOf = (row: ExpectedRow | null, result: string) =>
        ({ id: uuidv7(), scanId, marketId, staffId: caller.personId, applicationId: row?.applicationId ?? null, result, at: now, capturedAt })
      const refused = (tx: Tx, scan: ReturnType<typeof scanOf>) =>
        tx.append({ kind: 'scan.refused', subjectId: scan.id, marketId, at: now, data: { staffId: caller.personId, result: scan.result, applicationId: scan.applicationId } })

      const { row: own } = await store.read(look)
      if (own?.workerId === caller.personId) {
        // Not through the command: a refusal has no reply to keep, and the scan is kept all the same.
        await store.write(async (tx) => {
          const scan = scanOf(own, 'forbidden')
          if (!(await insertScan(tx, scan))) return
          await refused(tx, scan)
          const scopePath = caller.grants.find(({ role, marketId: desk }) => role === 'staff' && desk === marketId)?.scopePath
          if (scopePath === undefined) throw new Error('a desk without a grant for it')
          await audit.record(tx, caller, now, { action: 'arrive.confirm', subjectKind: 'application', subjectId: own.applicationId, aboutPersonId: caller.personId, scopePath, purpose: 'own_arrival' })
        })
        throw new AppError('forbidden')
      }

      return command.write(async (tx) => {
        const found = await look(tx)
        const { row } = found
        const scan = scanOf(row, judge(found))
        // The scanId is claimed first: the same upload twice, also at once, is one scan.
        if (!(await insertScan(tx, scan))) return earlierResult(tx, { scanId, shown, marketId, now }, caller.personId)
        if (row && scan.result === 'accepted' && !(await arrive(tx, row, { scanId, staffId: caller.personId, shown }, at, now))) {
          scan.result = judge({ ...found, row: await findExpected(tx, row.applicationId, marketDay(now)) })
          await changeScanResult(tx, scanId, scan.result)
        }
        if (scan.result !== 'accepted') await refused(tx, scan)
        return resultIn(tx, { scanId, reason: scan.result as ScanReason, shown, row: row && (await findExpected(tx, row.applicationId, marketDay(now))), marketId, now })
      })
    },

    /** How many codes each of these people scanned in a scope since an instant (UTC ms), refused ones included, and when last. */
    countScans: (db: Db, wanted: { scope: Scope; staffIds: readonly string[]; since: number }) => countScansBy(db, wanted),

    /** Who is expected at the staff member's own market today, and who has come. */
    duty: (caller: Caller, now: number): Promise<Duty> =>
      store.read(async (db) => {
        const { staffMarketId } = caller
        if (staffMarketId === null) throw new AppError('forbidden')
        const from = startOfMarketDay(now)
        const rows = await expectedOfDay(db, staffMarketId, marketDay(now), from, from + day)
        return {
          market: await markets.getIn(db, staffMarketId),
          expected: rows.length,
          arrived: rows.filter(({ state }) => hasArrived(state)).length,
          people: rows.map(({ applicationId, nameMasked, number, terms, state, arrivedAt }) => ({
            applicationId,
            workerMasked: nameMasked ?? '',
            number,
            jobTitle: terms.title,
            address: terms.address,
            startsAt: terms.startsAt,
            state,
            arrivedAt,
          })),
        }
      }),

    /** 下工, by the worker or the employer. @throws AppError not_found, step_not_allowed */
    async finish({ caller, now, write }: Command, applicationId: string): Promise<Application> {
      const { jobId, workerId, employerId, marketId } = await store.read((db) => apply.factsFor(db, applicationId, caller.personId))
      return write(async (tx) => {
        await apply.move(tx, applicationId, 'finish', now, { finishedAt: now })
        await tx.append({ kind: 'work.finished', subjectId: applicationId, marketId, at: now, data: { jobId, workerId, employerId } })
        return apply.view(tx, applicationId, caller.personId, now)
      })
    },
  }
}
