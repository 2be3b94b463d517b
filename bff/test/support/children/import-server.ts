import { rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { buildApp } from '../../../src/app'
import { accessTokens } from '../../../src/http/access-token'
import { openStore } from '../../../src/store/open-store'
import { createVault } from '../../../src/store/vault'
import { childArguments } from '../child'
import { keyRing } from '../keys'
import { testConfig, testKeys } from '../config'
import { createMarket } from '../market'
import { createPerson } from '../people'

/**
 * The server in a process of its own, with an agency and a market: what an import costs is this process' memory and
 * nothing else's. Told 'peak' it answers with the most memory it ever held, in bytes, and told 'caught up' when all that
 * follows the events has been done; it ends with its parent.
 */
const { config: storeConfig } = childArguments()
const startOfTime = Date.parse('2026-11-23T04:40:00+08:00')
const started = Date.now()
const now = (): number => startOfTime + (Date.now() - started)

const config = testConfig({ sandbox: false, store: storeConfig })
const store = await openStore(storeConfig)
await store.migrate()
const refuse = () => Promise.reject(new Error('nobody is asked here'))
const { app, feed } = await buildApp({
  config, store, clock: { now },
  gateways: { wechat: { sessionFromCode: refuse, readIdCard: refuse, phoneNumber: refuse, sendMessage: refuse }, identity: { checkPerson: refuse, checkBusiness: refuse, compareFace: null }, sms: null, tsa: { stamp: refuse } },
  keyRing,
})
await app.listen({ host: '127.0.0.1', port: 0 })
const { marketId } = await createMarket(store)
const vault = createVault({ keys: testKeys.vault, indexKeys: testKeys.index })
const agency = await createPerson(store, vault, now(), { employer: { kind: 'agency', name: '洛阳人力资源服务有限公司' } })
const token = (): string => accessTokens(app.jwt).sign(agency, now()).token

process.on('message', (asked) => {
  if (asked === 'peak') process.send?.({ peak: process.resourceUsage().maxRSS * 1024 })
  if (asked === 'caught up') void feed.caughtUp().then(() => process.send?.({}))
  if (asked === 'token') process.send?.({ token: token() })
})
process.on('disconnect', () => {
  app.server.closeAllConnections()
  void app.close().then(() => store.close()).then(() => ('file' in storeConfig ? rm(storeConfig.file, { force: true }) : undefined)).finally(() => process.exit())
})
process.send?.({ origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, marketId, token: token() })
