import { hasArrived } from '../apply/apply.rules'
import { applicationStates, turnOf, type ApplicationState } from '../journey'
import { day } from '../words/time'
import { keptFor } from '../sign/retention'

/**
 * What the product holds about people, by class: what it is called, what it is for, the law's ground (个人信息保护法 13, 17),
 * how long it is kept and what becomes of it when an account is closed (47). Which table and column belongs to which class
 * stands beside the schema, in the server's `store/personal-data`.
 */

export type DataClass = keyof typeof dataClasses

/**
 * at_once: deleted when the account is closed · nameless: what is left says nothing of who it was, and is kept for counting
 * and for supervision · kept: the law wants it kept, and it goes `afterClosing.kept` later.
 */
export type AtClosing = 'at_once' | 'nameless' | 'kept'

type Words = { title: string; purpose: string; ground: string; kept: string; atClosing: AtClosing }

export const dataClasses = {
  account: {
    title: '账号和登录', purpose: '让您用微信进来，别人进不来', ground: '为您提供服务所必需（个人信息保护法第十三条）',
    kept: '账号在就在；三十天没用过的登录自动失效', atClosing: 'at_once',
  },
  identity: {
    title: '姓名、身份证号、手机号', purpose: '确认是您本人、签用工协议、出了事能找到人', ground: '您登记时的单独同意（个人信息保护法第二十九条）',
    kept: '账号在就在；每半年重新核对', atClosing: 'at_once',
  },
  papers: {
    title: '证照', purpose: '核对身份，核对营业执照和操作证', ground: '您的单独同意；查验证照的法定义务（就业促进法、安全生产法）',
    kept: '身份证、操作证照片核对完就删；其他证照换了新的就删旧的', atClosing: 'at_once',
  },
  wishes: {
    title: '找活的登记', purpose: '给您找合适的活', ground: '为您提供服务所必需（个人信息保护法第十三条）',
    kept: '账号在就在，随时能改', atClosing: 'at_once',
  },
  hiring: {
    title: '招工的登记和招工信息', purpose: '发布招工，让工人知道是谁在招', ground: '为您提供服务所必需；网络招聘服务管理规定要求保存三年以上',
    kept: '账号在就在', atClosing: 'nameless',
  },
  presence: {
    title: '签到、派工、转场', purpose: '排号、派活、安排车', ground: '为您提供服务所必需（个人信息保护法第十三条）',
    kept: '账号在就在', atClosing: 'nameless',
  },
  work: {
    title: '报名和到岗', purpose: '记下谁干了哪个活', ground: '订立和履行用工协议所必需；用工台账（劳动合同法第五十条）',
    kept: '账号在就在', atClosing: 'kept',
  },
  agreements: {
    title: '协议和签名', purpose: '双方都有据可查', ground: '劳动合同法第五十条、保障农民工工资支付条例第十五条',
    kept: '协议结束后三年；没签成的三十天', atClosing: 'kept',
  },
  wages: {
    title: '工时和工钱', purpose: '把工钱算清、付清', ground: '保障农民工工资支付条例第十五条：工资台账至少保存三年',
    kept: '至少三年', atClosing: 'kept',
  },
  messages: {
    title: '消息和提醒', purpose: '告诉您办到哪一步了', ground: '为您提供服务所必需（个人信息保护法第十三条）',
    kept: '收件箱里的一直在；提醒的记录六十天', atClosing: 'at_once',
  },
  complaints: {
    title: '举报、申诉、记分', purpose: '处理举报，公平处理申诉', ground: '法定职责（人力资源市场暂行条例）',
    kept: '账号在就在', atClosing: 'nameless',
  },
  duty: {
    title: '权限和经办', purpose: '谁能办什么、办过什么，都有人看得到', ground: '法定职责；处理个人信息要留记录（个人信息保护法第五十四条、第五十六条）',
    kept: '长期，里面只有编号', atClosing: 'nameless',
  },
} as const satisfies Record<string, Words>

export const dataClassNames = Object.keys(dataClasses) as DataClass[]

/** From the request on, and from the closing on, in ms. */
export const afterClosing = {
  /** So long somebody may think better of it, and whoever stole the phone has not deleted anything yet. */
  coolingOff: 7 * day,
  kept: keptFor.agreement,
} as const

/**
 * So long (ms) somebody waits for what the other side still has to do about work that was done; then it does not keep them any more.
 * What they are owed stays in the records that are kept, and can be claimed as before.
 */
export const waitsForOtherSide = 60 * day

/** In which states after an arrival this side waits for the other. Who has arrived may say that they are done, and need not: hours are the employer's to state. */
export const waitingFor = (side: 'worker' | 'employer'): readonly ApplicationState[] =>
  applicationStates.filter((state) => hasArrived(state) && turnOf(state).length > 0 && turnOf(state).includes('employer') === (side === 'worker'))

/** What stands in the way of closing an account. */
export const openThings = ['work', 'wages', 'posting', 'import', 'case', 'sanction', 'crew', 'transfer', 'grant'] as const
export type OpenThing = (typeof openThings)[number]

/** Each in words that say what to do about it. */
export const openThingWords: Record<OpenThing, (count: number) => string> = {
  work: (count) => `有 ${count} 个报名或活还没完，先干完或者取消`,
  wages: (count) => `有 ${count} 笔工钱还没结清。该付的先付清；没拿到的，到市场服务台说，或者打 12333；该对方办、六十天没动静的，就不挡着您了`,
  posting: (count) => `有 ${count} 条招工还开着，先停掉`,
  import: (count) => `有 ${count} 个文件还在导入，等它完了再来`,
  case: (count) => `有 ${count} 件事工作人员还在办，等办完再来`,
  sanction: (count) => `有 ${count} 条处理还在期限里，等过了期限，或者申诉撤销了再来`,
  crew: (count) => `您还在 ${count} 个班组里，先退出或者解散`,
  transfer: (count) => `有 ${count} 趟转场还没到，先到或者取消`,
  grant: (count) => `您还有 ${count} 项市场里的权限，先请负责人停掉`,
}
