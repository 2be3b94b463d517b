import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { loadConfig } from '@market/bff/config'
import { KeyFilesRefused, openKeyRing } from '@market/bff/crypto/key-files'
import { signingKeysOf } from '@market/bff/crypto/signing-keys'
import { exportBundle } from '@market/bff/features/evidence/export'
import { StoreRefusedError } from '@market/bff/store/errors'
import { openReader } from '@market/bff/store/open-store'
import { installationEnvironment } from './installation'
import { step } from './progress.mjs'

/**
 * `npm run export-evidence -- --out bundle.jsonl`: writes everything that makes agreements stand, without a name in it, for
 * `npm run verify-evidence` elsewhere. Reads beside a running server.
 */

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' } } })
  const { out } = values
  if (out === undefined) throw new StoreRefusedError('npm run export-evidence -- --out <bundle.jsonl>')
  const { keyFolders, sandbox, store } = loadConfig({ PUBLIC_URL: 'http://127.0.0.1', ...installationEnvironment() })
  const reader = await openReader(store)
  try {
    await step(`导出 · writing ${out}`, async (note) => {
      let lines = 0
      const counted = async function* (): AsyncGenerator<string> {
        for await (const line of exportBundle((query) => reader.read(query), signingKeysOf(openKeyRing(keyFolders, Date.now()).log, { sandbox }), Date.now())) {
          lines += 1
          if (lines % 1000 === 0) note(`${lines} 行`)
          yield line
        }
      }
      // Under another name until it is whole: half a bundle looks like one that somebody cut.
      await pipeline(Readable.from(counted()), createWriteStream(`${out}.part`))
      await rename(`${out}.part`, out)
      return lines
    }, (lines) => ({ say: `${lines} 行` }))
  } finally {
    await reader.close()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof StoreRefusedError || error instanceof KeyFilesRefused ? error.message : error)
  process.exitCode = 1
})
