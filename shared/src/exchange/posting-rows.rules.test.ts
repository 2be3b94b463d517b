import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { postingProblems } from '../jobs/jobs.rules'
import { isTrade } from '../words/lists'
import { day, hour, minute } from '../words/time'
import { readClock, readMoment, readPay, readShift, type Cell } from './cells'
import { columnOfKey, postingColumns, readHeadings, type PostingColumn } from './posting-columns'
import { allProblems, readPostingRow, type RowValues } from './posting-rows.rules'

/** 2026-11-23 05:00 in the market. */
const now = Date.UTC(2026, 10, 22, 21, 0)
const facts = { now, date1904: false }
/** 2026-11-24 00:00 in the market. */
const tuesday = Date.UTC(2026, 10, 23, 16, 0)
const at0630 = tuesday + 6.5 * hour
const at1530 = tuesday + 15.5 * hour

const example: RowValues = Object.fromEntries(postingColumns.map(({ key, example }) => [key, example]))
const read = (changes: RowValues) => readPostingRow({ ...example, ...changes }, facts)
const problemsOf = (changes: RowValues) => read(changes).problems

describe('headings', () => {
  const usual = postingColumns.filter(({ required }) => required).map(({ header }) => header)

  it('the headings of our own form are all known', () => {
    expect(readHeadings(postingColumns.map(({ header }) => header))).toEqual({ columns: postingColumns.map(({ key }) => key), unused: [], problems: [] })
  })

  it.each(postingColumns.flatMap(({ key, header, aliases }) => [key, header, ...aliases].map((heading) => [heading, key])))('“%s” means %s', (heading, key) => {
    expect(columnOfKey(heading)).toBe(key)
  })

  it('no heading means two columns', () => {
    const all = postingColumns.flatMap(({ key, header, aliases }) => [key, header, ...aliases].map((name) => name.toLowerCase()))
    expect(new Set(all).size).toBe(all.length)
  })

  it('stars, brackets, spaces and case do not matter', () => {
    expect(['工钱（元）*', ' 人 数 ', 'External_ID', '工种：', '\ufeff岗位编号'].map(columnOfKey)).toEqual(['pay', 'headcount', 'externalId', 'trade', 'externalId'])
  })

  it('what is missing is named all at once, what we do not use is said', () => {
    expect(readHeadings(['工种', '颜色', '']).problems).toEqual([{ kind: 'missing', headers: usual.filter((header) => header !== '工种') }])
    expect(readHeadings([...usual, '颜色', '']).unused).toEqual(['颜色'])
  })

  it('a column that stands twice is refused: nobody can say which one counts', () => {
    expect(readHeadings([...usual, '工资']).problems).toEqual([{ kind: 'twice', headers: ['工钱'] }])
  })
})

