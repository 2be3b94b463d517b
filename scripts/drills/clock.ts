import { hour, minute } from '@market/shared/words/time'
import { line } from '../bench/figures'
import { audit, type Audit } from './audit'
import { startLoad } from './load'
import { makeMarket, onSqlite } from './market'
import { DrillFailed, startServer } from './server'

const workers = 16
/** All within the market's hours, from eight in the morning on: who is refused because it is closed has nothing to lose. */
const steps: [what: string, ms: number][] = [
  ['two hours on', 2 * hour], ['an hour back', -hour], ['a second back', -1_000], ['into the next day', 20 * hour], ['and back', -20 * hour], ['twenty minutes on', 20 * minute], ['an hour back, again', -hour],
]

/** The clock of the server is set on and back while people come and go: each act is done once, and those who follow events follow. */
export const clock = (times = steps.length): Promise<Audit> => onSqlite(async (store) => {
  const market = await makeMarket(store, workers)
  const server = await startServer(market)
  const load = startLoad(market, () => server)
  let { ahead } = market
  try {
    for (let turn = 0; turn < times; turn += 1) {
      const [what, ms] = steps[turn % steps.length] as (typeof steps)[number]
      await load.more(2 * workers)
      await server.setClock((ahead += ms))
      const stepped = Date.now()
      await load.more(2 * workers)
      line(what, `${2 * workers} acknowledged within ${Date.now() - stepped} ms`)
      // Nobody waits for a time that is far away.
      await server.caughtUp()
    }
    await load.stop()
    await server.caughtUp()
    const failures = await server.failures()
    line('failures in the server’s log', String(failures.length))
    if (failures.length > 0) throw new DrillFailed(failures.join('\n'))
    await server.stop()
  } finally {
    await server.kill()
  }
  return audit(store, load)
})
