import { createHash } from 'node:crypto'
import type { Static } from 'typebox'
import { scanReasons } from '@market/shared/arrive/arrive.contract'
import type { offlineEndpoints, UploadVerdict } from '@market/shared/arrive/offline.contract'
import { clockWasSet, lateUpload, missingNumbers, readUpload, uploadedScanTimes, type ArrivalUpload, type ReviewReason } from '@market/shared/arrive/offline.rules'
import { AppError } from '@market/shared/errors'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Store, Tx } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import { insertScan } from './arrive.queries'
import type { ScanCases } from './scan-cases'
import type { ReadScan, Recorded, Scanning, StaffScan } from './scanning'
import { arrivingScan, isRevokedPhone, markForReview, notePhone, numbersKept, numbersOf, reviewOf, wasStaff } from './upload.queries'

/** So many writes wait for one another at most: on Postgres each takes a connection. */
const atOnce = 10

type Upload = Static<typeof offlineEndpoints.upload.body>
type UploadReply = Static<typeof offlineEndpoints.upload.response>
/** Scans whose sender is not to be believed any more, and why. */
type Aside = Extract<ReviewReason, 'revoked_phone' | 'former_staff'>

const asideWords: Record<Aside, { word: string; say: string }> = {
  revoked_phone: { word: '先存下了', say: '这部手机已经停用，扫的都存下了，不算到岗，请找负责人核对。' },
  former_staff: { word: '先存下了', say: '您已经不在这里当班，扫的都存下了，不算到岗，由负责人核对。' },
}
const selfWords = '不能给自己确认到岗，请同事来扫。'
const laterWords = '这一条现在没存上，过一会儿会自动再报。'

type Parts = { store: Store; audit: Pick<AuditService, 'whoRuns'>; scans: Pick<Scanning, 'read' | 'refusesSelf' | 'record' | 'setAside'>; cases: Pick<ScanCases, 'open'> }

export type UploadService = ReturnType<typeof uploadService>

/**
 * Takes in what staff scanned without a network. Each scan is a write of its own: one that cannot be taken holds up none of the
 * others, and an answer that was lost is given again, scan by scan.
 */
