import type { AddressInfo } from 'node:net'
import { buildApp } from '@market/bff/app'
import { accessTokens } from '@market/bff/http/access-token'
import { backlog } from '@market/bff/http/connections'
import { stopWhenTold } from '@market/bff/stop'
import { openStore, type StoreConfig } from '@market/bff/store/open-store'
import { AppError } from '@market/shared/errors'
import { testConfig } from '../../bff/test/support/config'
import { keyRing } from '../../bff/test/support/keys'
import type { SignedIn } from '../../bff/test/support/people'
import type { DrillMessage } from './server'

/**
 * The production app in a process of its own, on a database that is there. Its clock is this machine's and so much ahead, which may be
 * changed while it runs. It says when it stands by, opens when it is told to, answers each message with one, and ends with its parent.
 */
const { store: storeConfig, ahead: aheadAtFirst, people } = JSON.parse(process.argv[2] ?? '') as { store: StoreConfig; ahead: number; people: SignedIn[] }
let ahead = aheadAtFirst
const now = (): number => Date.now() + ahead

const tell = (message: object): void => void process.send?.(message)
process.on('disconnect', () => process.exit())
// All the code is loaded, which takes the longest: one that stands by until the other is gone takes over at once.
const asked = new Promise((resolve) => process.once('message', resolve))
tell({})
await asked

const store = await openStore(storeConfig)
await store.migrate()
const away = () => Promise.reject(new AppError('upstream_unavailable'))
const failures: string[] = []
const { app, feed } = await buildApp({
  config: testConfig({ sandbox: false, store: storeConfig }), store, clock: { now }, keyRing, requestsPerMinute: 1_000_000,
  gateways: { wechat: { sessionFromCode: away, readIdCard: away, phoneNumber: away, sendMessage: away }, identity: { checkPerson: away, checkBusiness: away, compareFace: null }, sms: null, tsa: { stamp: away } },
  // What nobody is told in an answer: a drill wants to know of it.
  logger: { level: 'error', stream: { write: (text: string) => void failures.push(text) } },
})
// Let in, and not answered yet.
let underWay = 0
app.addHook('onRequest', (_request, reply, done) => {
  underWay += 1
  reply.raw.once('finish', () => { underWay -= 1 })
  done()
})
stopWhenTold({
  app, store,
  closed() {
    // Only its parent's line keeps this process now.
    process.channel?.unref()
    if (underWay > 0) process.exitCode = 3
  },
})
await app.listen({ host: '127.0.0.1', port: 0, backlog })
const tokens = accessTokens(app.jwt)

const answer: { [K in Exclude<DrillMessage['ask'], 'open'>]: (message: Extract<DrillMessage, { ask: K }>) => Promise<object> } = {
  tokens: async () => ({ tokens: people.map((one) => tokens.sign(one, now()).token) }),
  clock: async (message) => ({ ahead: (ahead = message.ahead) }),
  caughtUp: async () => {
    await feed.caughtUp()
    return {}
  },
  failures: async () => ({ failures: failures.splice(0) }),
  stop: async () => {
    app.server.closeAllConnections()
    await app.close()
    await store.close()
    return {}
  },
}
process.on('message', (message: Exclude<DrillMessage, { ask: 'open' }>) => {
  const answered = answer[message.ask] as (message: DrillMessage) => Promise<object>
  answered(message).then(tell, (error: unknown) => tell({ problem: error instanceof Error ? error.message : String(error) })).finally(() => {
    if (message.ask === 'stop') process.disconnect()
  })
})
tell({ origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` })
