import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** Where a sealed value stands. It is bound to this place: copied to another row or column it cannot be opened. */
export interface Place {
  readonly table: string
  readonly column: string
  /** The row's primary key. */
  readonly row: string
}

/** The keys, each 32 bytes. */
export interface VaultKeys {
  /** New values are sealed with the highest version; a lower one stays as long as values sealed with it do. */
  readonly keys: readonly { readonly version: number; readonly key: Uint8Array }[]
  /** For blind indexes, newest last; other keys, so that whoever can look up equality cannot open anything. */
  readonly indexKeys: readonly Uint8Array[]
}

export interface Vault {
  /** Encrypts personal data for one place. */
  seal(plain: string, place: Place): string
  /** @throws VaultError the value was changed, belongs elsewhere, or its key is missing */
  open(sealed: string, place: Place): string
  /** The same in UTF-8, for whoever only takes a fingerprint: a long text becomes a string in as much time as all the rest takes. */
  openBytes(sealed: string, place: Place): Buffer
  /**
   * The same for the same value and purpose, and nothing else: for look-ups by equality. Normalise the value first.
   * @param purpose what kind of value it is, e.g. 'phone': indexes of different purposes cannot be compared
   */
  blindIndex(purpose: string, value: string): string
  /** The same under every key that is in use, the newest first: what was written earlier may still be under an older one. */
  blindIndexes(purpose: string, value: string): string[]
  /** Whether a value is under an old key and should be sealed anew (after `open`). */
  isOutdated(sealed: string): boolean
}

/** A sealed value cannot be opened. Says why, never what. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
}

const nonceBytes = 12
const tagBytes = 16

/**
 * The vault for names, phones and ID numbers: AES-256-GCM, `v1.<key version>.<nonce, ciphertext and tag in base64url>`, with
 * format, key version and place as additional data. A random 96-bit nonce is safe for some 2^32 values a key
 * (NIST SP 800-38D, 8.3); a new version is due long before.
 * @throws VaultError a key is not 32 bytes, a version is there twice, or a key serves two purposes
 */
export function createVault({ keys, indexKeys }: VaultKeys): Vault {
  const byVersion = new Map(keys.map(({ version, key }) => [version, key]))
  if (byVersion.size < keys.length) throw new VaultError('two keys have the same version')
  const [indexKey, ...olderIndexKeys] = indexKeys.toReversed()
  if (!indexKey) throw new VaultError('there is no index key')
  for (const one of indexKeys) if (one.byteLength !== 32) throw new VaultError('the index key is not 32 bytes')
  if (new Set(indexKeys.map((one) => Buffer.from(one).toString('hex'))).size < indexKeys.length) throw new VaultError('an index key is there twice')
  for (const [version, key] of byVersion) {
    if (key.byteLength !== 32) throw new VaultError(`key ${version} is not 32 bytes`)
    if (indexKeys.some((one) => Buffer.from(key).equals(one))) throw new VaultError(`key ${version} is also the index key`)
  }
  const current = Math.max(...byVersion.keys())
  const currentKey = byVersion.get(current)
  if (!currentKey) throw new VaultError('there is no key')

  const openBytes: Vault['openBytes'] = (sealed, place) => {
    const { version, body } = parse(sealed)
    const key = byVersion.get(version)
    if (!key) throw new VaultError(`there is no key of version ${version}`)
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(boundTo(version, place))
      .setAuthTag(body.subarray(-tagBytes))
    try {
      const plain = decipher.update(body.subarray(nonceBytes, -tagBytes))
      // GCM keeps nothing back for the end, which checks the tag: before that `plain` is nobody's word.
      decipher.final()
      return plain
    } catch {
      throw new VaultError(`the value in ${place.table}.${place.column} was changed or belongs to another place`)
    }
  }

  const indexUnder = (under: Uint8Array, purpose: string, value: string): string => createHmac('sha256', under).update(`${purpose}|${value}`).digest('base64url')

  return {
    seal(plain, place) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', currentKey, nonce).setAAD(boundTo(current, place))
      const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${current}.${body.toString('base64url')}`
    },
    open: (sealed, place) => openBytes(sealed, place).toString('utf8'),
    openBytes,
    blindIndex: (purpose, value) => indexUnder(indexKey, purpose, value),
    blindIndexes: (purpose, value) => [indexKey, ...olderIndexKeys].map((one) => indexUnder(one, purpose, value)),
    isOutdated: (sealed) => parse(sealed).version !== current,
  }
}

function boundTo(version: number, { table, column, row }: Place): Buffer {
  return Buffer.from(`v1|${version}|${table}|${column}|${row}`)
}

function parse(sealed: string): { version: number; body: Buffer } {
  const match = /^v1\.(\d+)\.([\w-]+)$/.exec(sealed)
  const body = Buffer.from(match?.[2] ?? '', 'base64url')
  if (!match || body.byteLength < nonceBytes + tagBytes) throw new VaultError('this is not a sealed value')
  return { version: Number(match[1]), body }
}
