import type { MarketKind } from '../words/lists'
import type { MarketProfile } from './market-profile'
import type { MarketDetails } from './profile.rules'

/** What a new market of each kind begins with (clauses 四, 六, 九, 十); its manager corrects what is different there. */

const guideForWorkers = { title: '找活的怎么办', steps: ['带身份证，扫门口的码', '说说能干什么活、想要多少工钱', '看合适的活，点报名', '看明白协议再签字', '到地方让工作人员扫工作码', '干完对工时，收到工钱点确认'] }
const guideForEmployers = { title: '招工的怎么办', steps: ['单位带营业执照，个人带身份证', '扫门口的码，写清招什么人、干什么活、给多少钱', '核对通过就发布', '看谁报名、谁到岗', '干完对工时，按约定付工钱'] }
const guideForRights = { title: '工钱没给怎么办', steps: ['到服务台，或打投诉电话', '说清哪天、在哪儿、给谁干的活', '第一位接待的人负责到底', '先调解，谈不成的帮您走仲裁'] }

const promises = [
  '不向工人和雇主收一分钱',
  '第一位接待您的人负责到底',
  '要带什么、怎么办，一次说清',
  '说好几天办完就几天办完',
  '您的身份证号和电话不给别人看',
]

const rules: MarketProfile['rules'] = {
  hiring: '招工的要实名，写清工种、人数、地点、时间和工钱。不许歧视，不许骗人，不许向工人收钱。',
  labour: '开工前双方签协议。不许让未满 16 岁的人干活，一天的活不超过 12 小时。',
  mediation: '有纠纷先到服务台调解；谈不成的，帮您申请劳动仲裁。调解不收钱。',
  publishing: '招工信息先核对再发布，开工就撤下。每一条都能查到是谁发的。',
  pay: '工钱不低于当地最低标准，按协议说的时间和办法付清，工人确认收到才算结清。',
}

const elements: MarketProfile['elements'] = {
  channels: '现场登记、扫码、小程序收集；现场屏幕、小程序和全省平台同时发布。',
  matching: '系统按工种、远近、工钱和时间推荐，自愿报名，工作人员帮着配。',
  operation: '人力资源社会保障部门主办，公共就业服务机构运行。',
  venue: '有候工的地方、服务台和显示屏。',
  funding: '就业补助资金等财政经费，不向工人和雇主收费。',
  rights: '实名核对、签协议、记工时、工资结算留痕，设维权窗口。',
  evaluation: '上级人力资源社会保障部门定期评估，投诉电话公开。',
}

const complaint = '到服务台找值班的人说，或者打投诉电话，也可以在小程序里点“举报”。'

const profiles: Record<MarketKind, MarketProfile> = {
  comprehensive: {
    trades: [],
    deskFunctions: ['登记和实名核对', '即时招工和配岗', '帮着签协议', '技能培训报名', '劳动维权', '职业指导和创业指导'],
    facilities: ['候工休息区', '开水', '厕所', '手机充电', '临时停车', '工具借用和寄存', '无障碍通道'],
    services: ['即时快招', '技能提升', '劳动维权', '职业指导', '创业培训', '政策咨询'],
    guides: [guideForWorkers, guideForEmployers, guideForRights],
    promises,
    rules,
    complaint,
    elements,
  },
  specialised: {
    trades: [],
    deskFunctions: ['登记和实名核对', '本行业即时招工和配岗', '帮着签协议', '本行业技能培训报名', '劳动维权'],
    facilities: ['候工休息区', '开水', '厕所', '手机充电', '临时停车', '工具借用和寄存'],
    services: ['本行业即时快招', '本行业技能提升', '劳动维权'],
    guides: [guideForWorkers, guideForEmployers, guideForRights],
    promises,
    rules,
    complaint,
    elements,
  },
  station: {
    trades: [],
    deskFunctions: ['登记', '帮着看活、报名', '收维权的事，转给上级市场'],
    facilities: ['候工休息区', '开水', '手机充电'],
    services: ['家门口登记', '岗位信息', '维权咨询'],
    guides: [guideForWorkers, guideForRights],
    promises,
    rules: { hiring: '', labour: '', mediation: '', publishing: '', pay: '' },
    complaint,
    elements: { ...elements, venue: '借用街道（乡镇）、社区（村）的服务场所。', matching: '工作人员帮着看附近的活、报名；合适的也可以去上级市场。' },
  },
}

const capacities: Record<MarketKind, { fenceMetres: number; safeCapacity: number; opensAt: string; closesAt: string }> = {
  comprehensive: { fenceMetres: 300, safeCapacity: 800, opensAt: '05:00', closesAt: '18:00' },
  specialised: { fenceMetres: 200, safeCapacity: 300, opensAt: '05:00', closesAt: '18:00' },
  station: { fenceMetres: 100, safeCapacity: 40, opensAt: '05:30', closesAt: '18:00' },
}

/** Profile, hours, fence and capacity a market of this kind begins with. @param trades for a specialised one */
export const marketDefaults = (kind: MarketKind, trades: readonly string[] = []): Pick<MarketDetails, 'fenceMetres' | 'safeCapacity' | 'opensAt' | 'closesAt' | 'profile'> => ({
  ...capacities[kind],
  profile: { ...profiles[kind], trades: [...trades] },
})
