/** What an authority says about data it was shown. `no_record`: it does not know them, which proves nothing either way. */
export type CheckResult = 'match' | 'mismatch' | 'no_record'

export type NamedPerson = { name: string; idNumber: string }

export type Business = {
  /** As on the licence or registration certificate. */
  name: string
  creditCode: string
  /** Where it is known, it is checked too. */
  legalRepresentative: string | null
}

/** The parts of a business that do not fit, as far as the authority says which. */
export type BusinessPart = 'name' | 'credit_code' | 'legal_representative'
export type BusinessCheck = { result: CheckResult; wrong: readonly BusinessPart[] }

export type FaceCheck = { result: CheckResult | 'not_alive' | 'unusable_picture' }

/**
 * Who somebody is, asked of an authority. `identity.http.ts` speaks the protocol of a provider, `identity.sandbox.ts`
 * answers it. What is sent are names and numbers of people: none of them is in an error, a log or a URL.
 */
export interface IdentityGateway {
  /** @throws AppError upstream_unavailable */
  checkPerson(person: NamedPerson): Promise<CheckResult>
  /** @throws AppError upstream_unavailable */
  checkBusiness(business: Business): Promise<BusinessCheck>
  /**
   * Compares a photograph (JPEG or PNG, under 1 MB) with the one the authority holds. Null where the installation does not
   * allow it. Never the only way: an ID card shown to staff always does as well (人脸识别技术应用安全管理办法 10).
   * @throws AppError upstream_unavailable
   */
  compareFace: ((person: NamedPerson, picture: Uint8Array) => Promise<FaceCheck>) | null
}
