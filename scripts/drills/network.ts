import { setTimeout as pause } from 'node:timers/promises'
import { startFaultProxy, type FaultProxy, type Way } from '../../bff/test/support/fault-proxy'
import { startPostgres } from '../../bff/test/support/postgres-process'
import type { StoreConfig } from '@market/bff/store/open-store'
import { line } from '../bench/figures'
import { audit, type Audit } from './audit'
import { underLoad } from './load'
import { makeMarket, onSqlite } from './market'
import { startServer } from './server'

const workers = 16
const ways: [way: Way, what: string][] = [['slow', 'slow, some 20 kbit/s a connection'], ['cut', 'cut again and again, in the middle of answers'], ['silent', 'open and silent']]
/** So long a way stays bad. */
const badForMs = 1_000

/** Phones reach the server over a way that is slow, is cut, and goes silent, in turns: what they ask again is done once. */
export const network = (times = 9): Promise<Audit> => onSqlite(async (store) => {
  const market = await makeMarket(store, workers)
  const server = await startServer(market)
  const proxy = await startFaultProxy(Number(new URL(server.origin).port))
  try {
    return await audit(store, await underLoad(market, server, ({ more }) => inTurns(proxy, more, times), { ...server, origin: `http://127.0.0.1:${proxy.port}` }))
  } finally {
    await proxy.close()
  }
})

/** The same between the server and Postgres. */
export async function networkPostgres(times = 9): Promise<Audit> {
  const postgres = await startPostgres()
  const proxy = await startFaultProxy(Number(new URL(postgres.url).port))
  try {
    const direct: StoreConfig = { engine: 'postgres', url: postgres.url, connections: 5 }
    const market = await makeMarket(direct, workers)
    const far = new URL(postgres.url)
    far.port = String(proxy.port)
    const server = await startServer({ ...market, store: { ...direct, url: far.href } })
    return await audit(direct, await underLoad(market, server, ({ more }) => inTurns(proxy, more, times)))
  } finally {
    await proxy.close()
    await postgres.stop()
  }
}

async function inTurns(proxy: FaultProxy, more: (acts: number) => Promise<void>, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
    const [way, what] = ways[turn % ways.length] as (typeof ways)[number]
    await more(workers)
    proxy.become(way)
    await pause(badForMs)
    proxy.become('through')
    const back = Date.now()
    await more(2 * workers)
    line(what, `${2 * workers} acknowledged ${Date.now() - back} ms after it was over`)
  }
}
