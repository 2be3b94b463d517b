import { AppError, refuseProblems } from '@market/shared/errors'
import type { FileAnswer } from '@market/shared/endpoint'
import type { Gate, GateCode, ScreenCode } from '@market/shared/gates/gates.contract'
import { gateNameProblems, keptGateName, mostCodes, mostGates, mostScreens, type PosterSize, type WithdrawalReason } from '@market/shared/gates/gates.rules'
import { codeLink, isScreenCode, parseCode, readableToken } from '@market/shared/scan/scan.rules'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../../http/caller'
import type { Command } from '../../http/command'
import { UniqueViolation } from '../../store/errors'
import { covers, type Scope } from '../../store/scope'
import type { Db, Store, Tx } from '../../store/store'
import type { AuditService } from '../audit/audit.service'
import { makePrintedToken, verifyPrintedToken, withCheck } from '../scan/codes'
import { makeScreenCode, screenGrace, screenIdOf, screenStep } from '../scan/screen-codes'
import {
  codesOfGates, countGates, findGateInScope, findMarketInScope, findScreen, gatesOfMarket, holdMarket, insertCode, insertGate, lastRevocations, nameGate, retireGate, revokeCode, screensOfGates,
  type GateRow, type MarketRow,
} from './gates.queries'
import type { DrawPoster } from './posters'

export type GatesService = ReturnType<typeof gatesService>

type Parts = {
  store: Store
  audit: Pick<AuditService, 'record'>
  draw: DrawPoster
  /** The secret of printed codes. */
  codeKey: Uint8Array
  /** Where phones reach this server: codes carry it. */
  publicUrl: string
}

