import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { openStore } from '../../src/store/open-store'
import { databaseUrl, onServer } from './postgres-database'
import { startPostgres, type PostgresProcess } from './postgres-process'

declare module 'vitest' {
  interface ProvidedContext {
    engine: 'sqlite' | 'postgres'
    /** The server, as a superuser who may create databases. */
    postgresUrl: string
    /** A migrated database; each test file gets a copy of it. */
    postgresTemplate: string
  }
}

/**
 * One real Postgres server for the whole run: the one `DATABASE_URL` names, or a throw-away one. vitest calls this once
 * before the first test file, and the result after the last.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.DATABASE_URL ? existingServer(process.env.DATABASE_URL) : await startPostgres()
  const template = `market_template_${randomBytes(6).toString('hex')}`
  try {
    await onServer(server.url, `create database ${template}`)
    const store = await openStore({ engine: 'postgres', url: databaseUrl(server.url, template), connections: 2 })
    await store.migrate()
    await store.close()
  } catch (cause) {
    await server.stop()
    throw cause
  }
  project.provide('postgresUrl', server.url)
  project.provide('postgresTemplate', template)
  return async () => {
    await onServer(server.url, `drop database ${template} with (force)`)
    await server.stop()
  }
}

function existingServer(url: string): PostgresProcess {
  return { url, stop: () => Promise.resolve() }
}
