import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres } from '../../bff/test/support/postgres-process'
import type { StoreConfig } from '@market/bff/store/open-store'
import { line } from '../bench/figures'
import { audit, type Audit } from './audit'
import { finish, startLoad } from './load'
import { makeMarket, onSqlite } from './market'
import { standBy, startServer, type DrillServer } from './server'

const workers = 24
const usualTimes = 200
/** Under load the server lives for a time of up to so many ms. */
const longestLife = 600

/** The server is killed (`kill -9`) under load again and again; each time it starts anew on what it left. */
export const kill = (times = usualTimes): Promise<Audit> => onSqlite((store) => killOn(store, times))

/** It is asked to stop, again and again: then everybody let in must be answered too. */
export const stop = (times = usualTimes): Promise<Audit> => onSqlite((store) => endAgainAndAgain(store, times, (server) => server.terminate()))

/** The same on Postgres, which stays. */
export async function killOnPostgres(times = usualTimes): Promise<Audit> {
  const postgres = await startPostgres()
  try {
    return await killOn({ engine: 'postgres', url: postgres.url, connections: 5 }, times)
  } finally {
    await postgres.stop()
  }
}

const killOn = (store: StoreConfig, times: number): Promise<Audit> => endAgainAndAgain(store, times, (server) => server.kill())

async function endAgainAndAgain(store: StoreConfig, times: number, end: (server: DrillServer) => Promise<void>): Promise<Audit> {
  const market = await makeMarket(store, workers)
  let server: DrillServer | null = await startServer(market)
  // One ahead loads its code meanwhile.
  let next = standBy(market)
  const load = startLoad(market, () => server)
  const began = Date.now()
  try {
    for (let killed = 0; killed < times; killed += 1) {
      // Not at once: on a busy machine some would never have their turn.
      await load.more(workers / 2)
      await pause(Math.random() * longestLife)
      const dying = server
      server = null
      await end(dying)
      server = await next.open()
      if (killed + 1 < times) next = standBy(market)
      if ((killed + 1) % 20 === 0) line('ended so far', `${killed + 1} in ${((Date.now() - began) / 1000).toFixed(0)} s, ${load.acknowledged.length} acknowledged`)
    }
    await load.more(workers)
    await finish(load, server)
    server = null
  } finally {
    await server?.kill()
    await next.kill()
  }
  line('times the server was ended', String(times))
  return audit(store, load)
}
