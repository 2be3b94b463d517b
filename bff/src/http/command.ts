import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@market/shared/errors'
import { given, prepared } from '../store/prepared'
import type { Tables } from '../store/schema'
import type { Db, Store, Tx } from '../store/store'
import type { Vault } from '../store/vault'
import type { Caller } from './caller'

/** One act of one person: who, when, and the only write it may make. */
export type Command = {
  caller: Caller
  now: number
  /**
   * Runs the effect in one transaction together with the stored answer of the Idempotency-Key. What the effect returns
   * is the reply: a resend of the same act gets exactly it again. To be called once.
   */
  write<T>(effect: (tx: Tx) => Promise<T>): Promise<T>
}

export type CommandRequest = { caller: Caller; now: number; idempotencyKey: string; method: string; url: string; body: unknown; forgets?: readonly string[] }

// Every command asks these: built once.
const findAnswer = prepared<Tables['idempotencyResults']['$inferSelect'], { personId: string; key: string }>(({ q, t: { idempotencyResults: results } }) =>
  q.select().from(results).where(and(eq(results.personId, sql.placeholder('personId')), eq(results.key, sql.placeholder('key')))))

const claimKey = prepared<{ key: string }, { personId: string; key: string; bodyHash: string; now: number }>(({ q, t: { idempotencyResults: results } }) =>
  q
    .insert(results)
    .values({ personId: sql.placeholder('personId'), key: sql.placeholder('key'), bodyHash: sql.placeholder('bodyHash'), responseSealed: '', createdAt: sql.placeholder('now') })
    .onConflictDoNothing()
    .returning({ key: results.key }))

const keepAnswer = prepared<{ key: string }, { personId: string; key: string; responseSealed: string }>(({ q, t: { idempotencyResults: results } }) =>
  q
    .update(results)
    .set({ responseSealed: given('responseSealed') })
    .where(and(eq(results.personId, sql.placeholder('personId')), eq(results.key, sql.placeholder('key'))))
    .returning({ key: results.key }))

/**
 * What of a body makes the fingerprint. One without salt, of a body whose other fields are known, tells a field that has few values
 * to whoever tries them all: what is to be kept nowhere stays out of it.
 */
const keptOf = ({ body, forgets = [] }: CommandRequest): unknown => {
  if (forgets.length === 0 || typeof body !== 'object' || body === null) return body ?? null
  return Object.fromEntries(Object.entries(body).filter(([field]) => !forgets.includes(field)))
}

/** Another process answered the same key while this one was about to. */
class AnsweredElsewhere extends Error {}

const place = (personId: string, key: string) => ({ table: 'idempotency_results', column: 'response_sealed', row: `${personId}|${key}` })

/**
 * Runs commands so that a double tap, a resend after a lost answer and two servers at once all end in one effect and
 * one answer. The answer is looked up before any rule runs: a resend must not be refused because the first succeeded.
 */
export function commandRunner({ store, vault }: { store: Store; vault: Vault }) {
  const running = new Set<string>()

  const answered = async (db: Db, request: CommandRequest, bodyHash: string): Promise<{ reply: unknown } | null> => {
    const rows = await findAnswer(db, { personId: request.caller.personId, key: request.idempotencyKey })
    const row = rows[0]
    if (!row) return null
    if (row.bodyHash !== bodyHash) throw new AppError('idempotency_key_reused')
    return { reply: JSON.parse(vault.open(row.responseSealed, place(row.personId, row.key))) as unknown }
  }

  const writeOnce = async <T>(request: CommandRequest, bodyHash: string, effect: (tx: Tx) => Promise<T>): Promise<T> =>
    store.write(async (tx) => {
      const { caller, idempotencyKey: key, now } = request
      // The key is claimed first: on Postgres a second process waits here, and not inside a rule it would then break.
      const claimed = await claimKey(tx, { personId: caller.personId, key, bodyHash, now })
      if (claimed.length === 0) throw new AnsweredElsewhere()
      const reply = await effect(tx)
      await keepAnswer(tx, { personId: caller.personId, key, responseSealed: vault.seal(JSON.stringify(reply), place(caller.personId, key)) })
      return reply
    })

  /** @throws AppError idempotency_key_reused, request_in_progress, and whatever the handler refuses */
  return async (request: CommandRequest, handler: (command: Command) => Promise<unknown>): Promise<unknown> => {
    const bodyHash = createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(keptOf(request))}`).digest('base64url')
    const slot = `${request.caller.personId} ${request.idempotencyKey}`
    const lookUp = () => store.read((db) => answered(db, request, bodyHash))
    const earlier = await lookUp()
    if (earlier) return earlier.reply
    if (running.has(slot)) throw new AppError('request_in_progress')
    running.add(slot)
    try {
      let written: { reply: unknown } | null = null
      const command: Command = {
        caller: request.caller,
        now: request.now,
        async write(effect) {
          if (written) throw new Error('a command writes once')
          const reply = await writeOnce(request, bodyHash, effect)
          written = { reply }
          return reply
        },
      }
      const reply = await handler(command)
      if ((written as { reply: unknown } | null)?.reply !== reply) throw new Error('a command replies with what its write returned')
      return reply
    } catch (error) {
      if (!(error instanceof AnsweredElsewhere)) throw error
      const other = await lookUp()
      if (!other) throw new AppError('request_in_progress')
      return other.reply
    } finally {
      running.delete(slot)
    }
  }
}

export type RunCommand = ReturnType<typeof commandRunner>
