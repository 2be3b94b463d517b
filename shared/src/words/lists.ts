/** Closed lists of the field, with the words people read. Codes are stored; words are only shown. */

export const skillLevels = [
  'apprentice',
  'junior',
  'intermediate',
  'senior',
  'technician',
  'senior_technician',
  'special_technician',
  'chief_technician',
] as const
export type SkillLevel = (typeof skillLevels)[number]
/** The eight levels of vocational skill (人社部 2022). */
export const skillLevelWords: Record<SkillLevel, string> = {
  apprentice: '学徒工',
  junior: '初级工',
  intermediate: '中级工',
  senior: '高级工',
  technician: '技师',
  senior_technician: '高级技师',
  special_technician: '特级技师',
  chief_technician: '首席技师',
}

export const employerKinds = ['business', 'household', 'agency', 'organisation'] as const
export type EmployerKind = (typeof employerKinds)[number]
export const employerKindWords: Record<EmployerKind, string> = {
  business: '单位',
  household: '个人家庭',
  agency: '人力资源机构',
  organisation: '社会组织',
}

export const payUnits = ['day', 'hour'] as const
export type PayUnit = (typeof payUnits)[number]
export const payUnitWords: Record<PayUnit, string> = { day: '天', hour: '小时' }

export const settleTimes = ['same_day', 'next_day', 'weekly', 'on_completion'] as const
export type SettleTime = (typeof settleTimes)[number]
export const settleTimeWords: Record<SettleTime, string> = {
  same_day: '当天结',
  next_day: '第二天结',
  weekly: '一周一结',
  on_completion: '干完结',
}

export const settleWays = ['wechat', 'cash', 'bank'] as const
export type SettleWay = (typeof settleWays)[number]
export const settleWayWords: Record<SettleWay, string> = { wechat: '微信', cash: '现金', bank: '银行卡' }

export const perks = ['lunch', 'supper', 'lodging', 'transport', 'insurance', 'gloves'] as const
export type Perk = (typeof perks)[number]
export const perkWords: Record<Perk, string> = {
  lunch: '管午饭',
  supper: '管晚饭',
  lodging: '管住',
  transport: '有车接送',
  insurance: '有意外险',
  gloves: '发手套',
}

/** How a posting fills: whoever comes first; the employer chooses; those who have worked for the employer first, then everybody. */
export const hirings = ['first_come', 'employer_chooses', 'known_first'] as const
export type Hiring = (typeof hirings)[number]
export const hiringWords: Record<Hiring, string> = { first_come: '先到先得', employer_chooses: '雇主来挑', known_first: '熟人优先' }

/** In which order open jobs are listed. */
export const jobOrders = ['nearest', 'soonest', 'best_paid'] as const
export type JobOrder = (typeof jobOrders)[number]
export const jobOrderWords: Record<JobOrder, string> = { nearest: '离我近', soonest: '开工早', best_paid: '工钱高' }

/** How somebody came to be offered a place. */
export const offeredBys = ['queue', 'employer', 'dispatch', 'transfer'] as const
export type OfferedBy = (typeof offeredBys)[number]

/** How somebody left a market: by their own tap or scan, by taking a job, at closing time, for another market, or staff saw them go. */
export const leaveReasons = ['scan', 'hired', 'closed', 'transfer', 'staff'] as const
export type LeaveReason = (typeof leaveReasons)[number]

/** How sure it is that somebody who has checked in is there: by a printed code alone, which may have been photographed, it is not. */
export const assurances = ['low', 'high'] as const
/** What made it sure. */
export type AssuredBy = 'screen' | 'desk' | 'sight'

export const marketKinds = ['comprehensive', 'specialised', 'station'] as const
export type MarketKind = (typeof marketKinds)[number]
export const marketKindWords: Record<MarketKind, string> = {
  comprehensive: '综合性零工市场',
  specialised: '专业性零工市场',
  station: '零工服务站',
}

/**
 * Trades with their codes in 职业分类大典 (2022). `icon` names the pictogram. `confirmed: false` marks a code not yet
 * checked against the printed book: shown to staff only, never exported as an official code. `adultsOnly`: from 18 on, by
 * law: work at heights (未成年工特殊保护规定 3), electricians and welders (特种作业人员安全技术培训考核管理规定 4), lorries
 * (道路运输从业人员管理规定 9), guards (保安服务管理条例 16).
 */
export const trades = [
  { code: '4-02-05-01', name: '装卸搬运', icon: 'carry', confirmed: true },
  { code: '4-02-07-09', name: '快件分拣', icon: 'sort', confirmed: true },
  { code: '4-02-06-01', name: '仓库', icon: 'warehouse', confirmed: true },
  { code: '4-02-06-02', name: '理货', icon: 'shelf', confirmed: true },
  { code: '4-10-01-06', name: '保洁家政', icon: 'clean', confirmed: false },
  { code: '4-03-02-05', name: '餐馆服务', icon: 'serve', confirmed: false },
  { code: '6-29-01-01', name: '瓦工砌筑', icon: 'brick', confirmed: true },
  { code: '6-29-01-03', name: '混凝土工', icon: 'concrete', confirmed: true },
  { code: '6-29-01-04', name: '钢筋工', icon: 'rebar', confirmed: true },
  { code: '6-29-01-05', name: '架子工', icon: 'scaffold', confirmed: true, adultsOnly: true },
  { code: '6-29-03-04', name: '水管工', icon: 'pipe', confirmed: true },
  { code: '6-29-04-01', name: '装修', icon: 'decorate', confirmed: true },
  { code: '6-31-01-03', name: '电工', icon: 'electric', confirmed: false, adultsOnly: true },
  { code: '6-18-02-04', name: '焊工', icon: 'weld', confirmed: false, adultsOnly: true },
  { code: '4-02-07-08', name: '送快递', icon: 'courier', confirmed: true },
  { code: '4-02-07-10', name: '送外卖', icon: 'delivery', confirmed: false },
  { code: '4-02-02-02', name: '货车司机', icon: 'drive', confirmed: true, adultsOnly: true },
  { code: '4-01-02-03', name: '店员导购', icon: 'shop', confirmed: true },
  { code: '4-07-05-01', name: '保安', icon: 'guard', confirmed: false, adultsOnly: true },
  { code: '5-01-02-01', name: '农活', icon: 'farm', confirmed: true },
] as const
export type TradeCode = (typeof trades)[number]['code']
export type TradeIcon = (typeof trades)[number]['icon']

const tradeByCode = new Map<string, (typeof trades)[number]>(trades.map((trade) => [trade.code, trade]))
export const tradeCodes = trades.map((trade) => trade.code)
export const isTrade = (code: string): code is TradeCode => tradeByCode.has(code)
export const tradeName = (code: string): string => tradeByCode.get(code)?.name ?? '其他'
/** Whether the trade is closed to people under 18. */
export const isAdultsOnly = (code: string): boolean => {
  const trade = tradeByCode.get(code)
  return trade !== undefined && 'adultsOnly' in trade
}
export const tradeIcon = (code: string): TradeIcon => tradeByCode.get(code)?.icon ?? 'carry'

/** Roles that are granted: each for a scope in the tree of regions and markets, and for a time. */
export const staffRoles = ['staff', 'manager', 'inspector', 'operator', 'officer'] as const
export type StaffRole = (typeof staffRoles)[number]
export const staffRoleWords: Record<StaffRole, string> = {
  staff: '工作人员',
  manager: '负责人',
  inspector: '劳动监察员',
  operator: '运营机构',
  officer: '主管部门',
}
