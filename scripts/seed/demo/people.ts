import { checkCreditCode } from '@market/shared/register/credit-code'
import { isClosedAfterRetirement } from '@market/shared/match/work-limits'
import { checkCharacterOf } from '@market/shared/register/resident-id'
import type { EmployerKind, SkillLevel, StaffRole, TradeCode } from '@market/shared/words/lists'
import { seededRandom, type Random } from './random'

/**
 * The people of the demo market. All are invented: ID numbers begin with 410399, a county code that was never given;
 * phones begin with 154, a range that no operator has; licences belong to the same county that is not there.
 * They pass every check of form, so that the real rules run on them, and can never be anybody's.
 */

export type DemoWorker = {
  /** WeChat's name for them in the sandbox. */
  openid: string
  name: string
  idNumber: string
  phone: string
  trades: TradeCode[]
  skillLevel: SkillLevel
  wishedPayFen: number
  /** The authority has no record of this one: staff have to look at the ID card. */
  unknown: boolean
}

export type DemoEmployer = {
  openid: string
  kind: EmployerKind
  name: string
  /** Credit code of a business, ID number of a household. */
  licence: string
  contactName: string
  /** Of the person who acts for a business; a household's is its licence. */
  idNumber: string
  phone: string
  /** What has become of a business's licence when the story begins. */
  papers: 'accepted' | 'waiting' | 'none'
}

/** Somebody who was granted a right: at the demo market itself, at the market with the crowd, or in a region by its path. */
export type DemoOfficial = { openid: string; name: string; idNumber: string; phone: string; role: StaffRole; at: 'market' | 'crowd' | { regionPath: string } }

export type DemoPeople = {
  workers: DemoWorker[]
  /** Those who wait at the market of the scenes. */
  crowd: DemoWorker[]
  employers: DemoEmployer[]
  officials: DemoOfficial[]
}

/** Those who stand at the demo market's desk: they confirm arrivals. */
export const deskOf = ({ officials }: DemoPeople): DemoOfficial[] => officials.filter(({ role, at }) => role === 'staff' && at === 'market')

const countyThatIsNotThere = '410399'

/** A valid ID number of nobody. `serial` must be its own for each person. */
function inventedIdNumber(serial: number, random: Random): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const birthday = `${random.between(1967, 2003)}${two(random.between(1, 12))}${two(random.between(1, 28))}`
  const digits = countyThatIsNotThere + birthday + String(serial).padStart(3, '0')
  return digits + checkCharacterOf(digits)
}

/** The same person born late enough for trades that are closed past retirement age. */
function notRetired(idNumber: string): string {
  const year = Number(idNumber.slice(6, 10))
  if (year >= 1985) return idNumber
  const digits = `${idNumber.slice(0, 6)}${year + 18}${idNumber.slice(10, 17)}`
  return digits + checkCharacterOf(digits)
}

const inventedPhone = (serial: number): string => `154${String(serial).padStart(8, '0')}`

/** A valid credit code of nobody. */
function inventedCreditCode(serial: number): string {
  const start = `91${countyThatIsNotThere}DEM${String(serial).padStart(6, '0')}`
  const found = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY', (check) => start + check).find((code) => checkCreditCode(code).ok)
  if (!found) throw new Error('no check character fits an invented credit code')
  return found
}

const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕')
const givenNames = [
  '建国', '秀兰', '大军', '桂英', '海涛', '玉梅', '志强', '春花', '卫东', '小红', '国庆', '淑珍', '新民', '改云', '长林', '凤霞', '保平', '爱玲', '铁柱', '金凤',
  '红伟', '俊杰', '晓燕', '振华', '素芳', '根生', '翠萍', '永胜', '彩霞', '老虎', '丽娜', '向阳', '美荣', '石头', '冬梅', '洪波', '巧云', '福来', '雪琴', '占奎',
]

/** Which trades people know together. */
const tradeSets: readonly TradeCode[][] = [
  ['4-02-05-01', '4-02-07-09'],
  ['4-02-05-01', '4-02-06-01'],
  ['4-02-05-01'],
  ['4-02-07-09', '4-02-06-02'],
  ['4-02-07-09', '4-02-06-01', '4-02-06-02'],
  ['4-10-01-06'],
  ['4-10-01-06', '4-03-02-05'],
  ['4-03-02-05', '4-01-02-03'],
  ['6-29-01-01', '6-29-01-03'],
  ['6-29-01-01', '6-29-04-01'],
  ['6-29-01-04', '6-29-01-05'],
  ['6-29-03-04', '6-31-01-03'],
  ['6-29-04-01', '6-31-01-03'],
  ['4-07-05-01', '4-02-06-01'],
  ['4-02-02-02', '4-02-05-01'],
  ['5-01-02-01', '4-02-05-01'],
]
const skillLevels: readonly SkillLevel[] = ['apprentice', 'junior', 'junior', 'intermediate', 'senior']

/** Who waits at the market of the scenes: a crew first, then people of trades of which there is too little work. */
const crowdTrades: readonly (readonly [people: number, trades: TradeCode[]])[] = [
  [4, ['4-02-05-01']],
  [12, ['4-02-05-01', '4-02-07-09']],
  [8, ['4-10-01-06']],
  [6, ['6-29-01-01', '6-29-01-03']],
]
/** So many of the crowd, from the first, are one crew. */
export const crewSize = 4

