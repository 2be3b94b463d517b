import type { PayUnit, Perk, SettleTime, SettleWay, TradeCode } from '@market/shared/words/lists'

/** The kinds of work that are posted in the demo market, with the hours, pay and places usual for each. */
export type Work = {
  /** `openid` of who posts it. */
  employer: string
  trade: TradeCode
  title: string
  description: string
  requirements: string
  address: string
  lat: number
  lng: number
  /** Usual starts, `HH:mm` in the market. */
  starts: readonly string[]
  /** From start to end, the break included. */
  minutes: number
  breakMinutes: number
  payFen: number
  payUnit: PayUnit
  headcount: readonly [least: number, most: number]
  settleWhen: SettleTime
  settleHow: SettleWay
  perks: readonly Perk[]
}

export const catalogue: readonly Work[] = [
  {
    employer: 'demo-employer-0', trade: '4-02-05-01', title: '卸货搬运', description: '卸白菜、土豆，每袋 25 公斤，两人一组', requirements: '会搬运即可，自备手套',
    address: '宏进农批市场 3 号库', lat: 34.6012, lng: 112.4689, starts: ['06:30', '13:30', '19:30'], minutes: 540, breakMinutes: 60,
    payFen: 26_000, payUnit: 'day', headcount: [6, 10], settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch', 'transport'],
  },
  {
    employer: 'demo-employer-0', trade: '4-02-06-02', title: '理货装箱', description: '分拣水果，装箱贴标', requirements: '手脚麻利，能站',
    address: '宏进农批市场 5 号库', lat: 34.6015, lng: 112.4701, starts: ['05:30', '15:00'], minutes: 360, breakMinutes: 30,
    payFen: 2_400, payUnit: 'hour', headcount: [3, 6], settleWhen: 'same_day', settleHow: 'cash', perks: ['gloves'],
  },
  {
    employer: 'demo-employer-1', trade: '4-02-07-09', title: '快件分拣', description: '传送带旁分拣快件，按路区装笼', requirements: '认得常用字，能上夜班更好',
    address: '关林快件分拨中心', lat: 34.5896, lng: 112.4923, starts: ['07:00', '14:00', '20:00'], minutes: 480, breakMinutes: 60,
    payFen: 2_400, payUnit: 'hour', headcount: [9, 16], settleWhen: 'same_day', settleHow: 'wechat', perks: ['supper', 'gloves'],
  },
  {
    employer: 'demo-employer-1', trade: '4-02-05-01', title: '装车卸车', description: '快件装车卸车，有传送机', requirements: '身体好，能搬 30 公斤',
    address: '关林快件分拨中心', lat: 34.5896, lng: 112.4923, starts: ['06:00', '18:00'], minutes: 420, breakMinutes: 60,
    payFen: 2_600, payUnit: 'hour', headcount: [6, 10], settleWhen: 'same_day', settleHow: 'wechat', perks: ['gloves'],
  },
  {
    employer: 'demo-employer-2', trade: '6-29-01-01', title: '瓦工砌墙', description: '砌加气块隔墙，二层', requirements: '会砌墙，自带瓦刀',
    address: '伊滨科技园工地 2 号楼', lat: 34.5713, lng: 112.5602, starts: ['07:00'], minutes: 600, breakMinutes: 90,
    payFen: 38_000, payUnit: 'day', headcount: [4, 8], settleWhen: 'on_completion', settleHow: 'bank', perks: ['lunch', 'insurance'],
  },
  {
    employer: 'demo-employer-2', trade: '6-29-01-04', title: '绑钢筋', description: '基础绑钢筋，有带班师傅', requirements: '会用扎钩，听指挥',
    address: '高铁片区工地', lat: 34.5978, lng: 112.4478, starts: ['07:00'], minutes: 600, breakMinutes: 120,
    payFen: 35_000, payUnit: 'day', headcount: [6, 10], settleWhen: 'weekly', settleHow: 'bank', perks: ['lunch', 'insurance', 'lodging'],
  },
  {
    employer: 'demo-employer-2', trade: '6-29-01-03', title: '打混凝土小工', description: '推车、平仓，跟着师傅干', requirements: '不怕累，穿胶鞋',
    address: '伊滨科技园工地 3 号楼', lat: 34.5721, lng: 112.5611, starts: ['06:30', '13:00'], minutes: 480, breakMinutes: 60,
    payFen: 24_000, payUnit: 'day', headcount: [3, 6], settleWhen: 'same_day', settleHow: 'cash', perks: ['lunch', 'insurance'],
  },
  {
    employer: 'demo-employer-3', trade: '4-10-01-06', title: '写字楼保洁', description: '擦玻璃、拖地、清理卫生间', requirements: '会用刮水器，爱干净',
    address: '涧西区南昌路写字楼', lat: 34.6592, lng: 112.3978, starts: ['08:00', '13:30'], minutes: 420, breakMinutes: 60,
    payFen: 16_000, payUnit: 'day', headcount: [3, 6], settleWhen: 'same_day', settleHow: 'wechat', perks: ['gloves'],
  },
  {
    employer: 'demo-employer-3', trade: '4-10-01-06', title: '新房开荒保洁', description: '新房擦玻璃、铲胶、擦柜子', requirements: '干过开荒，工具我们有',
    address: '洛龙区开元大道小区', lat: 34.6172, lng: 112.4402, starts: ['08:30'], minutes: 510, breakMinutes: 60,
    payFen: 20_000, payUnit: 'day', headcount: [2, 4], settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'],
  },
  {
    employer: 'demo-employer-4', trade: '4-02-06-01', title: '仓库打包', description: '按单拣货，打包贴面单', requirements: '会用手机扫码',
    address: '洛龙物流园 B 区', lat: 34.5932, lng: 112.5023, starts: ['09:00', '18:00'], minutes: 270, breakMinutes: 30,
    payFen: 2_300, payUnit: 'hour', headcount: [6, 10], settleWhen: 'next_day', settleHow: 'wechat', perks: ['supper'],
  },
  {
    employer: 'demo-employer-4', trade: '4-02-02-02', title: '送货司机', description: '开 4.2 米货车在市里送货，跟车一人', requirements: '有 C 照，熟悉市区',
    address: '洛龙物流园 A 区', lat: 34.5938, lng: 112.5011, starts: ['07:30'], minutes: 570, breakMinutes: 60,
    payFen: 30_000, payUnit: 'day', headcount: [1, 3], settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch', 'insurance'],
  },
  {
    employer: 'demo-employer-5', trade: '4-02-05-01', title: '搬家搬电器', description: '六楼有电梯，搬家具和家电', requirements: '有力气，轻拿轻放',
    address: '西工区唐宫路', lat: 34.6701, lng: 112.4389, starts: ['08:30', '14:00'], minutes: 390, breakMinutes: 30,
    payFen: 24_000, payUnit: 'day', headcount: [2, 4], settleWhen: 'same_day', settleHow: 'cash', perks: ['transport'],
  },
  {
    employer: 'demo-employer-6', trade: '4-03-02-05', title: '饭店端菜', description: '午市端菜、收台', requirements: '干净利索，有健康证',
    address: '老城区西大街', lat: 34.6834, lng: 112.4742, starts: ['10:30', '17:00'], minutes: 240, breakMinutes: 0,
    payFen: 2_500, payUnit: 'hour', headcount: [2, 4], settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'],
  },
  {
    employer: 'demo-employer-6', trade: '4-03-02-05', title: '后厨洗碗', description: '洗碗、择菜、打扫后厨', requirements: '有健康证',
    address: '老城区西大街', lat: 34.6834, lng: 112.4742, starts: ['09:30'], minutes: 330, breakMinutes: 30,
    payFen: 12_000, payUnit: 'day', headcount: [1, 2], settleWhen: 'same_day', settleHow: 'cash', perks: ['lunch'],
  },
  {
    employer: 'demo-employer-7', trade: '4-01-02-03', title: '超市促销员', description: '牛奶促销，介绍试喝', requirements: '爱说话，普通话',
    address: '洛龙区学府街超市', lat: 34.6102, lng: 112.4287, starts: ['09:30'], minutes: 510, breakMinutes: 60,
    payFen: 18_000, payUnit: 'day', headcount: [2, 3], settleWhen: 'next_day', settleHow: 'wechat', perks: [],
  },
  {
    employer: 'demo-employer-7', trade: '4-02-06-02', title: '夜间理货', description: '上货、整理货架、换价签', requirements: '认得数字，能蹲',
    address: '洛龙区学府街超市', lat: 34.6102, lng: 112.4287, starts: ['21:00'], minutes: 330, breakMinutes: 30,
    payFen: 2_600, payUnit: 'hour', headcount: [3, 5], settleWhen: 'same_day', settleHow: 'wechat', perks: ['supper'],
  },
  {
    employer: 'demo-employer-8', trade: '6-29-04-01', title: '刷墙师傅', description: '老房翻新，铲墙皮、刮腻子、刷乳胶漆', requirements: '干过刮腻子',
    address: '涧西区长安路小区', lat: 34.6651, lng: 112.3899, starts: ['07:30'], minutes: 570, breakMinutes: 90,
    payFen: 32_000, payUnit: 'day', headcount: [2, 3], settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'],
  },
  {
    employer: 'demo-employer-8', trade: '6-31-01-03', title: '电工布线', description: '商铺照明布线，看得懂图', requirements: '有电工证，自带工具',
    address: '西工区凯旋东路商铺', lat: 34.6733, lng: 112.4521, starts: ['08:00'], minutes: 540, breakMinutes: 60,
    payFen: 36_000, payUnit: 'day', headcount: [1, 2], settleWhen: 'on_completion', settleHow: 'wechat', perks: ['lunch', 'insurance'],
  },
  {
    employer: 'demo-employer-9', trade: '5-01-02-01', title: '摘苹果', description: '果园摘苹果、套袋装筐', requirements: '会爬人字梯，带帽子',
    address: '孟津区会盟镇果园', lat: 34.8123, lng: 112.5712, starts: ['07:00'], minutes: 540, breakMinutes: 60,
    payFen: 17_000, payUnit: 'day', headcount: [8, 12], settleWhen: 'same_day', settleHow: 'cash', perks: ['lunch', 'transport'],
  },
  {
    employer: 'demo-employer-10', trade: '4-07-05-01', title: '展会安保', description: '会展中心入口查票、引导', requirements: '身高不限，穿黑裤黑鞋',
    address: '洛阳会展中心', lat: 34.6221, lng: 112.4433, starts: ['08:00', '12:30'], minutes: 540, breakMinutes: 60,
    payFen: 19_000, payUnit: 'day', headcount: [6, 10], settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch'],
  },
  {
    employer: 'demo-employer-10', trade: '4-02-05-01', title: '搭展台搬桌椅', description: '搬桌椅、铺地毯，散场后拆', requirements: '听安排，手脚快',
    address: '洛阳会展中心', lat: 34.6221, lng: 112.4433, starts: ['06:30', '17:30'], minutes: 300, breakMinutes: 0,
    payFen: 15_000, payUnit: 'day', headcount: [5, 9], settleWhen: 'same_day', settleHow: 'wechat', perks: ['gloves'],
  },
  {
    employer: 'demo-employer-11', trade: '4-02-06-01', title: '针织厂装袋', description: '袜子配对、装袋、封箱', requirements: '坐得住，眼神好',
    address: '偃师区槐新街道', lat: 34.7271, lng: 112.7812, starts: ['08:00'], minutes: 540, breakMinutes: 60,
    payFen: 17_500, payUnit: 'day', headcount: [5, 8], settleWhen: 'weekly', settleHow: 'wechat', perks: ['lunch', 'transport'],
  },
  {
    employer: 'demo-household-0', trade: '4-10-01-06', title: '家里大扫除', description: '三室两厅，擦玻璃、擦油烟机', requirements: '爱干净，自己家一样对待',
    address: '涧西区天津路小区', lat: 34.6588, lng: 112.4041, starts: ['09:00'], minutes: 240, breakMinutes: 0,
    payFen: 13_000, payUnit: 'day', headcount: [1, 2], settleWhen: 'same_day', settleHow: 'wechat', perks: [],
  },
  {
    employer: 'demo-household-1', trade: '6-29-03-04', title: '修水管换龙头', description: '厨房漏水，换两个龙头和一段管子', requirements: '自带工具，材料我买',
    address: '瀍河区东关大街', lat: 34.6851, lng: 112.4953, starts: ['10:00', '15:30'], minutes: 150, breakMinutes: 0,
    payFen: 15_000, payUnit: 'day', headcount: [1, 1], settleWhen: 'same_day', settleHow: 'cash', perks: [],
  },
  {
    employer: 'demo-household-2', trade: '4-02-05-01', title: '搬旧家具下楼', description: '三楼没电梯，搬一个衣柜、两张床', requirements: '两个人，有绳子',
    address: '西工区健康路', lat: 34.6642, lng: 112.4268, starts: ['09:30', '16:00'], minutes: 120, breakMinutes: 0,
    payFen: 10_000, payUnit: 'day', headcount: [2, 2], settleWhen: 'same_day', settleHow: 'wechat', perks: [],
  },
  {
    employer: 'demo-household-3', trade: '5-01-02-01', title: '收红薯', description: '地里收红薯，装车', requirements: '会使三轮更好',
    address: '孟津区送庄镇', lat: 34.7532, lng: 112.5189, starts: ['07:30'], minutes: 480, breakMinutes: 60,
    payFen: 16_000, payUnit: 'day', headcount: [3, 4], settleWhen: 'same_day', settleHow: 'cash', perks: ['lunch'],
  },
]
