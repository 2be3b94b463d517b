import type { StaffPhone } from '@market/shared/arrive/phones.contract'
import type { PhoneReason } from '@market/shared/arrive/phones.rules'
import { AppError } from '@market/shared/errors'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import { findPhoneInScope, gapsOf, marketNameInScope, phonesOfMarket, revokePhone, type PhonePlace, type PhoneRow } from './phones.queries'

/** Phones on one page. */
const usualPage = 20

type Parts = { store: Store; audit: Pick<AuditService, 'record'> }

export type PhonesService = ReturnType<typeof phonesService>

/** The phones that staff of a market scan with when there is no network. */
export const phonesService = ({ store, audit }: Parts) => {
  const toPhones = async (db: Db, rows: readonly PhoneRow[]): Promise<StaffPhone[]> => {
    const gaps = await gapsOf(db, rows.map(({ deviceId }) => deviceId))
    return rows.map(({ deviceId, nameMasked, firstAt, lastAt, lastScanAt, revokedAt }) => ({
      deviceId, personMasked: nameMasked ?? '', firstAt, lastAt, lastScanAt, revokedAt, gaps: gaps.filter((gap) => gap.deviceId === deviceId).map(({ from, to }) => ({ from, to })),
    }))
  }

  return {
    /**
     * The phones of a market, a page at a time.
     * @param after `next` of the page before
     * @throws AppError not_found outside of the scope, invalid_fields when `after` is not one of ours
     */
    list: (marketId: string, after: string | undefined, scope: Scope): Promise<{ marketName: string; phones: StaffPhone[]; next: string | null }> =>
      store.read(async (db) => {
        const behind = after === undefined ? undefined : readPlace(after)
        const marketName = await marketNameInScope(db, marketId, scope)
        if (marketName === null) throw new AppError('not_found')
        const rows = await phonesOfMarket(db, { marketId, after: behind, limit: usualPage + 1 })
        const page = rows.slice(0, usualPage)
        const last = rows.length > usualPage ? page.at(-1) : undefined
        return { marketName, phones: await toPhones(db, page), next: last === undefined ? null : placeOf(last) }
      }),

    /** @throws AppError not_found outside of the scope, also for one that is out of use already */
    revoke: ({ caller, now, write }: Command, deviceId: string, reason: PhoneReason, scope: Scope): Promise<StaffPhone> =>
      write(async (tx) => {
        const phone = await findPhoneInScope(tx, deviceId, scope)
        if (phone === null || !(await revokePhone(tx, phone, caller.personId, now))) throw new AppError('not_found')
        await tx.append({ kind: 'staff_phone.revoked', subjectId: deviceId, marketId: phone.marketId, at: now, data: { by: caller.personId, reason } })
        await audit.record(tx, caller, now, { action: 'arrive.revoke_phone', subjectKind: 'staff_phone', subjectId: deviceId, scopePath: phone.path, purpose: reason })
        const [revoked] = await toPhones(tx, [{ ...phone, revokedAt: now }])
        if (revoked === undefined) throw new Error('one phone in, one phone out')
        return revoked
      }),
  }
}

const placeOf = ({ deviceId, lastAt, revokedAt }: PhoneRow): string => `${revokedAt === null ? 0 : 1}_${lastAt}_${deviceId}`

function readPlace(after: string): PhonePlace {
  const [, outOfUse, lastAt, deviceId] = /^([01])_(\d{1,13})_([0-9A-Za-z-]{8,40})$/.exec(after) ?? []
  if (outOfUse === undefined || lastAt === undefined || deviceId === undefined) throw new AppError('invalid_fields', { fields: [{ field: 'after', message: '请从第一页重新看' }] })
  return { outOfUse: Number(outOfUse), lastAt: Number(lastAt), deviceId }
}
