import type { StaffPhone } from '@market/shared/arrive/phones.contract'
import type { PhoneReason } from '@market/shared/arrive/phones.rules'
import type { Finding } from '@market/shared/arrive/review.rules'
import { useState } from 'react'
import type { Problem, ReplyOf } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { usePages, type Pages } from '../../client/use-pages'
import { signal } from '../../platform/signal'

export type ManagerPhones = {
  list: Pages<ReplyOf<'GET /api/markets/:marketId/staff-phones'>>
  /** The phone that is about to be put out of use. */
  asking: StaffPhone | null
  ask: (phone: StaffPhone | null) => void
  busy: boolean
  problem: Problem | null
  revoke: (reason: PhoneReason) => Promise<void>
  /** The phone whose scans that wait are about to be decided alike, and what became of the last. */
  judging: StaffPhone | null
  judge: (phone: StaffPhone | null) => void
  judged: ReplyOf<'POST /api/staff-phones/:deviceId/decision'> | null
  decide: (finding: Finding) => Promise<void>
}

/** The phones of one market, and putting one out of use. */
export function useManagerPhones(marketId: string): ManagerPhones {
  const list = usePages('GET /api/markets/:marketId/staff-phones', {}, { marketId })
  const revoking = useAct('POST /api/staff-phones/:deviceId/revocation')
  const [asking, ask] = useState<StaffPhone | null>(null)
  const revoke = async (reason: PhoneReason): Promise<void> => {
    if (asking === null) return
    const revoked = await revoking.act({ params: { deviceId: asking.deviceId }, body: { reason } }, '停用手机')
    signal(revoked ? 'yes' : 'no')
    ask(null)
    // Refused: a colleague was quicker, or it has gone on to another market.
    if (!revoked) await list.first.reload()
  }
  const deciding = useAct('POST /api/staff-phones/:deviceId/decision')
  const [judging, judge] = useState<StaffPhone | null>(null)
  const [judged, setJudged] = useState<ManagerPhones['judged']>(null)
  const decide = async (finding: Finding): Promise<void> => {
    if (judging === null) return
    setJudged(null)
    const done = await deciding.act({ params: { deviceId: judging.deviceId }, body: { finding } }, '一起核对这部手机的扫码')
    signal(done ? 'yes' : 'no')
    setJudged(done)
    judge(null)
  }
  return { list, asking, ask, busy: revoking.busy || deciding.busy, problem: revoking.problem ?? deciding.problem, revoke, judging, judge, judged, decide }
}
