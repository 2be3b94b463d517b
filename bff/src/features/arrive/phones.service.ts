import { missingNumbers } from '@market/shared/arrive/offline.rules'
import type { StaffPhone } from '@market/shared/arrive/phones.contract'
import { mostPhones, type PhoneReason } from '@market/shared/arrive/phones.rules'
import { AppError } from '@market/shared/errors'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db, Store } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import { findPhoneInScope, marketNameInScope, phonesOfMarket, revokePhone, type PhoneRow } from './phones.queries'
import { numbersKept, numbersOf } from './upload.queries'

type Parts = { store: Store; audit: Pick<AuditService, 'record'> }

export type PhonesService = ReturnType<typeof phonesService>

/** The phones that staff of a market scan with when there is no network. */
export const phonesService = ({ store, audit }: Parts) => {
  const toPhone = async (db: Db, { deviceId, nameMasked, firstAt, lastAt, revokedAt }: PhoneRow): Promise<StaffPhone> => ({
    deviceId, personMasked: nameMasked ?? '', firstAt, lastAt, revokedAt,
    gaps: missingNumbers(await numbersOf(db, deviceId, numbersKept), numbersKept),
  })

  return {
    /** @throws AppError not_found outside of the scope */
    list: (marketId: string, scope: Scope): Promise<{ marketName: string; phones: StaffPhone[] }> =>
      store.read(async (db) => {
        const marketName = await marketNameInScope(db, marketId, scope)
        if (marketName === null) throw new AppError('not_found')
        const phones: StaffPhone[] = []
        for (const row of await phonesOfMarket(db, marketId, mostPhones)) phones.push(await toPhone(db, row))
        return { marketName, phones }
      }),

    /** @throws AppError not_found outside of the scope, also for one that is out of use already */
    revoke: ({ caller, now, write }: Command, deviceId: string, reason: PhoneReason, scope: Scope): Promise<StaffPhone> =>
      write(async (tx) => {
        const phone = await findPhoneInScope(tx, deviceId, scope)
        if (phone === null || !(await revokePhone(tx, phone, caller.personId, now))) throw new AppError('not_found')
        await tx.append({ kind: 'staff_phone.revoked', subjectId: deviceId, marketId: phone.marketId, at: now, data: { by: caller.personId, reason } })
        await audit.record(tx, caller, now, { action: 'arrive.revoke_phone', subjectKind: 'staff_phone', subjectId: deviceId, scopePath: phone.path, purpose: reason })
        return toPhone(tx, { ...phone, revokedAt: now })
      }),
  }
}
