import type { Config } from '@market/bff/config'
import { KeyFilesRefused } from '@market/bff/crypto/key-files'
import { openCheckThreads, threadsFor } from '@market/bff/features/evidence/check-threads'
import { readTrustedKeys, trustedKeysText } from '@market/bff/features/evidence/trusted-keys'
import type { Verification, Verified } from '@market/bff/features/backup/database-verification'
import { StoreRefusedError } from '@market/bff/store/errors'
import { createVault } from '@market/bff/store/vault'

/** So many findings are printed; behind the first few of a changed database there are often as many as rows. */
const mostPrinted = 50

/**
 * Has a database verified with the keys of this installation, on all cores where it is large.
 * @param note is told how far it is
 */
export async function withVerification<T>({ keyFolders, keys }: Config, bytes: number, note: (text: string) => void, work: (verification: Verification) => Promise<T>): Promise<T> {
  const text = trustedKeysText(keyFolders)
  const threads = threadsFor(bytes)
  const pool = threads === 0 ? null : openCheckThreads(text, { threads })
  const onProgress = (rows: number): void => {
    if (rows % 100 === 0) note(`存证 ${rows} 行`)
  }
  try {
    return await work({
      trusted: readTrustedKeys(text), vault: createVault({ keys: keys.vault, indexKeys: keys.index }), cosignFolder: keyFolders.cosignFolder,
      verifying: { onProgress, ...(pool ? { checking: pool } : {}) },
    })
  } finally {
    await pool?.close()
  }
}

/** Prints what was found. @returns whether all is well */
export function tellVerified(rows: Readonly<Record<string, number>>, problems: readonly string[], { evidence: { findings, entries, roots, agreements }, log, notices }: Verified): boolean {
  const tables = Object.entries(rows)
  console.log(`  数据 ${tables.length} 张表，共 ${tables.reduce((sum, [, count]) => sum + count, 0)} 行`)
  for (const [table, count] of tables.filter(([, some]) => some > 0)) console.log(`    ${table.padEnd(28)} ${count}`)
  console.log(`  存证日志 ${entries} 条，签名根 ${roots} 个，协议 ${agreements} 份${log.root === null ? '' : `\n    根 ${log.root.root}（前 ${log.root.size} 条）`}`)
  for (const notice of notices) console.log(`  · ${notice}`)
  const wrong = [...problems, ...findings.map(({ where, problem }) => `${where}：${problem}`)]
  for (const one of wrong.slice(0, mostPrinted)) console.log(`  ✗ ${one}`)
  console.log(wrong.length === 0 ? '  ✓ 都对得上' : `  ✗ 一共 ${wrong.length} 处对不上`)
  return wrong.length === 0
}

/** Ends the process as the command says; with 2 and the reason where it could not look. */
export function endWith(command: Promise<number>): void {
  command.then(
    (code) => {
      process.exitCode = code
    },
    (error: unknown) => {
      console.error(error instanceof StoreRefusedError || error instanceof KeyFilesRefused ? error.message : error)
      process.exitCode = 2
    },
  )
}
