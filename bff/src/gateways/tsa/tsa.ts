export type Timestamp = {
  /** The authority's token (RFC 3161), DER: proof by itself, for whoever trusts its root. */
  token: Buffer
  /** The time it states, UTC ms. */
  at: number
}

/**
 * Who says that something existed at a time. Gets a hash and nothing else. `tsa.http.ts` speaks RFC 3161, which every
 * timestamp authority does; `tsa.sandbox.ts` answers it.
 */
export interface TimestampAuthority {
  /**
   * A timestamp over a SHA-256, checked: over this hash, by a certificate for timestamps that our roots vouch for.
   * @throws AppError upstream_unavailable; then there is no timestamp, and whatever waits for it goes on waiting
   */
  stamp(sha256: Uint8Array): Promise<Timestamp>
}
