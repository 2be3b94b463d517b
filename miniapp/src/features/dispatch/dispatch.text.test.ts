import type { DispatchJob, PlacedPerson } from '@market/shared/dispatch/dispatch.contract'
import { expect, it } from 'vitest'
import { job } from '../../../test/support/samples'
import { answersNext, beforeNext, fillTone, fillWords, notGoing, partyOf, totalLine, waitingFor, whyNot } from './dispatch.text'

const person = (number: number, changes: Partial<PlacedPerson> = {}): PlacedPerson => ({
  personId: `person-${number}`, nameMasked: '赵*柱', surname: '赵', number, trades: [], skillLevel: 'junior', crew: null, waitingSince: 0,
  points: 500, reasons: [], answer: null, offerUntil: null, notAsked: null, ...changes,
})
const at = (places: number, ...people: PlacedPerson[]): DispatchJob => ({ job, places, people })
const crew = { id: 'crew-1', name: '老张班' }
const leftOver = { ...person(20), why: '现在没有对口的活' }

it('the total names those without a job only where there are some', () => {
  expect(totalLine({ placed: 38, unplaced: [leftOver, leftOver] })).toBe('38 人有活，2 人这一轮没有')
  expect(totalLine({ placed: 38, unplaced: [] })).toBe('38 人都有活')
  expect(totalLine({ placed: 0, unplaced: [leftOver] })).toBe('这一轮还没有人有活')
  expect(new Set([beforeNext({ people: 0, places: 1 }), beforeNext({ people: 1, places: 0 }), beforeNext({ people: 1, places: 1 })]).size).toBe(3)
})

it('what stays free is never less than nothing', () => {
  expect(fillWords(at(2, person(1)))).toBe('派 1 人 · 还空 1 个')
  expect(fillWords(at(1, person(1), person(2)))).toBe('派 2 人 · 排满')
  expect(fillWords(at(3))).toBe('还没派人 · 还空 3 个')
})

it('once they answer only who said yes or may still say it takes a place, and only a job where all did is green', () => {
  const [yes, asked, no] = [person(1, { answer: 'yes' }), person(2, { answer: 'asked' }), person(3, { answer: 'no' })]
  expect(fillWords(at(3, yes, asked, no))).toBe('答应 1 人 · 等 1 人 · 空 1 个')
  expect(fillWords(at(2, yes, person(2, { answer: 'to_ask' })))).toBe('答应 1 人 · 等 1 人')
  expect(fillWords(at(1, no))).toBe('答应 0 人 · 空 1 个')
  expect(fillWords(at(1, yes))).toBe('答应 1 人 · 招满')
  expect([at(1, no), at(2, yes, asked), at(2, yes), at(1, yes), at(1, person(1))].map(fillTone)).toEqual(['plain', 'plain', 'plain', 'confirmed', 'plain'])
})

it('a crew counts whole, those without a place included, and those who are there already need no place', () => {
  const jobs = [at(4, person(1, { crew }), person(2)), at(2, person(3, { crew }))]
  const party = partyOf({ jobs, unplaced: [{ ...leftOver, crew }] }, person(1, { crew }))
  expect(party.map(({ number }) => number)).toEqual([1, 3, 20])
  expect(whyNot(at(4, person(1, { crew }), person(2)), party)).toBeNull()
  expect(whyNot(at(2, person(3, { crew })), party)).toBe('一共 2 人，这里只空 1 个')
  expect(whyNot(at(1, person(9)), party)).toBe('位子满了，先把这里的人换走')
  expect(whyNot(at(3, ...party.map(({ number }) => person(number))), party)).toBe('现在就在这里')
})

it('while answers are out staff are told until when, and what to do once a place is free', () => {
  const asked = person(1, { answer: 'asked', offerUntil: Date.parse('2026-11-23T08:35:00+08:00') })
  const rest = { unplaced: [] }
  expect(answersNext({ ...rest, jobs: [at(2, asked)] })).toBe('最晚 08:35 都有答复，这里自己会变')
  expect(answersNext({ ...rest, jobs: [at(2, person(1, { answer: 'to_ask' }))] })).toBe('正在通知')
  expect(answersNext({ ...rest, jobs: [at(2, asked, person(2, { answer: 'late' }))] })).toBe('1 个位子空出来了，点“再配一轮”给别人；另有 1 人还没答')
  expect(answersNext({ ...rest, jobs: [at(2, person(2, { answer: 'yes' }))] })).toBe('都答应了，等他们签协议、到岗')
  expect(answersNext({ jobs: [at(2, person(2, { answer: 'yes' }))], unplaced: [leftOver] })).toBe('都答应了；还有 1 人没有活')
})

it('every answer either goes, is waited for, or leaves a place', () => {
  const jobs = [at(9, ...(['to_ask', 'asked', 'yes', 'no', 'late', 'off', 'not_asked'] as const).map((answer, number) => person(number, { answer })))]
  expect(waitingFor({ jobs })).toBe(2)
  expect(notGoing({ jobs })).toBe(4)
})
