/** Who tapped “enter”: WeChat's name for this person within this mini-program, and across the operator's programs. */
export type WechatIdentity = { openid: string; unionid?: string }

export type IdCardReading = { name: string; idNumber: string }

/** A subscription message (订阅消息): one may be sent for each time its person allowed this template. */
export type SubscriptionMessage = {
  openid: string
  templateId: string
  /** The page a tap opens, with its parameters and without a slash before it. */
  page: string
  /** By the template's own keywords, `{ thing1: '装卸搬运' }`; each within what WeChat takes for its kind. */
  values: Readonly<Record<string, string>>
}

/**
 * What became of a message. `no_consent`: never allowed, taken back, or used up. `refused`: this message will never be taken.
 * `busy`: surely not sent, may be tried again. `unknown`: no answer came, so that it may have arrived.
 */
export type SendResult = { result: 'sent' | 'no_consent' | 'refused' | 'busy' | 'unknown'; /** WeChat's number, 0 when sent, null without an answer. */ errcode: number | null }

/** What the product needs of WeChat. `wechat.http.ts` speaks its protocol, `wechat.sandbox.ts` answers it. */
export interface WechatGateway {
  /**
   * Exchanges a `wx.login` code, which counts once and for five minutes. The `session_key` that comes along stays here:
   * with it anybody could forge what WeChat says about this person.
   * @throws AppError wechat_code_refused, rate_limited, upstream_unavailable
   */
  sessionFromCode(code: string): Promise<WechatIdentity>
  /**
   * The phone number that WeChat holds for whoever tapped the button (手机号快速验证组件): its code counts once and for five minutes.
   * Each call is charged.
   * @returns a number of mainland China without its country code; null for one of elsewhere
   * @throws AppError phone_code_refused, rate_limited, upstream_unavailable
   */
  phoneNumber(code: string): Promise<string | null>
  /**
   * Reads name and number from a photograph of the front of an ID card (JPEG or PNG, under 2 MB). Neither is checked.
   * @throws IdCardUnreadable, AppError upstream_unavailable
   */
  readIdCard(image: Uint8Array): Promise<IdCardReading>
  /** Sends one message. Whatever WeChat answers is a result and not an error. */
  sendMessage(message: SubscriptionMessage): Promise<SendResult>
}

/** The picture arrived and shows no ID card's front: another picture may. */
export class IdCardUnreadable extends Error {
  override readonly name = 'IdCardUnreadable'
  constructor(readonly reason: 'no_card' | 'back_side' | 'not_a_picture') {
    super(reason)
  }
}
