import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../../src/app'
import { identityOverHttp } from '../../../src/gateways/identity/identity.http'
import { startIdentitySandbox } from '../../../src/gateways/identity/identity.sandbox'
import { smsOverHttp } from '../../../src/gateways/sms/sms.http'
import { startSmsSandbox } from '../../../src/gateways/sms/sms.sandbox'
import { wechatOverHttp } from '../../../src/gateways/wechat/wechat.http'
import { startWechatSandbox } from '../../../src/gateways/wechat/wechat.sandbox'
import { openStore } from '../../../src/store/open-store'
import { createVault } from '../../../src/store/vault'
import { keyRing, timestampsAt } from '../keys'
import { testConfig, testKeys } from '../config'
import { createMarket } from '../market'
import type { MarketMessage, OpenedMarket } from '../market-messages'
import { createPerson, idNumber } from '../people'

/**
 * The server in a process of its own, for tests of other packages: the production app on a database in a temporary folder,
 * and beside it a WeChat that speaks the real protocol. Not in sandbox mode: phones sign in by `wx.login` and nothing else.
 *
 * `open` closes the market that was open and opens an empty one: a job that somebody left behind would be shown to the
 * next. The argument says how far the clock is ahead of this machine's, in ms. It ends with the process that started it.
 */
const ahead = Number(process.argv[2])
const now = (): number => Date.now() + ahead
const tell = (message: MarketMessage): void => void process.send?.(message)

let closeCurrent = async (): Promise<void> => undefined

async function open(): Promise<OpenedMarket> {
  await closeCurrent()
  const folder = await mkdtemp(join(tmpdir(), 'market-story-'))
  const wechat = await startWechatSandbox({ appId: 'wx-story', appSecret: 'story' })
  const identity = await startIdentitySandbox({ appId: 'identity-story', appSecret: 'story', now })
  const smsKey = { appId: 'sms-story', appSecret: 'story', signName: '零工市场' }
  const sms = await startSmsSandbox({ ...smsKey, templates: { SMS_1: ['code'] }, limits: [], now })
  const config = testConfig({
    sandbox: false,
    store: { engine: 'sqlite', file: join(folder, 'market.sqlite') },
    wechat: { appId: 'wx-story', appSecret: 'story', apiBase: wechat.url, templates: {} },
    identity: { appId: 'identity-story', appSecret: 'story', apiBase: identity.url, faceScene: null },
    sms: { ...smsKey, apiBase: sms.url, templates: { sign_code: 'SMS_1' } },
  })
  const store = await openStore(config.store)
  await store.migrate()
  const clock = { now }
  const gateways = { wechat: wechatOverHttp(config.wechat), identity: identityOverHttp(config.identity, { clock }), sms: config.sms && smsOverHttp(config.sms, { clock }), tsa: timestampsAt(clock) }
  const { app } = await buildApp({ config, store, clock, gateways, keyRing })
  await app.listen({ host: '127.0.0.1', port: 0 })
  closeCurrent = async () => {
    const closed = app.close()
    // Nobody waits for an answer any more; a connection that never asked anything would hold the server for minutes.
    app.server.closeAllConnections()
    await closed
    await store.close()
    await wechat.close()
    await identity.close()
    await sms.close()
    await rm(folder, { recursive: true })
  }

  const { marketId, gateToken } = await createMarket(store)
  const vault = createVault({ keys: testKeys.vault, indexKeys: testKeys.index })
  const { personId } = await createPerson(store, vault, now(), { name: '赵敏', staffOf: marketId })
  return {
    api: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    wechat: wechat.url,
    sms: sms.url,
    gateLink: `${config.publicUrl}/q/${gateToken}`,
    staffOpenid: `openid-${personId}`,
    idNumber: idNumber(),
    employerIdNumber: idNumber(),
  }
}

/** One thing after another: whoever stops it while a market opens must not leave that market behind. */
let last: Promise<unknown> = Promise.resolve()
process.on('message', () => { last = last.then(open).then(tell) })
process.on('disconnect', () => { last = last.then(() => closeCurrent()).finally(() => process.exit()) })

tell('ready')
