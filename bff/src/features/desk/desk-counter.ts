import type { Shown } from '@market/shared/desk/desk.contract'
import { checkShownCard } from '@market/shared/desk/desk.rules'
import { AppError } from '@market/shared/errors'
import { parseCode } from '@market/shared/scan/scan.rules'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { AuditService } from '../audit/audit.service'
import { verifyPrintedToken } from '../scan/codes'
import { findByIdNumber, findDeskMarket, findSlip, type DeskMarket } from './desk.queries'

/** What the person brought, as far as it can be judged without the database. */
export type Brought = { by: 'slip'; token: string } | { by: 'id_card'; name: string; indexes: readonly string[] }

type Parts = { store: Store; vault: Vault; audit: Pick<AuditService, 'record'>; codeKey: Uint8Array }

export type DeskCounter = ReturnType<typeof deskCounter>

/** What every act at the desk begins with: whose desk it is, what was brought, who that is, and the entry in the audit. */
export const deskCounter = ({ store, vault, audit, codeKey }: Parts) => {
  /** @throws AppError forbidden for staff without a desk */
  const marketOf = (caller: Caller): Promise<DeskMarket> =>
    store.read(async (db) => {
      const market = caller.staffMarketId === null ? null : await findDeskMarket(db, caller.staffMarketId)
      if (market === null) throw new AppError('forbidden')
      return market
    })

  /** @throws AppError invalid_fields, code_unknown */
  const broughtBy = (shown: Shown, now: number): Brought => {
    if ('code' in shown) {
      const parsed = parseCode(shown.code)
      // A made-up slip is refused by its check, before the database is asked.
      if ('foreign' in parsed || parsed.kind !== 'person' || !verifyPrintedToken(parsed.token, codeKey)) throw new AppError('code_unknown')
      return { by: 'slip', token: parsed.token }
    }
    const { clean, problems } = checkShownCard(shown, now)
    if (!clean) throw new AppError('invalid_fields', { fields: problems })
    return { by: 'id_card', name: clean.name, indexes: vault.blindIndexes('id_number', clean.idNumber) }
  }

  const isNamed = (personId: string, nameSealed: string | null, name: string): boolean =>
    nameSealed !== null && vault.open(nameSealed, { table: 'people', column: 'name_sealed', row: personId }) === name

  /** Null for a card of nobody here, also where the number is known under another name: that is for the review, not for a guess. */
  const holderIn = async (db: Db, brought: Brought): Promise<string | null> => {
    if (brought.by === 'slip') {
      const slip = await findSlip(db, brought.token)
      if (slip === null) throw new AppError('code_unknown')
      if (slip.revokedAt !== null) throw new AppError('slip_revoked')
      return slip.personId
    }
    const found = await findByIdNumber(db, brought.indexes)
    return found !== null && isNamed(found.personId, found.nameSealed, brought.name) ? found.personId : null
  }

  /** @throws AppError own_case: nobody serves themselves */
  const noted = async (tx: Tx, { caller, now }: Command, market: DeskMarket, personId: string, action: string, purpose: string): Promise<void> => {
    if (personId === caller.personId) throw new AppError('own_case')
    await audit.record(tx, caller, now, { action, subjectKind: 'person', subjectId: personId, aboutPersonId: personId, scopePath: market.path, purpose })
  }

  return { marketOf, broughtBy, isNamed, holderIn, noted }
}