export const uploadService = ({ store, audit, scans, cases }: Parts) => {
  /** Whether these scans count. @throws AppError forbidden for who never was staff there */
  const standing = async ({ personId, grants }: Caller, { marketId, deviceId }: Upload): Promise<Aside | null> => {
    const isStaff = grants.some((grant) => grant.role === 'staff' && grant.marketId === marketId)
    return store.read(async (db) => {
      if (!isStaff && !(await wasStaff(db, personId, marketId))) throw new AppError('forbidden')
      if (!isStaff) return 'former_staff'
      return (await isRevokedPhone(db, deviceId)) ? 'revoked_phone' : null
    })
  }

  /** What has to be looked at although it was taken. */
  const reviewFor = async (tx: Tx, upload: ArrivalUpload, scan: StaffScan, { at }: ReadScan, { result, row }: NonNullable<Recorded['scan']>, sentAt: number, now: number): Promise<ReviewReason | null> => {
    const believed = upload.provisional === 'accepted'
    if (believed && result === 'cancelled') return 'cancelled'
    if (believed && result === 'already_arrived' && row !== null) {
      const first = await arrivingScan(tx, row.applicationId)
      if (first !== null && (first.staffId !== scan.staffId || (first.deviceId !== null && first.deviceId !== scan.offline?.deviceId))) return 'two_phones'
    }
    if (now - at > lateUpload) return 'late'
    return clockWasSet(upload, sentAt, now) ? 'clock' : null
  }

  const take = async (caller: Caller, upload: ArrivalUpload, { marketId, deviceId, sentAt }: Upload, aside: Aside | null, now: number): Promise<UploadVerdict> => {
    const { scanId, sequence, code } = upload
    const read = scans.read(code, uploadedScanTimes(upload, sentAt, now))
    const provisional = scanReasons.includes(upload.provisional) ? upload.provisional : 'retry_later'
    const scan: StaffScan = { scanId, marketId, staffId: caller.personId, capturedAt: read.at, offline: { deviceId, sequence, provisional } }
    const kept = { scanId, sequence, outcome: 'kept' as const, problem: null }
    if (aside !== null) return { ...kept, result: await store.write((tx) => scans.setAside(tx, read, scan, aside, asideWords[aside], now)), review: aside }
    if (await scans.refusesSelf(caller, read, scan, now)) return { ...kept, outcome: 'dead', problem: selfWords, result: null, review: null }
    return store.write(async (tx) => {
      // Taken out of use since the others of this batch were looked at.
      if (await isRevokedPhone(tx, deviceId)) return { ...kept, result: await scans.setAside(tx, read, scan, 'revoked_phone', asideWords.revoked_phone, now), review: 'revoked_phone' as const }
      const { scan: recorded, result } = await scans.record(tx, read, scan, now)
      if (recorded === null) return { ...kept, result, review: await reviewOf(tx, scanId, caller.personId) }
      const review = await reviewFor(tx, { ...upload, provisional }, scan, read, recorded, sentAt, now)
      if (review !== null) {
        await markForReview(tx, recorded.id, review)
        await cases.open(tx, { id: recorded.id, marketId, staffId: caller.personId, cause: review, row: recorded.row }, now)
      }
      return { ...kept, result, review }
    })
  }

  /** Kept as well, so that its number is not missing. Under a name that the same thing gets again. */
  const keepUnreadable = async (caller: Caller, item: unknown, { scanId, sequence }: { scanId: string | null; sequence: number | null }, { marketId, deviceId }: Upload, now: number): Promise<void> => {
    const name = createHash('sha256').update(`${deviceId}\n${JSON.stringify(item)}`).digest('hex').slice(0, 32)
    await store.write(async (tx) => {
      const row = { id: uuidv7(), scanId: scanId ?? name, marketId, staffId: caller.personId, applicationId: null, result: 'unreadable', at: now, capturedAt: now, deviceId, ...(sequence === null ? {} : { sequence }) }
      if (await insertScan(tx, row)) await tx.append({ kind: 'scan.refused', subjectId: row.id, marketId, at: now, data: { staffId: caller.personId, result: row.result, applicationId: null } })
    })
  }

  const verdictOn = async (caller: Caller, item: unknown, upload: Upload, aside: Aside | null, now: number): Promise<UploadVerdict> => {
    const found = readUpload(item)
    if (found.ok) return take(caller, found.upload, upload, aside, now)
    await keepUnreadable(caller, item, found, upload, now)
    return { scanId: found.scanId, sequence: found.sequence, outcome: 'dead', result: null, problem: found.message, review: null }
  }

  return {
    /** @throws AppError forbidden for somebody who never was staff of this market */
    async upload({ caller, now, write }: Command, upload: Upload): Promise<UploadReply> {
      const { deviceId, marketId, items } = upload
      const aside = await standing(caller, upload)
      const gaps = async (): Promise<UploadReply['gaps']> => missingNumbers(await store.read((db) => numbersOf(db, deviceId, numbersKept)), numbersKept)
      const before = await gaps()
      const verdicts: UploadVerdict[] = []
      const failures: unknown[] = []
      for (let from = 0; from < items.length; from += atOnce) {
        const some = items.slice(from, from + atOnce)
        const settled = await Promise.allSettled(some.map((item) => verdictOn(caller, item, upload, aside, now)))
        settled.forEach((one, at) => {
          if (one.status === 'fulfilled') return verdicts.push(one.value)
          failures.push(one.reason)
          const { scanId = null, sequence = null } = knownOf(some[at])
          return verdicts.push({ scanId, sequence, outcome: 'again', result: null, problem: laterWords, review: null })
        })
      }
      // The fault is ours and not that of one scan.
      if (failures.length === items.length) throw failures[0]
      const missing = await gaps()
      // What is to be sent again lies on the phone: nobody has to look for it.
      const again = verdicts.flatMap(({ outcome, sequence }) => (outcome === 'again' && sequence !== null ? [sequence] : []))
      const lost = missing.flatMap(({ from, to }) => missingNumbers([from - 1, to + 1, ...again.filter((number) => number >= from && number <= to)], 1))
      return write(async (tx) => {
        await notePhone(tx, { deviceId, personId: caller.personId, marketId, lastAt: now }, aside === null)
        const news = lost.filter(({ from, to }) => !before.some((one) => one.from <= from && one.to >= to))
        const toTell = news.length === 0 ? [] : await audit.whoRuns(tx, marketId, caller.personId, now)
        await tx.appendAll(news.map((gap) => ({ kind: 'scan.missing' as const, subjectId: deviceId, marketId, at: now, data: { staffId: caller.personId, ...gap, toTell } })))
        return { verdicts, gaps: missing }
      })
    },
  }
}

const knownOf = (item: unknown): { scanId?: string; sequence?: number } => {
  const found = readUpload(item)
  return found.ok ? found.upload : {}
}
