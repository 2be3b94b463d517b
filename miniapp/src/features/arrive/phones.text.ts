import type { StaffPhone } from '@market/shared/arrive/phones.contract'
import { phoneReasons, phoneReasonWords } from '@market/shared/arrive/phones.rules'
import { moment } from '@market/shared/words/show'
import type { Fact } from '../../ui/facts'

export const revocationReasons = phoneReasons.map((value) => ({ value, label: phoneReasonWords[value] }))

/** How many scans of a phone never came. */
export const missingOf = ({ gaps }: Pick<StaffPhone, 'gaps'>): number => gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0)

/** `第 7 条，第 9 到 12 条`: which ones, so that whoever holds the phone can look; the latest three stretches, as many as can be read. */
export function missingWords({ gaps }: Pick<StaffPhone, 'gaps'>): string {
  const last = gaps.slice(-3).map(({ from, to }) => (from === to ? `第 ${from} 条` : `第 ${from} 到 ${to} 条`))
  return `${gaps.length > last.length ? '最近的是' : ''}${last.join('，')}`
}

/** When it was used, line by line. */
export function phoneFacts(phone: StaffPhone, now: number): Fact[] {
  const { firstAt, lastAt, lastScanAt, revokedAt, gaps } = phone
  return [
    { label: '最近连上', value: moment(lastAt, now) },
    { label: '最近报的扫码', value: lastScanAt === null ? '还没有' : moment(lastScanAt, now) },
    { label: '开始用', value: moment(firstAt, now) },
    ...(gaps.length === 0 ? [{ label: '报全了吗', value: '都报上来了' }] : [{ label: '报全了吗', value: `少 ${missingOf(phone)} 条`, note: missingWords(phone) }]),
    ...(revokedAt === null ? [] : [{ label: '停用', value: moment(revokedAt, now) }]),
  ]
}

/** What is asked before a phone is put out of use. */
export const revokeWords = ({ personMasked }: Pick<StaffPhone, 'personMasked'>): string =>
  `${personMasked}用的这部手机马上停用，不能恢复。它以后报的扫码先存着，不算到岗，由您核对。手机找回来要接着用，请重装小程序。`
