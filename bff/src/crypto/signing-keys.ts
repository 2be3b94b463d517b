import type { KeysOfUse } from './key-files'
import { publicKeyOf, signer, sm3 } from './sm2'

/** The keys agreements are signed with. Private keys do not leave this object. */
export interface SigningKeys {
  /** Name of the key that signs now. */
  readonly keyId: string
  /** What the key is worth, for everybody who verifies: a local key is not a licensed CA's (电子签名法 16). */
  readonly label: string
  /** SM2 over the message, `r‖s` in hex. Under a millisecond, but not inside a write all the same. */
  sign(message: string): string
  /** `04‖x‖y` in hex of a present or earlier key; null for one we never had. */
  publicKey(keyId: string): string | null
}

/** A key's name: the first 8 bytes of the SM3 of its public key, hex. */
export const keyIdOf = (publicKey: string): string => sm3(Buffer.from(publicKey, 'hex')).slice(0, 16)

/**
 * @param privateKeys hex, newest last: the newest signs, all verify, so that keys can change and old agreements still stand
 * @throws Error when there is none or one is malformed
 */
export function signingKeys(privateKeys: readonly string[], { sandbox }: { sandbox: boolean }): SigningKeys {
  const newest = privateKeys.at(-1)
  if (newest === undefined) throw new Error('no key to sign agreements with')
  const own = signer(newest)
  const publicKeys = new Map(privateKeys.map(publicKeyOf).map((publicKey) => [keyIdOf(publicKey), publicKey]))
  return {
    keyId: keyIdOf(own.publicKey),
    label: sandbox ? '测试' : '本平台密钥',
    sign: (message) => own.sign(message),
    publicKey: (keyId) => publicKeys.get(keyId) ?? null,
  }
}

/** The public keys of one use, present and earlier ones. */
export function publicKeysOf({ all }: Pick<KeysOfUse, 'all'>): Pick<SigningKeys, 'publicKey'> {
  const points = all.flatMap(({ chain: [own] }) => (own?.publicKey.kind === 'sm2' ? [own.publicKey.point] : []))
  const publicKeys = new Map(points.map((point) => [keyIdOf(point), point]))
  return { publicKey: (keyId) => publicKeys.get(keyId) ?? null }
}

/** The keys of one use as a feature signs with them. @throws Error for keys that are not SM2 */
export function signingKeysOf({ key: { sm2 }, all }: Pick<KeysOfUse, 'key' | 'all'>, { sandbox }: { sandbox: boolean }): SigningKeys {
  if (sm2 === null) throw new Error('features sign with SM2')
  return {
    keyId: keyIdOf(sm2.publicKey),
    label: sandbox ? '测试' : '本平台密钥',
    sign: (message) => sm2.sign(message),
    ...publicKeysOf({ all }),
  }
}
