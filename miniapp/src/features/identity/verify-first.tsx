import type { MyIdentity } from '@market/shared/identity/identity.contract'
import { showsPapers } from '@market/shared/identity/identity.rules'
import { counts } from '@market/shared/identity/validity.rules'
import { useRead } from '../../client/use-read'
import { paths } from '../../pages/paths'
import { open } from '../../platform/navigation'
import { useSession } from '../session/session.store'
import { EmptyState } from '../../ui/page-states'
import { MenuLine } from '../../ui/menu-line'

/** What an employer still has to do before posting, in words; null when nothing, or while that is not known. */
export function useMissingForPosting(): string | null {
  const { value } = useRead('GET /api/my-identity', {})
  return value ? missingForPosting(value) : null
}

export function missingForPosting({ person, employer, mayPost }: MyIdentity): string | null {
  if (mayPost || !employer) return null
  const own = person.standing === 'none' || person.standing === 'over'
  const papers = showsPapers(employer.kind) && (employer.standing === 'none' || employer.standing === 'over')
  if (person.waiting || employer.waiting) return '工作人员正在看，看过就能发布'
  if (own && papers) return '还差两步：本人实名、交证照'
  return own ? '还差一步：本人实名' : '还差一步：交证照'
}

/** One line that leads there. */
export const VerifyLine = ({ missing }: { missing: string }) => (
  <MenuLine id="verify-first" label={missing} under={missing.startsWith('还差') ? '不收钱，几分钟就好' : '点开看最晚什么时候办完'} pictogram="shield" onTap={() => void open(paths.identity)} />
)

/** In the place of a form that could not be sent. */
export const VerifyFirst = ({ missing }: { missing: string }) => (
  <EmptyState id="verify-first" pictogram="shield" title={missing} words="招工的和找活的都核对身份，大家放心。在那之前可以先看看市场上有多少人。" offer={{ id: 'go-identity', label: '去实名', onTap: () => void open(paths.identity) }} />
)

/** For a worker who was registered and could not be checked; nothing for everybody else. */
export function VerifyReminder({ now }: { now: number }) {
  const verifiedUntil = useSession(({ me }) => me?.verifiedUntil ?? null)
  if (counts(verifiedUntil, now)) return null
  return <MenuLine id="verify-reminder" label={verifiedUntil === null ? '还没实名，签协议前核对一下' : '实名过期了，签协议前核对一下'} under="看活、签到、报名都不耽误" pictogram="shield" onTap={() => void open(paths.identity)} />
}
