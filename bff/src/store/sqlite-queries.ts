import type { Database, Statement } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { toStatementError } from './statement-errors'
import type { Queries } from './store'
import { noteFailure, type WriteScope } from './write-scope'

/** Statement texts kept prepared per connection; lists of different length make different texts, hence a bound. */
const statementsKept = 500

/** Prepares each statement text once per connection: preparing again costs as much as running it. */
export function statementCache(connection: Database): (text: string) => Statement {
  const statements = new Map<string, Statement>()
  return (text) => {
    const known = statements.get(text)
    if (known) return known
    const oldest = statements.size >= statementsKept ? statements.keys().next().value : undefined
    if (oldest !== undefined) statements.delete(oldest)
    const statement = connection.prepare(text)
    statements.set(text, statement)
    return statement
  }
}

/**
 * drizzle on a better-sqlite3 connection, through a client that checks the scope, keeps statements prepared and
 * reports failures without their values. All writes of a connection share it, so that a statement is built once: `scopeOf`
 * tells whose turn it is.
 *
 * This is the one place where SQLite's drizzle is given the Postgres type. Sound because the builders picked in `Queries`
 * have the same methods on both sides and are awaitable on both (a better-sqlite3 builder runs when awaited), and the
 * tables they are given were built by the vocabulary of this engine. What is typed and would not work (`.for('update')`,
 * the bare result of an UPDATE) is forbidden by the port's contract.
 */
export function sqliteQueries(statementOf: (text: string) => Statement, scopeOf: () => WriteScope | undefined = () => undefined): Queries {
  const client = {
    prepare(text: string) {
      const attempt = <T>(run: (statement: Statement) => T): T => {
        const scope = scopeOf()
        try {
          return run(statementOf(text))
        } catch (cause) {
          throw noteFailure(scope, toStatementError(cause, text))
        }
      }
      return {
        run: (...values: unknown[]) => attempt((statement) => statement.run(...values)),
        all: (...values: unknown[]) => attempt((statement) => statement.raw(false).all(...values)),
        get: (...values: unknown[]) => attempt((statement) => statement.raw(false).get(...values)),
        raw: () => ({
          all: (...values: unknown[]) => attempt((statement) => statement.raw(true).all(...values)),
          get: (...values: unknown[]) => attempt((statement) => statement.raw(true).get(...values)),
        }),
      }
    },
  }
  return drizzle({ client: client as unknown as Database }) as unknown as Queries
}
