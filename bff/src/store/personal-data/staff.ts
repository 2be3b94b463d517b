import { nobody, type Declarations } from './declaration'

/** Rights, what was done with them, what waits for staff, and how postings are judged. */
export const staffData: Declarations<
  'grants' | 'marketOperators' | 'staffTrainings' | 'auditEntries' | 'cases' | 'deskRegistrations' | 'matchRules' | 'employerRecords' | 'rulebooks' | 'jobVersions' | 'reports' | 'sanctions' | 'appeals'
> = {
  grants: {
    class: 'duty', of: ['personId'],
    show: { role: '角色', scopePath: '范围', fromAt: '从', untilAt: '到', proposedAt: '提请时间', grantedAt: '确认时间', endedAt: '停掉时间' },
    hide: ['id', 'marketId'], by: ['proposedBy', 'grantedBy', 'endedBy'],
    atClosing: 'stay',
  },
  marketOperators: { class: 'duty', of: ['employerId'], show: { marketId: ['运营的市场', 'market'], fromAt: '从', untilAt: '到' }, hide: [], atClosing: 'stay' },
  staffTrainings: {
    class: 'duty', of: ['personId'], show: { kind: '哪种培训', title: '内容', day: '日期', minutes: '时长（分钟）', result: '结果', recordedAt: '记录时间' },
    hide: ['id', 'scopePath'], by: ['recordedBy'], atClosing: { result: null },
  },
  /** Both what somebody did with a right and what was done with their data. Rows are only ever added, and name nobody. */
  auditEntries: {
    class: 'duty', of: ['actorId', 'aboutPersonId'],
    show: { at: '时间', role: '经办人的角色', action: '办了什么', purpose: '为什么' },
    hide: ['id', 'subjectKind', 'subjectId', 'scopePath'], atClosing: 'stay',
  },
  cases: {
    class: 'complaints', of: ['openedBy', 'aboutPersonId'], show: { kind: '哪种事', openedAt: '交来时间', dueAt: '应办完', closedAt: '办完时间', outcome: '结果' },
    hide: ['id', 'subjectId', 'marketId', 'scopePath', 'takenAt'], by: ['ownerId', 'closedBy'], atClosing: 'stay',
  },
  deskRegistrations: { class: 'account', of: ['personId'], show: { at: '在服务台登记的时间', claimedAt: '绑定微信的时间' }, hide: ['marketId'], by: ['registeredBy'], atClosing: 'stay' },
  matchRules: { nobody: true, by: ['proposedBy', 'confirmedBy'] },
  employerRecords: { class: 'hiring', of: ['employerId'], show: { settled: '按时付清的', broken: '拖欠、毁约的', updatedAt: '算到' }, hide: [], atClosing: 'delete' },
  rulebooks: { nobody: true, by: ['proposedBy', 'confirmedBy'] },
  jobVersions: {
    class: 'hiring', of: ['postedBy'], show: { version: '第几版', posting: '发布的内容', verdict: '审核结果', at: '时间' },
    hide: ['jobId', 'personVerificationId', 'employerVerificationId', 'rulebookVersion', 'findings'], atClosing: 'stay',
  },
  reports: {
    class: 'complaints', of: ['reporterId'], show: { reason: '举报原因', textSealed: ['您写的', 'opened'], at: '时间' }, hide: ['id', 'jobId'], atClosing: { textSealed: null },
  },
  sanctions: {
    class: 'complaints', of: ['personId'],
    show: { kind: '哪种处理', points: '记分', reason: '原因', clause: '依据', creditCode: '统一社会信用代码', fromAt: '从', untilAt: '到', at: '时间', liftedAt: '撤销时间' },
    hide: ['id', 'jobId', 'caseId'], by: ['proposedBy', 'confirmedBy', 'liftedBy'], atClosing: 'stay',
  },
  appeals: {
    class: 'complaints', of: ['personId'], show: { against: '针对什么', textSealed: ['您写的', 'opened'], at: '时间', decidedAt: '办完时间', upheld: '支持了吗', answer: '答复' },
    hide: ['id', 'targetId'], by: ['decidedBy'], atClosing: { textSealed: '', answer: null },
  },
}

