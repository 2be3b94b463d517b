import { AsyncLocalStorage } from 'node:async_hooks'
import type { FeedEvent } from '../feed/events'
import { NestedWriteError, TxEndedError } from './errors'
import { preparedInsert } from './prepared'
import type { Db, Tx } from './store'

/** What is known about one run of an effect: whether it still runs, whether a statement failed, how much it appended. */
export interface WriteScope {
  ended: boolean
  failure: Error | undefined
  appended: number
}

const running = new AsyncLocalStorage<WriteScope>()

export function newWriteScope(): WriteScope {
  return { ended: false, failure: undefined, appended: 0 }
}

/** Throws when called from inside an effect: a second transaction there waits for the first one for ever. */
export function assertOutsideWrite(operation: 'read' | 'write'): void {
  const scope = running.getStore()
  if (scope && !scope.ended) throw new NestedWriteError(operation)
}

/**
 * Runs an effect and ends its scope, after which its tx refuses every statement. An effect that swallowed a failed
 * statement fails all the same: Postgres would have thrown away the transaction, and SQLite must not differ.
 */
export async function runInScope<T>(scope: WriteScope, tx: Tx, effect: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    // Awaited inside: an effect may give back a statement that begins only when somebody waits for it.
    const value = await running.run(scope, async () => await effect(tx))
    if (scope.failure) throw scope.failure
    return value
  } finally {
    scope.ended = true
  }
}

/** Remembers that a statement of the scope failed, and hands the error on. */
export function noteFailure(scope: WriteScope | undefined, error: Error): Error {
  if (scope) scope.failure ??= error
  return error
}

/** The scope of the effect that asks. @throws TxEndedError after its end, and for whoever kept a tx and asks from elsewhere */
export function scopeHere(): WriteScope {
  const scope = running.getStore()
  if (scope === undefined || scope.ended) throw new TxEndedError()
  return scope
}

const insertEvents = preparedInsert('events')

export function toTx(db: Db, scope: WriteScope): Tx {
  const appendAll = async (events: readonly FeedEvent[]): Promise<void> => {
    await insertEvents(db, events)
    scope.appended += events.length
  }
  return { ...db, append: (event) => appendAll([event]), appendAll }
}
