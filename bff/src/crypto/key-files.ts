import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, type Stats, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { certificatesPem, readCertificates, type Certificate } from './certificate'
import { findChain } from './chain'
import { readPrivateKey, type KeyAlgorithm, type PrivateKey } from './private-key'

/**
 * Keys are files: `seal-1.key.pem` beside `seal-1.cert.pem`, the next one `seal-2`. The newest of a use signs, the others
 * verify; of an old one the certificate is enough (`retired`), its private key may be destroyed. `roots.pem` holds whom we trust.
 */

/** What a key is for. PDF readers know no SM2, hence P-256 for documents; and for work passes, which phones without SM3 verify. */
export const keyUses = { seal: 'sm2', log: 'sm2', cosign: 'sm2', document: 'p256', pass: 'p256' } as const satisfies Record<string, KeyAlgorithm>
export type KeyUse = keyof typeof keyUses

/** Every key of one use. */
export type KeysOfUse = {
  /** The one that signs now, and its certificate with those above it. */
  readonly number: number
  readonly key: PrivateKey
  readonly chain: readonly Certificate[]
  /** Oldest first, the present one last. */
  readonly all: readonly KeyFile[]
}
export type KeyFile = { number: number; chain: readonly Certificate[]; key: PrivateKey | null }

/** Of a server that does not co-sign itself the private key is elsewhere: then `key` is null. */
export type CosignKeys = Omit<KeysOfUse, 'key'> & { readonly key: PrivateKey | null }

export type KeyRing = Readonly<Record<Exclude<KeyUse, 'cosign'>, KeysOfUse>> & {
  readonly cosign: CosignKeys
  /** Where the co-signer remembers what it signed; null where nothing outlasts the process. */
  readonly cosignFolder: string | null
  /** Whose word we take: those of the CA, of the timestamp authority, and former ones. */
  readonly roots: readonly Certificate[]
}

export type KeyFolders = { folder: string; cosignFolder: string }

/** Stops the start and says what to do. */
export class KeyFilesRefused extends Error {}

const rootsFile = 'roots.pem'
export const folderOf = ({ folder, cosignFolder }: KeyFolders, use: KeyUse): string => (use === 'cosign' ? cosignFolder : folder)
export const keyFileName = (use: KeyUse, number: number, part: 'key' | 'cert'): string => `${use}-${number}.${part}.pem`

/** Windows has neither owners nor modes of this kind. */
const ours = ({ uid }: Stats): boolean => process.getuid === undefined || uid === process.getuid()
const closed = ({ mode }: Stats): boolean => process.getuid === undefined || (mode & 0o077) === 0

/** @throws KeyFilesRefused for a folder that is not ours alone */
export function checkFolder(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (found === undefined) throw new KeyFilesRefused(`${folder} does not exist. Make keys: npm run keys -- make seal (then log, cosign, document, pass)`)
  if (!found.isDirectory()) throw new KeyFilesRefused(`${folder} must be a folder itself and no link: whoever can move a link can change the keys`)
  if (!ours(found)) throw new KeyFilesRefused(`${folder} belongs to another user. Run: chown -R "$(id -u)" ${folder}`)
  if (!closed(found)) throw new KeyFilesRefused(`${folder} is open to others. Run: chmod 700 ${folder}`)
}

