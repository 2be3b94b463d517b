import type { AgreementFacts } from './agreement-text'
import { agreementKind, noOtherWork } from './kind.rules'
import type { AgreementKind } from './kinds'

const startsAt = Date.UTC(2026, 10, 23, 22, 30) // 24 November 06:30 in the market
const hour = 3_600_000

/** Made-up people and work, for an officer to read a form as those will who sign it. */
export function exampleFacts(kind: AgreementKind): AgreementFacts {
  const household = kind === 'civil_service'
  const hours = kind === 'part_time' ? 4 : 9
  const terms: AgreementFacts['terms'] = {
    jobVersion: 1, trade: '4-02-05-01', title: '卸货搬运', description: '卸白菜、土豆，每袋 25 公斤', requirements: '会搬运即可，自备手套',
    address: '宏进农批市场 3 号库', startsAt, endsAt: startsAt + hours * hour, breakMinutes: hours > 4 ? 60 : 0, payFen: 26_000, payUnit: 'day',
    settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'], employerKind: household ? 'household' : 'business',
    employerName: household ? '张*示' : '示例农贸有限公司', marketName: '示例零工市场',
  }
  return {
    agreementId: '示例',
    kind,
    reason: agreementKind(terms, { pastRetirementAge: kind === 'past_retirement', otherWork: noOtherWork }).reason,
    terms,
    worker: { name: '王示例', idNumber: '410302198001010000' },
    employer: household
      ? { kind: 'household', name: '张示例', idNumber: '410302197001010000' }
      : { kind: 'business', name: '示例农贸有限公司', creditCode: '91410300MA0000000X', responsible: '李示例', legalRepresentative: '赵示例' },
    draftedAt: startsAt - 12 * hour,
  }
}
