import type { StaffPhone } from '@market/shared/arrive/phones.contract'
import { mostInBatch } from '@market/shared/arrive/offline.rules'
import { phoneReasons, phoneReasonWords } from '@market/shared/arrive/phones.rules'
import { findings, findingWords, letsCount } from '@market/shared/arrive/review.rules'
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

/** What may be found out about scans of one phone, all alike. */
export const allFindings = findings.map((value) => ({ value, label: `${letsCount(value) ? '算到岗' : '不算'}：${findingWords[value]}` }))

/** What is asked before all scans of a phone that wait are decided alike. */
export const judgeWords = ({ personMasked }: Pick<StaffPhone, 'personMasked'>): string =>
  `${personMasked}的这部手机报的、还没核对的扫码，都按下面这一个结果定，一次最多 ${mostInBatch} 条。定了就不能改。各人不一样的，请到“队列”里一条一条定。`

/** How many were decided, and what still waits. */
export function judgedWords({ decided, left }: { decided: number; left: number }): string {
  if (decided === 0 && left === 0) return '这部手机没有要核对的扫码。'
  return left === 0 ? `核对好了 ${decided} 条。` : `核对好了 ${decided} 条，还有 ${left} 条没定：可能算不成到岗，或者要同事来定，请到“队列”里看。`
}
