import type { Part } from '@market/shared/endpoint'
import type { Me } from '@market/shared/session/session.contract'
import type { StaffRole } from '@market/shared/words/lists'
import { employerPaths } from '../../employer/paths'
import { managerPaths } from '../../manager/paths'
import { paths } from '../../pages/paths'
import { staffPaths } from '../../staff/paths'
import type { PictogramName } from '../../ui/pictograms'

/** A page that has no tab, and how it is announced. */
export type Place = {
  id: string
  label: string
  under?: string
  pictogram: PictogramName
  path: string
  /** Who finds it in their part of the app. */
  isFor: (me: Me) => boolean
  /** It is about one market, and opened with `marketId`. */
  atMarket?: boolean
}

/** Somebody who has one of these roles anywhere. */
export const having = (...roles: StaffRole[]) => (me: Me): boolean => me.grants.some(({ role }) => roles.includes(role))
export const everybody = (): boolean => true

/** Who one is, and until when that was checked. */
const identity: Place = { id: 'identity', label: '实名', under: '核对身份、交证照、看有效期', pictogram: 'shield', path: paths.identity, isFor: everybody }

const licences: Place = { id: 'licences', label: '证照到期', under: '哪家单位的证快到期、过期了', pictogram: 'paper', path: staffPaths.licences, isFor: having('staff', 'manager', 'operator') }

const present: Place = { id: 'presence', label: '谁在场', under: '按号、按工种找人，记谁离开了', pictogram: 'people', path: staffPaths.presence, isFor: having('staff', 'manager', 'operator') }
/** For a screen on the wall: numbers only, no names. */
const hall: Place = { id: 'hall', label: '大厅的屏', under: '每个工种有几个人，给大家看', pictogram: 'eye', path: paths.hall, isFor: everybody, atMarket: true }
const moves: Place = { id: 'transfer', label: '转场', under: '哪里缺人、哪里人多，安排车，看谁要来', pictogram: 'place', path: staffPaths.transfer, isFor: having('staff', 'manager', 'operator') }

/** Who asked for something sees what becomes of it. */
const myCases: Place = { id: 'my-cases', label: '我交办的事', under: '谁在办，什么时候办完', pictogram: 'queue', path: paths.myCases, isFor: everybody }

/** Whoever holds somebody's paper in hand may ask whether it is right. */
const verify: Place = { id: 'verify', label: '验协议', under: '扫协议上的码，看是不是真的、改没改过', pictogram: 'checkCircle', path: paths.verify, isFor: everybody }

/** What the market holds about somebody is theirs to see, to take away and to have deleted. */
const myData: Place = { id: 'my-data', label: '我的信息', under: '存了哪些、导出一份、注销账号', pictogram: 'eye', path: paths.myData, isFor: everybody }

