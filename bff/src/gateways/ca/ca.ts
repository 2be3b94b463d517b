/**
 * Who certifies our keys. `ca.http.ts` speaks EST (RFC 7030), the protocol certificate authorities offer for machines;
 * `ca.sandbox.ts` answers it. Only `npm run keys` asks: no request of a person waits for a CA.
 */
export interface CertificateAuthority {
  /**
   * Has a key certified.
   * @param request PKCS#10, DER
   * @returns the certificate first, then those above it as far as the CA sends them; DER
   * @throws AppError upstream_unavailable, also when somebody has to approve it first
   */
  enrol(request: Uint8Array): Promise<readonly Buffer[]>
}
