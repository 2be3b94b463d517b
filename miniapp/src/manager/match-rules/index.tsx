import { ManagerMatchRules } from '../../features/match/manager-match-rules'
import { useManagerMatchRules } from '../../features/match/use-manager-match-rules'
import { GrantedOnly } from '../../features/session/granted-only'

const MatchRules = () => <ManagerMatchRules {...useManagerMatchRules()} />

export default function ManagerMatchRulesPage() {
  return (
    <GrantedOnly id="manager-match-rules" title="排先后的规则" roles={['officer']}>
      <MatchRules />
    </GrantedOnly>
  )
}
