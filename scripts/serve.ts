import { notYet } from '@market/bff/gateways/tsa/not-yet'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import { buildApp } from '@market/bff/app'
import { systemClock } from '@market/bff/clock'
import { loadConfig } from '@market/bff/config'
import { identityOverHttp } from '@market/bff/gateways/identity/identity.http'
import { startIdentitySandbox } from '@market/bff/gateways/identity/identity.sandbox'
import { wechatOverHttp } from '@market/bff/gateways/wechat/wechat.http'
import { startWechatSandbox } from '@market/bff/gateways/wechat/wechat.sandbox'
import { StoreRefusedError } from '@market/bff/store/errors'
import { openStore } from '@market/bff/store/open-store'
import QRCode from 'qrcode'
import { step } from './progress.mjs'
import { demoGate, seedDemo } from './seed/demo/demo'
import { seedTree } from './seed/tree'

/**
 * The demo installation that `npm start` runs: the production server in sandbox mode, with the WeChat sandbox beside it
 * and everything it keeps in one folder. `PORT`, `HOST`, `PUBLIC_URL`, `DATA_FOLDER`, `DATABASE_URL` and `FACE_CHECK` may be set.
 */

const dataFolder = resolve(process.env.DATA_FOLDER ?? '.data')
const stopFirst: (() => Promise<unknown>)[] = []

/** Keys of this installation, made once. Whoever has them can read and forge everything, hence the file's mode. */
function installationKeys(): Record<string, string> {
  const file = join(dataFolder, 'keys.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  const key = (): string => randomBytes(32).toString('hex')
  const keys = {
    TOKEN_KEY: key(), VAULT_KEYS: `1:${key()}`, INDEX_KEY: key(), CODE_KEY: key(),
    // An SM2 private key lies below the order of the curve: with the first bit clear it always does.
    SIGNING_KEYS: key().replace(/^./, (digit) => (Number.parseInt(digit, 16) & 7).toString(16)),
    WECHAT_APP_SECRET: key(),
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(keys, null, 2), { mode: 0o600 })
  return keys
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
  const { HOST: host = '0.0.0.0', PORT: wantedPort = '8080', PUBLIC_URL, LOG_LEVEL = 'warn', DATABASE_URL, NODE_ENV } = process.env
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
  const config = loadConfig({
    ...keys, NODE_ENV, HOST: host, PORT: String(port), PUBLIC_URL: publicUrl, LOG_LEVEL, SANDBOX: 'on',
    H5_FOLDER: resolve('miniapp/dist/h5'), SQLITE_FILE: join(dataFolder, 'market.sqlite'),
    ...(DATABASE_URL === undefined ? {} : { DATABASE_URL }),
    WECHAT_APP_ID: appId, WECHAT_API_BASE: sandbox.url,
    IDENTITY_APP_ID: identityKey.appId, IDENTITY_APP_SECRET: identityKey.appSecret, IDENTITY_API_BASE: identitySandbox.url,
    FACE_CHECK: process.env.FACE_CHECK ?? 'off', IDENTITY_FACE_SCENE: '1',
  })

  const store = await openStore(config.store)
  stopFirst.unshift(() => store.close())
  await step('bringing the tables up to date', () => store.migrate())
  await step('Henan: regions, markets, gates', (note) => seedTree(store, { now: Date.now(), codeKey: config.keys.code, note }))
  await step('the demo market', (note) => seedDemo({ store, config, now: Date.now(), note }))

  const { app } = await buildApp({ config, store, clock: systemClock, gateways: { wechat: wechatOverHttp(config.wechat), identity: identityOverHttp(config.identity), tsa: notYet }, logger: { level: config.logLevel } })
  stopFirst.unshift(() => app.close())
  await app.listen({ host, port })
  await greet(config.publicUrl, port, from, store)
}

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
  console.error(error instanceof StoreRefusedError ? `\n${error.message}` : error)
  process.exitCode = 1
  await stop()
})