describe('a row', () => {
  it('as in our form becomes a posting that the rules of posting accept', () => {
    const { posting, problems } = read({})
    expect(problems).toEqual([])
    expect(posting).toMatchObject({
      externalId: 'HY-20261124-01', hiringName: '洛阳宏运农贸有限公司', hiringCreditCode: '91350100M000100Y43',
      sourceName: '洛阳市公共就业服务网', sourceUrl: 'https://example.com/jobs/1', market: '洛阳市零工市场', region: '涧西区',
    })
    expect(posting.draft).toEqual({
      trade: '4-02-05-01', title: '装卸工', description: '卸一车瓷砖，搬到仓库码好', requirements: '能搬 25 公斤', headcount: 8,
      address: '洛阳市涧西区西苑路 12 号仓库', lat: 34.66, lng: 112.38, startsAt: at0630, endsAt: at1530, breakMinutes: 60,
      payFen: 26_000, payUnit: 'day', settleWhen: 'same_day', settleHow: 'wechat', perks: ['lunch', 'gloves'], contactName: '王建国', contactPhone: '13800138000',
    })
    expect(postingProblems({ ...posting.draft, marketId: 'some-market' }, { now, minimumHourlyFen: 1_960 })).toEqual([])
  })

  it('with numbers where Excel gives numbers is the same posting', () => {
    expect(read({ headcount: 8, lat: 34.66, lng: 112.38, date: 46_350, startsAt: 0.270_833, endsAt: 15.5 / 24, breakMinutes: 60, pay: 260, contactPhone: 13_800_138_000 }))
      .toEqual(read({}))
  })

  it('without what may be missing is a posting too', () => {
    const may: RowValues = Object.fromEntries(postingColumns.filter(({ required }) => !required).map(({ key }) => [key, null]))
    const { posting, problems } = read({ ...may, date: '2026-11-24', payUnit: '天', market: '洛阳市零工市场' })
    expect(problems).toEqual([])
    expect(posting).toMatchObject({ hiringName: null, hiringCreditCode: null, sourceName: null, sourceUrl: null, region: '', draft: { title: '装卸搬运', breakMinutes: 0, perks: [], requirements: '' } })
  })

  it.each<[PostingColumn, Cell, string, RowValues?]>([
    ['externalId', '', '请填岗位编号，同一条下次还用这个编号，就不会重复'],
    ['externalId', '2.02611E+15', '编号被表格软件变短了，请把这一列设成“文本”再填'],
    ['externalId', 'x'.repeat(65), '最多 64 个字，现在有 65 个'],
    ['employerName', '12345', '请填营业执照上的名称'],
    ['creditCode', '91350100M000100Y4Z', '信用代码里没有字母 I、O、S、V、Z，请看看是不是数字 1、0、5、2'],
    ['trade', '', '请填工种，请写工种的名称或者代码，比如 装卸搬运、4-02-05-01'],
    ['trade', '宇航员', '不认识这一格写的，请写工种的名称或者代码，比如 装卸搬运、4-02-05-01'],
    ['title', '很'.repeat(41), '最多 40 个字，现在有 41 个'],
    ['description', '  ', '请写清楚干什么活'],
    ['description', '很'.repeat(501), '最多 500 个字，现在有 501 个'],
    ['requirements', '很'.repeat(201), '最多 200 个字，现在有 201 个'],
    ['headcount', '若干', '人数请填整数，比如 8'],
    ['headcount', 3.5, '人数请填整数，比如 8'],
    ['headcount', true, '人数请填整数，比如 8'],
    ['market', '市'.repeat(61), '最多 60 个字，现在有 61 个'],
    ['region', '区'.repeat(41), '最多 40 个字，现在有 41 个'],
    ['address', '', '请写清楚在哪儿干活'],
    ['lat', '北纬', '请填小数，比如 34.66'],
    ['lat', '', '有经度没有纬度，请填上'],
    ['lng', '', '有纬度没有经度，请填上'],
    ['lat', 112.38, '经度和纬度像是写反了', { lng: 34.66 }],
    ['lat', 39.9, '这个地方不在河南，请再看一遍', { lng: 116.4 }],
    ['date', '明天', '请写日期，比如 2026-11-24'],
    ['date', '2026-02-30', '没有“2026-02-30”这一天，请再看一遍'],
    ['startsAt', '', '请填几点开工'],
    ['startsAt', '一大早', '请写几点几分，比如 06:30'],
    ['startsAt', '25:00', '请写几点几分，比如 06:30'],
    ['startsAt', '06:30', '只写了几点，没有写哪一天，请加一列“日期”，或者写成 2026-11-24 06:30', { date: '' }],
    ['endsAt', '', '请填几点收工'],
    ['endsAt', 6, '请写几点几分，比如 06:30'],
    ['breakMinutes', '一会儿', '休息请填分钟数，没有就填 0'],
    ['pay', '', '请填工钱'],
    ['pay', '面议', '工钱请写一个数，比如 260 或者 260元/天'],
    ['pay', '200-300元/天', '工钱请写一个数，比如 260 或者 260元/天'],
    ['pay', '6000元/月', '现在只能按天或者按小时计工钱，请换算一下'],
    ['pay', '0', '工钱请写一个数，比如 260 或者 260元/天'],
    ['pay', -260, '工钱请写一个数，比如 260 或者 260元/天'],
    ['payUnit', '月', '计薪单位请写 天 或者 小时'],
    ['payUnit', '小时', '和工钱里写的单位不一样，请再看一遍', { pay: '260元/天' }],
    ['payUnit', '', '请写工钱按天还是按小时，比如 260元/天'],
    ['settleWhen', '再说', '不认识这一格写的，可以写：当天结、第二天结、一周一结、干完结'],
    ['settleHow', '', '请填结算方式，可以写：微信、现金、银行卡'],
    ['perks', '发红包', '不认识这一格写的，可以写：管午饭、管晚饭、管住、有车接送、有意外险、发手套'],
    ['contactName', '', '请填联系人'],
    ['contactPhone', '', '请填联系电话'],
    ['contactPhone', '1.38E+10', '号码被表格软件变短了，请把这一列设成“文本”再填'],
    ['sourceName', '源'.repeat(41), '最多 40 个字，现在有 41 个'],
    ['sourceUrl', 'javascript:alert(1)', '链接要以 http:// 或者 https:// 开头，里面不能有空格'],
    ['sourceUrl', 'http://user@127.0.0.1/', '链接要以 http:// 或者 https:// 开头，里面不能有空格'],
    ['title', '#REF!', '这一格的公式出错了，请改成填好的内容'],
  ])('%s of %j is refused: %s', (column, value, message, others = {}) => {
    expect(problemsOf({ ...others, [column]: value })).toEqual([{ field: column, message }])
  })

  it.each<[PostingColumn, Cell, object]>([
    ['trade', '搬运工', { trade: '4-02-05-01' }],
    ['trade', '６-29-01-04', { trade: '6-29-01-04' }],
    ['headcount', '8 人', { headcount: 8 }],
    ['pay', '￥1,260.5元/天', { payFen: 126_050 }],
    ['settleWhen', '日结', { settleWhen: 'same_day' }],
    ['settleHow', '银行转账', { settleHow: 'bank' }],
    ['perks', '包住；接送 lunch，管住', { perks: ['lodging', 'transport', 'lunch'] }],
    ['description', '卸货\u0000\ud800，码好', { description: '卸货，码好' }],
    ['contactPhone', '１３８ ００１３ ８０００', { contactPhone: '138 0013 8000' }],
  ])('%s of %j is understood', (column, value, draft) => {
    const row = read({ [column]: value })
    expect(row.problems).toEqual([])
    expect(row.posting.draft).toMatchObject(draft)
  })

  it('everything that is wrong is said at once, each column once', () => {
    const nothing: RowValues = Object.fromEntries(postingColumns.map(({ key }) => [key, '']))
    const fields = problemsOf({ ...nothing, lat: 'x', perks: '红包' }).map(({ field }) => field)
    expect(new Set(fields).size).toBe(fields.length)
    expect(fields).toEqual(expect.arrayContaining([
      'externalId', 'trade', 'description', 'headcount', 'address', 'lat', 'startsAt', 'endsAt', 'pay', 'settleWhen', 'settleHow', 'perks', 'contactName', 'contactPhone',
    ]))
  })

  it('what the rules of posting say is added by its column, but not where it rests on a cell that was not understood', () => {
    const row = read({ startsAt: '一大早', pay: '1元/天', contactName: '王2' })
    const judged = postingProblems({ ...row.posting.draft, marketId: 'm' }, { now, minimumHourlyFen: 1_960 })
    expect(allProblems(row.problems, judged).map(({ field }) => field)).toEqual(['startsAt', 'contactName'])
    const cheap = read({ pay: '10元/天' })
    expect(allProblems(cheap.problems, postingProblems({ ...cheap.posting.draft, marketId: 'm' }, { now, minimumHourlyFen: 1_960 }))).toMatchObject([{ field: 'pay' }])
  })

  it('whatever stands in the cells, there is an answer, and a posting without problems has only known values', () => {
    const anyCell = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null), fc.constantFrom('2026-11-24', '06:30', '260元/天', '装卸搬运'))
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...postingColumns.map(({ key }) => key)), anyCell), (values) => {
      const { posting, problems } = readPostingRow(values, facts)
      expect(problems.every(({ message }) => message !== '')).toBe(true)
      expect(JSON.stringify(posting)).not.toContain('\\u0000')
      if (problems.length === 0) {
        expect(isTrade(posting.draft.trade)).toBe(true)
        expect(Number.isInteger(posting.draft.startsAt) && Number.isInteger(posting.draft.payFen)).toBe(true)
      }
    }))
  })
})