/** The doors of a market, the codes on them and the posters that carry the codes. */
export const gatesService = ({ store, audit, draw, codeKey, publicUrl }: Parts) => {
  const toGates = async (db: Db, rows: readonly GateRow[]): Promise<Gate[]> => {
    const ids = rows.map(({ id }) => id)
    const [codes, screens, revocations] = [await codesOfGates(db, ids), await screensOfGates(db, ids), await lastRevocations(db, ids)]
    return rows.map(({ id, marketId, marketName, name, createdAt }) => ({
      id, marketId, marketName, name, createdAt,
      codes: codes
        .filter(({ gateId }) => gateId === id)
        .map(({ token, createdAt: since }) => ({ token, link: codeLink(publicUrl, token), readable: readableToken(token), createdAt: since })),
      screens: screens.filter(({ gateId }) => gateId === id).map(({ token, createdAt: since }) => ({ id: screenIdOf(token), createdAt: since })),
      lastRevokedAt: revocations.get(id) ?? null,
    }))
  }

  /** @throws AppError not_found outside of the scope, and for a gate that was closed */
  const gateInScope = async (db: Db, gateId: string, scope: Scope): Promise<GateRow> => {
    const gate = await findGateInScope(db, gateId, scope)
    if (gate === null) throw new AppError('not_found')
    return gate
  }

  const show = async (db: Db, gateId: string, scope: Scope): Promise<Gate> => {
    const [gate] = await toGates(db, [await gateInScope(db, gateId, scope)])
    if (gate === undefined) throw new AppError('not_found')
    return gate
  }

  const marketInScope = async (db: Db, marketId: string, scope: Scope): Promise<MarketRow> => {
    const market = await findMarketInScope(db, marketId, scope)
    if (market === null) throw new AppError('not_found')
    return market
  }

  const recorded = (tx: Tx, { caller, now }: Command, action: string, gate: { id: string; path: string }, purpose: string): Promise<void> =>
    audit.record(tx, caller, now, { action: `gates.${action}`, subjectKind: 'gate', subjectId: gate.id, scopePath: gate.path, purpose })

  /** @throws AppError invalid_fields when another standing gate of the market has the name */
  const withUniqueName = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof UniqueViolation && error.constraint === 'gates_name') {
        throw new AppError('invalid_fields', { fields: [{ field: 'name', message: '这个市场已经有叫这个名字的入口了' }] })
      }
      throw error
    }
  }

  return {
    /** @throws AppError not_found */
    list: (caller: Caller, marketId: string, scope: Scope): Promise<{ marketName: string; mayChange: boolean; gates: Gate[] }> =>
      store.read(async (db) => {
        const { name, path } = await marketInScope(db, marketId, scope)
        return { marketName: name, mayChange: mayChange(caller, path), gates: await toGates(db, await gatesOfMarket(db, marketId)) }
      }),

    /** @throws AppError not_found */
    show: (caller: Caller, gateId: string, scope: Scope): Promise<{ gate: Gate; mayChange: boolean }> =>
      store.read(async (db) => {
        const { path } = await gateInScope(db, gateId, scope)
        return { gate: await show(db, gateId, scope), mayChange: mayChange(caller, path) }
      }),

    /** @throws AppError invalid_fields, not_found, market_gone, too_many_gates */
    make(command: Command, marketId: string, typed: string, scope: Scope): Promise<Gate> {
      const { caller, now, write } = command
      refuseProblems(gateNameProblems(typed))
      const gate = { id: uuidv7(), marketId, name: keptGateName(typed), createdAt: now }
      const token = makePrintedToken('gate', codeKey)
      return withUniqueName(write(async (tx) => {
        await holdMarket(tx, marketId)
        const market = await marketInScope(tx, marketId, scope)
        if (market.closedAt !== null) throw new AppError('market_gone')
        if ((await countGates(tx, marketId)) >= mostGates) throw new AppError('too_many_gates')
        await insertGate(tx, gate)
        await insertCode(tx, { token, gateId: gate.id, createdAt: now })
        await tx.append({ kind: 'gate.made', subjectId: gate.id, marketId, at: now, data: { by: caller.personId } })
        await recorded(tx, command, 'make', { id: gate.id, path: market.path }, gate.name)
        return show(tx, gate.id, scope)
      }))
    },

    /** @throws AppError invalid_fields, not_found */
    rename(command: Command, gateId: string, typed: string, scope: Scope): Promise<Gate> {
      const { caller, now, write } = command
      refuseProblems(gateNameProblems(typed))
      const name = keptGateName(typed)
      return withUniqueName(write(async (tx) => {
        const gate = await gateInScope(tx, gateId, scope)
        if (!(await nameGate(tx, gateId, name))) throw new AppError('not_found')
        await tx.append({ kind: 'gate.renamed', subjectId: gateId, marketId: gate.marketId, at: now, data: { by: caller.personId } })
        await recorded(tx, command, 'rename', gate, `${gate.name} → ${name}`)
        return show(tx, gateId, scope)
      }))
    },

    /** @throws AppError not_found */
    retire: (command: Command, gateId: string, reason: WithdrawalReason, scope: Scope): Promise<{ retired: true }> =>
      command.write(async (tx) => {
        const gate = await gateInScope(tx, gateId, scope)
        if (!(await retireGate(tx, gateId, command.now))) throw new AppError('not_found')
        await tx.append({ kind: 'gate.retired', subjectId: gateId, marketId: gate.marketId, at: command.now, data: { by: command.caller.personId, reason } })
        await recorded(tx, command, 'retire', gate, reason)
        return { retired: true }
      }),

    /** @throws AppError not_found, too_many_codes */
    makeCode(command: Command, gateId: string, scope: Scope): Promise<Gate> {
      const { caller, now, write } = command
      const token = makePrintedToken('gate', codeKey)
      return write(async (tx) => {
        const gate = await gateInScope(tx, gateId, scope)
        // Writing its name again holds the gate: of two who make a code at once the second counts the first one's.
        if (!(await nameGate(tx, gateId, gate.name))) throw new AppError('not_found')
        if ((await codesOfGates(tx, [gateId])).length >= mostCodes) throw new AppError('too_many_codes')
        await insertCode(tx, { token, gateId, createdAt: now })
        await tx.append({ kind: 'gate.code_made', subjectId: gateId, marketId: gate.marketId, at: now, data: { by: caller.personId } })
        await recorded(tx, command, 'make_code', gate, gate.name)
        return show(tx, gateId, scope)
      })
    },

    /** @throws AppError not_found, also for a code that is out of use already */
    revokeCode: (command: Command, gateId: string, { token, reason }: { token: string; reason: WithdrawalReason }, scope: Scope): Promise<Gate> =>
      command.write(async (tx) => {
        const gate = await gateInScope(tx, gateId, scope)
        if (!(await revokeCode(tx, gateId, token, command.now))) throw new AppError('not_found')
        await tx.append({ kind: 'gate.code_revoked', subjectId: gateId, marketId: gate.marketId, at: command.now, data: { by: command.caller.personId, reason } })
        await recorded(tx, command, 'revoke_code', gate, reason)
        return show(tx, gateId, scope)
      }),

    /** @throws AppError not_found, too_many_screens */
    makeScreen(command: Command, gateId: string, scope: Scope): Promise<{ gate: Gate; screen: GateCode }> {
      const { caller, now, write } = command
      const token = makePrintedToken('screen', codeKey)
      return write(async (tx) => {
        const gate = await gateInScope(tx, gateId, scope)
        // Holds the gate, as for another code.
        if (!(await nameGate(tx, gateId, gate.name))) throw new AppError('not_found')
        if ((await screensOfGates(tx, [gateId])).length >= mostScreens) throw new AppError('too_many_screens')
        await insertCode(tx, { token, gateId, createdAt: now }, 'screen')
        await tx.append({ kind: 'gate.code_made', subjectId: gateId, marketId: gate.marketId, at: now, data: { by: caller.personId } })
        await recorded(tx, command, 'make_screen', gate, gate.name)
        return { gate: await show(tx, gateId, scope), screen: { token, link: codeLink(publicUrl, token), readable: readableToken(token), createdAt: now } }
      })
    },

    /** @param screen its id, as a gate lists it. @throws AppError not_found, also for one that is out of use already */
    revokeScreen: (command: Command, gateId: string, screen: string, scope: Scope): Promise<Gate> =>
      command.write(async (tx) => {
        const gate = await gateInScope(tx, gateId, scope)
        if (!(await revokeCode(tx, gateId, withCheck(screen, codeKey), command.now, 'screen'))) throw new AppError('not_found')
        await tx.append({ kind: 'gate.code_revoked', subjectId: gateId, marketId: gate.marketId, at: command.now, data: { by: command.caller.personId, reason: 'other' } })
        await recorded(tx, command, 'revoke_screen', gate, screen)
        return show(tx, gateId, scope)
      }),

    /**
     * What the screen that was bound by this code shows now. A made-up one is refused without asking the database.
     * @throws AppError code_unknown, code_revoked
     */
    async screenCode(raw: string, now: number): Promise<ScreenCode> {
      const parsed = parseCode(raw)
      if ('foreign' in parsed || !isScreenCode(parsed.token) || !verifyPrintedToken(parsed.token, codeKey)) throw new AppError('code_unknown')
      const screen = await store.read((db) => findScreen(db, parsed.token))
      if (screen === null) throw new AppError('code_unknown')
      const { revokedAt, gateRevokedAt, ...names } = screen
      if (revokedAt !== null || gateRevokedAt !== null) throw new AppError('code_revoked')
      const nextInMs = screenStep - (now % screenStep)
      return { ...names, link: codeLink(publicUrl, makeScreenCode(parsed.token, codeKey, now)), nextInMs, goodForMs: nextInMs + screenGrace }
    },

    /**
     * The poster with the newest code, drawn outside of any transaction.
     * @throws AppError not_found, gate_without_code
     */
    async poster(gateId: string, size: PosterSize, scope: Scope): Promise<FileAnswer> {
      const { gate, code } = await store.read(async (db) => ({ gate: await gateInScope(db, gateId, scope), code: (await codesOfGates(db, [gateId]))[0] }))
      if (code === undefined) throw new AppError('gate_without_code')
      return draw({ marketName: gate.marketName, gateName: gate.name, hotline: gate.hotline, token: code.token, codeMadeAt: code.createdAt }, size)
    },
  }
}

/** Those who run the market; its desk and the officers above it look and print. */
const mayChange = ({ grants }: Caller, path: string): boolean => grants.some(({ role, scopePath }) => (role === 'manager' || role === 'operator') && covers([scopePath], path))
