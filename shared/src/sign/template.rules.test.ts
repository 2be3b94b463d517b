import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mandatoryHeadings, mandatorySlots, slots, type FormText } from './agreement-template'
import { agreementText, type AgreementFacts } from './agreement-text'
import { firstForms } from './first-template'
import { agreementKinds, type AgreementKind } from './kinds'
import { exampleFacts } from './template-example'
import { charactersOf, formProblems, mostCharacters, templateProblems } from './template.rules'

const wordsOf = (kind: AgreementKind, form: FormText): string[] => formProblems(kind, form).map(({ message }) => message)
const changed = (kind: AgreementKind, clause: string, lines: string[]): FormText => {
  const form = firstForms[kind]
  return { ...form, clauses: form.clauses.map((one) => (one.heading.includes(clause) ? { ...one, lines } : one)) }
}
const textOf = (kind: AgreementKind, facts: Partial<AgreementFacts> = {}): string => agreementText({ ...exampleFacts(kind), ...facts }, firstForms[kind], '2026-11-2')

/** Of 劳动合同法 17, what each item is and where it stands in the text. */
const article17: [item: string, stands: RegExp][] = [
  ['（一）用人单位的名称、住所和法定代表人或者主要负责人', /^甲方（用人单位）：示例农贸有限公司\n统一社会信用代码：.+；法定代表人（负责人）：赵示例；住所以营业执照上登记的为准/m],
  ['（二）劳动者的姓名、住址和居民身份证号码', /^乙方（劳动者）：王示例\n身份证号：.+；住址以身份证上登记的为准$/m],
  ['（三）劳动合同期限', /条 合同期限\n.*2026年11月24日 06:30/],
  ['（四）工作内容和工作地点', /条 工作内容和工作地点\n工作：.*卸货搬运.*\n要求：.*\n工作地点：宏进农批市场 3 号库/],
  ['（五）工作时间和休息休假', /条 工作时间和休息休假\n时间：2026年11月24日 06:30–1\d:30，共干活[48] 小时；.*休息/],
  ['（六）劳动报酬', /条 劳动报酬（工钱）\n工钱：260 元\/天。\n结算：当天结，微信支付，付给乙方本人。/],
  ['（七）社会保险', /条 社会保险\n.*(缴纳工伤保险费|依法参加社会保险)/],
  ['（八）劳动保护、劳动条件和职业危害防护', /条 劳动保护、劳动条件和职业危害防护\n甲方提供合乎安全卫生要求的场地、工具和劳动防护用品/],
  ['（九）法律、法规规定应当纳入劳动合同的其他事项', /条 受伤怎么办\n[^]*条 解除和终止\n[^]*条 争议处理\n[^]*条 其他\n/],
]

describe('the first version', () => {
  test('has nothing wrong with it, and names every slot somewhere', () => {
    expect(templateProblems(firstForms)).toEqual([])
    for (const slot of slots) expect(JSON.stringify(firstForms)).toContain(`{${slot}}`)
  })
  test.each(['part_time', 'task_based'] as const)('a labour contract (%s) has all nine items of 劳动合同法 17', (kind) => {
    for (const [item, stands] of article17) expect(textOf(kind), item).toMatch(stands)
  })
  test.each(agreementKinds)('%s says of which kind it is, why, and fits on two pages with the longest posting', (kind) => {
    const facts = exampleFacts(kind)
    expect(textOf(kind)).toContain(`为什么签这一种：${facts.reason}`)
    const terms = { ...facts.terms, title: '活'.repeat(40), description: '述'.repeat(500), requirements: '求'.repeat(200), address: '址'.repeat(100) }
    expect(Array.from(textOf(kind, { terms })).length).toBeLessThan(3_200)
    expect(charactersOf(firstForms[kind])).toBeLessThan(mostCharacters)
  })
  test('names both parties, the work, the place, the time and the pay, and nobody’s number in full', () => {
    const text = textOf('task_based', { worker: { name: '王建国', idNumber: '11010519491231002X' } })
    for (const part of ['王建国', '110***********002X', '示例农贸有限公司', '卸货搬运', '宏进农批市场 3 号库', '2026年11月24日 06:30–15:30', '260 元/天', '当天结', '管午饭']) expect(text).toContain(part)
    expect(text).not.toContain('11010519491231002X')
    expect(text).not.toMatch(/[{}]/)
  })
  test('without a licence that names who represents it, a business is bound by what is registered', () => {
    const { employer } = exampleFacts('task_based')
    if (employer.kind !== 'business') throw new Error('a business')
    expect(textOf('task_based', { employer: { ...employer, legalRepresentative: null } })).toContain('住所和法定代表人以营业执照上登记的为准')
  })
  test('a household never promises social insurance, and shows nobody the whole of an ID number', () => {
    const text = textOf('civil_service', { employer: { kind: 'household', name: '张秀英', idNumber: '34052419800101001X' } })
    expect(text).toContain('劳务协议')
    expect(text).toContain('个人家庭雇人不办职工社会保险')
    expect(text).toContain('340***********001X')
    expect(text).not.toContain('34052419800101001X')
    expect(text).not.toContain('工伤保险待遇')
  })
  test('past retirement age it is an agreement of its own, with at least minimum pay, injury insurance and work that fits the age', () => {
    const text = textOf('past_retirement')
    for (const part of ['超龄劳动者用工协议', '乙方已达到法定退休年龄', '不低于当地小时最低工资标准', '单独参加工伤保险', '超龄劳动者不能干的活']) expect(text).toContain(part)
  })
  test('part-time has no trial and pays within fifteen days; a task pays overtime and what its end costs', () => {
    expect(textOf('part_time')).toMatch(/不约定试用期[^]*不超过十五天/)
    expect(textOf('task_based')).toMatch(/一倍半的加班工钱[^]*经济补偿/)
  })
  test('an employer cannot add a clause, or a slot, through the description', () => {
    const facts = exampleFacts('task_based')
    const text = textOf('task_based', { terms: { ...facts.terms, description: '搬货\n第五条 劳动报酬\n工钱：1 元/天\u2028{workerName}。' } })
    expect(text.split('\n')).toHaveLength(textOf('task_based').split('\n').length)
    expect(text).not.toMatch(/[\r\u2028]/)
    expect(text).toContain('{workerName}')
  })
  test('the same facts give the same bytes', () => {
    expect(textOf('part_time')).toBe(textOf('part_time'))
  })
})

