import type { FieldProblem } from '../errors'
import type { JobDraft } from '../jobs/jobs.contract'
import { checkCreditCode } from '../register/credit-code'
import { checkBusinessName } from '../register/register.rules'
import { fine, wrong, type Checked } from '../register/checked'
import { tradeName, type Perk } from '../words/lists'
import { isEmpty, isFormulaError, isRoundedNumber, plainTextOf, readCount, readDegrees, readPay, readShift, textOf, type Cell, type CellFacts } from './cells'
import { headerOf, type PostingColumn } from './posting-columns'
import { payUnitNamed, perkNamed, settleTimeNamed, settleWayNamed, tradeNamed } from './posting-words'

/**
 * One row of another system's list as a posting of ours, or everything that is wrong with it at once (一次性告知). What is wrong is kept as it is
 * said, and columns slip: no cell is repeated in it, for a name or a number may stand where a trade should be.
 */

export type RowValues = Partial<Record<PostingColumn, Cell>>

/** A posting before it is known which of our markets it belongs to. */
export type ImportedPosting = {
  externalId: string
  /** The employer an agency posts for; null when the row names none and the posting is the account's own. */
  hiringName: string | null
  hiringCreditCode: string | null
  /** Who had it before us; null when the row does not say, and then it is the importer's own. */
  sourceName: string | null
  /** Shown to people, never fetched. */
  sourceUrl: string | null
  /** As written; the server finds the market. */
  market: string
  region: string
  draft: Omit<JobDraft, 'marketId'>
}

export type JudgedRow = {
  /** What could be understood. Where `problems` names a field, its value here stands for nothing. */
  posting: ImportedPosting
  /** `field` is the column; one message a column. */
  problems: FieldProblem[]
}

const least = 1
const mostText = { externalId: 64, title: 40, description: 500, requirements: 200, address: 100, contactName: 64, contactPhone: 32, market: 60, region: 40, sourceName: 40, sourceUrl: 300 } as const

/** Henan with a little room around it: a place outside is a slip, usually the two numbers exchanged. */
const henan = { south: 31, north: 36.8, west: 110, east: 117 }
const inside = (value: number, from: number, to: number): boolean => value >= from && value <= to

/** @param values the row's cells by column; a column that the file does not have is missing */
export function readPostingRow(values: RowValues, facts: CellFacts): JudgedRow {
  const problems: FieldProblem[] = []
  const cell = (column: PostingColumn): Cell => values[column] ?? null
  const refuse = (field: PostingColumn, message: string): void => {
    if (!problems.some((problem) => problem.field === field)) problems.push({ field, message })
  }
  const take = <T>(field: PostingColumn, checked: Checked<T>, otherwise: T): T => {
    if (checked.ok) return checked.value
    refuse(field, checked.message)
    return otherwise
  }
  for (const [column, value] of Object.entries(values)) {
    if (isFormulaError(value)) refuse(column as PostingColumn, '这一格的公式出错了，请改成填好的内容')
  }

  /** Text no longer than what is kept of it: cutting it would change what somebody posted. */
  const text = (column: keyof typeof mostText, wanted: string | null): string => {
    const kept = textOf(cell(column))
    const length = Array.from(kept).length
    if (length < least && wanted !== null) refuse(column, wanted)
    if (length > mostText[column]) refuse(column, `最多 ${mostText[column]} 个字，现在有 ${length} 个`)
    return kept
  }
  const listed = <T>(column: PostingColumn, named: (typed: string) => T | null, wanted: string, otherwise: T): T => {
    const typed = plainTextOf(cell(column))
    if (typed === '') return take(column, wrong(`请填${headerOf(column)}，${wanted}`), otherwise)
    const value = named(typed)
    return take(column, value === null ? wrong(`不认识这一格写的，${wanted}`) : fine(value), otherwise)
  }

  const trade = listed('trade', tradeNamed, '请写工种的名称或者代码，比如 装卸搬运、4-02-05-01', '4-02-05-01')
  const title = text('title', null)
  const shift = readShift({ date: cell('date'), startsAt: cell('startsAt'), endsAt: cell('endsAt') }, facts)
  take('date', shift.date, null)
  const startsAt = take('startsAt', shift.startsAt, Number.NaN)
  const endsAt = take('endsAt', shift.endsAt, Number.NaN)
  const pay = readPayColumns(cell('pay'), cell('payUnit'))
  const phone = plainTextOf(cell('contactPhone'))
  if (isRoundedNumber(phone)) refuse('contactPhone', '号码被表格软件变短了，请把这一列设成“文本”再填')
  const place = readPlace(cell('lat'), cell('lng'))
  for (const { field, message } of place.problems) refuse(field as PostingColumn, message)
  const externalId = plainTextOf(cell('externalId'))
  if (isRoundedNumber(externalId)) refuse('externalId', '编号被表格软件变短了，请把这一列设成“文本”再填')
  text('externalId', '请填岗位编号，同一条下次还用这个编号，就不会重复')
  const market = text('market', null)
  const region = text('region', null)

  const posting: ImportedPosting = {
    externalId,
    hiringName: isEmpty(cell('employerName')) ? null : take('employerName', checkBusinessName(textOf(cell('employerName'))), null),
    hiringCreditCode: isEmpty(cell('creditCode')) ? null : take('creditCode', checkCreditCode(plainTextOf(cell('creditCode'))), null),
    sourceName: text('sourceName', null) || null,
    sourceUrl: take('sourceUrl', readLink(text('sourceUrl', null)), null),
    market,
    region,
    draft: {
      trade,
      title: title === '' ? tradeName(trade) : title,
      description: text('description', '请写清楚干什么活'),
      requirements: text('requirements', null),
      headcount: take('headcount', readCount(cell('headcount'), '人数请填整数，比如 8'), 1),
      address: text('address', '请写清楚在哪儿干活'),
      ...(place.lat === undefined ? {} : { lat: place.lat, lng: place.lng }),
      startsAt,
      endsAt,
      breakMinutes: isEmpty(cell('breakMinutes')) ? 0 : take('breakMinutes', readCount(cell('breakMinutes'), '休息请填分钟数，没有就填 0'), 0),
      payFen: take('pay', pay.amount, 0),
      payUnit: take('payUnit', pay.unit, 'day'),
      settleWhen: listed('settleWhen', settleTimeNamed, '可以写：当天结、第二天结、一周一结、干完结', 'same_day'),
      settleHow: listed('settleHow', settleWayNamed, '可以写：微信、现金、银行卡', 'wechat'),
      perks: take('perks', readPerks(textOf(cell('perks'))), []),
      contactName: text('contactName', '请填联系人'),
      contactPhone: (text('contactPhone', '请填联系电话'), phone),
    },
  }
  return { posting, problems }
}