/** By part of the app: a manager's stand on 总览, everybody else's on 我的. */
const places: Record<Part, readonly Place[]> = {
  worker: [
    identity,
    { id: 'work-licences', label: '我的证件', under: '电工证、焊工证这些，交上来才能报要证的活', pictogram: 'paper', path: paths.licences, isFor: ({ worker }) => worker !== null },
    { id: 'push', label: '新活提醒', under: '一天几次，晚上别打扰', pictogram: 'message', path: paths.push, isFor: ({ worker }) => worker !== null },
    { id: 'crew', label: '我的班组', under: '带班出码，或者跟班长一起去', pictogram: 'people', path: paths.crew, isFor: ({ worker }) => worker !== null },
    { id: 'bind-phone', label: '在服务台登记过', under: '带身份证去，把账号绑到这个微信', pictogram: 'phone', path: paths.bindPhone, isFor: ({ roles }) => roles.length === 0 },
    myCases,
    verify,
    myData,
    { id: 'markets', label: '附近的零工市场', under: '哪个开着、在哪儿、能办什么', pictogram: 'place', path: paths.markets, isFor: everybody },
  ],
  employer: [
    identity,
    { id: 'standing', label: '信用记录', under: '有没有记分，为什么，怎么申诉', pictogram: 'checkCircle', path: employerPaths.standing, isFor: ({ employer }) => employer !== null },
    myCases,
    verify,
    myData,
    { id: 'markets', label: '附近的零工市场', under: '哪个开着、在哪儿、能办什么', pictogram: 'place', path: paths.markets, isFor: everybody },
  ],
  staff: [present, { ...hall, isFor: ({ staff }) => staff !== null }, { id: 'dispatch', label: '派工', under: '在场的人和空位一次排好，您确认再通知', pictogram: 'people', path: staffPaths.dispatch, isFor: having('staff') }, moves, { id: 'desk', label: '服务台', under: '帮没手机的人登记、签到、签协议、打小票', pictogram: 'edit', path: staffPaths.desk, isFor: having('staff') }, { id: 'posters', label: '入口和海报', under: '海报旧了、掉了，重新打一张', pictogram: 'paper', path: managerPaths.gates, isFor: having('staff') }, licences, verify, myData],
  manager: [
    { ...present, atMarket: true },
    hall,
    { ...moves, atMarket: true },
    { id: 'roster', label: '人员', under: '谁在岗、忙不忙、学了什么', pictogram: 'people', path: managerPaths.roster, isFor: having('manager', 'inspector', 'operator', 'officer'), atMarket: true },
    { id: 'grants', label: '权限', under: '给人开、等您确认、停掉', pictogram: 'shield', path: managerPaths.grants, isFor: having('manager', 'inspector', 'officer') },
    licences,
    { id: 'audit', label: '留痕', under: '谁看了、改了、定了什么', pictogram: 'eye', path: managerPaths.audit, isFor: having('manager', 'inspector', 'officer') },
    { id: 'stops', label: '暂停发布', under: '同事提请的，等您确认', pictogram: 'alert', path: managerPaths.stops, isFor: having('manager', 'inspector', 'officer') },
    { id: 'rulebook', label: '发布规则', under: '哪些话不能写，全省一样', pictogram: 'paper', path: managerPaths.rulebook, isFor: having('officer') },
    { id: 'manager-match-rules', label: '排先后的规则', under: '合适的活按什么排，全省一样', pictogram: 'paper', path: managerPaths.matchRules, isFor: having('officer') },
    { id: 'agreement-templates', label: '协议文本', under: '签的协议怎么写，全省一样', pictogram: 'paper', path: managerPaths.agreementTemplates, isFor: having('officer') },
    { id: 'market-profile', label: '市场资料', under: '时间、电话、服务、承诺，改了马上公布', pictogram: 'edit', path: managerPaths.marketProfile, isFor: having('manager', 'officer'), atMarket: true },
    { id: 'gates', label: '入口和海报', under: '设入口、换码、打印海报', pictogram: 'gate', path: managerPaths.gates, isFor: having('manager', 'operator', 'officer'), atMarket: true },
    { id: 'staff-phones', label: '扫码的手机', under: '谁在用、报全没有，丢了就停用', pictogram: 'phone', path: managerPaths.phones, isFor: having('manager', 'operator'), atMarket: true },
    { id: 'managed-markets', label: '市场名册', under: '您管的市场和服务站', pictogram: 'place', path: managerPaths.markets, isFor: having('officer', 'inspector') },
    { id: 'coverage', label: '覆盖情况', under: '哪里有市场和服务站，哪里还没有', pictogram: 'chart', path: managerPaths.coverage, isFor: having('manager', 'inspector', 'operator', 'officer') },
  ],
}

/** Those of a part that this person has a use for. On 我的 a manager has none: theirs stand on their home page. */
export const placesFor = (me: Me, part: Part, where: 'me' | 'home' = 'me'): Place[] =>
  (part === 'manager') === (where === 'home') ? places[part].filter(({ isFor }) => isFor(me)) : []
