import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { line } from '../bench/figures'
import { audit, type Audit } from './audit'
import { underLoad } from './load'
import { makeMarket, onSqlite } from './market'
import { DrillFailed, startServer } from './server'

const workers = 8
/** So many answers that it cannot be done now before the disk is well again. */
const refusals = 3 * workers

/** What `timeout` of the GNU utilities ends with when time was up. */
const timedOut = 124

/** Whether strace is there and may look into a process that it has not started: in a container it often may not. */
export function mayTrace(): boolean {
  const other = spawn('sleep', ['10'])
  // It goes on until it is told to end, where it may.
  const { status } = spawnSync('timeout', ['0.5', 'strace', '-p', String(other.pid), '-o', '/dev/null'])
  other.kill()
  return status === timedOut
}

/**
 * The disk says of everything that it could not be written through (`fsync` fails with EIO): nothing is acknowledged then, what was is
 * there, and once the disk is well again so is the server. strace stands for the disk: a Debian package, on Linux only.
 * @throws DrillFailed strace is not there
 */
export async function fsync(times = 3): Promise<Audit> {
  if (!mayTrace()) throw new DrillFailed('strace is not there, or may not trace: apt-get install strace, as root. Nothing was tried')
  return onSqlite(async (store) => {
    const market = await makeMarket(store, workers)
    const server = await startServer(market)
    const load = await underLoad(market, server, async ({ acknowledged, counts, more }) => {
      for (let turn = 0; turn < times; turn += 1) {
        await more(workers)
        const tracer = spawn('strace', ['-f', '-p', String(server.pid), '-o', '/dev/null', '-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO'], { stdio: ['ignore', 'ignore', 'pipe'] })
        const ended = once(tracer, 'exit')
        await once(tracer.stderr, 'data')
        const before = acknowledged.length
        for (const enough = counts.busy + refusals; counts.busy < enough; await pause(10)) await more(0)
        const meanwhile = acknowledged.length - before
        line('acknowledged while nothing could be written through', String(meanwhile))
        // Those whose commit had been written through when the disk failed may be answered after it, each once.
        if (meanwhile > workers) throw new DrillFailed(`${meanwhile} were acknowledged and never written through`)
        tracer.kill('SIGINT')
        await ended
        await more(2 * workers)
      }
    })
    line('times the disk failed', String(times))
    return audit(store, load)
  })
}
