import { sql } from 'drizzle-orm'
import { nobody, type Declarations } from './declaration'

/** Places, people, what they registered as, and how it was checked. */
export const peopleData: Declarations<
  | 'regions' | 'minimumWages' | 'markets' | 'gates' | 'codes' | 'people' | 'sessions' | 'workers' | 'workerTrades' | 'employers' | 'accountClosures'
  | 'verifications' | 'documents' | 'licences' | 'workLicences'
> = {
  regions: nobody,
  minimumWages: nobody,
  markets: nobody,
  gates: nobody,
  /** The slip of somebody without a phone; codes of gates, jobs and papers are nobody's. */
  codes: {
    class: 'account', of: ['targetId'],
    show: { kind: '哪种码', createdAt: '做码时间', revokedAt: '停用时间' },
    // Whoever has it is taken for its owner.
    hide: ['token'],
    atClosing: 'delete',
  },
  people: {
    class: 'identity', of: ['id'],
    show: {
      nameSealed: ['姓名', 'opened'], idNumberSealed: ['身份证号', 'id_number'], phoneSealed: ['手机号', 'opened'], consentVersion: '同意的条款版本', consentedAt: '同意时间',
      verifiedUntil: '实名有效到', createdAt: '第一次进来', demo: '演示账号',
    },
    // The openid is WeChat's name for this phone's owner here; it opens nothing and tells nobody anything.
    hide: ['openid', 'nameMasked', 'idNumberIndex', 'phoneMasked', 'phoneIndex', 'remindedDays'],
    atClosing: {
      openid: null, nameSealed: null, nameMasked: null, idNumberSealed: null, idNumberIndex: null, phoneSealed: null, phoneMasked: null, phoneIndex: null,
      verifiedUntil: null, remindedDays: null,
    },
  },
  sessions: {
    class: 'account', of: ['personId'],
    show: { createdAt: '进来时间', refreshedAt: '最近一次用', expiresAt: '失效时间', revokedAt: '退出时间' },
    hide: ['id', 'refreshHash', 'previousRefreshHash'],
    atClosing: 'delete',
  },
  workers: {
    class: 'wishes', of: ['personId'],
    show: { wishedPayFen: '想要的工钱', wishedPayUnit: '按什么算', skillLevel: '技能等级', registeredAt: '登记时间' },
    hide: [],
    // What they did at work hangs on the row.
    atClosing: { wishedPayFen: 0, skillLevel: 'apprentice' },
  },
  workerTrades: { class: 'wishes', of: ['personId'], show: { trade: '工种' }, hide: [], atClosing: 'delete' },
  employers: {
    class: 'hiring', of: ['personId'],
    show: {
      kind: '用工方类型', name: '名称', creditCode: '统一社会信用代码', contactNameSealed: ['联系人', 'name'], phoneSealed: ['联系电话', 'phone'], registeredAt: '登记时间',
      verifiedUntil: '核验有效到', lastPostedAt: '最近一次发布', lat: '纬度', lng: '经度',
    },
    hide: ['remindedDays'],
    // A business goes on to be one, and its agreements say which; a household's name is a person's.
    atClosing: { contactNameSealed: '', phoneSealed: null, verifiedUntil: null, remindedDays: null, lat: null, lng: null, name: sql`case when kind = 'household' then '' else name end` },
  },
  accountClosures: {
    class: 'account', of: ['personId'], show: { askedAt: '申请注销时间', dueAt: '注销时间', closedAt: '办完时间' }, hide: ['forgottenAt'], atClosing: 'stay',
  },
  verifications: {
    class: 'identity', of: ['personId'],
    show: { kind: '核验什么', about: '哪种证', state: '结果', method: '怎么核的', submittedAt: '提交时间', decidedAt: '办完时间', validUntil: '有效到', answer: '核验机构的答复', missing: '缺什么', note: '说明' },
    hide: ['id', 'caseId'], by: ['decidedBy'],
    // That somebody was checked is what postings and signatures rest on.
    atClosing: { note: null, missing: null },
  },
  documents: {
    class: 'papers', of: ['personId'],
    show: { kind: '哪种证照', mime: '图片格式', bytes: '大小（字节）', createdAt: '交来时间', deletedAt: '删除时间' },
    // A picture of an ID card is not handed to whoever holds an unlocked phone; its owner has the card.
    hide: ['id', 'verificationId', 'contentSealed'],
    atClosing: 'delete',
  },
  licences: {
    class: 'papers', of: ['employerId'],
    show: { kind: '哪种证照', number: '证号', legalRepresentativeMasked: '法定代表人', validFrom: '有效期从', validUntil: '有效期到', verifiedAt: '核验时间' },
    hide: ['id', 'legalRepresentativeSealed', 'verificationId', 'remindedDays'],
    atClosing: 'delete',
  },
  workLicences: {
    class: 'papers', of: ['personId'],
    show: { kind: '哪种操作证', numberMasked: '证号', validUntil: '有效期到', reviewBy: '复审日期', verifiedAt: '核验时间' },
    hide: ['id', 'numberSealed', 'countsUntil', 'verificationId', 'remindedDays'],
    atClosing: 'delete',
  },
}
