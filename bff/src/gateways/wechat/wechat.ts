/** Who tapped “enter”: WeChat's name for this person within this mini-program, and across the operator's programs. */
export type WechatIdentity = { openid: string; unionid?: string }

export type IdCardReading = { name: string; idNumber: string }

/** What the product needs of WeChat. `wechat.http.ts` speaks its protocol, `wechat.sandbox.ts` answers it. */
export interface WechatGateway {
  /**
   * Exchanges a `wx.login` code, which counts once and for five minutes. The `session_key` that comes along stays here:
   * with it anybody could forge what WeChat says about this person.
   * @throws AppError wechat_code_refused, rate_limited, upstream_unavailable
   */
  sessionFromCode(code: string): Promise<WechatIdentity>
  /**
   * Reads name and number from a photograph of the front of an ID card (JPEG or PNG, under 2 MB). Neither is checked.
   * @throws IdCardUnreadable, AppError upstream_unavailable
   */
  readIdCard(image: Uint8Array): Promise<IdCardReading>
}

/** The picture arrived and shows no ID card's front: another picture may. */
export class IdCardUnreadable extends Error {
  override readonly name = 'IdCardUnreadable'
  constructor(readonly reason: 'no_card' | 'back_side' | 'not_a_picture') {
    super(reason)
  }
}