/** What is checked is what is read: the file is opened once, and never through a link. @throws KeyFilesRefused */
export function readChecked(path: string): string {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new KeyFilesRefused(code === 'ELOOP' ? `${path} is a link: put the file itself there` : `${path} cannot be read (${code ?? 'unknown'})`)
  }
  try {
    const found = fstatSync(file)
    if (!found.isFile()) throw new KeyFilesRefused(`${path} is no file`)
    if (!ours(found)) throw new KeyFilesRefused(`${path} belongs to another user. Run: chown "$(id -u)" ${path}`)
    if (!closed(found)) throw new KeyFilesRefused(`${path} is open to others. Run: chmod 600 ${path}`)
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

/** @throws KeyFilesRefused naming the file, never with a part of what is in it */
const readAs = <T>(path: string, read: (text: string) => T): T => {
  const text = readChecked(path)
  try {
    return read(text)
  } catch (error) {
    throw new KeyFilesRefused(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}

/** Every key of a use that is in its folder, oldest first. @throws KeyFilesRefused */
export function listKeys(folders: KeyFolders, use: KeyUse): KeyFile[] {
  const folder = folderOf(folders, use)
  checkFolder(folder)
  const names = readdirSync(folder)
  const numbers = [...new Set(names.flatMap((name) => new RegExp(`^${use}-([1-9]\\d{0,4})\\.(?:key|cert)\\.pem$`).exec(name)?.[1] ?? []))]
  return numbers.map(Number).sort((one, other) => one - other).map((number) => {
    const [keyPath, certPath] = (['key', 'cert'] as const).map((part) => join(folder, keyFileName(use, number, part))) as [string, string]
    if (!names.includes(keyFileName(use, number, 'cert'))) throw new KeyFilesRefused(`${keyPath} has no certificate beside it (${certPath}). Remove it and run: npm run keys -- make ${use}`)
    const chain = readAs(certPath, readCertificates)
    const key = names.includes(keyFileName(use, number, 'key')) ? readAs(keyPath, readPrivateKey) : null
    const [own] = chain
    if (own === undefined) throw new KeyFilesRefused(`${certPath} holds no certificate`)
    if (key && key.algorithm !== keyUses[use]) throw new KeyFilesRefused(`${keyPath} must be a ${keyUses[use]} key`)
    if (key && !own.spki.equals(key.spki)) throw new KeyFilesRefused(`${certPath} is the certificate of another key than ${keyPath}`)
    return { number, key, chain }
  })
}

/** @throws KeyFilesRefused */
export function readRoots({ folder }: KeyFolders): Certificate[] {
  checkFolder(folder)
  return readAs(join(folder, rootsFile), readCertificates)
}

function keysOf(folders: KeyFolders, use: KeyUse, roots: readonly Certificate[], now: number): KeysOfUse {
  const all = listKeys(folders, use)
  const present = all.findLast(({ key }) => key !== null)
  const [own] = present?.chain ?? []
  if (!present?.key || !own) throw noKey(folders, use)
  const found = findChain({ leaf: own, others: present.chain, roots, at: now, use: 'sign' })
  if (!found.trusted) {
    const todo = found.why === 'untrusted' ? `put the root of its CA into ${join(folders.folder, rootsFile)}` : `run: npm run keys -- make ${use}`
    throw new KeyFilesRefused(`${join(folderOf(folders, use), keyFileName(use, present.number, 'cert'))} is not good (${found.why}): ${todo}`)
  }
  return { number: present.number, key: present.key, chain: present.chain, all }
}

const noKey = (folders: KeyFolders, use: KeyUse): KeyFilesRefused => new KeyFilesRefused(`there is no key for ${use} in ${folderOf(folders, use)}. Run: npm run keys -- make ${use}`)

/** Of several servers one co-signs. The others have its certificates and not its key: they show whose signature it is, and leave it to that one. */
function cosignKeysOf(folders: KeyFolders, roots: readonly Certificate[], now: number): CosignKeys {
  const all = listKeys(folders, 'cosign')
  if (all.some(({ key }) => key !== null)) return keysOf(folders, 'cosign', roots, now)
  const newest = all.at(-1)
  if (newest === undefined) throw noKey(folders, 'cosign')
  return { number: newest.number, key: null, chain: newest.chain, all }
}

/**
 * Reads every key. The start stands or falls with it: a key that others can read is not ours alone, and what it signs proves nothing.
 * @param now UTC ms, for the validity of certificates
 * @throws KeyFilesRefused naming the file and what to do
 */
export function openKeyRing(folders: KeyFolders, now: number): KeyRing {
  const roots = readRoots(folders)
  const of = (use: KeyUse): KeysOfUse => keysOf(folders, use, roots, now)
  const ring = { seal: of('seal'), log: of('log'), cosign: cosignKeysOf(folders, roots, now), document: of('document'), pass: of('pass'), roots, cosignFolder: folders.cosignFolder }
  const own = new Set([ring.seal, ring.log, ring.cosign].map(({ chain: [leaf] }) => leaf?.spki.toString('hex')))
  if (own.size < 3) throw new KeyFilesRefused(`seal, log and cosign must be three different keys: a second signature by the same one adds nothing`)
  return ring
}

/** Writes a file for us alone; one that exists stays as it is. @throws Error when it exists */
export function writeOurs(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, name), text, { mode: 0o600, flag: 'wx' })
}

/** The certificate first: a key alone would stop the next start. @throws Error when there are such files already */
export function writeKey(folders: KeyFolders, use: KeyUse, number: number, { key, chain }: { key: PrivateKey; chain: readonly Certificate[] }): void {
  const folder = folderOf(folders, use)
  writeOurs(folder, keyFileName(use, number, 'cert'), certificatesPem(chain))
  writeOurs(folder, keyFileName(use, number, 'key'), key.pkcs8())
}

export const writeRoots = ({ folder }: KeyFolders, roots: readonly Certificate[]): void => writeOurs(folder, rootsFile, certificatesPem(roots))
