import { AgreementTemplates } from '../../features/sign/agreement-templates'
import { useAgreementTemplates } from '../../features/sign/use-agreement-templates'
import { GrantedOnly } from '../../features/session/granted-only'

const Templates = () => <AgreementTemplates {...useAgreementTemplates()} />

export default function AgreementTemplatesPage() {
  return (
    <GrantedOnly id="agreement-templates" title="协议文本" roles={['officer']}>
      <Templates />
    </GrantedOnly>
  )
}
