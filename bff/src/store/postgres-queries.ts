import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg'
import { toStatementError } from './statement-errors'
import type { Queries } from './store'
import { noteFailure, scopeHere, type WriteScope } from './write-scope'

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

type Asked = { query(config: QueryConfig, values: unknown[]): Promise<QueryResult> }

/**
 * drizzle through a client that names statements so that they stay prepared, and reports failures without their values.
 * @param connectionOf what asks each statement on any connection, or with the scope of the write that asks its one connection
 */
function queriesOn(connectionOf: () => { connection: Asked; scope?: WriteScope }, nameOf: (text: string) => string | undefined): Queries {
  const client = {
    async query(config: QueryConfig, values: unknown[]) {
      const { connection, scope } = connectionOf()
      try {
        return await connection.query({ ...config, name: nameOf(config.text) }, values)
      } catch (cause) {
        throw noteFailure(scope, toStatementError(cause, config.text))
      }
    },
  }
  return drizzle({ client: client as unknown as Pool })
}

/** @param take a connection to give back */
export function postgresReads(take: () => Promise<PoolClient>, nameOf: (text: string) => string | undefined): Queries {
  const connection: Asked = {
    async query(config, values) {
      const client = await take()
      let failed = true
      try {
        const result = await client.query(config, values)
        failed = false
        return result
      } finally {
        // As a pool itself does: after a failure nobody knows what state it is in.
        client.release(failed)
      }
    },
  }
  return queriesOn(() => ({ connection }), nameOf)
}

/** All writes share it, so that a statement is built once; each has its own connection. */
export const postgresWrites = (clientOf: (scope: WriteScope) => PoolClient, nameOf: (text: string) => string | undefined): Queries =>
  queriesOn(() => {
    const scope = scopeHere()
    return { connection: clientOf(scope), scope }
  }, nameOf)
