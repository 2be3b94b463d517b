/** An authority that says when something existed (RFC 3161): a third party, so that nobody has to believe our own clock. */
export interface TimestampAuthority {
  /**
   * @param sha256 of what is to be timestamped, 32 bytes
   * @returns the token (DER) after it was checked, and the time it states in UTC ms
   * @throws AppError upstream_unavailable
   */
  stamp(sha256: Buffer): Promise<{ token: Buffer; at: number }>
}
