import type { SigningKeys } from '../../crypto/signing-keys'
import { verify } from '../../crypto/sm2'

/** What is wrong, and where: both in plain words. */
export type Finding = { where: string; problem: string }

/** Collects what is wrong, and what was not looked at and why. */
export class Findings {
  readonly found: Finding[] = []
  readonly notices: string[] = []
  add(where: string, problem: string): void {
    this.found.push({ where, problem })
  }
  expect(holds: boolean, where: string, problem: string): void {
    if (!holds) this.add(where, problem)
  }
}

/** SM2 over a text, in its one spelling: capital letters would be the same number, and another text. */
export const holds = (text: string, signature: string, publicKey: string): boolean => signature === signature.toLowerCase() && verify(text, signature, publicKey)

/** A detached signature and a timestamp token, checked down to roots that whoever verifies has named. Same as what *sign* verifies with. */
export interface SealVerifier {
  signature(record: Buffer, cms: Buffer, at: number): boolean
  /** The time (UTC ms) a token states of this SHA-256; null when it is not the authority's, or about something else. */
  timestamp(token: Buffer, sha256: Buffer): number | null
}

/** Public keys, and nothing else, are what a verification trusts. */
export type TrustedKeys = {
  signing: Pick<SigningKeys, 'publicKey'>
  log: Pick<SigningKeys, 'publicKey'>
  cosign: Pick<SigningKeys, 'publicKey'>
  /** Null where no roots were given: then seals' signatures and timestamps are not looked at, and the report says so. */
  seals: SealVerifier | null
}