/** What the product needs to run, and what follows from the events. */
export const machineryData: Declarations<
  'inboxMessages' | 'marketDays' | 'events' | 'followerPositions' | 'idempotencyResults' | 'counters' | 'evidenceEntries' | 'evidenceNodes' | 'evidenceRoots' | 'evidenceCosigner'
  | 'imports' | 'importRows' | 'apiKeys' | 'apiKeyUses' | 'pushSettings' | 'pushConsents' | 'pushSeekers' | 'pushPostings' | 'pushMessages' | 'pushTold' | 'pushDays'
> = {
  inboxMessages: {
    class: 'messages', of: ['personId'], show: { createdAt: '时间', title: '标题', body: '内容', readAt: '看过的时间' }, hide: ['id', 'eventSeq', 'kind', 'applicationId', 'jobId'], atClosing: 'delete',
  },
  marketDays: nobody,
  /** Name people by number only, and numbers name nobody once the account is closed. */
  events: nobody,
  followerPositions: nobody,
  /** Replies as they were given, kept seven days for whoever asks again: a second copy of what stands elsewhere. */
  idempotencyResults: { class: 'account', of: ['personId'], show: { createdAt: '提交的时间' }, hide: ['key', 'bodyHash', 'responseSealed'], atClosing: 'delete' },
  counters: nobody,
  /** Salted commitments; what ties one to an agreement goes with the agreement. */
  evidenceEntries: nobody,
  evidenceNodes: nobody,
  evidenceRoots: nobody,
  evidenceCosigner: nobody,
  imports: {
    class: 'hiring', of: ['employerId'], show: { fileName: '文件名', phase: '进度', rowsRead: '读到几行', rowsBad: '有问题的', rowsNew: '新的', problem: '问题', createdAt: '上传时间', finishedAt: '完成时间' },
    hide: ['id', 'fileHash', 'format', 'rowsKnown', 'rowsInReview', 'updatedAt'], atClosing: 'delete',
  },
  importRows: {
    class: 'hiring', of: [{ column: 'importId', in: 'imports' }], show: { line: '第几行', problems: '问题' }, hide: ['sourceName', 'externalId', 'job'], atClosing: 'delete',
  },
  apiKeys: {
    class: 'hiring', of: ['employerId'], show: { name: '钥匙名', prefix: '开头几位', scopes: '能做什么', dailyQuota: '每天几次', createdAt: '做的时间', lastUsedAt: '最近一次用', revokedAt: '停用时间' },
    hide: ['id', 'keyHash'], atClosing: 'delete',
  },
  apiKeyUses: { class: 'hiring', of: [{ column: 'keyId', in: 'apiKeys' }], show: { day: '日期', used: '用了几次' }, hide: [], atClosing: 'delete' },
  pushSettings: { class: 'messages', of: ['personId'], show: { mostPerDay: '一天最多几次', quietFrom: '别打扰从', quietUntil: '到', updatedAt: '改的时间' }, hide: [], atClosing: 'delete' },
  pushConsents: { class: 'messages', of: ['personId'], show: { template: '哪种提醒', left: '还能发几次', updatedAt: '时间' }, hide: [], atClosing: 'delete' },
  pushSeekers: {
    class: 'messages', of: ['personId'], show: { trade: '按哪个工种提醒', lat: '最近签到的市场纬度', lng: '经度', seenAt: '最近签到' }, hide: ['cell', 'turnAt', 'toldAt'], atClosing: 'delete',
  },
  pushPostings: nobody,
  pushMessages: {
    class: 'messages', of: ['personId'], show: { template: '哪种提醒', state: '发到哪一步', createdAt: '时间' },
    hide: ['id', 'applicationId', 'eventSeq', 'dueAt', 'attempts', 'version', 'errcode', 'updatedAt'], atClosing: 'delete',
  },
  pushTold: { class: 'messages', of: ['personId'], show: { at: '告诉您新活的时间' }, hide: ['jobId', 'messageId', 'eventSeq', 'score'], atClosing: 'delete' },
  pushDays: { class: 'messages', of: ['personId'], show: { day: '日期', told: '提醒了几次' }, hide: [], atClosing: 'delete' },
}