describe('dates and times as spreadsheets give them', () => {
  test.each<[Cell, number, boolean]>([
    ['2026-11-24', tuesday, false],
    ['2026/11/24', tuesday, false],
    ['2026.11.24', tuesday, false],
    ['2026年11月24日', tuesday, false],
    ['２０２６－１１－２４', tuesday, false],
    ['20261124', tuesday, false],
    [20_261_124, tuesday, false],
    ['11月24日', tuesday, false],
    ['11-24', tuesday, false],
    ['11/24', tuesday, false],
    [46_350, tuesday, false],
    ['46350', tuesday, false],
    [46_350.270_833_333, at0630, true],
    ['2026-11-24 06:30', at0630, true],
    ['2026/11/24 6:30:00', at0630, true],
    ['2026年11月24日早上6点半', at0630, true],
    ['2026-11-24T06:30:00+08:00', at0630, true],
    ['2026-11-23T22:30:00Z', at0630, true],
    ['2026-11-23T22:30:00.000Z', at0630, true],
  ])('%j', (cell, at, time) => expect(readMoment(cell, facts)).toEqual({ ok: true, value: { at, time } }))

  it('a day without its year is of this year, in winter of the next when it lies far back', () => {
    const january = Date.UTC(2027, 0, 4, 16, 0)
    expect(readMoment('1月5日', facts)).toEqual({ ok: true, value: { at: january, time: false } })
    expect(readMoment('12月31日', { ...facts, now: january })).toMatchObject({ ok: true, value: { at: january + 360 * day } })
  })

  it('an old Excel for Mac counts from 1904', () => {
    expect(readMoment(46_350 - 1_462, { ...facts, date1904: true })).toEqual({ ok: true, value: { at: tuesday, time: false } })
  })

  test.each<Cell>(['2026-13-01', '2026-02-30', '24-11-2026', '下周一', '1', 0, -1, 1e9, '', null, true])('%j is no date', (cell) => {
    expect(readMoment(cell, facts).ok).toBe(false)
  })

  test.each<[Cell, number]>([
    ['06:30', 390], ['6:30', 390], ['6：30', 390], ['06:30:00', 390], ['0630', 390], ['6点半', 390], ['6点', 360], ['6点30分', 390], ['早上6:30', 390],
    ['下午3点', 900], ['晚上8:15', 1_215], ['中午12:00', 720], ['24:00', 1_440], [0, 0], [0.2708, 390], ['0.2708', 390], [0.270_833_333_333, 390], [0.999_99, 1_440],
  ])('%j is %i minutes after midnight', (cell, minutes) => expect(readClock(cell)).toEqual({ ok: true, value: minutes }))

  test.each<Cell>(['', '6', '24:01', '06:60', '6.5', -0.1, 1, 6, '早上', '上午:'])('%j is no time', (cell) => expect(readClock(cell).ok).toBe(false))

  it('every minute of a day comes back from the part of a day Excel keeps for it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 4, max: 15 }), (minutes, digits) => {
      const cell = Number((minutes / 1_440).toFixed(digits))
      expect(readClock(cell)).toEqual({ ok: true, value: minutes })
    }))
  })

  it('a night shift ends on the next day; a full moment needs no date column', () => {
    const night = readShift({ date: '2026-11-24', startsAt: '20:00', endsAt: '04:00' }, facts)
    expect(night).toMatchObject({ startsAt: { value: tuesday + 20 * hour }, endsAt: { value: tuesday + 28 * hour } })
    const full = readShift({ date: null, startsAt: '2026-11-24 20:00', endsAt: '2026-11-25 04:00' }, facts)
    expect(full).toMatchObject({ startsAt: night.startsAt, endsAt: night.endsAt })
    expect(readShift({ date: '2026-11-24 06:30', startsAt: null, endsAt: '24:00' }, facts)).toMatchObject({ startsAt: { value: at0630 }, endsAt: { value: tuesday + day } })
    expect(readShift({ date: null, startsAt: 46_350.270_833_333, endsAt: 0.645_833_3 }, facts)).toMatchObject({ startsAt: { value: at0630 }, endsAt: { value: at1530 } })
  })

  it('a time that was not understood is said once, and nothing is said of what follows from it', () => {
    const { startsAt, endsAt } = readShift({ date: '2026-11-24', startsAt: '一大早', endsAt: '15:30' }, facts)
    expect([startsAt.ok, endsAt.ok]).toEqual([false, true])
    expect((at1530 - at0630) / minute).toBe(540)
  })
})

describe('pay as it is written', () => {
  test.each<[Cell, number, 'day' | 'hour' | null]>([
    [260, 26_000, null], ['260', 26_000, null], ['260元/天', 26_000, 'day'], ['260/天', 26_000, 'day'], ['日薪260', 26_000, 'day'], ['每天260元', 26_000, 'day'],
    ['260元一天', 26_000, 'day'], ['30元/小时', 3_000, 'hour'], ['时薪 30.5', 3_050, 'hour'], ['30元每小时', 3_000, 'hour'], ['￥260', 26_000, null], ['1,260元/日', 126_000, 'day'],
    ['２６０元／天', 26_000, 'day'], ['260/day', 26_000, 'day'],
  ])('%j', (cell, payFen, payUnit) => expect(readPay(cell)).toEqual({ ok: true, value: { payFen, payUnit } }))

  test.each<Cell>(['260元左右', '200~300', '5元/件', '2万', '日薪30元/小时', '', '26 0 元/天/小时', '1,26', 'NaN', true])('%j is refused', (cell) => {
    expect(readPay(cell).ok).toBe(false)
  })
})
