/** Why a staff phone is put out of use; kept with the act. */
export const phoneReasons = ['lost', 'left', 'lent', 'replaced', 'other'] as const
export type PhoneReason = (typeof phoneReasons)[number]
export const phoneReasonWords: Record<PhoneReason, string> = { lost: '手机丢了', left: '人不在这儿干了', lent: '借给别人用了', replaced: '换手机了', other: '别的原因' }

/** Of a phone's last numbers so many are looked through for those that never came. */
export const numbersLookedThrough = 1_000
