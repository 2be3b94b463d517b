import type { Database } from 'better-sqlite3'
import { EffectWaitedError, StatementError, StoreRefusedError } from './errors'
import { toStatementError } from './statement-errors'
import type { Tx } from './store'
import { newWriteScope, runInScope, type WriteScope } from './write-scope'

interface Waiting {
  readonly effect: (tx: Tx) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
  readonly since: number
}

export interface WriteQueue {
  /** Resolves after the commit that made the effect durable. */
  submit<T>(effect: (tx: Tx) => Promise<T>): Promise<T>
  /** How long the first in the queue has waited, ms; 0 when it is empty. */
  waited(): number
  /** Refuses further writes and resolves when those waiting are done. */
  close(): Promise<void>
}

/**
 * Group commit for SQLite's one writer. A durable commit costs an fsync, so requests that wait together share one:
 * each runs in its own SAVEPOINT (a failing one takes nothing of its neighbours with it), and all are answered after the
 * COMMIT. If the COMMIT fails, nobody is told that anything happened.
 *
 * @param connection the only writing connection; autocommit, nobody else uses it
 * @param maxBatch how many writes may share a commit; bounds the time the event loop is held
 * @param onCommitted called after a commit that appended events
 */
export function createWriteQueue(
  connection: Database,
  txOf: (scope: WriteScope) => Tx,
  maxBatch: number,
  onCommitted: () => void,
): WriteQueue {
  const begin = connection.prepare('begin immediate')
  const commit = connection.prepare('commit')
  const rollback = connection.prepare('rollback')
  const savepoint = connection.prepare('savepoint request')
  const rollbackToSavepoint = connection.prepare('rollback to request')
  const release = connection.prepare('release request')

  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined
  let closed = false

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      // One turn of the event loop: what arrived with the same network poll shares the commit, and answers go out.
      await new Promise(setImmediate)
      const batch = waiting.slice(0, maxBatch)
      waiting = waiting.slice(maxBatch)
      await commitTogether(batch)
    }
    flushing = undefined
  }

  async function commitTogether(batch: readonly Waiting[]): Promise<void> {
    const answers: (() => void)[] = []
    const watch = watchForWaiting()
    let appended = 0
    try {
      begin.run()
      for (const request of batch) {
        const scope = newWriteScope()
        savepoint.run()
        try {
          const value = await watch.guard(() => runInScope(scope, txOf(scope), request.effect))
          release.run()
          appended += scope.appended
          answers.push(() => request.resolve(value))
        } catch (error) {
          scope.ended = true
          // A full disk or a failing one makes SQLite give up the whole transaction by itself.
          if (!connection.inTransaction) throw new StatementError('SQLITE_ABORT_ROLLBACK', 'savepoint')
          rollbackToSavepoint.run()
          release.run()
          answers.push(() => request.reject(error))
        }
      }
      commit.run()
    } catch (cause) {
      if (connection.inTransaction) rollback.run()
      const error = cause instanceof StatementError ? cause : toStatementError(cause, 'commit')
      for (const request of batch) request.reject(error)
      return
    } finally {
      watch.stop()
    }
    for (const answer of answers) answer()
    if (appended > 0) onCommitted()
  }

  return {
    submit<T>(effect: (tx: Tx) => Promise<T>): Promise<T> {
      if (closed) return Promise.reject(new StoreRefusedError('the store is closed'))
      return new Promise<T>((resolve, reject) => {
        waiting.push({ effect, resolve: resolve as (value: unknown) => void, reject, since: performance.now() })
        flushing ??= flush()
      })
    },
    waited: () => (waiting[0] === undefined ? 0 : performance.now() - waiting[0].since),
    async close() {
      closed = true
      await flushing
    },
  }
}

/**
 * Finds effects that wait for the outside world. Statements on SQLite are synchronous, so an effect that awaits only them
 * finishes within the microtask queue, before any setImmediate callback can run. When the callback does run, the
 * effect is waiting for a timer, a socket or a file, and everybody behind it with it: it is refused.
 */
function watchForWaiting() {
  let refuse: ((error: Error) => void) | undefined
  let immediate = setImmediate(function check() {
    refuse?.(new EffectWaitedError())
    immediate = setImmediate(check)
  })
  return {
    guard<T>(run: () => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        refuse = reject
        run().then(resolve, reject)
      })
    },
    stop: () => clearImmediate(immediate),
  }
}
