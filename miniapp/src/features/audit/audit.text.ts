import { byHandReasonWords } from '@market/shared/arrive/by-hand.rules'
import { findingWords } from '@market/shared/arrive/review.rules'
import type { AuditEntry } from '@market/shared/audit/audit.contract'
import { offHoursWords } from '@market/shared/desk/desk.rules'
import { withdrawalReasonWords } from '@market/shared/gates/gates.rules'
import { flaws, flawWords } from '@market/shared/identity/flaws'
import { endReasonWords, refuseReasonWords } from '@market/shared/staff/staff.rules'
import { trainingKindWords } from '@market/shared/staff/training.rules'
import { reportDecisionWords } from '@market/shared/supervision/reports.rules'
import { staffRoleWords } from '@market/shared/words/lists'

/** What was done, by the word of its endpoint. */
export const actionWords: Readonly<Record<string, string>> = {
  'arrive.confirm': '扫码确认到岗',
  'cases.take': '接了一件事',
  'cases.release': '退回一件事',
  'check_in.note_left': '记了一个人离场',
  'check_in.note_seen': '记了一个人在场',
  'transfer.make_group': '安排了转场的车',
  'transfer.cancel_group': '取消了转场的车',
  'dispatch.propose': '算了一份派工方案',
  'dispatch.again': '又算了一轮派工方案',
  'dispatch.move': '在派工方案里挪了人',
  'dispatch.confirm': '确认了派工',
  'dispatch.drop': '作废了派工方案',
  'desk.find': '在服务台查了一个人',
  'desk.register': '现场登记一个人',
  'desk.check_in': '代人签到',
  'desk.new_slip': '重新打了纸条',
  'desk.revoke_slip': '停用了纸条',
  'desk.bind_phone': '帮人绑定手机',
  'desk.accept_offer': '按本人的话接下了一个活',
  'desk.open_agreement': '和本人一起看了要签的协议',
  'desk.sign_agreement': '见证本人在服务台签了协议',
  'desk.copy_agreement': '给本人打印了协议',
  'arrive.revoke_phone': '停用了扫码的手机',
  'arrive.decide_review': '核对了一次扫码',
  'arrive.decide_phone': '一次核对了一部手机的扫码',
  'arrive.by_hand': '人工报了到岗',
  'gates.make': '新设一个入口',
  'gates.rename': '给入口改名',
  'gates.retire': '撤掉一个入口',
  'gates.make_code': '给入口做了新码',
  'gates.revoke_code': '停用了入口的码',
  'gates.make_screen': '给入口绑定了一块屏',
  'gates.revoke_screen': '停用了入口的屏',
  'identity.reveal': '看了别人的证件和号码',
  'identity.reveal_stopped': '看证件到了一天的上限，没有再放行',
  'identity.accept': '通过了实名核验',
  'identity.refuse': '没通过实名核验',
  'markets.create': '新设一个市场',
  'markets.edit': '改了市场资料',
  'markets.close': '关了一个市场',
  'markets.reopen': '重新开了市场',
  'markets.entrust': '把市场委托给机构',
  'markets.end_operator': '收回了委托',
  'staff.find': '按手机号或码找人',
  'staff.propose': '提出给人开权限',
  'staff.confirm': '确认了权限',
  'staff.refuse': '没同意开权限',
  'staff.end': '停掉了权限',
  'staff.train': '记了一次培训',
  'supervision.publish': '放行了招工',
  'supervision.refuse': '没让招工发布',
  'supervision.decide_report': '办结了举报',
  'supervision.confirm_sanction': '确认了暂停发布',
  'supervision.drop_sanction': '没同意暂停发布',
  'supervision.decide_appeal': '办结了申诉',
  'match.propose_rules': '提出改排序规则',
  'match.confirm_rules': '确认了排序规则',
  'match.drop_rules': '放弃了排序规则',
  'sign.propose_template': '提出改协议文字',
  'sign.confirm_template': '确认了协议文字',
  'sign.drop_template': '放弃了协议文字',
  'supervision.propose_rulebook': '提出改审核规则',
  'supervision.confirm_rulebook': '确认了审核规则',
  'supervision.drop_rulebook': '放弃了审核规则',
}

const purposeWords: Readonly<Record<string, string>> = {
  review: '审核要看',
  question: '本人来问',
  complaint: '处理投诉',
  grant: '要给人开权限',
  desk: '在服务台办事',
  seen_leaving: '看着人走了',
  seen_here: '看到人在场',
  bus: '送人转场',
  dispatch: '给人派活',
  entrusted: '委托运营',
  ended: '到此为止',
  own_arrival: '想确认自己到岗，没有放行',
  ...withdrawalReasonWords,
  ...findingWords,
  ...byHandReasonWords,
  slip: '凭纸条',
  id_card: '凭身份证',
  oral_consent: '本人当面同意',
  ...offHoursWords,
  published: '没发现问题',
  refused: '不合规定',
  upheld: '申诉有理',
  dismissed: '维持原来的决定',
  ...reportDecisionWords,
  ...refuseReasonWords,
  ...endReasonWords,
  ...trainingKindWords,
  ...staffRoleWords,
  ...Object.fromEntries(flaws.map((flaw) => [flaw, flawWords(flaw).tick])),
}

export const doneWords = ({ action }: Pick<AuditEntry, 'action'>): string => actionWords[action] ?? '办了一件事'

const isChinese = (text: string): boolean => /[\u4e00-\u9fff]/.test(text)

/** Why, in words: of closed lists their words, of what was typed the text itself, of anything else nothing. */
export const whyWords = ({ purpose }: Pick<AuditEntry, 'purpose'>): string =>
  isChinese(purpose) ? purpose : purpose.split(' ').flatMap((word) => purposeWords[word] ?? []).join('、')

/** `周*东（工作人员）· 洛阳市零工市场`. */
export const byWords = ({ actor, role, scopeName }: AuditEntry): string => [`${actor.nameMasked}（${staffRoleWords[role]}）`, scopeName].filter(Boolean).join(' · ')

/** The choices above the list: what one would ask about. */
export const auditViews = [
  { value: 'all', label: '全部', action: undefined },
  { value: 'reveal', label: '看证件', action: 'identity.reveal' },
  { value: 'desk', label: '代登记', action: 'desk.register' },
  { value: 'end', label: '停权限', action: 'staff.end' },
] as const
export type AuditView = (typeof auditViews)[number]['value']