/** The unit may stand behind the amount or in a column of its own; said twice it must be said alike. */
function readPayColumns(amountCell: Cell, unitCell: Cell): { amount: Checked<number>; unit: Checked<'day' | 'hour'> } {
  const pay = isEmpty(amountCell) ? wrong('请填工钱') : readPay(amountCell)
  const typedUnit = plainTextOf(unitCell)
  const unit = payUnitNamed(typedUnit)
  const amount = pay.ok ? fine(pay.value.payFen) : pay
  const beside = pay.ok ? pay.value.payUnit : null
  if (typedUnit !== '' && unit === null) return { amount, unit: wrong('计薪单位请写 天 或者 小时') }
  if (unit !== null && beside !== null && unit !== beside) return { amount, unit: wrong('和工钱里写的单位不一样，请再看一遍') }
  const known = unit ?? beside
  if (known === null && pay.ok) return { amount, unit: wrong('请写工钱按天还是按小时，比如 260元/天') }
  return { amount, unit: fine(known ?? 'day') }
}

function readPlace(latCell: Cell, lngCell: Cell): { lat?: number; lng?: number; problems: FieldProblem[] } {
  if (isEmpty(latCell) && isEmpty(lngCell)) return { problems: [] }
  const lat = isEmpty(latCell) ? wrong('有经度没有纬度，请填上') : readDegrees(latCell)
  const lng = isEmpty(lngCell) ? wrong('有纬度没有经度，请填上') : readDegrees(lngCell)
  const problems = [['lat', lat], ['lng', lng]] as const
  if (!lat.ok || !lng.ok) return { problems: problems.flatMap(([field, checked]) => (checked.ok ? [] : [{ field, message: checked.message }])) }
  const isHere = (south: number, west: number): boolean => inside(south, henan.south, henan.north) && inside(west, henan.west, henan.east)
  if (isHere(lat.value, lng.value)) return { lat: lat.value, lng: lng.value, problems: [] }
  const message = isHere(lng.value, lat.value) ? '经度和纬度像是写反了' : '这个地方不在河南，请再看一遍'
  return { problems: [{ field: 'lat', message }] }
}

function readPerks(typed: string): Checked<Perk[]> {
  const words = typed.split(/[、,，;；/|\s]+/).filter((word) => word !== '' && word !== '无')
  const unknown = words.filter((word) => perkNamed(word) === null)
  if (unknown.length > 0) return wrong('不认识这一格写的，可以写：管午饭、管晚饭、管住、有车接送、有意外险、发手套')
  return fine([...new Set(words.map(perkNamed).filter((perk) => perk !== null))])
}

const readLink = (typed: string): Checked<string | null> => {
  if (typed === '') return fine(null)
  return /^https?:\/\/[^\s/?#@"'<>\\]+([/?#][^\s"'<>\\]*)?$/i.test(typed) ? fine(typed) : wrong('链接要以 http:// 或者 https:// 开头，里面不能有空格')
}

/** The column a field of a posting came from. */
const columnOfField = (field: string): PostingColumn => (field === 'payFen' ? 'pay' : field === 'hiringName' ? 'employerName' : (field as PostingColumn))
/** A judgement of the first cannot stand while one of the others is not understood: pay by the hour needs the hours. */
const restsOn: Partial<Record<PostingColumn, readonly PostingColumn[]>> = {
  pay: ['payUnit', 'startsAt', 'endsAt', 'breakMinutes', 'date'],
  endsAt: ['startsAt', 'date'],
  breakMinutes: ['startsAt', 'endsAt', 'date'],
  startsAt: ['date'],
}

/**
 * What is wrong with a row in all: what could not be read, and what the rules of posting say of the rest.
 * @param read problems of `readPostingRow`
 * @param judged problems of the posting made from it, by the draft's fields
 */
export function allProblems(read: readonly FieldProblem[], judged: readonly FieldProblem[]): FieldProblem[] {
  const unread = new Set(read.map(({ field }) => field))
  const further = judged
    .map(({ field, message }) => ({ field: columnOfField(field), message }))
    .filter(({ field }) => !unread.has(field) && !restsOn[field]?.some((other) => unread.has(other)))
  return [...read, ...further.filter(({ field }, at) => further.findIndex((other) => other.field === field) === at)]
}
