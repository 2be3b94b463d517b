import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool, PoolClient, QueryConfig } from 'pg'
import { toStatementError } from './statement-errors'
import type { Queries } from './store'
import { assertScopeRuns, noteFailure, type WriteScope } from './write-scope'

/** Statement texts that get a name, and with it a plan kept per connection; the rest is planned each time. */
const statementsNamed = 500

/** Gives the same statement text the same name for the life of the process. */
export function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= statementsNamed) return known
    const name = `s${names.size}`
    names.set(text, name)
    return name
  }
}

/**
 * drizzle on a pool (each statement on any connection) or on one connection inside a transaction, through a client
 * that checks the scope, names statements so that they stay prepared, and reports failures without their values.
 */
export function postgresQueries(
  connection: Pool | PoolClient,
  nameOf: (text: string) => string | undefined,
  scope?: WriteScope,
): Queries {
  const client = {
    async query(config: QueryConfig, values: unknown[]) {
      assertScopeRuns(scope)
      try {
        return await connection.query({ ...config, name: nameOf(config.text) }, values)
      } catch (cause) {
        throw noteFailure(scope, toStatementError(cause, config.text))
      }
    },
  }
  return drizzle({ client: client as unknown as Pool })
}
