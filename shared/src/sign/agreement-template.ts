import type { AgreementKind } from './kinds'

/**
 * The agreements' wording as data: lines with slots such as `{employerName}`, one form for each kind of agreement. A version never
 * changes once it is in force, and a signed agreement keeps its own text: a change here or in a province touches nothing that exists.
 */
export type TemplateContent = Readonly<Record<AgreementKind, FormText>>

export type FormText = {
  /** Who agrees, and on what ground. */
  readonly opening: readonly string[]
  /** Numbered by their order when the text is written. */
  readonly clauses: readonly { readonly heading: string; readonly lines: readonly string[] }[]
  /** Where both sign. */
  readonly closing: readonly string[]
}

/** Everything a line may ask for, with what an officer is told it stands for. */
export const slotWords = {
  title: '协议名称',
  number: '编号',
  date: '拟定日期',
  market: '零工市场的名字',
  reason: '为什么签这一种',
  employerName: '雇主的名字',
  employerIdentity: '雇主的证件',
  workerName: '工人的名字',
  workerIdNumber: '工人的身份证号',
  work: '工作内容',
  requirements: '要求',
  place: '工作地点',
  time: '哪天几点到几点',
  hours: '共干多久',
  rest: '中间休息',
  pay: '工钱',
  settle: '怎么结算',
  perks: '另外提供什么',
} as const
export type Slot = keyof typeof slotWords
export const slots = Object.keys(slotWords) as Slot[]

/** What no agreement may leave out: who, what, where, when, for how much, how it is paid, and why it is this kind. */
export const mandatorySlots = [
  'title', 'number', 'date', 'reason', 'employerName', 'employerIdentity', 'workerName', 'workerIdNumber', 'work', 'place', 'time', 'hours', 'rest', 'pay', 'settle',
] as const satisfies readonly Slot[]

/** What a labour contract's clauses must be headed by (劳动合同法 17, items 3 to 8; the first two are slots), and how it ends. */
const labourHeadings = ['合同期限', '工作内容', '工作地点', '工作时间', '休息休假', '劳动报酬', '社会保险', '劳动保护', '劳动条件', '职业危害防护', '受伤', '终止', '争议'] as const

/** Words that must each stand in the heading of some clause. Past retirement age the rules of 2025 ask for nearly the same as a labour contract. */
export const mandatoryHeadings: Readonly<Record<AgreementKind, readonly string[]>> = {
  part_time: labourHeadings,
  task_based: labourHeadings,
  civil_service: ['期限', '工作内容', '工作地点', '时间', '报酬', '保险', '安全', '受伤', '终止', '争议'],
  past_retirement: ['期限', ...labourHeadings.slice(1)],
}

/** How a version is named in an agreement's text: a province's by its code (GB/T 2260) and number. */
export const templateName = (province: string, version: number): string => `${province}-${version}`

const slotPattern = /\{([A-Za-z]*)\}/g

/** The names between braces, in order; some may be no slots. */
export const slotsIn = (line: string): string[] => (line.match(slotPattern) ?? []).map((slot) => slot.slice(1, -1))

/** A line with its slots filled. A value stays inside its line: otherwise a job's description could add a clause of its own. */
export const filled = (line: string, values: Readonly<Record<Slot, string>>): string =>
  line.replace(slotPattern, (whole, name: string) => (isSlot(name) ? singleLine(values[name]) : whole))

export const isSlot = (name: string): name is Slot => (slots as readonly string[]).includes(name)

const singleLine = (value: string): string => value.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim()
