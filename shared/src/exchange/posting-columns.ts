/** The columns of a list of postings from another system: what they are called, and which of them nobody can do without. */

type ColumnOf = { key: string; header: string; aliases: readonly string[]; required: boolean; example: string }

export const postingColumns = [
  { key: 'externalId', header: '岗位编号', aliases: ['编号', '外部编号', '岗位ID', '职位编号', '序号', 'id'], required: true, example: 'HY-20261124-01' },
  { key: 'employerName', header: '用工单位', aliases: ['单位名称', '用工主体', '企业名称', '公司名称', '公司', '雇主'], required: false, example: '洛阳宏运农贸有限公司' },
  { key: 'creditCode', header: '统一社会信用代码', aliases: ['信用代码', '社会信用代码', '营业执照号'], required: false, example: '91350100M000100Y43' },
  { key: 'trade', header: '工种', aliases: ['工种代码', '工种名称', '职业', '岗位类别'], required: true, example: '装卸搬运' },
  { key: 'title', header: '岗位名称', aliases: ['岗位', '职位', '职位名称', '标题', '招工名称'], required: false, example: '装卸工' },
  { key: 'description', header: '工作内容', aliases: ['岗位描述', '工作描述', '岗位职责', '内容', '干什么'], required: true, example: '卸一车瓷砖，搬到仓库码好' },
  { key: 'requirements', header: '要求', aliases: ['岗位要求', '任职要求', '招工要求'], required: false, example: '能搬 25 公斤' },
  { key: 'headcount', header: '人数', aliases: ['招聘人数', '招工人数', '需求人数', '用工人数', '招几个人'], required: true, example: '8' },
  { key: 'market', header: '零工市场', aliases: ['市场', '市场名称', '所属市场', '站点'], required: false, example: '洛阳市零工市场' },
  { key: 'region', header: '区县', aliases: ['地区', '区域', '县区', '所在区县', '行政区划', '区划代码'], required: false, example: '涧西区' },
  { key: 'address', header: '工作地点', aliases: ['地址', '工作地址', '上班地点', '用工地点', '在哪儿干'], required: true, example: '洛阳市涧西区西苑路 12 号仓库' },
  { key: 'lat', header: '纬度', aliases: ['latitude'], required: false, example: '34.66' },
  { key: 'lng', header: '经度', aliases: ['longitude', 'lon'], required: false, example: '112.38' },
  { key: 'date', header: '日期', aliases: ['开工日期', '用工日期', '上班日期', '工作日期'], required: false, example: '2026-11-24' },
  { key: 'startsAt', header: '开工时间', aliases: ['上班时间', '开始时间', '几点开工', 'start'], required: true, example: '06:30' },
  { key: 'endsAt', header: '收工时间', aliases: ['下班时间', '结束时间', '几点收工', 'end'], required: true, example: '15:30' },
  { key: 'breakMinutes', header: '休息分钟', aliases: ['休息时间', '休息', '中间休息'], required: false, example: '60' },
  { key: 'pay', header: '工钱', aliases: ['工资', '薪资', '薪酬', '日薪', '报酬', '工价'], required: true, example: '260' },
  { key: 'payUnit', header: '计薪单位', aliases: ['工钱单位', '工资单位', '薪资单位', '计薪方式'], required: false, example: '天' },
  { key: 'settleWhen', header: '结算时间', aliases: ['什么时候结', '结算周期', '发薪时间'], required: true, example: '当天结' },
  { key: 'settleHow', header: '结算方式', aliases: ['怎么结', '支付方式', '发薪方式'], required: true, example: '微信' },
  { key: 'perks', header: '福利', aliases: ['福利待遇', '待遇'], required: false, example: '管午饭、发手套' },
  { key: 'contactName', header: '联系人', aliases: ['联系人姓名'], required: true, example: '王建国' },
  { key: 'contactPhone', header: '联系电话', aliases: ['电话', '手机', '手机号', '联系方式'], required: true, example: '13800138000' },
  { key: 'sourceName', header: '来源', aliases: ['信息来源', '来源名称', 'source'], required: false, example: '洛阳市公共就业服务网' },
  { key: 'sourceUrl', header: '来源链接', aliases: ['来源网址', '原文链接', '链接', 'url'], required: false, example: 'https://example.com/jobs/1' },
] as const satisfies readonly ColumnOf[]

export type PostingColumn = (typeof postingColumns)[number]['key']

const headers = new Map<PostingColumn, string>(postingColumns.map(({ key, header }) => [key, header]))
/** What a column is called where its own heading is not known. */
export const headerOf = (column: PostingColumn): string => headers.get(column) ?? column

/** Headings compare without spacing, case, brackets with what stands in them, stars and colons: `工钱（元）*` is 工钱. */
const plain = (heading: string): string =>
  heading
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/[\s\u200b\ufeff*:_-]/g, '')
    .toLowerCase()

const byHeading = new Map<string, PostingColumn>(
  postingColumns.flatMap(({ key, header, aliases }) => [key, header, ...aliases].map((name): [string, PostingColumn] => [plain(name), key])),
)

export type HeadingProblem = { kind: 'missing' | 'twice'; headers: string[] }

/**
 * Which column stands where in a table.
 * @param headings the first row as it stands in the file
 * @returns `columns[i]` is what the i-th cell of each row means, null for one we have no use for; `unused` are the
 *   headings of those; `problems` is empty when rows can be read
 */
export function readHeadings(headings: readonly string[]): { columns: (PostingColumn | null)[]; unused: string[]; problems: HeadingProblem[] } {
  const columns = headings.map((heading) => byHeading.get(plain(heading)) ?? null)
  const present = columns.filter((column) => column !== null)
  const twice = postingColumns.filter(({ key }) => present.filter((column) => column === key).length > 1)
  const missing = postingColumns.filter(({ key, required }) => required && !present.includes(key))
  const named = (kind: HeadingProblem['kind'], which: readonly ColumnOf[]): HeadingProblem[] =>
    which.length === 0 ? [] : [{ kind, headers: which.map(({ header }) => header) }]
  return {
    columns,
    unused: headings.filter((heading, at) => columns[at] === null && heading.trim() !== '').map((heading) => heading.trim()),
    problems: [...named('missing', missing), ...named('twice', twice)],
  }
}

/** The column a key of a JSON posting means; Chinese headings do there too. */
export const columnOfKey = (key: string): PostingColumn | null => byHeading.get(plain(key)) ?? null
