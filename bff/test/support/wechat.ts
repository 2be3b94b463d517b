import { sessionEndpoints, type Me, type Tokens } from '@market/shared/session/session.contract'
import { identityOverHttp } from '../../src/gateways/identity/identity.http'
import { startIdentitySandbox, type IdentitySandbox } from '../../src/gateways/identity/identity.sandbox'
import { wechatOverHttp } from '../../src/gateways/wechat/wechat.http'
import { parseTemplates } from '../../src/gateways/wechat/message-templates'
import { sandboxTemplateSetting } from '../../src/gateways/wechat/sandbox-messages'
import { startWechatSandbox, type WechatSandbox } from '../../src/gateways/wechat/wechat.sandbox'
import { createTestApp, type TestApp, type TestCaller } from './app'
import { monday0440 } from './clock'
import { testConfig } from './config'

export interface WechatTestApp extends TestApp {
  wechat: WechatSandbox
  identity: IdentitySandbox
  /** Enters as a phone does: a code from WeChat, exchanged for tokens. */
  enter(openid: string): Promise<Entered>
}

export type Entered = TestCaller & { tokens: Tokens; me: Me }

/** The app with the real WeChat and identity clients and sandboxes for them to talk to, all on the test's clock. */
export async function createWechatTestApp({ faceCheck = false, patience = 5_000 }: { faceCheck?: boolean; /** ms */ patience?: number } = {}): Promise<WechatTestApp> {
  let test: TestApp | null = null
  const clock = { now: () => test?.clock.now() ?? monday0440 }
  const { appId, appSecret } = testConfig().wechat
  const wechat = await startWechatSandbox({ appId, appSecret, now: clock.now })
  const settings = { appId, appSecret, apiBase: wechat.url, templates: parseTemplates(sandboxTemplateSetting) }
  const { identity: key } = testConfig()
  const identity = await startIdentitySandbox({ ...key, now: clock.now })
  const identitySettings = { ...key, apiBase: identity.url, faceScene: faceCheck ? '1' : null }
  const gateways = { wechat: wechatOverHttp(settings, { clock }), identity: identityOverHttp(identitySettings, { clock, timeout: patience }) }
  const app = await createTestApp({ config: { wechat: settings, identity: identitySettings }, gateways })
  test = app
  return {
    ...app,
    wechat,
    identity,
    async enter(openid) {
      const entered = await app.stranger.call(sessionEndpoints.signIn, { body: { code: wechat.loginCode(openid) } })
      return { ...entered, ...app.withToken(entered.tokens.accessToken) }
    },
    async close() {
      await app.close()
      await wechat.close()
      await identity.close()
    },
  }
}
