import { randomBytes } from 'node:crypto'
import { buildApp } from '@market/bff/app'
import { loadConfig } from '@market/bff/config'
import { accessTokens } from '@market/bff/http/access-token'
import { AppError } from '@market/shared/errors'
import type { Database } from './database'
import { now } from './province'

/** The production app over a database, with a clock that stands still; not listening yet. */
export async function serverOver({ store, workers }: Database) {
  const key = () => randomBytes(32).toString('hex')
  const config = loadConfig({
    SANDBOX: 'on', PUBLIC_URL: 'http://127.0.0.1', WECHAT_APP_ID: 'bench', WECHAT_APP_SECRET: 'bench', WECHAT_API_BASE: 'http://127.0.0.1:9',
    IDENTITY_APP_ID: 'bench', IDENTITY_APP_SECRET: 'bench', IDENTITY_API_BASE: 'http://127.0.0.1:9',
    TOKEN_KEY: key(), INDEX_KEY: key(), CODE_KEY: key(), VAULT_KEYS: `1:${key()}`, SIGNING_KEYS: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8', SQLITE_FILE: 'unused',
  })
  const away = () => Promise.reject(new AppError('upstream_unavailable'))
  const { app } = await buildApp({
    config, store, clock: { now: () => now }, requestsPerMinute: 1_000_000_000,
    gateways: { wechat: { sessionFromCode: away, readIdCard: away, sendMessage: away }, identity: { checkPerson: away, checkBusiness: away, compareFace: null }, tsa: { stamp: away } },
  })
  const tokens = accessTokens(app.jwt)
  return { app, tokens: workers.map((worker) => tokens.sign(worker, now).token) }
}
