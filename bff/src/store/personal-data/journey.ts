import { nobody, type Declarations } from './declaration'

const ofApplication = { column: 'applicationId', in: 'applications' } as const
const ofAgreement = { column: 'agreementId', in: 'agreements' } as const

/** From check-in to settlement, and how people are sent from place to place. */
export const journeyData: Declarations<
  | 'checkIns' | 'jobs' | 'applications' | 'scans' | 'workPasses' | 'staffPhones' | 'arrivals' | 'settlements' | 'agreementTemplates' | 'agreements' | 'signatures' | 'strokes' | 'signingCodes' | 'seals' | 'agreementPapers' | 'agreementEndings'
  | 'crews' | 'crewMembers' | 'transferGroups' | 'transfers' | 'dispatches' | 'dispatchJobs' | 'dispatchPeople'
> = {
  checkIns: {
    class: 'presence', of: ['personId'], show: { day: '日期', marketId: ['市场', 'market'], number: '排号', at: '签到时间', assurance: '怎么签的', waitingSince: '从什么时候等起', leftAt: '离开时间', leftReason: '怎么离开的' },
    hide: ['id', 'gateId'], atClosing: 'stay',
  },
  /** Contact persons may be others; they go when the account does, for nothing is open then. */
  jobs: {
    class: 'hiring', of: ['employerId'],
    show: {
      title: '招什么', status: '状态', trade: '工种', description: '干什么', requirements: '要求', headcount: '招几个', filled: '招到几个', address: '地址', startsAt: '开工', endsAt: '收工', payFen: '工钱', payUnit: '按什么算',
      settleWhen: '什么时候结', settleHow: '怎么结', contactNameMasked: '联系人', contactPhoneMasked: '联系电话', perks: '待遇', hiring: '怎么招', postedAt: '发布时间', closedAt: '停止时间', statusReason: '没发布的原因',
      sourceName: '来源', hiringName: '替谁招', hiringCreditCode: '替谁招的统一社会信用代码',
    },
    hide: ['id', 'marketId', 'lat', 'lng', 'breakMinutes', 'contactNameSealed', 'contactPhoneSealed', 'publicFrom', 'version', 'confirmedUntil', 'confirmAskedFor', 'sourceUrl', 'externalId', 'importId'],
    atClosing: { contactNameSealed: '', contactNameMasked: '', contactPhoneSealed: '', contactPhoneMasked: '' },
  },
  applications: {
    class: 'work', of: ['workerId', { column: 'jobId', in: 'jobs' }],
    show: {
      workerId: ['工人', 'person'], terms: '报名时的条件', state: '到哪一步', appliedAt: '报名时间', updatedAt: '最近变动', arrivedAt: '到岗时间', finishedAt: '收工时间', endedReason: '没干成的原因', comebacks: '退了又报几次',
    },
    hide: ['id', 'jobVersion', 'endsAt', 'offerUntil', 'offeredBy'],
    atClosing: 'stay', inTheEnd: { endedReason: null },
  },
  scans: {
    class: 'work', of: [ofApplication], show: { at: '扫码时间', result: '结果' },
    hide: ['id', 'scanId', 'marketId', 'capturedAt', 'deviceId', 'sequence', 'provisional', 'review'], by: ['staffId'], atClosing: 'stay',
  },
  workPasses: { class: 'work', of: [ofApplication], show: { issuedAt: '到岗码的发放时间', expiresAt: '有效到' }, hide: ['deviceKey', 'earlierUntil'], atClosing: 'delete' },
  /** Stays: with the row would go that a lost phone was taken out of use. */
  staffPhones: {
    class: 'duty', of: ['personId'], show: { marketId: ['在哪个市场扫码', 'market'], firstAt: '第一次用', lastAt: '最近一次用', revokedAt: '停用时间' }, hide: ['deviceId'], by: ['revokedBy'], atClosing: 'stay',
  },
  arrivals: { class: 'work', of: [ofApplication], show: { at: '确认到岗', shown: '出示什么' }, hide: ['scanId', 'marketId'], by: ['confirmedBy'], atClosing: 'stay' },
  settlements: {
    class: 'wages', of: [ofApplication],
    show: {
      minutes: '工时（分钟）', amountFen: '工钱', proposedAt: '报出时间', proposedNote: '说明', disputedReason: '有争议的原因', agreedAt: '谈妥时间', paidAt: '付钱时间', paidHow: '怎么付', receivedAt: '收到时间', round: '第几轮',
    },
    hide: [], atClosing: 'stay', inTheEnd: { proposedNote: null, disputedReason: null },
  },
  agreementTemplates: { nobody: true, by: ['proposedBy', 'confirmedBy'] },
  /** The text names both sides in full, so it is not in the file: each side reads and downloads it from its own pages. */
  agreements: {
    class: 'agreements', of: [ofApplication],
    show: { id: '协议编号', kind: '哪种协议', kindReason: '为什么是这种', templateVersion: '文本版本', status: '到哪一步', createdAt: '起草时间', signedAt: '双方签完', sealedAt: '存证时间', erasedAt: '到期删除' },
    hide: ['terms', 'textSealed', 'textHash', 'paperMadeAt'],
    atClosing: 'stay', inTheEnd: 'delete',
  },
  signatures: {
    class: 'agreements', of: ['personId', ofAgreement],
    show: { personId: ['签字人', 'person'], party: '哪一方', signedAt: '签字时间', confirmedBy: '怎么确认本人', signature: '数字签名' },
    hide: ['id', 'strokeHash', 'payload', 'keyId'], by: ['witnessId'],
    atClosing: 'stay', inTheEnd: 'delete',
  },
  /** Handwriting is biometric: it is on the paper, and nowhere else outside of the vault. */
  strokes: { class: 'agreements', of: [{ column: 'signatureId', in: 'signatures' }], show: {}, hide: ['dataSealed'], atClosing: 'stay', inTheEnd: 'delete' },
  signingCodes: { class: 'agreements', of: ['personId'], show: { day: '发验证码的日期', sentToday: '当天发了几次', sentAt: '最近一次', usedAt: '用掉的时间' }, hide: ['boundTo', 'codeHash', 'expiresAt', 'tries'], atClosing: 'delete' },
  seals: { class: 'agreements', of: [ofAgreement], show: { sealedAt: '存证时间', sha256: '存证指纹' }, hide: ['record', 'sm3', 'signature', 'keyId', 'timestamp', 'timestampedAt'], atClosing: 'stay', inTheEnd: 'delete' },
  agreementPapers: { class: 'agreements', of: [ofAgreement], show: { madeAt: '做成 PDF 的时间', bytes: '大小（字节）', sha256: 'PDF 指纹' }, hide: ['contentSealed', 'sm3'], atClosing: 'stay', inTheEnd: 'delete' },
  agreementEndings: { class: 'agreements', of: [ofAgreement], show: { how: '怎么结束的', endedAt: '结束时间' }, hide: ['record', 'sha256'], atClosing: 'stay', inTheEnd: 'delete' },
  crews: { class: 'presence', of: ['leaderId'], show: { name: '班组名', size: '几个人', createdAt: '成立时间', closedAt: '解散时间' }, hide: ['id'], atClosing: { name: '' } },
  crewMembers: { class: 'presence', of: ['personId'], show: { joinedAt: '加入班组', leftAt: '离开班组' }, hide: ['crewId'], atClosing: 'delete' },
  transferGroups: { nobody: true, by: ['madeBy'] },
  transfers: {
    class: 'presence', of: ['workerId'], show: { fromMarketId: ['从哪个市场', 'market'], toMarketId: ['到哪个市场', 'market'], state: '到哪一步', offeredAt: '问您的时间', acceptedAt: '答应时间', until: '最晚', endedAt: '结束时间' },
    hide: ['id', 'jobId', 'applicationId', 'groupId'], atClosing: 'stay',
  },
  dispatches: { nobody: true, by: ['proposedBy'] },
  dispatchJobs: nobody,
  dispatchPeople: {
    class: 'presence', of: ['personId'], show: { number: '排号', waitingSince: '从什么时候等起', reasons: '为什么派这个活', unplaced: '没派到的原因', askedAt: '告诉您的时间', notAsked: '没能留位子的原因' },
    hide: ['dispatchId', 'crewId', 'jobId', 'points', 'applicationId'], atClosing: 'stay',
  },
}