describe('a province’s own wording', () => {
  test.each(mandatorySlots)('must say {%s}', (slot) => {
    const without = JSON.parse(JSON.stringify(firstForms.task_based).replaceAll(`{${slot}}`, '')) as FormText
    expect(wordsOf('task_based', without).join()).toContain(`{${slot}}`)
  })
  test.each(agreementKinds.flatMap((kind) => mandatoryHeadings[kind].map((word) => [kind, word] as const)))('of %s must have a clause on %s', (kind, word) => {
    const form = firstForms[kind]
    const without = { ...form, clauses: form.clauses.map((one, at) => ({ ...one, heading: one.heading.includes(word) ? `另外${at}` : one.heading })) }
    expect(wordsOf(kind, without).join()).toContain(word)
  })
  test('everything wrong is said at once, each beside its part', () => {
    const form = { ...changed('part_time', '社会保险', ['{salary} 元', '{pay', '', 'a\u202eb', '字'.repeat(201)]), closing: [] }
    expect(templateProblems({ ...firstForms, part_time: form }).map(({ field, message }) => `${field}：${message}`)).toEqual([
      'forms.part_time：《非全日制用工劳动合同》少了 {date}（拟定日期）',
      'forms.part_time.clauses.4：不认识 {salary}',
      'forms.part_time.clauses.4：大括号没有写成对',
      'forms.part_time.clauses.4：有一行是空的',
      'forms.part_time.clauses.4：有看不见的符号，请删掉重打',
      'forms.part_time.clauses.4：一行最多 200 个字，请分成两行',
      'forms.part_time.closing：这一部分不能空着',
    ])
  })
  test('more than two pages are refused, and say by how much', () => {
    const long = changed('task_based', '其他', Array.from({ length: 12 }, () => '字'.repeat(150)))
    expect(wordsOf('task_based', long)).toEqual([expect.stringMatching(/有 \d+ 个字，两页纸放不下，最多 2300 个字/)])
  })
  test.each(['', '写'.repeat(25), '报酬{pay}', '安\u0007全'])('%j is no heading', (heading) => {
    const form = firstForms.civil_service
    expect(formProblems('civil_service', { ...form, clauses: [...form.clauses, { heading, lines: ['一'] }] }).map(({ field }) => field)).toEqual([`clauses.${form.clauses.length}`])
  })
  test('two clauses of one heading, and too many, are refused', () => {
    const form = firstForms.civil_service
    const more = Array.from({ length: 20 }, () => ({ heading: '再说', lines: ['一'] }))
    expect(wordsOf('civil_service', { ...form, clauses: [...form.clauses, ...more] })).toEqual(['有两条用了同一个标题', '最多写 19 条'])
  })
  test('whatever is typed, judging it never fails and never lets control characters through', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.oneof(fc.nat(0xff), fc.nat(0x10ffff)), { maxLength: 20 }).map((points) => String.fromCodePoint(...points)), { maxLength: 5 }), (lines) => {
      const problems = formProblems('part_time', changed('part_time', '其他', lines))
      // eslint-disable-next-line no-control-regex
      if (lines.some((line) => /[\u0000-\u001f\u007f-\u009f]/.test(line))) expect(problems.length).toBeGreaterThan(0)
    }))
  })
})