/** Those a visitor may enter as: known names, known pasts. They come first, in this order. */
const knownWorkers: readonly Pick<DemoWorker, 'name' | 'trades' | 'skillLevel' | 'wishedPayFen'>[] = [
  { name: '王建国', trades: ['4-02-05-01', '4-02-07-09'], skillLevel: 'junior', wishedPayFen: 23_000 },
  { name: '赵秀兰', trades: ['4-10-01-06', '4-03-02-05'], skillLevel: 'intermediate', wishedPayFen: 16_000 },
  { name: '刘大军', trades: ['4-02-05-01', '4-02-06-01'], skillLevel: 'junior', wishedPayFen: 22_000 },
  // The sandbox of the authority has no record of whoever is called so.
  { name: '高查无', trades: ['4-02-05-01'], skillLevel: 'apprentice', wishedPayFen: 18_000 },
]

/** Who is who among the first workers. */
export const knownWorker = { fresh: 0, signed: 1, owedMoney: 2, unknown: 3 } as const

const businesses: readonly [name: string, contact: string][] = [
  ['洛阳宏运农贸有限公司', '李建设'], ['洛龙快件分拨中心', '周明亮'], ['洛阳伊滨建筑劳务有限公司', '郑大山'], ['涧西好帮手保洁服务部', '何秀英'],
  ['洛阳牡丹物流有限公司', '马长河'], ['西工诚信搬家服务部', '罗永强'], ['洛阳老街饭庄', '冯满仓'], ['洛龙百家超市', '唐爱华'],
  ['洛阳河洛装饰有限公司', '许志刚'], ['孟津果蔬种植合作社', '孙有田'], ['洛阳王城会展服务有限公司', '高向东'], ['偃师针织包装厂', '梁春生'],
]
/** Not in the story: one whose licence waits at the desk, one that has shown nothing yet. */
const newBusinesses: readonly [name: string, contact: string, papers: DemoEmployer['papers']][] = [
  ['涧西新开张小吃店', '吕小萌', 'waiting'], ['伊滨顺路货运部', '曾志勇', 'none'],
]
const households = ['宋玉芬', '谢国栋', '韩晓梅', '曹文斌']

/** In the order in which they are offered. Two officers, because a right takes two people. */
const officialsOfDemo: readonly [name: string, role: StaffRole, at: DemoOfficial['at']][] = [
  ['田素芳', 'staff', 'market'],
  ['彭卫东', 'staff', 'market'],
  ['魏保国', 'manager', 'market'],
  ['范玉洁', 'officer', { regionPath: '/41/4103/' }],
  ['侯振中', 'officer', { regionPath: '/41/' }],
  ['龚立新', 'inspector', { regionPath: '/41/4103/' }],
  ['崔铁军', 'staff', 'crowd'],
]

/**
 * Invents the people.
 * @param workerCount how many workers, at least the known ones and at most 900
 */
export function inventPeople(workerCount: number): DemoPeople {
  const random = seededRandom('people')
  const taken = new Set([...knownWorkers.map(({ name }) => name), ...households])
  const newName = (): string => {
    for (;;) {
      const name = random.pick(surnames) + random.pick(givenNames)
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
  const workers = Array.from({ length: Math.max(workerCount, knownWorkers.length) }, (_, index): DemoWorker => {
    const known = knownWorkers[index]
    const worker: DemoWorker = {
      openid: `demo-worker-${index}`,
      name: known?.name ?? newName(),
      idNumber: inventedIdNumber(index, random),
      phone: inventedPhone(index),
      trades: known?.trades ?? random.pick(tradeSets),
      skillLevel: known?.skillLevel ?? random.pick(skillLevels),
      wishedPayFen: known?.wishedPayFen ?? random.between(16, 34) * 1000,
      unknown: index === knownWorker.unknown,
    }
    return worker.trades.some(isClosedAfterRetirement) ? { ...worker, idNumber: notRetired(worker.idNumber) } : worker
  })
  const business = (index: number, name: string, contactName: string, papers: DemoEmployer['papers']): DemoEmployer => ({
    openid: `demo-employer-${index}`, kind: 'business', name: `${name}（演示）`, licence: inventedCreditCode(index),
    contactName, idNumber: inventedIdNumber(940 + index, random), phone: inventedPhone(1000 + index), papers,
  })
  const [firstBusiness, ...otherBusinesses] = businesses.map(([name, contactName], index) => business(index, name, contactName, 'accepted'))
  const [firstHousehold, ...otherHouseholds] = households.map((name, index): DemoEmployer => {
    const idNumber = inventedIdNumber(900 + index, random)
    return { openid: `demo-household-${index}`, kind: 'household', name, licence: idNumber, contactName: name, idNumber, phone: inventedPhone(2000 + index), papers: 'none' }
  })
  const beginners = newBusinesses.map(([name, contactName, papers], index) => business(businesses.length + index, name, contactName, papers))
  // Whoever tries the product is offered the first few: a household and the beginners must be among them.
  const employers = [firstBusiness, firstHousehold, ...beginners, ...otherBusinesses, ...otherHouseholds].filter((one) => one !== undefined)
  const officials = officialsOfDemo.map(([name, role, at], index): DemoOfficial => ({ openid: `demo-official-${index}`, name, idNumber: inventedIdNumber(970 + index, random), phone: inventedPhone(3000 + index), role, at }))
  const crowd = crowdTrades.flatMap(([many, trades]) => Array.from({ length: many }, () => trades)).map((trades, index): DemoWorker => ({
    openid: `demo-crowd-${index}`, name: newName(), idNumber: inventedIdNumber(904 + index, random), phone: inventedPhone(4000 + index),
    trades, skillLevel: random.pick(skillLevels), wishedPayFen: random.between(18, 26) * 1000, unknown: false,
  }))
  return { workers, crowd, employers, officials }
}
