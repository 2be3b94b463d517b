import { caseKindWords } from '@market/shared/cases/cases.rules'
import { notAskedWords, unplacedWords } from '@market/shared/dispatch/dispatch.rules'
import { flaws, flawWords } from '@market/shared/identity/flaws'
import { documentWords } from '@market/shared/identity/identity.rules'
import { licenceName, workLicenceKinds } from '@market/shared/identity/work-licences'
import { stateWords } from '@market/shared/journey'
import { agreementKindNames } from '@market/shared/sign/kinds'
import { trainingKindWords, trainingResultWords } from '@market/shared/staff/training.rules'
import { reportReasonWords, sanctionKindWords } from '@market/shared/supervision/reports.rules'
import { transferStateWords } from '@market/shared/transfer/transfer.rules'
import { employerKindWords, hiringWords, payUnitWords, settleTimeWords, settleWayWords, skillLevelWords, staffRoleWords } from '@market/shared/words/lists'
import { clockTime, marketDay } from '@market/shared/words/time'

/** What stands in the file that somebody takes away, beside the names of classes and columns. */

/** Stands for a value that the vault does not open any more. */
export const unreadable = '这一项读不出来，请到市场服务台核对'

export const fileName = (day: string): string => `我的信息-${day}`

export const pageText = {
  title: '零工市场里关于我的信息',
  opening: (now: number): string[] => [
    `这份文件做于 ${marketDay(now)} ${clockTime(now)}，写着这里存着您的哪些信息、为什么存、存多久。`,
    '身份证号不显示全：手机万一到了别人手里，也拿不走。别人的姓名也不显示全。',
    '证照照片、笔迹和协议原文不在这份文件里。协议请到“我的活”里看和下载；证照照片请本人带身份证到服务台看。',
    '哪里不对，请到“我的”里改；改不了的，到服务台办。不想用了，可以在“我的信息”里注销。',
  ],
  why: ({ purpose, ground, kept }: { purpose: string; ground: string; kept: string }): string => `做什么用：${purpose}。依据：${ground}。存多久：${kept}。`,
  none: '没有。',
  cut: '只列出最近的一万条，更早的请到服务台要。',
}

/** Of terms of work and postings as they were sent, in this order. */
export const innerLabels: Readonly<Record<string, string>> = {
  title: '招什么', trade: '工种', employerName: '用工方', marketName: '市场', headcount: '招几个', payFen: '工钱', payUnit: '按什么算', settleWhen: '什么时候结', settleHow: '怎么结', perks: '待遇',
  startsAt: '开工', endsAt: '收工', breakMinutes: '歇几分钟', address: '地址', description: '干什么', requirements: '要求', hiring: '怎么招', field: '哪一栏', message: '问题',
}

const flawsInWords = Object.fromEntries(flaws.map((flaw) => [flaw, flawWords(flaw).mend]))
const licencesInWords = Object.fromEntries(workLicenceKinds.map((kind) => [kind, licenceName(kind)]))
const statesInWords = Object.fromEntries(Object.entries(stateWords).map(([state, { worker }]) => [state, worker.now]))

/** Codes mean different things in different columns; those that mean the same everywhere stand behind. */
const byColumn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  payUnit: payUnitWords, wishedPayUnit: payUnitWords, skillLevel: skillLevelWords, settleWhen: settleTimeWords, settleHow: settleWayWords, paidHow: settleWayWords, hiring: hiringWords, role: staffRoleWords,
  reason: reportReasonWords, unplaced: unplacedWords, notAsked: notAskedWords, missing: flawsInWords, about: licencesInWords, result: { ...trainingResultWords, accepted: '确认到岗', entered: '人工报的，等核对' },
  state: { ...transferStateWords, ...statesInWords, pending: '等着看', passed: '通过', refused: '没通过', waiting: '等时间', ready: '等着发', sending: '正在发', sent: '发了', told: '在收件箱里', dropped: '不用发了', failed: '没发成' },
  kind: {
    ...employerKindWords, ...caseKindWords, ...documentWords, ...licencesInWords, ...agreementKindNames, ...sanctionKindWords, ...trainingKindWords,
    person: '本人', employer: '用工方', licence: '操作证',
  },
  status: {
    draft: '还没签', signed_by_worker: '工人签了', signed_by_employer: '用工方签了', signed: '双方签了', sealed: '已存证',
    in_review: '等工作人员看', open: '在招', closed: '停了', cancelled: '取消了', ended: '结束了', refused: '没让发布', taken_down: '撤下了',
  },
  method: { gateway: '核验机构', face: '刷脸', review: '工作人员看证件', desk: '服务台当面' },
  answer: { match: '对得上', mismatch: '对不上', no_record: '查不到', unavailable: '没有答复' },
  outcome: { accepted: '通过', refused: '没通过', upheld: '支持', dismissed: '没支持', withdrawn: '撤回' },
  assurance: { low: '扫纸上的码', high: '扫屏上的码或当面' },
  leftReason: { scan: '自己离开', hired: '找到活了', closed: '市场关门', transfer: '转场', staff: '工作人员记的' },
  confirmedBy: { sms: '短信验证码', wechat_phone: '微信手机号', face: '刷脸', desk: '服务台当面' },
  shown: { work_pass: '手机上的工作码', slip: '小票', by_hand: '没出示，两个人核对的' },
  how: { carried_out: '干完结清', by_worker: '工人取消', by_employer: '用工方取消', by_staff: '市场撤下' },
  party: { worker: '工人', employer: '用工方' },
  verdict: { clear: '可以发布', doubtful: '要人看一眼', refused: '不能发布' },
  against: { posting: '招工', sanction: '处理' },
  template: { new_job: '新活', offer: '留的位子' },
  scopes: { 'jobs.read': '看招工', 'jobs.write': '发招工' },
  phase: { reading: '正在读', judging: '正在查', publishing: '正在发布', done: '完成', refused: '没导入', failed: '没成' },
}

/** What was done, by the part of the product it was done in. */
const doneIn: Readonly<Record<string, string>> = {
  arrive: '确认到岗', audit: '看留痕', check_in: '签到', desk: '在服务台办理', dispatch: '派工', gates: '管入口', identity: '看或核对证件', markets: '管市场', match: '改排序规则', monitor: '看数据', sign: '改协议文本', staff: '找人、管权限',
  supervision: '审招工、举报、申诉', transfer: '安排转场',
}

/** A code of a closed list in words; what is no code stands as it is. */
export const wordsOfCode = (column: string, value: string): string => (column === 'action' ? doneIn[value.split('.')[0] ?? ''] : byColumn[column]?.[value]) ?? value
