import { envSchema } from 'env-schema'
import type { KeyFolders } from './crypto/key-files'
import type { Keeping } from './features/backup/which-to-keep'
import { parseTemplates, type MessageTemplates } from './gateways/wechat/message-templates'
import type { SmsSettings } from './gateways/sms/sms.http'
import type { StoreConfig } from './store/open-store'

/** Everything the environment decides, read once at start. A missing or odd value stops the start and names the variable. */
export type Config = {
  host: string
  port: number
  /** Where phones reach this server, without a slash at the end: codes and work passes carry it. */
  publicUrl: string
  store: StoreConfig
  /** Where backups of the SQLite file go, and how many are kept; null makes none. Postgres is backed up by its own tools. */
  backup: ({ folder: string } & Keeping) | null
  /** Folder of the built H5 pages; null serves the API alone. */
  h5Folder: string | null
  /** Talks to sandbox gateways and lets demo people in. Never in production. */
  sandbox: boolean
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** `templates` are those of subscription messages; a kind without one is told in the app's own inbox only. */
  wechat: { appId: string; appSecret: string; apiBase: string; templates: MessageTemplates }
  /** `faceScene` is the provider's number of the face comparison; null where faces are not compared. */
  identity: { appId: string; appSecret: string; apiBase: string; faceScene: string | null }
  /** Null where no messages are sent: people then confirm by WeChat's phone number or at the desk. */
  sms: SmsSettings | null
  keys: {
    /** Signs access tokens (HS256). */
    token: string
    /** Encryption keys of personal data by version, newest last; the newest seals, all open. */
    vault: readonly { version: number; key: Buffer }[]
    /** Blind index over ID numbers and phones, newest last; the newest writes, all are looked under. */
    index: readonly Buffer[]
    /** Check digits of printed codes, and work passes. */
    code: Buffer
  }
  /** Where the keys are that sign agreements, papers and the evidence log; `openKeyRing` reads them. */
  keyFolders: KeyFolders
  /** The timestamp authority; user and password are empty where it asks for none. */
  tsa: { url: string; user: string; password: string }
}

const key = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const

