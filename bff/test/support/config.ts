import type { Config } from '../../src/config'

/** Keys of tests only: made up, public, worth nothing. */
export const testKeys: Config['keys'] = {
  token: '11'.repeat(32),
  vault: [{ version: 1, key: Buffer.alloc(32, 2) }],
  index: [Buffer.alloc(32, 3)],
  code: Buffer.alloc(32, 4),
}

export const testConfig = (changes: Partial<Config> = {}): Config => ({
  host: '127.0.0.1',
  port: 0,
  publicUrl: 'https://market.test',
  store: { engine: 'sqlite', file: 'unused' },
  backup: null,
  h5Folder: null,
  sandbox: true,
  logLevel: 'silent',
  wechat: { appId: 'wx-test', appSecret: 'secret-test', apiBase: 'http://127.0.0.1:9', templates: {} },
  identity: { appId: 'identity-test', appSecret: 'secret-test', apiBase: 'http://127.0.0.1:9', faceScene: null },
  sms: null,
  keys: testKeys,
  keyFolders: { folder: 'unused', cosignFolder: 'unused' },
  tsa: { url: 'http://127.0.0.1:9/', user: '', password: '' },
  ...changes,
})
