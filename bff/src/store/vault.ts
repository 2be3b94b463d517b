import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** Where a sealed value lives. It is bound to this place: copied to another row or column it does not open. */
export interface Place {
  readonly table: string
  readonly column: string
  readonly row: string
}

/** Personal data enters and leaves the database only through here. */
export interface Vault {
  /** Encrypts with the newest key. The text that comes out says which key version made it. */
  seal(plain: string, place: Place): string
  /** @throws VaultError when the text was altered, moved to another place, or its key is not here */
  open(sealed: string, place: Place): string
  /**
   * The same plain text gives the same index, so that a person can be found again without being readable. `kind` keeps
   * the indexes of different columns apart.
   */
  blindIndex(kind: string, plain: string): string
}

/** A sealed value could not be opened. Says why and where, never what. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
}

export interface VaultKeys {
  /** AES-256 keys by version. The last one seals, all of them open: old values stay readable while keys rotate. */
  readonly keys: readonly { readonly version: number; readonly key: Buffer }[]
  /** HMAC key of the blind index, apart from the others: it cannot rotate without a rebuild. */
  readonly indexKey: Buffer
}

const nonceLength = 12
const tagLength = 16
// The separator cannot be part of a table's or column's name, so two places never share one name.
const associatedData = ({ table, column, row }: Place) => Buffer.from(`${table}|${column}|${row}`, 'utf8')

/** AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce: `v<version>.<nonce ciphertext tag in base64url>`. */
export function createVault({ keys, indexKey }: VaultKeys): Vault {
  const newest = keys.at(-1)
  if (!newest) throw new VaultError('no encryption key')
  for (const { version, key } of keys) if (key.length !== 32) throw new VaultError(`key ${version} must be 32 bytes`)
  const byVersion = new Map(keys.map(({ version, key }) => [version, key]))
  if (byVersion.size !== keys.length) throw new VaultError('two keys have the same version')

  return {
    seal(plain, place) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(associatedData(place))
      const encrypted = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v${newest.version}.${encrypted.toString('base64url')}`
    },
    open(sealed, place) {
      const where = `${place.table}.${place.column}`
      const [, version, encoded] = /^v(\d+)\.([\w-]+)$/.exec(sealed) ?? []
      if (version === undefined || encoded === undefined) throw new VaultError(`not a sealed value: ${where}`)
      const key = byVersion.get(Number(version))
      if (!key) throw new VaultError(`no key ${version} for ${where}`)
      const bytes = Buffer.from(encoded, 'base64url')
      if (bytes.length < nonceLength + tagLength) throw new VaultError(`sealed value cut short: ${where}`)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength))
          .setAAD(associatedData(place))
          .setAuthTag(bytes.subarray(-tagLength))
        const plain = decipher.update(bytes.subarray(nonceLength, -tagLength))
        return Buffer.concat([plain, decipher.final()]).toString('utf8')
      } catch {
        throw new VaultError(`sealed value altered or moved: ${where}`)
      }
    },
    blindIndex: (kind, plain) => createHmac('sha256', indexKey).update(`${kind}|${plain}`).digest('base64url'),
  }
}
