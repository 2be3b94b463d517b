import { keyIdOf } from '../../crypto/signing-keys'
import { certificatesPem, readCertificates, type Certificate } from '../../crypto/certificate'
import { verifyCms } from '../../crypto/cms'
import { listKeys, readRoots, type KeyFolders, type KeyUse } from '../../crypto/key-files'
import { verifyTimestamp } from '../../crypto/timestamp'
import type { SealVerifier, TrustedKeys } from './findings'

/** The keys file cannot be read; the message is for the person who wrote it. */
export class KeysRefused extends Error {
  override readonly name = 'KeysRefused'
}

/** Checks seals by certificates: of the platform for its signature, of the authority for the time. */
export const sealsByRoots = (roots: readonly Certificate[]): SealVerifier => ({
  signature: (record, cms, at) => verifyCms(cms, { content: record, roots, at }).valid,
  timestamp(token, sha256) {
    const verdict = verifyTimestamp(token, { hash: sha256, roots })
    return verdict.valid ? verdict.at : null
  },
})

/**
 * Reads the file of public keys that a verification trusts, and that whoever verifies got from elsewhere than the bundle:
 * `{ "signing": ["04…"], "log": ["04…"], "cosign": ["04…"], "roots": "PEM" }`, SM2 points in hex, old and present ones;
 * `roots` are the certificates of the authorities behind seals and timestamps and may be left out.
 * @throws KeysRefused
 */
export function readTrustedKeys(text: string): TrustedKeys {
  let file: Record<string, unknown>
  try {
    file = JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new KeysRefused('公钥文件不是 JSON')
  }
  const known = (use: string): { publicKey(keyId: string): string | null } => {
    const points = file[use]
    if (!Array.isArray(points) || points.length === 0 || !points.every((point) => typeof point === 'string' && /^04[0-9a-f]{128}$/.test(point))) {
      throw new KeysRefused(`公钥文件里 ${use} 应当是一个列表，每个是 04 开头的 130 位小写十六进制`)
    }
    const byId = new Map((points as string[]).map((point) => [keyIdOf(point), point]))
    return { publicKey: (keyId) => byId.get(keyId) ?? null }
  }
  const { roots } = file
  if (roots !== undefined && typeof roots !== 'string') throw new KeysRefused('公钥文件里 roots 应当是 PEM 证书')
  return { signing: known('signing'), log: known('log'), cosign: known('cosign'), seals: roots === undefined ? null : sealsByRoots(readCertificates(roots)) }
}

/** That file, of the keys of an installation. @throws KeyFilesRefused */
export function trustedKeysText(folders: KeyFolders): string {
  const points = (use: KeyUse): string[] => listKeys(folders, use).flatMap(({ chain: [own] }) => (own?.publicKey.kind === 'sm2' ? [own.publicKey.point] : []))
  return JSON.stringify({ signing: points('seal'), log: points('log'), cosign: points('cosign'), roots: certificatesPem(readRoots(folders)) }, null, 2)
}
