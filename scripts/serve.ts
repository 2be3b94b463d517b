import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import { buildApp } from '@market/bff/app'
import { systemClock } from '@market/bff/clock'
import { loadConfig } from '@market/bff/config'
import { KeyFilesRefused, openKeyRing, type KeyFolders } from '@market/bff/crypto/key-files'
import { openTestAuthority, type TestAuthority } from '@market/bff/crypto/test-authority'
import { caOverHttp } from '@market/bff/gateways/ca/ca.http'
import { startCaSandbox } from '@market/bff/gateways/ca/ca.sandbox'
import { identityOverHttp } from '@market/bff/gateways/identity/identity.http'
import { startIdentitySandbox } from '@market/bff/gateways/identity/identity.sandbox'
import { smsOverHttp } from '@market/bff/gateways/sms/sms.http'
import { startSmsSandbox, type SandboxMessage } from '@market/bff/gateways/sms/sms.sandbox'
import { tsaOverHttp } from '@market/bff/gateways/tsa/tsa.http'
import { startTsaSandbox, testTimestamps } from '@market/bff/gateways/tsa/tsa.sandbox'
import { wechatOverHttp } from '@market/bff/gateways/wechat/wechat.http'
import { startWechatSandbox } from '@market/bff/gateways/wechat/wechat.sandbox'
import { backlog } from '@market/bff/http/connections'
import { StoreRefusedError } from '@market/bff/store/errors'
import { openStore } from '@market/bff/store/open-store'
import QRCode from 'qrcode'
import { maskPhone } from '@market/shared/words/mask'
import { completeDemoKeys } from './key-making'
import { step } from './progress.mjs'
import { demoGate, seedDemo } from './seed/demo/demo'
import { seedTree } from './seed/tree'

/**
 * The demo installation that `npm start` runs: the production server in sandbox mode, with the WeChat sandbox beside it
 * and everything it keeps in one folder. `PORT`, `HOST`, `PUBLIC_URL`, `DATA_FOLDER`, `DATABASE_URL`, `BACKUP_FOLDER` and
 * `FACE_CHECK` may be set.
 */

const dataFolder = resolve(process.env.DATA_FOLDER ?? '.data')
const keysFile = join(dataFolder, 'keys.json')
const stopFirst: (() => Promise<unknown>)[] = []

/** Keys of this installation, made once. Whoever has them can read and forge everything, hence the file's mode. */
function installationKeys(): Record<string, string> {
  if (existsSync(keysFile)) return JSON.parse(readFileSync(keysFile, 'utf8')) as Record<string, string>
  const key = (): string => randomBytes(32).toString('hex')
  const keys = {
    TOKEN_KEY: key(), VAULT_KEYS: `1:${key()}`, INDEX_KEY: key(), CODE_KEY: key(),
    WECHAT_APP_SECRET: key(),
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  writeFileSync(keysFile, JSON.stringify(keys, null, 2), { mode: 0o600 })
  return keys
}

/** Keys that are missing are made and certified by the test CA, over the same protocol as by a real one. */
async function demoKeys(folders: KeyFolders, authority: TestAuthority): Promise<void> {
  const access = { user: 'market', password: randomBytes(16).toString('hex') }
  const sandbox = await startCaSandbox({ authority, ...access })
  try {
    await completeDemoKeys({ folders, authority, ca: caOverHttp({ url: sandbox.url, ...access }), keysFile })
  } finally {
    await sandbox.close()
  }
}

/** The first free port from the wanted one on. */
async function freePort(host: string, wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 50; port += 1) {
    const free = await new Promise<boolean>((tell) => {
      const probe = createServer()
      probe.once('error', () => tell(false))
      probe.listen({ host, port }, () => probe.close(() => tell(true)))
    })
    if (free) return port
  }
  throw new Error(`no free port from ${wanted} to ${wanted + 49}; set PORT`)
}

/** Addresses of this machine in its local networks: where a phone beside it finds the server. */
const lanAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .map(({ address }) => address)

