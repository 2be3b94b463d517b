import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * What a command beside the server runs with: the server's own environment, and where that is silent the keys and the
 * database that `npm start` made in `DATA_FOLDER`.
 */
export function installationEnvironment(): Record<string, string | undefined> {
  const folder = resolve(process.env.DATA_FOLDER ?? '.data')
  const file = join(folder, 'keys.json')
  const made = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
  // A command talks to nobody outside; the server's names for them are asked for all the same.
  const unused = Object.fromEntries(['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'IDENTITY_APP_ID', 'IDENTITY_APP_SECRET'].map((name) => [name, 'unused']))
  return { ...unused, TSA_URL: 'http://127.0.0.1:9/', SQLITE_FILE: join(folder, 'market.sqlite'), KEY_FOLDER: join(folder, 'keys'), ...made, ...process.env }
}
