import { sessionEndpoints, type Me, type Tokens } from '@market/shared/session/session.contract'
import { wechatOverHttp } from '../../src/gateways/wechat/wechat.http'
import { startWechatSandbox, type WechatSandbox } from '../../src/gateways/wechat/wechat.sandbox'
import { createTestApp, type TestApp, type TestCaller } from './app'
import { monday0440 } from './clock'
import { testConfig } from './config'

export interface WechatTestApp extends TestApp {
  wechat: WechatSandbox
  /** Enters as a phone does: a code from WeChat, exchanged for tokens. */
  enter(openid: string): Promise<Entered>
}

export type Entered = TestCaller & { tokens: Tokens; me: Me }

/** The app with the real WeChat client and a sandbox for it to talk to, both on the test's clock. */
export async function createWechatTestApp(): Promise<WechatTestApp> {
  let test: TestApp | null = null
  const clock = { now: () => test?.clock.now() ?? monday0440 }
  const { appId, appSecret } = testConfig().wechat
  const wechat = await startWechatSandbox({ appId, appSecret, now: clock.now })
  const settings = { appId, appSecret, apiBase: wechat.url }
  const app = await createTestApp({ config: { wechat: settings }, gateways: { wechat: wechatOverHttp(settings, { clock }) } })
  test = app
  return {
    ...app,
    wechat,
    async enter(openid) {
      const entered = await app.stranger.call(sessionEndpoints.signIn, { body: { code: wechat.loginCode(openid) } })
      return { ...entered, ...app.withToken(entered.tokens.accessToken) }
    },
    async close() {
      await app.close()
      await wechat.close()
    },
  }
}
