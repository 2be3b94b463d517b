import { scanReasons, type ArrivalResult, type ScanReason } from '@market/shared/arrive/arrive.contract'
import { judgeArrival, scanWords, showsWorker, workForSlip, type ConfirmedBy, type PassReading, type ShownAtGate } from '@market/shared/arrive/arrive.rules'
import type { ReviewReason } from '@market/shared/arrive/offline.rules'
import { passTiming } from '@market/shared/arrive/pass.rules'
import { mayStillCount } from '@market/shared/arrive/review.rules'
import { AppError } from '@market/shared/errors'
import { parseCode } from '@market/shared/scan/scan.rules'
import { marketDay, startOfMarketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Db, Store, Tx } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import type { AuditService } from '../audit/audit.service'
import { verifyPrintedToken } from '../scan/codes'
import type { WorkPasses } from '../scan/passes'
import { changeScanResult, countArrivals, findExpected, findScan, findSlipHolder, insertArrival, insertScan, moveArrivalEarlier, passHolder, worksAround, type ExpectedRow } from './arrive.queries'
import type { ScanCases } from './scan-cases'

type Parts = {
  store: Store
  audit: Pick<AuditService, 'record'>
  apply: Pick<ApplyService, 'move'>
  passes: Pick<WorkPasses, 'read'>
  cases: Pick<ScanCases, 'open' | 'arrived'>
  /** Check digits of slips. */
  codeKey: Uint8Array
}

/** A code that was read, before the database is asked; `at` is when it was scanned (UTC ms). */
export type ReadScan = { shown: ShownAtGate; at: number } & ({ reading: PassReading; pass: { applicationId: string; deviceKey: string } | null } | { slip: string })

/** One scan by staff, as it is kept. */
export type StaffScan = {
  scanId: string
  marketId: string
  staffId: string
  /** As it is written down; UTC ms. */
  capturedAt: number
  /** Of one that was made without a network. */
  offline?: { deviceId: string; sequence: number; provisional: string }
}

/** What is needed of a scan to let it count. */
type ScanBy = Pick<StaffScan, 'scanId' | 'marketId' | 'staffId'>
type Confirmed = { shown: ConfirmedBy; at: number }

export type Recorded = {
  /** Null for one that was kept before. */
  scan: { id: string; result: ScanReason; row: ExpectedRow | null } | null
  result: ArrivalResult
}

/** What a scan is about. `moved`: another phone has taken the pass over. */
type Found = { reading: PassReading; row: ExpectedRow | null; moved?: boolean }
type ResultFacts = { scanId: string; reason: ScanReason; shown: ShownAtGate; row: ExpectedRow | null; marketId: string; now: number }

export type Scanning = ReturnType<typeof scanning>

