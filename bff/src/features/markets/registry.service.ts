import { AppError, refuseProblems, type FieldProblem } from '@market/shared/errors'
import { keptText } from '@market/shared/jobs/jobs.rules'
import { marketDefaults } from '@market/shared/markets/market-defaults'
import { checkMarketName } from '@market/shared/markets/market-names.rules'
import type { ManagedMarket, marketsEndpoints, MarketPage } from '@market/shared/markets/markets.contract'
import { changedFields, detailsProblems, keptDetails, type MarketDetails } from '@market/shared/markets/profile.rules'
import { checkCreditCode } from '@market/shared/register/credit-code'
import type { PartOf } from '@market/shared/endpoint'
import { uuidv7 } from 'uuidv7'
import type { Command } from '../../http/command'
import { covers, type Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import { readMarketPage } from './market-page'
import { endOperator, findFitOperator, insertOperator } from './operators.queries'
import { findRegion, regionsOnPath } from './regions.queries'
import {
  closeMarket, findMarketInScope, findParentMarket, insertMarket, marketsInScope, reopenMarket, revokeGates, updateDetails, type MarketRow,
} from './registry.queries'

const marketsAtOnce = 50

type NewMarket = PartOf<typeof marketsEndpoints.create, 'body'>

export type RegistryService = ReturnType<typeof registryService>

/** Setting markets up, changing what they publish, entrusting and closing them: each act with its entry in the audit log. */
export const registryService = ({ store, audit }: { store: Store; audit: Pick<AuditService, 'record'> }) => {
  const page = async (db: Db, marketId: string, now: number): Promise<MarketPage> => {
    const found = await readMarketPage(db, marketId, now)
    if (found === null) throw new AppError('not_found')
    return found
  }

  /** @throws AppError not_found outside of the scope */
  const marketInScope = async (db: Db, marketId: string, scope: Scope): Promise<MarketRow> => {
    const market = await findMarketInScope(db, marketId, scope)
    if (market === null) throw new AppError('not_found')
    return market
  }

  /** @throws AppError not_found outside of the scope, market_gone when it is closed */
  const workingMarket = async (db: Db, marketId: string, scope: Scope): Promise<MarketRow> => {
    const market = await marketInScope(db, marketId, scope)
    if (market.closedAt !== null) throw new AppError('market_gone')
    return market
  }

  const recorded = (tx: Tx, { caller, now }: Command, action: string, market: Pick<MarketRow, 'id' | 'path'>, purpose: string): Promise<void> =>
    audit.record(tx, caller, now, { action: `markets.${action}`, subjectKind: 'market', subjectId: market.id, scopePath: market.path, purpose })

  return {
    /** What a market publishes. @throws AppError not_found */
    page: (marketId: string, now: number): Promise<MarketPage> => store.read((db) => page(db, marketId, now)),

    /** Markets in scope, closed ones too, in the order of the tree. @param after `next` of the page before */
    managed: (scope: Scope, { name, after }: { name?: string; after?: string }): Promise<{ markets: ManagedMarket[]; next: string | null }> =>
      store.read(async (db) => {
        const rows = await marketsInScope(db, scope, { name: keptText(name ?? '') || undefined, after, limit: marketsAtOnce + 1 })
        const shown = rows.slice(0, marketsAtOnce)
        return {
          markets: shown.map(({ path: _path, profile, ...market }) => ({ ...market, profileMissing: profile === null })),
          next: rows.length > marketsAtOnce ? (shown.at(-1)?.path ?? null) : null,
        }
      }),

    /**
     * Sets up a market in a region of the scope. The name is that of the standard (clause 七); the index allows each once.
     * @throws AppError invalid_fields with everything that is wrong, not_found (region), name_taken
     */
    create(command: Command, draft: NewMarket, scope: Scope): Promise<MarketPage> {
      const { caller, now, write } = command
      const { kind, trades, name: typed, regionCode, ...typedDetails } = draft
      const details: MarketDetails = { ...marketDefaults(kind, trades), ...typedDetails }
      return write(async (tx) => {
        const region = await findRegion(tx, regionCode)
        if (region === null || !covers(scope, region.path)) throw new AppError('not_found')
        const above = await regionsOnPath(tx, region.path)
        const name = checkMarketName(kind, { kind: region.kind, names: above.map((one) => one.name) }, typed)
        const nameProblem: FieldProblem[] = name.ok ? [] : [{ field: 'name', message: name.message }]
        refuseProblems([...nameProblem, ...detailsProblems(details, kind)])
        if (!name.ok) throw new AppError('invalid_fields')

        const id = uuidv7()
        const path = `${region.path}${id}/`
        const parentId = await findParentMarket(tx, above.slice(0, -1).map(({ code }) => code))
        const { form: _form, ...named } = name.value
        if (!(await insertMarket(tx, { ...keptDetails(details), ...named, id, kind, level: region.kind, regionCode, path, parentId }))) {
          throw new AppError('name_taken')
        }
        await tx.append({ kind: 'market.created', subjectId: id, marketId: id, at: now, data: { by: caller.personId, kind, level: region.kind, regionCode } })
        await recorded(tx, command, 'create', { id, path }, named.name)
        return page(tx, id, now)
      })
    },

    /**
     * Replaces what a market publishes.
     * @param version the one that was read: of two who edit at once the second is told
     * @throws AppError invalid_fields, not_found, market_gone, changed_meanwhile
     */
    edit(command: Command, marketId: string, { version, ...typed }: MarketDetails & { version: number }, scope: Scope): Promise<MarketPage> {
      const { caller, now, write } = command
      return write(async (tx) => {
        const before = await workingMarket(tx, marketId, scope)
        refuseProblems(detailsProblems(typed, before.kind))
        const details = keptDetails(typed)
        if (!(await updateDetails(tx, marketId, version, scope, details))) throw new AppError('changed_meanwhile')
        await tx.append({ kind: 'market.changed', subjectId: marketId, marketId, at: now, data: { by: caller.personId, version: version + 1 } })
        await recorded(tx, command, 'edit', before, changedFields(before, details).join(' ') || 'nothing')
        return page(tx, marketId, now)
      })
    },

    /**
     * Closes a market: it is no longer listed and its gates' codes are revoked. Its history stays.
     * @throws AppError invalid_fields (reason), not_found, market_gone, market_in_use
     */
    close(command: Command, marketId: string, reason: string, scope: Scope): Promise<MarketPage> {
      const { caller, now, write } = command
      const why = keptText(reason)
      refuseProblems(why.length < 4 ? [{ field: 'reason', message: '请写清楚为什么关，至少 4 个字' }] : [])
      return write(async (tx) => {
        const market = await workingMarket(tx, marketId, scope)
        if (!(await closeMarket(tx, marketId, scope, now))) {
          // A colleague may have closed it since it was read above.
          await workingMarket(tx, marketId, scope)
          throw new AppError('market_in_use')
        }
        await revokeGates(tx, marketId, now)
        await tx.append({ kind: 'market.closed', subjectId: marketId, marketId, at: now, data: { by: caller.personId } })
        await recorded(tx, command, 'close', market, why)
        return page(tx, marketId, now)
      })
    },

    /** @throws AppError not_found, step_not_allowed when it is open */
    reopen(command: Command, marketId: string, scope: Scope): Promise<MarketPage> {
      const { caller, now, write } = command
      return write(async (tx) => {
        const market = await marketInScope(tx, marketId, scope)
        if (!(await reopenMarket(tx, marketId, scope))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'market.reopened', subjectId: marketId, marketId, at: now, data: { by: caller.personId } })
        await recorded(tx, command, 'reopen', market, market.name)
        return page(tx, marketId, now)
      })
    },

    /**
     * Entrusts a market to whoever has this credit code, when their licences count today.
     * @throws AppError invalid_fields, not_found, market_gone, operator_unfit, step_not_allowed when somebody runs it already
     */
    entrust(command: Command, marketId: string, creditCode: string, scope: Scope): Promise<MarketPage> {
      const { caller, now, write } = command
      const code = checkCreditCode(creditCode)
      refuseProblems(code.ok ? [] : [{ field: 'creditCode', message: code.message }])
      return write(async (tx) => {
        const market = await workingMarket(tx, marketId, scope)
        const employerId = code.ok ? await findFitOperator(tx, code.value, now) : null
        if (employerId === null) throw new AppError('operator_unfit')
        if (!(await insertOperator(tx, { marketId, employerId, fromAt: now }))) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'market.entrusted', subjectId: marketId, marketId, at: now, data: { by: caller.personId, employerId } })
        await recorded(tx, command, 'entrust', market, 'entrusted')
        return page(tx, marketId, now)
      })
    },

    /** @throws AppError not_found, step_not_allowed when nobody runs it */
    endOperator(command: Command, marketId: string, scope: Scope): Promise<MarketPage> {
      const { caller, now, write } = command
      return write(async (tx) => {
        const market = await marketInScope(tx, marketId, scope)
        const employerId = await endOperator(tx, marketId, now)
        if (employerId === null) throw new AppError('step_not_allowed')
        await tx.append({ kind: 'market.operator_ended', subjectId: marketId, marketId, at: now, data: { by: caller.personId, employerId } })
        await recorded(tx, command, 'end_operator', market, 'ended')
        return page(tx, marketId, now)
      })
    },
  }
}