async function main(): Promise<void> {
  const from = Date.now()
  const { HOST: host = '0.0.0.0', PORT: wantedPort = '8080', PUBLIC_URL, LOG_LEVEL = 'warn', DATABASE_URL, BACKUP_FOLDER, NODE_ENV } = process.env
  const wanted = Number(wantedPort)
  const port = await freePort(host, wanted)
  if (port !== wanted) console.log(`  ! port ${wanted} is taken, using ${port}`)
  const [lan] = lanAddresses()
  const publicUrl = PUBLIC_URL ?? `http://${host === '127.0.0.1' || lan === undefined ? '127.0.0.1' : lan}:${port}`

  const keys = installationKeys()
  const appId = 'wx-sandbox'
  const sandbox = await startWechatSandbox({ appId, appSecret: keys.WECHAT_APP_SECRET ?? '' })
  stopFirst.unshift(() => sandbox.close())
  // Both ends of it live in this process: the secret need not outlast it.
  const identityKey = { appId: 'identity-sandbox', appSecret: randomBytes(32).toString('hex') }
  const identitySandbox = await startIdentitySandbox(identityKey)
  stopFirst.unshift(() => identitySandbox.close())
  const smsKey = { appId: 'sms-sandbox', appSecret: randomBytes(32).toString('hex'), signName: '零工市场' }
  // Whoever tries the demo signs more often than a provider lets one number sign.
  const smsSandbox = await startSmsSandbox({ ...smsKey, templates: { SMS_DEMO: ['code'] }, limits: [], onMessage: showMessage })
  stopFirst.unshift(() => smsSandbox.close())
  const authority = openTestAuthority(join(dataFolder, 'test-authority'))
  const tsaSandbox = await startTsaSandbox({ authority })
  stopFirst.unshift(() => tsaSandbox.close())
  const config = loadConfig({
    ...keys, NODE_ENV, HOST: host, PORT: String(port), PUBLIC_URL: publicUrl, LOG_LEVEL, SANDBOX: 'on',
    H5_FOLDER: resolve('miniapp/dist/h5'), SQLITE_FILE: join(dataFolder, 'market.sqlite'),
    ...(DATABASE_URL === undefined ? {} : { DATABASE_URL }), ...(BACKUP_FOLDER === undefined ? {} : { BACKUP_FOLDER }),
    WECHAT_APP_ID: appId, WECHAT_API_BASE: sandbox.url,
    IDENTITY_APP_ID: identityKey.appId, IDENTITY_APP_SECRET: identityKey.appSecret, IDENTITY_API_BASE: identitySandbox.url,
    SMS_APP_ID: smsKey.appId, SMS_APP_SECRET: smsKey.appSecret, SMS_API_BASE: smsSandbox.url, SMS_SIGN_NAME: smsKey.signName, SMS_TEMPLATE_SIGN_CODE: 'SMS_DEMO',
    KEY_FOLDER: join(dataFolder, 'keys'), TSA_URL: tsaSandbox.url,
    FACE_CHECK: process.env.FACE_CHECK ?? 'off', IDENTITY_FACE_SCENE: '1',
  })

  await demoKeys(config.keyFolders, authority)
  const keyRing = openKeyRing(config.keyFolders, Date.now())

  const store = await openStore(config.store)
  stopFirst.unshift(() => store.close())
  await step('bringing the tables up to date', () => store.migrate())
  await step('Henan: regions, markets, gates', (note) => seedTree(store, { now: Date.now(), codeKey: config.keys.code, note }))
  await step('the demo market', (note) => seedDemo({ store, config, keyRing, timestamps: (now) => testTimestamps(authority, now), now: Date.now(), note }))

  const gateways = { wechat: wechatOverHttp(config.wechat), identity: identityOverHttp(config.identity), sms: config.sms && smsOverHttp(config.sms), tsa: tsaOverHttp({ ...config.tsa, roots: keyRing.roots }) }
  const { app } = await buildApp({ config, store, clock: systemClock, gateways, keyRing, logger: { level: config.logLevel } })
  stopFirst.unshift(() => app.close())
  await app.listen({ host, port, backlog })
  await greet(config.publicUrl, port, from, store)
}

/** No message reaches a real phone: what it would show stands here, and on the page that asks for it. */
const showMessage = ({ phone, values }: SandboxMessage): void => console.log(`  演示短信 · sms      ${maskPhone(phone)}  验证码 ${values.code ?? ''}`)

async function greet(publicUrl: string, port: number, from: number, store: Parameters<typeof demoGate>[0]): Promise<void> {
  const gate = await demoGate(store)
  const link = `${publicUrl}/q/${gate.token}`
  const local = `http://127.0.0.1:${port}`
  console.log(`
零工市场已开门 · ready after ${((Date.now() - from) / 1000).toFixed(1)} s

  打开 · open        ${local}${publicUrl === local ? '' : `\n  手机 · phone       ${publicUrl}`}
  接口 · API         ${local}/docs
  演示 · demo        沙箱模式：首页点一下就能以工人、雇主、工作人员、市场负责人的身份进入，数据都是编的
                     sandbox: enter as a demo person with one tap; all people and jobs are invented
  停止 · stop        Ctrl-C

${gate.marketName} ${gate.gateName} · gate code  ${link}
${await terminalCode(link)}`)
}

/** With its quiet zone of four. On a terminal in black on white: in the colours of a dark one it is inverted, and unreadable. */
async function terminalCode(link: string): Promise<string> {
  const code = await QRCode.toString(link, { type: 'utf8', margin: 4 })
  return process.stdout.isTTY ? code.replace(/^.+$/gm, '\u001b[30;107m$&\u001b[0m') : code
}

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  for (const end of stopFirst) await end()
  process.exit()
}
process.on('SIGINT', () => void stop())
process.on('SIGTERM', () => void stop())
// The process that started this one is gone: nobody would ever stop it otherwise.
process.on('disconnect', () => void stop())

main().catch(async (error: unknown) => {
  console.error(error instanceof StoreRefusedError || error instanceof KeyFilesRefused ? `\n${error.message}` : error)
  process.exitCode = 1
  await stop()
})
