import { createReadStream, openSync, readFileSync, readSync, closeSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { openCheckThreads, threadsFor } from '@market/bff/features/evidence/check-threads'
import { verifyDatabase } from '@market/bff/features/evidence/database-check'
import { KeysRefused, readTrustedKeys } from '@market/bff/features/evidence/trusted-keys'
import { isProof } from '@market/bff/features/evidence/proof-file'
import { verifyProof } from '@market/bff/features/evidence/proof-check'
import { verifyBundle, type Report, type Verifying } from '@market/bff/features/evidence/verifier'
import { StoreRefusedError } from '@market/bff/store/errors'
import { openReader } from '@market/bff/store/open-store'
import { createVault, type Vault } from '@market/bff/store/vault'
import { step } from './progress.mjs'

/**
 * `npm run verify-evidence -- bundle.jsonl --keys public-keys.json`: whether anything in a bundle, or in an SQLite database (a copy, or
 * one in use), was changed, taken out, put in or moved. Works offline and trusts nothing but the public keys it is given.
 * `用工协议….proof.json`, which a party downloaded, is looked at in the same way.
 * Ends with 0 when nothing was, 1 when something was, 2 when it could not look.
 */

const usage = `npm run verify-evidence -- <bundle.jsonl、market.sqlite 或 存证包.proof.json> --keys <公钥文件.json> [--vault-keys <保险柜钥匙文件>] [--threads <几个线程，0 是不用>]`
/** So many findings are printed; behind the first few of a changed file there are often as many as lines. */
const mostPrinted = 50
/** In a log file too, somebody who waits wants to see it move. */
const sayEveryMs = 2_000

class Misuse extends Error {}
class Unreadable extends Error {}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { keys: { type: 'string' }, 'vault-keys': { type: 'string' }, threads: { type: 'string' } } })
  const [file] = positionals
  if (file === undefined || positionals.length > 1 || values.keys === undefined) throw new Misuse(usage)
  const keysText = opened(values.keys, (path) => readFileSync(path, 'utf8'))
  const bytes = opened(file, (path) => statSync(path).size)
  const keys = readTrustedKeys(keysText)
  const from = Date.now()
  const report = await step(`核对 · verifying ${file}`, (note) => {
    const onProgress = (count: number): void => {
      if (count % 100 === 0) note(`${count} 行`)
    }
    if (isProof(file, headOf(file))) return Promise.resolve(verifyProof(readFileSync(file), keys))
    const threads = values.threads === undefined ? threadsFor(bytes) : threadsAsked(values.threads)
    const pool = threads === 0 ? null : openCheckThreads(keysText, { threads })
    const verifying: Verifying = { onProgress, ...(pool ? { checking: pool } : {}) }
    const work = headOf(file).toString() === 'SQLite format 3'
      ? database(file, (read) => verifyDatabase(read, keys, vaultOf(values['vault-keys']), verifying))
      : verifyBundle(createInterface({ input: wholeLines(file), crlfDelay: 0 }), keys, verifying)
    return work.finally(() => pool?.close())
  }, ({ findings }) => (findings.length === 0 ? {} : { mark: '✗' }), sayEveryMs)
  tell(report, Date.now() - from)
  return report.findings.length === 0 ? 0 : 1
}

/** @throws Unreadable naming the file */
function opened<T>(path: string, read: (path: string) => T): T {
  try {
    return read(path)
  } catch (error) {
    throw new Unreadable(`${path} 读不了：${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
}

function threadsAsked(asked: string): number {
  if (!/^\d{1,3}$/.test(asked)) throw new Misuse(usage)
  return Number(asked)
}

/** The first bytes tell what a file is. */
const headOf = (file: string): Buffer => {
  const head = Buffer.alloc(15)
  const handle = openSync(file, 'r')
  readSync(handle, head)
  closeSync(handle)
  return head
}

/** A bundle ends in a line feed; what was cut in the middle of its last line is not one. */
function wholeLines(file: string): NodeJS.ReadableStream {
  const { size } = statSync(file)
  const last = Buffer.alloc(1)
  const handle = openSync(file, 'r')
  readSync(handle, last, 0, 1, Math.max(0, size - 1))
  closeSync(handle)
  if (last.toString() !== '\n') throw new Misuse('文件没有完整的结尾：最后少了内容')
  return createReadStream(file, { encoding: 'utf8' })
}

async function database(file: string, look: (read: Awaited<ReturnType<typeof openReader>>['read']) => Promise<Report>): Promise<Report> {
  const reader = await openReader({ engine: 'sqlite', file })
  try {
    return await look((query) => reader.read(query))
  } finally {
    await reader.close()
  }
}

/** The vault's keys as the server has them (`VAULT_KEYS`), from a file: a command line is seen by everybody on the machine. */
function vaultOf(file: string | undefined): Vault | null {
  if (file === undefined) return null
  const keys = readFileSync(file, 'utf8').trim().split(',').map((entry) => {
    const [version = '', key = ''] = entry.split(':')
    return { version: Number(version), key: Buffer.from(key, 'hex') }
  })
  // Nothing is looked up by equality here: the index key stands for none.
  return createVault({ keys, indexKeys: [Buffer.alloc(32)] })
}

function tell({ findings, notices, entries, roots, agreements }: Report, ms: number): void {
  console.log(`  日志 ${entries} 条，签名根 ${roots} 个，协议 ${agreements} 份，用时 ${(ms / 1000).toFixed(1)} 秒`)
  for (const notice of notices) console.log(`  · ${notice}`)
  for (const { where, problem } of findings.slice(0, mostPrinted)) console.log(`  ✗ ${where}：${problem}`)
  if (findings.length > mostPrinted) console.log(`  ✗ 还有 ${findings.length - mostPrinted} 处`)
  console.log(findings.length === 0 ? '  ✓ 没有发现改动' : `  ✗ 一共 ${findings.length} 处对不上`)
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof Misuse || error instanceof Unreadable || error instanceof KeysRefused || error instanceof StoreRefusedError ? error.message : error)
    process.exitCode = error instanceof Misuse && error.message !== usage ? 1 : 2
  },
)
