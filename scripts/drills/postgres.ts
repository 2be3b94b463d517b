import { setTimeout as pause } from 'node:timers/promises'
import { onServer } from '../../bff/test/support/postgres-database'
import { startPostgres, type OwnPostgres } from '../../bff/test/support/postgres-process'
import { line } from '../bench/figures'
import { audit, type Audit } from './audit'
import { startLoad } from './load'
import { makeMarket } from './market'
import { DrillFailed, startServer } from './server'

const workers = 16

const faults: [what: string, happen: (postgres: OwnPostgres) => Promise<void>][] = [
  ['all connections cut', ({ url }) => onServer(url, "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'market-bff%'")],
  ['restarted', (postgres) => postgres.restart('fast')],
  ['crashed and recovered', (postgres) => postgres.restart('crash')],
]

/**
 * Postgres is restarted, crashes, and loses everybody's connections, in turns and under load; the server stays and needs no help. What was
 * under way is done once or not at all, also where the answer to a commit was lost.
 */
export async function postgres(times = 12): Promise<Audit> {
  const own = await startPostgres()
  try {
    const market = await makeMarket({ engine: 'postgres', url: own.url, connections: 5 }, workers)
    const server = await startServer(market)
    const load = startLoad(market, () => server)
    try {
      for (let turn = 0; turn < times; turn += 1) {
        await load.more(workers)
        await pause(Math.random() * 300)
        const began = Date.now()
        await faults[turn % faults.length]?.[1](own)
        const back = Date.now()
        await load.more(2 * workers)
        line(faults[turn % faults.length]?.[0] ?? '', `away for ${back - began} ms, ${2 * workers} acknowledged ${Date.now() - back} ms later`)
      }
      await load.stop()
      // Followers too have found their way back.
      await server.caughtUp()
      const unforeseen = (await server.failures()).filter((said) => said.includes('request failed') && !/08|57P|53|CONNECTION_LOST|ECONN/.test(said))
      line('failures of another kind in the server’s log', String(unforeseen.length))
      if (unforeseen.length > 0) throw new DrillFailed(unforeseen.join('\n'))
      await server.stop()
    } finally {
      await server.kill()
    }
    return await audit(market.store, load)
  } finally {
    await own.stop()
  }
}
