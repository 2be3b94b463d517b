import { documentWords } from '@market/shared/identity/identity.rules'
import { licenceName } from '@market/shared/identity/work-licences'
import type { StoredEvent } from '../../feed/events'

type IdentityEvent = Extract<StoredEvent, { kind: 'verification.passed' | 'verification.refused' | 'verification.ending' | 'licence.ending' | 'work_licence.ending' }>

/** What people are told about checks of who they are: each says until when, or what to do. */
export function identityWords(event: IdentityEvent): { to: string; title: string; body: string }[] {
  switch (event.kind) {
    case 'verification.passed':
      // Who tapped and was answered at once saw it on the page.
      if (event.data.method !== 'review') return []
      if (event.data.of === 'licence') return [{ to: event.data.personId, title: '操作证通过了', body: '要这本证的活，现在可以报名了。快到期时我们会提前告诉您。' }]
      return event.data.of === 'person'
        ? [{ to: event.data.personId, title: '实名核验通过了', body: '半年内有效。现在可以签协议了。' }]
        : [{ to: event.data.personId, title: '证照审核通过了', body: '现在可以发布招工了。证照快到期时我们会提前告诉您。' }]
    case 'verification.refused':
      if (event.data.of === 'licence') return [{ to: event.data.personId, title: '操作证还差一点', body: '要改的地方都写在“我的证件”里了，一次改好再交就行。' }]
      return [{
        to: event.data.personId,
        title: event.data.of === 'person' ? '实名核验还差一点' : '证照审核还差一点',
        body: '要改的地方都写在“实名”页里了，一次改好再交就行。',
      }]
    case 'verification.ending':
      return [{ to: event.data.personId, ...ending(event.data.of === 'person' ? '实名核验' : '单位审核', event.data.days) }]
    case 'work_licence.ending':
      return event.data.days === 0
        ? [{ to: event.data.personId, title: `${licenceName(event.data.licence)}过期了`, body: '要这本证的活先不能报了。换了新证或复审过，到“我的证件”再交一次。' }]
        : [{ to: event.data.personId, title: `${licenceName(event.data.licence)}还有 ${event.data.days} 天到期`, body: '请早点去换证或复审。办好后到“我的证件”再交一次。' }]
    case 'licence.ending':
      return event.data.days === 0
        ? [{ to: event.data.employerId, title: `${documentWords[event.data.paper]}过期了`, body: '换了新证以后，到“实名”页重新交一次，就能接着发布招工。' }]
        : [{ to: event.data.employerId, title: `${documentWords[event.data.paper]}还有 ${event.data.days} 天到期`, body: '请早点去换新证。换好后到“实名”页重新交一次。' }]
  }
}

const ending = (what: string, days: number): { title: string; body: string } =>
  days === 0
    ? { title: `${what}过期了`, body: '每半年要重新核对一次。到“实名”页点一下，很快就好；在那之前可以看活、签到。' }
    : { title: `${what}还有 ${days} 天到期`, body: '每半年要重新核对一次。到“实名”页点一下，很快就好。' }
