import { GrantedOnly } from '../../features/session/granted-only'
import { ManagerRulebook } from '../../features/supervision/manager-rulebook'
import { useManagerRulebook } from '../../features/supervision/use-manager-rulebook'

const Rulebook = () => <ManagerRulebook {...useManagerRulebook()} />

export default function ManagerRulebookPage() {
  return (
    <GrantedOnly id="manager-rulebook" title="发布规则" roles={['officer']}>
      <Rulebook />
    </GrantedOnly>
  )
}
