import type { FieldProblem } from '../errors'
import { isSlot, mandatoryHeadings, mandatorySlots, slotsIn, slotWords, type FormText, type TemplateContent } from './agreement-template'
import { agreementKindNames, agreementKinds, type AgreementKind } from './kinds'

/**
 * The most characters a form may have, slots counted as nothing: with the longest posting (about 900 characters of work,
 * requirements and place) the agreement stays on two pages of A4, which hold about 3,200 in the size people of 55 can read.
 */
export const mostCharacters = 2_300
const mostInLine = 200
const mostInHeading = 24
const mostLines = 12
const mostClauses = 19

/** Everything wrong with a version, each beside its part, all at once. Fields: `forms.<kind>`, `….opening`, `….clauses.<index>`, `….closing`. */
export const templateProblems = (forms: TemplateContent): FieldProblem[] =>
  agreementKinds.flatMap((kind) => formProblems(kind, forms[kind]).map(({ field, message }) => ({ field: `forms.${kind}${field && '.'}${field}`, message })))

/** The same of one form; what concerns all of it has the field ''. */
export function formProblems(kind: AgreementKind, form: FormText): FieldProblem[] {
  const lines = linesOf(form)
  const used = new Set(lines.flatMap(slotsIn))
  const missing = mandatorySlots.filter((slot) => !used.has(slot))
  const headings = form.clauses.map(({ heading }) => heading)
  const unheaded = mandatoryHeadings[kind].filter((word) => !headings.some((heading) => heading.includes(word)))
  const characters = charactersOf(form)
  const whole = [
    ...(missing.length > 0 ? [`《${agreementKindNames[kind]}》少了 ${missing.map((slot) => `{${slot}}（${slotWords[slot]}）`).join('、')}`] : []),
    ...(unheaded.length > 0 ? [`《${agreementKindNames[kind]}》的条款标题里要有：${unheaded.join('、')}`] : []),
    ...(headings.some((heading, at) => headings.indexOf(heading) !== at) ? ['有两条用了同一个标题'] : []),
    ...(form.clauses.length > mostClauses ? [`最多写 ${mostClauses} 条`] : []),
    ...(characters > mostCharacters ? [`《${agreementKindNames[kind]}》有 ${characters} 个字，两页纸放不下，最多 ${mostCharacters} 个字`] : []),
  ]
  return [
    ...whole.map((message) => ({ field: '', message })),
    ...partProblems('opening', form.opening),
    ...form.clauses.flatMap(({ heading, lines: inside }, at) => [...headingProblems(`clauses.${at}`, heading), ...partProblems(`clauses.${at}`, inside)]),
    ...partProblems('closing', form.closing),
  ]
}

/** Characters of a form without its slots. */
export const charactersOf = (form: FormText): number =>
  [...linesOf(form), ...form.clauses.map(({ heading }) => heading)].reduce((total, line) => total + Array.from(line.replace(/\{[A-Za-z]*\}/g, '')).length, 0)

const linesOf = ({ opening, clauses, closing }: FormText): string[] => [...opening, ...clauses.flatMap(({ lines }) => lines), ...closing]

function headingProblems(field: string, heading: string): FieldProblem[] {
  if (heading.trim() === '') return [{ field, message: '这一条没有标题' }]
  if (Array.from(heading).length > mostInHeading) return [{ field, message: `标题最多 ${mostInHeading} 个字` }]
  return /[{}]/.test(heading) || unprintable(heading) ? [{ field, message: '标题里只写字，不用空格子和看不见的符号' }] : []
}

function partProblems(field: string, lines: readonly string[]): FieldProblem[] {
  if (lines.every((line) => line.trim() === '')) return [{ field, message: '这一部分不能空着' }]
  const unknown = [...new Set(lines.flatMap(slotsIn).filter((name) => !isSlot(name)))]
  const braces = lines.some((line) => /[{}]/.test(line.replace(/\{[A-Za-z]*\}/g, '')))
  return [
    ...(unknown.length > 0 ? [`不认识 ${unknown.map((name) => `{${name}}`).join('、')}`] : []),
    ...(braces ? ['大括号没有写成对'] : []),
    ...(lines.some((line) => line.trim() === '') ? ['有一行是空的'] : []),
    ...(lines.some(unprintable) ? ['有看不见的符号，请删掉重打'] : []),
    ...(lines.some((line) => Array.from(line).length > mostInLine) ? [`一行最多 ${mostInLine} 个字，请分成两行`] : []),
    ...(lines.length > mostLines ? [`最多写 ${mostLines} 行`] : []),
  ].map((message) => ({ field, message }))
}

/**
 * Code points that no line may hold: control characters, line breaks, what turns or hides letters, halves of a character, and those
 * that every font is free to draw as it likes. A text must read as it is.
 */
const unprintableRanges: readonly (readonly [from: number, to: number])[] = [
  [0x00, 0x1f], [0x7f, 0x9f], [0xad, 0xad], [0x61c, 0x61c], [0x180e, 0x180e], [0x200b, 0x200f], [0x2028, 0x202e], [0x2060, 0x206f],
  [0xd800, 0xdfff], [0xe000, 0xf8ff], [0xfeff, 0xfeff], [0xfff9, 0xffff], [0xe0000, 0x10ffff],
]

const unprintable = (line: string): boolean =>
  Array.from(line).some((character) => {
    const point = character.codePointAt(0) ?? 0
    // Most of a text is Chinese; it is judged at every key pressed, on any phone.
    return !(point >= 0x2e80 && point <= 0x9fff) && unprintableRanges.some(([from, to]) => point >= from && point <= to)
  })
