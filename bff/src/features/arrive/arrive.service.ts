import type { Application } from '@market/shared/apply/apply.contract'
import { hasArrived } from '@market/shared/apply/apply.rules'
import type { ArrivalResult, Duty, WorkPass } from '@market/shared/arrive/arrive.contract'
import { scannedAt } from '@market/shared/arrive/arrive.rules'
import { credentialValidMs, marketTag } from '@market/shared/arrive/pass.rules'
import { AppError } from '@market/shared/errors'
import { codeLink } from '@market/shared/scan/scan.rules'
import { day, marketDay, startOfMarketDay } from '@market/shared/words/time'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import type { ApplyService } from '../apply/apply.service'
import type { MarketService } from '../markets/markets.service'
import type { WorkPasses } from '../scan/passes'
import { arrivedAfterHours, countScansBy, expectedOfDay, findExpected, givePass } from './arrive.queries'
import { byHandWaiting } from './reviews.queries'
import type { Scanning } from './scanning'

/** A phone with a network renews its credential long before it ends, so that it has a good part of a day left when the network goes. */
const renewAfterMs = credentialValidMs / 4

export type ArrivalScan = { code: string; scanId: string; capturedAt: number }

type Parts = {
  store: Store
  apply: Pick<ApplyService, 'move' | 'view' | 'factsFor'>
  markets: Pick<MarketService, 'getIn'>
  scans: Pick<Scanning, 'read' | 'refusesSelf' | 'record'>
  passes: Pick<WorkPasses, 'credential'>
  /** Where codes lead, without a slash at the end. */
  publicUrl: string
}

export type ArriveService = ReturnType<typeof arriveService>

/** From the signed agreement to the end of work: the worker's pass, the scan at the gate, who is expected, 下工. */
export const arriveService = ({ store, apply, markets, scans, passes, publicUrl }: Parts) => {
  return {
    /**
     * A credential for the phone whose key this is. From here on the pass is there and nowhere else: what an earlier phone shows is
     * revoked. The same phone may ask as often as it likes.
     * @throws AppError not_found, step_not_allowed before both have signed and after arrival
     */
    async workPass({ caller, now, write }: Command, applicationId: string, deviceKey: string): Promise<WorkPass> {
      const { facts, row } = await store.read(async (db) => ({
        facts: await apply.factsFor(db, applicationId, caller.personId),
        row: await findExpected(db, applicationId, marketDay(now)),
      }))
      if (facts.party !== 'worker' || row === null) throw new AppError('not_found')
      if (facts.state !== 'signed') throw new AppError('step_not_allowed')
      const { startsAt, endsAt, title, address } = facts.terms
      const expiresAt = Math.floor((now + credentialValidMs) / 1000) * 1000
      const credential = passes.credential({ applicationId, market: marketTag(row.marketId), startsAt, endsAt, expiresAt, deviceKey })
      return write(async (tx) => {
        await givePass(tx, { applicationId, deviceKey, issuedAt: now, expiresAt })
        return {
          credential,
          expiresAt,
          renewAt: now + renewAfterMs,
          linkStart: codeLink(publicUrl, ''),
          serverNow: now,
          workerMasked: row.nameMasked ?? '',
          number: row.number,
          jobTitle: title,
          address,
          startsAt,
        }
      })
    },

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
      // Good as it comes in, or as it was scanned: a repeated request and a slow clock on the staff phone must not turn people away.
      const read = { ...scans.read(code, [at, now]), at }
      const scan = { scanId, marketId, staffId: caller.personId, capturedAt }
      if (await scans.refusesSelf(caller, read, scan, now)) throw new AppError('forbidden')
      return command.write(async (tx) => (await scans.record(tx, read, scan, now)).result)
    },

    /** How many codes each of these people scanned in a scope since an instant (UTC ms), refused ones included, and when last. */
    countScans: (db: Db, wanted: { scope: Scope; staffIds: readonly string[]; since: number }) => countScansBy(db, wanted),

    /** Who is expected at the staff member's own market today, and who has come. */
    duty: (caller: Caller, now: number): Promise<Duty> =>
      store.read(async (db) => {
        const { staffMarketId } = caller
        const desk = caller.grants.find(({ role }) => role === 'staff')
        if (staffMarketId === null || desk === undefined) throw new AppError('forbidden')
        const from = startOfMarketDay(now)
        const rows = await expectedOfDay(db, staffMarketId, marketDay(now), from, from + day)
        const byHand = new Set(await byHandWaiting(db, desk.scopePath))
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
            byHand: byHand.has(applicationId),
          })),
        }
      }),

    /**
     * 下工, by the worker or the employer. Of who was confirmed after the hours it is the agreed end: the tap, days later, says nothing of when
     * the work ended.
     * @throws AppError not_found, step_not_allowed
     */
    async finish({ caller, now, write }: Command, applicationId: string): Promise<Application> {
      const { jobId, workerId, employerId, marketId, terms } = await store.read((db) => apply.factsFor(db, applicationId, caller.personId))
      return write(async (tx) => {
        const finishedAt = (await arrivedAfterHours(tx, applicationId)) ? terms.endsAt : now
        await apply.move(tx, applicationId, 'finish', now, { finishedAt })
        await tx.append({ kind: 'work.finished', subjectId: applicationId, marketId, at: now, data: { jobId, workerId, employerId } })
        return apply.view(tx, applicationId, caller.personId, now)
      })
    },
  }
}
