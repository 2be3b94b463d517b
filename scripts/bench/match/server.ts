import { randomBytes } from 'node:crypto'
import { buildApp } from '@market/bff/app'
import type { Clock } from '@market/bff/clock'
import { loadConfig } from '@market/bff/config'
import { openTestAuthority, testKeyRing } from '@market/bff/crypto/test-authority'
import { accessTokens } from '@market/bff/http/access-token'
import { noCrowd } from '@market/bff/http/waiting-room'
import { AppError } from '@market/shared/errors'
import type { Database } from './database'
import { now } from './province'

/** The production app over a database, with a clock that stands still unless one is given; not listening yet. */
export async function serverOver({ store, workers }: Database, clock: Clock = { now: () => now }) {
  const key = () => randomBytes(32).toString('hex')
  const config = loadConfig({
    SANDBOX: 'on', PUBLIC_URL: 'http://127.0.0.1', WECHAT_APP_ID: 'bench', WECHAT_APP_SECRET: 'bench', WECHAT_API_BASE: 'http://127.0.0.1:9',
    IDENTITY_APP_ID: 'bench', IDENTITY_APP_SECRET: 'bench', IDENTITY_API_BASE: 'http://127.0.0.1:9',
    TOKEN_KEY: key(), INDEX_KEY: key(), CODE_KEY: key(), VAULT_KEYS: `1:${key()}`, TSA_URL: 'http://127.0.0.1:9/', SQLITE_FILE: 'unused',
  })
  const away = () => Promise.reject(new AppError('upstream_unavailable'))
  const { app, feed } = await buildApp({
    config, store, clock, requestsPerMinute: 1_000_000_000,
    gateways: { wechat: { sessionFromCode: away, readIdCard: away, phoneNumber: away, sendMessage: away }, identity: { checkPerson: away, checkBusiness: away, compareFace: null }, sms: null, tsa: { stamp: away } },
    keyRing: testKeyRing(openTestAuthority()),
    // Nobody is turned away: who asks as fast as possible is a crowd.
    crowd: noCrowd,
  })
  const tokens = accessTokens(app.jwt)
  /** @param at UTC ms; tokens are good for some minutes */
  return { app, feed, tokensAt: (at: number) => workers.map((worker) => tokens.sign(worker, at).token) }
}
