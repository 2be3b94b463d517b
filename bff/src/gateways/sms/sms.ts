/** The templates the product writes by; an operator orders each at the provider, and none has more words of ours than its values. */
export type SmsTemplate = 'sign_code'

/** `too_many`: the provider's own limit for this number. `bad_number`: nobody can be reached under it. */
export type SmsResult = 'sent' | 'too_many' | 'bad_number' | 'unavailable'

/** Short messages to a phone. `sms.http.ts` speaks the protocol of a provider, `sms.sandbox.ts` answers it. */
export interface SmsGateway {
  /**
   * Sends one message. Whatever becomes of it is a result and not an error; number and values are in no log and no URL.
   * @param phone a mainland number of eleven digits
   */
  send(phone: string, template: SmsTemplate, values: Readonly<Record<string, string>>): Promise<SmsResult>
}