const schema = {
  type: 'object',
  required: ['PUBLIC_URL', 'WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'IDENTITY_APP_ID', 'IDENTITY_APP_SECRET', 'TOKEN_KEY', 'VAULT_KEYS', 'INDEX_KEY', 'CODE_KEY', 'TSA_URL'],
  properties: {
    NODE_ENV: { type: 'string', default: 'development' },
    HOST: { type: 'string', default: '127.0.0.1' },
    PORT: { type: 'integer', minimum: 0, maximum: 65535, default: 8080 },
    PUBLIC_URL: { type: 'string', pattern: '^https?://[^/]+$' },
    SQLITE_FILE: { type: 'string', default: '.data/market.sqlite' },
    DATABASE_URL: { type: 'string', pattern: '^postgres(ql)?://' },
    DATABASE_CONNECTIONS: { type: 'integer', minimum: 2, maximum: 100, default: 10 },
    BACKUP_FOLDER: { type: 'string', minLength: 1 },
    BACKUP_KEEP_HOURLY: { type: 'integer', minimum: 1, maximum: 1000, default: 24 },
    BACKUP_KEEP_DAILY: { type: 'integer', minimum: 0, maximum: 1000, default: 14 },
    H5_FOLDER: { type: 'string' },
    SANDBOX: { type: 'string', enum: ['on', 'off'], default: 'off' },
    LOG_LEVEL: { type: 'string', enum: ['silent', 'error', 'warn', 'info', 'debug'], default: 'info' },
    WECHAT_APP_ID: { type: 'string', minLength: 1 },
    WECHAT_APP_SECRET: { type: 'string', minLength: 1 },
    WECHAT_API_BASE: { type: 'string', pattern: '^https?://[^/]+$', default: 'https://api.weixin.qq.com' },
    WECHAT_TEMPLATES: { type: 'string', default: '' },
    IDENTITY_APP_ID: { type: 'string', minLength: 1 },
    IDENTITY_APP_SECRET: { type: 'string', minLength: 1 },
    IDENTITY_API_BASE: { type: 'string', pattern: '^https?://[^/]+$', default: 'https://cloudauth.aliyuncs.com' },
    FACE_CHECK: { type: 'string', enum: ['on', 'off'], default: 'off' },
    IDENTITY_FACE_SCENE: { type: 'string', pattern: '^\\d+$' },
    SMS_APP_ID: { type: 'string', minLength: 1 },
    SMS_APP_SECRET: { type: 'string', minLength: 1 },
    SMS_API_BASE: { type: 'string', pattern: '^https?://[^/]+$', default: 'https://dysmsapi.aliyuncs.com' },
    SMS_SIGN_NAME: { type: 'string', minLength: 1 },
    SMS_TEMPLATE_SIGN_CODE: { type: 'string', minLength: 1 },
    TOKEN_KEY: key,
    VAULT_KEYS: { type: 'string', pattern: '^\\d+:[0-9a-f]{64}(,\\d+:[0-9a-f]{64})*$' },
    INDEX_KEY: { type: 'string', pattern: '^[0-9a-f]{64}(,[0-9a-f]{64})*$' },
    CODE_KEY: key,
    KEY_FOLDER: { type: 'string', minLength: 1, default: '.data/keys' },
    COSIGN_KEY_FOLDER: { type: 'string', minLength: 1 },
    TSA_URL: { type: 'string', pattern: '^https?://[^/]+/' },
    TSA_USER: { type: 'string', default: '' },
    TSA_PASSWORD: { type: 'string', default: '' },
  },
} as const

type Environment = {
  NODE_ENV: string
  HOST: string
  PORT: number
  PUBLIC_URL: string
  SQLITE_FILE: string
  DATABASE_URL?: string
  DATABASE_CONNECTIONS: number
  BACKUP_FOLDER?: string
  BACKUP_KEEP_HOURLY: number
  BACKUP_KEEP_DAILY: number
  H5_FOLDER?: string
  SANDBOX: 'on' | 'off'
  LOG_LEVEL: Config['logLevel']
  WECHAT_APP_ID: string
  WECHAT_APP_SECRET: string
  WECHAT_API_BASE: string
  WECHAT_TEMPLATES: string
  IDENTITY_APP_ID: string
  IDENTITY_APP_SECRET: string
  IDENTITY_API_BASE: string
  FACE_CHECK: 'on' | 'off'
  IDENTITY_FACE_SCENE?: string
  SMS_APP_ID?: string
  SMS_APP_SECRET?: string
  SMS_API_BASE: string
  SMS_SIGN_NAME?: string
  SMS_TEMPLATE_SIGN_CODE?: string
  TOKEN_KEY: string
  VAULT_KEYS: string
  INDEX_KEY: string
  CODE_KEY: string
  KEY_FOLDER: string
  COSIGN_KEY_FOLDER?: string
  TSA_URL: string
  TSA_USER: string
  TSA_PASSWORD: string
}

/**
 * Reads the environment.
 * @throws Error naming the variable that is missing or wrong, or when sandbox mode is asked for in production
 */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const env = envSchema<Environment>({ schema, data: environment, dotenv: false, env: false })
  const sandbox = env.SANDBOX === 'on'
  if (sandbox && env.NODE_ENV === 'production') {
    throw new Error('SANDBOX=on is refused when NODE_ENV=production: anybody could enter as anybody')
  }
  if (env.FACE_CHECK === 'on' && env.IDENTITY_FACE_SCENE === undefined) {
    throw new Error('FACE_CHECK=on needs IDENTITY_FACE_SCENE: the number of the face comparison ordered at the provider')
  }
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    store: env.DATABASE_URL
      ? { engine: 'postgres', url: env.DATABASE_URL, connections: env.DATABASE_CONNECTIONS }
      : { engine: 'sqlite', file: env.SQLITE_FILE },
    backup: backupSettings(env),
    h5Folder: env.H5_FOLDER ?? null,
    sandbox,
    logLevel: env.LOG_LEVEL,
    wechat: { appId: env.WECHAT_APP_ID, appSecret: env.WECHAT_APP_SECRET, apiBase: env.WECHAT_API_BASE, templates: parseTemplates(env.WECHAT_TEMPLATES) },
    identity: {
      appId: env.IDENTITY_APP_ID,
      appSecret: env.IDENTITY_APP_SECRET,
      apiBase: env.IDENTITY_API_BASE,
      faceScene: env.FACE_CHECK === 'on' ? (env.IDENTITY_FACE_SCENE ?? null) : null,
    },
    sms: smsSettings(env),
    keys: {
      token: env.TOKEN_KEY,
      vault: env.VAULT_KEYS.split(',').map((entry) => {
        const [version, hex] = entry.split(':') as [string, string]
        return { version: Number(version), key: Buffer.from(hex, 'hex') }
      }),
      index: env.INDEX_KEY.split(',').map((hex) => Buffer.from(hex, 'hex')),
      code: Buffer.from(env.CODE_KEY, 'hex'),
    },
    keyFolders: { folder: env.KEY_FOLDER, cosignFolder: env.COSIGN_KEY_FOLDER ?? env.KEY_FOLDER },
    tsa: { url: env.TSA_URL, user: env.TSA_USER, password: env.TSA_PASSWORD },
  }
}

/** @throws Error where there would be none, and somebody would believe that there are */
function backupSettings(env: Environment): Config['backup'] {
  if (env.BACKUP_FOLDER === undefined) return null
  if (env.DATABASE_URL) throw new Error('BACKUP_FOLDER is for SQLite only: Postgres is backed up by its own tools (README, “Backups”)')
  return { folder: env.BACKUP_FOLDER, hourly: env.BACKUP_KEEP_HOURLY, daily: env.BACKUP_KEEP_DAILY }
}

/** @throws Error naming what is missing beside `SMS_APP_ID` */
function smsSettings(env: Environment): SmsSettings | null {
  if (env.SMS_APP_ID === undefined) return null
  const needed = (name: 'SMS_APP_SECRET' | 'SMS_SIGN_NAME' | 'SMS_TEMPLATE_SIGN_CODE'): string => {
    const value = env[name]
    if (value === undefined) throw new Error(`SMS_APP_ID needs ${name}: short messages are sent with all of them or not at all`)
    return value
  }
  return {
    apiBase: env.SMS_API_BASE, appId: env.SMS_APP_ID, appSecret: needed('SMS_APP_SECRET'),
    signName: needed('SMS_SIGN_NAME'), templates: { sign_code: needed('SMS_TEMPLATE_SIGN_CODE') },
  }
}