/** What a scan by staff comes to, whether it is sent at once or a day later. */
export const scanning = ({ store, audit, apply, passes, cases, codeKey }: Parts) => {
  const lookUp = async (db: Db, read: ReadScan, marketId: string, now: number): Promise<Found> => {
    if (!('slip' in read)) {
      const { pass, reading } = read
      if (pass === null) return { reading, row: null }
      const row = await findExpected(db, pass.applicationId, marketDay(now))
      return { reading, row, moved: row !== null && (await passHolder(db, pass.applicationId)) !== pass.deviceKey }
    }
    const holder = await findSlipHolder(db, read.slip)
    if (holder === null || holder.revokedAt !== null) return { reading: holder === null ? 'bad_signature' : 'revoked', row: null }
    const works = (await worksAround(db, holder.personId, marketDay(now), read.at)).map((row) => ({ ...row, startsAt: row.terms.startsAt, endsAt: row.terms.endsAt }))
    return { reading: 'ok', row: workForSlip(works, marketId, read.at) }
  }

  const judge = ({ reading, row, moved }: Found, marketId: string, at: number): ScanReason => {
    const verdict = judgeArrival(reading, row && { state: row.state, marketId: row.marketId, startsAt: row.terms.startsAt, endsAt: row.terms.endsAt }, marketId, at)
    return verdict === 'accepted' && moved ? 'revoked' : verdict
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

  /** The stored verdict of a scan that was sent before. Whoever did not make it learns nothing from it. */
  const earlierResult = async (tx: Tx, { scanId, marketId, staffId }: StaffScan, shown: ShownAtGate, now: number): Promise<ArrivalResult> => {
    const scan = await findScan(tx, scanId)
    if (scan === null || scan.staffId !== staffId || scan.marketId !== marketId) return resultIn(tx, { scanId, reason: 'duplicate_upload', shown, row: null, marketId, now })
    // Kept as something else than a scan that was judged: unreadable, or entered by hand.
    const reason = scanReasons.find((one) => one === scan.result) ?? 'duplicate_upload'
    const row = scan.applicationId === null ? null : await findExpected(tx, scan.applicationId, marketDay(now))
    return resultIn(tx, { scanId, reason, shown, row, marketId, now })
  }

  const eventData = (row: ExpectedRow, staffId: string) => ({ jobId: row.jobId, workerId: row.workerId, employerId: row.employerId, staffId })

  /** Confirms the arrival; false when somebody else moved the application in the meantime. */
  const arrive = async (tx: Tx, row: ExpectedRow, { scanId, staffId }: ScanBy, { shown, at }: Confirmed, now: number): Promise<boolean> => {
    try {
      await apply.move(tx, row.applicationId, 'arrive', now, { arrivedAt: at })
    } catch (error) {
      if (error instanceof AppError && error.code === 'step_not_allowed') return false
      throw error
    }
    await cases.arrived(tx, row.applicationId, now)
    await insertArrival(tx, { applicationId: row.applicationId, scanId, confirmedBy: staffId, marketId: row.marketId, at, shown })
    // Scanned without a network, or entered once the work was done: nobody is sent to work by that.
    const afterHours = now > row.terms.endsAt ? { afterHours: true as const } : {}
    await tx.append({ kind: 'arrival.confirmed', subjectId: row.applicationId, marketId: row.marketId, at: now, data: { ...eventData(row, staffId), ...afterHours } })
    return true
  }

  /**
   * Of two phones the one that scanned first confirmed the arrival, whichever was first on the net again. Once the work is over its
   * hours are spoken of between worker and employer, and stay as they are.
   */
  const arriveEarlier = async (tx: Tx, found: Found, row: ExpectedRow, { scanId, staffId, marketId }: ScanBy, { shown, at }: Confirmed, now: number): Promise<void> => {
    // As it would have been judged then.
    if (row.state !== 'arrived' || judge({ ...found, row: { ...row, state: 'signed' } }, marketId, at) !== 'accepted') return
    if (!(await moveArrivalEarlier(tx, { applicationId: row.applicationId, scanId, confirmedBy: staffId, at, shown }))) return
    await tx.append({ kind: 'arrival.earlier', subjectId: row.applicationId, marketId: row.marketId, at: now, data: eventData(row, staffId) })
  }

  const rowOf = ({ scanId, marketId, staffId, capturedAt, offline }: StaffScan, row: ExpectedRow | null, result: string, now: number) =>
    ({ id: uuidv7(), scanId, marketId, staffId, applicationId: row?.applicationId ?? null, result, at: now, capturedAt, ...offline })

  const refused = (tx: Tx, { id, marketId, staffId, result, applicationId }: ReturnType<typeof rowOf>, now: number) =>
    tx.append({ kind: 'scan.refused', subjectId: id, marketId, at: now, data: { staffId, result, applicationId } })

  return {
    /**
     * What a code says, from itself alone. Of several moments when it may have been scanned (UTC ms, best guess first) the first
     * counts at which a pass is good: clocks of phones go wrong, and old pictures stay old.
     */
    read(code: string, moments: readonly [number, ...number[]]): ReadScan {
      const [first] = moments
      const parsed = parseCode(code)
      const nothing: ReadScan = { shown: 'work_pass', at: first, reading: 'bad_signature', pass: null }
      if ('foreign' in parsed) return nothing
      if (parsed.kind === 'person') return verifyPrintedToken(parsed.token, codeKey) ? { shown: 'slip', at: first, slip: parsed.token } : { ...nothing, shown: 'slip' }
      if (parsed.kind !== 'work_pass') return nothing
      const pass = passes.read(parsed.token)
      if (pass.status !== 'genuine') return { ...nothing, reading: pass.status }
      const good = moments.find((at) => passTiming(pass, at) === 'ok')
      return { shown: 'work_pass', at: good ?? first, reading: passTiming(pass, good ?? first), pass: pass.facts }
    },

    /**
     * Keeps the refused attempt of staff who scanned themselves, and says whether it was one. In a write of its own: a refusal has no reply
     * to keep with it.
     */
    async refusesSelf(caller: Caller, read: ReadScan, scan: StaffScan, now: number): Promise<boolean> {
      const { row } = await store.read((db) => lookUp(db, read, scan.marketId, now))
      if (row?.workerId !== scan.staffId) return false
      await store.write(async (tx) => {
        const kept = rowOf(scan, row, 'forbidden', now)
        if (!(await insertScan(tx, kept))) return
        await refused(tx, kept, now)
        const scopePath = caller.grants.find(({ role, marketId }) => role === 'staff' && marketId === scan.marketId)?.scopePath
        if (scopePath === undefined) throw new Error('a desk without a grant for it')
        await audit.record(tx, caller, now, { action: 'arrive.confirm', subjectKind: 'application', subjectId: row.applicationId, aboutPersonId: scan.staffId, scopePath, purpose: 'own_arrival' })
      })
      return true
    },

    /** Judges a scan and keeps it, refused ones too; the same one sent again, also at once, gets its stored verdict. */
    async record(tx: Tx, read: ReadScan, scan: StaffScan, now: number): Promise<Recorded> {
      const { scanId, marketId } = scan
      const { shown, at } = read
      const found = await lookUp(tx, read, marketId, now)
      const { row } = found
      const verdict = judge(found, marketId, at)
      const kept = rowOf(scan, row, verdict, now)
      // The scanId is claimed first.
      if (!(await insertScan(tx, kept))) return { scan: null, result: await earlierResult(tx, scan, shown, now) }
      let reason = verdict
      if (row && reason === 'accepted' && !(await arrive(tx, row, scan, read, now))) {
        reason = judge({ ...found, row: await findExpected(tx, row.applicationId, marketDay(now)) }, marketId, at)
        await changeScanResult(tx, scanId, reason)
      }
      const present = row && (await findExpected(tx, row.applicationId, marketDay(now)))
      if (present && reason === 'already_arrived') await arriveEarlier(tx, found, present, scan, read, now)
      if (reason !== 'accepted') await refused(tx, { ...kept, result: reason }, now)
      const last = reason === 'already_arrived' && row ? await findExpected(tx, row.applicationId, marketDay(now)) : present
      return { scan: { id: kept.id, result: reason, row: last }, result: await resultIn(tx, { scanId, reason, shown, row: last, marketId, now }) }
    },

    /** Keeps a scan without letting it change anything: who sent it, or from where, is not to be believed any more. */
    async setAside(tx: Tx, read: ReadScan, scan: StaffScan, review: ReviewReason, say: { word: string; say: string }, now: number): Promise<ArrivalResult> {
      const { row } = await lookUp(tx, read, scan.marketId, now)
      const kept = rowOf(scan, row, 'revoked', now)
      if (await insertScan(tx, { ...kept, review })) {
        await cases.open(tx, { id: kept.id, marketId: scan.marketId, staffId: scan.staffId, cause: review, row }, now)
      }
      return { ...(await resultIn(tx, { scanId: scan.scanId, reason: 'revoked', shown: read.shown, row: null, marketId: scan.marketId, now })), ...say }
    },

    /**
     * Lets a scan that was kept count after all, from when it was made: a second person says that it is true. What was shown then is not
     * known any more. Whoever was confirmed meanwhile by another scan arrived at the earlier of the two.
     * @returns false when there is nothing that could count: nobody expected here, a place that is gone, another time, staff who scanned
     *   themselves
     */
    async letCount(tx: Tx, scan: ScanBy & { applicationId: string | null; capturedAt: number }, now: number): Promise<boolean> {
      const { scanId, marketId, applicationId, capturedAt: at } = scan
      const look = () => (applicationId === null ? null : findExpected(tx, applicationId, marketDay(now)))
      const may = (row: ExpectedRow | null): row is ExpectedRow => row?.workerId !== scan.staffId && mayStillCount(row && { state: row.state, marketId: row.marketId, startsAt: row.terms.startsAt, endsAt: row.terms.endsAt }, marketId, at)
      const row = await look()
      if (!may(row)) return false
      const confirmed: Confirmed = { shown: 'by_hand', at }
      if (await arrive(tx, row, scan, confirmed, now)) {
        await changeScanResult(tx, scanId, 'accepted')
        return true
      }
      const present = await look()
      if (!may(present)) return false
      await arriveEarlier(tx, { reading: 'ok', row: present }, present, scan, confirmed, now)
      await changeScanResult(tx, scanId, 'already_arrived')
      return true
    },
  }
}
