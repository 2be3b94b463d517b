import { buildApp } from './app'
import { systemClock } from './clock'
import { loadConfig } from './config'
import { openKeyRing } from './crypto/key-files'
import { identityOverHttp } from './gateways/identity/identity.http'
import { smsOverHttp } from './gateways/sms/sms.http'
import { tsaOverHttp } from './gateways/tsa/tsa.http'
import { wechatOverHttp } from './gateways/wechat/wechat.http'
import { backlog } from './http/connections'
import { stopWhenTold } from './stop'
import { openStore } from './store/open-store'

/** Starts one server process from the environment; `SIGTERM` and `SIGINT` let requests in progress finish. */
async function main(): Promise<void> {
  const config = loadConfig(process.env)
  const keyRing = openKeyRing(config.keyFolders, systemClock.now())
  const store = await openStore(config.store)
  await store.migrate()
  const { app } = await buildApp({
    config,
    store,
    clock: systemClock,
    gateways: { wechat: wechatOverHttp(config.wechat), identity: identityOverHttp(config.identity), sms: config.sms && smsOverHttp(config.sms), tsa: tsaOverHttp({ ...config.tsa, roots: keyRing.roots }) },
    keyRing,
    logger: { level: config.logLevel },
  })
  stopWhenTold({ app, store })
  await app.listen({ host: config.host, port: config.port, backlog })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
