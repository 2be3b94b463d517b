import type { Clock } from './clock'
import type { Config } from './config'
import type { Follower } from './feed/feed'
import type { WechatGateway } from './gateways/wechat/wechat'
import type { AccessTokens } from './http/access-token'
import type { Route } from './http/route'
import type { Store } from './store/store'
import type { Vault } from './store/vault'

/** The outside world, each behind a port. */
export type Gateways = { wechat: WechatGateway }

export type FeatureParts = { config: Config; store: Store; clock: Clock; vault: Vault; tokens: AccessTokens; gateways: Gateways }

/**
 * Every feature, built and registered in the order of the journey. Whoever looks for what a feature needs or who calls
 * whom finds it here.
 */
export function registerFeatures(route: Route, parts: FeatureParts): { followers: readonly Follower[] } {
  void route
  void parts
  return { followers: [] }
}
