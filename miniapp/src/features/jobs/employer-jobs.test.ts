// @vitest-environment node
import { day } from '@market/shared/words/time'
import { expect, test } from 'vitest'
import { applicationSample, jobSample, monday0440, myJobSample, shiftStart } from '../../../test/stubs/samples'
import { presenceWords } from '../markets/employer-presence.text'
import { fillParts, fillWords } from './employer-fill'
import { waitingWords } from './employer-home.text'
import { jobStateTag, sortJobs } from './employer-jobs.text'

test('what waits for the employer comes first, the oldest at the top, then what is being hired for', () => {
  const jobs = [
    myJobSample({ id: 'open-later', startsAt: shiftStart + day }),
    myJobSample({ id: 'owed-today', status: 'ended' }, { waitingForMe: 1 }),
    myJobSample({ id: 'owed-before', status: 'ended', startsAt: shiftStart - day }, { waitingForMe: 2 }),
    myJobSample({ id: 'open-sooner' }),
    myJobSample({ id: 'done', status: 'ended' }),
  ]
  const { waiting, open, past } = sortJobs(jobs)
  expect(waiting.map(({ job }) => job.id)).toEqual(['owed-before', 'owed-today'])
  expect(open.map(({ job }) => job.id)).toEqual(['open-sooner', 'open-later'])
  expect(past.map(({ job }) => job.id)).toEqual(['done'])
})

test('a job in a word: being hired for, full, begun, over', () => {
  const word = (changes: Parameters<typeof jobSample>[0], now = monday0440): string => jobStateTag(jobSample(changes), now).word
  expect(word({})).toBe('正在招')
  expect(word({ filled: 8 })).toBe('已招满')
  expect(word({ status: 'closed' })).toBe('已停招')
  expect(word({ status: 'ended' })).toBe('已开工')
  expect(word({ status: 'ended' }, monday0440 + day)).toBe('已收工')
})

test('the bar shows each person once, the words everybody up to each step', () => {
  const fill = { headcount: 8, applied: 6, signed: 5, arrived: 2 }
  expect(fillWords(fill)).toBe('报名 6 · 签约 5 · 到岗 2')
  expect(fillParts(fill).map(({ count }) => count)).toEqual([2, 3, 1])
  expect(fillWords({ headcount: 8, applied: 0, signed: 0, arrived: 0 })).toBe('还没有人报名')
})

test('what waits is said by kind, so that the employer knows whether to bring a pen or money', () => {
  const people = [applicationSample('worker_signed'), applicationSample('applied'), applicationSample('hours_agreed'), applicationSample('settled'), applicationSample('finished')]
  expect(waitingWords(people)).toBe('签字 2 人 · 填工时 1 人 · 付钱 1 人')
  expect(waitingWords([applicationSample('signed')])).toBe('')
})

test('who is at the gate: the largest trades first, none of nobody', () => {
  const present = [
    { trade: '4-10-01-06', people: 31 }, { trade: '4-02-05-01', people: 63 }, { trade: '6-29-01-01', people: 0 }, { trade: '4-02-07-09', people: 40 },
  ]
  expect(presenceWords(present)).toBe('装卸搬运 63 · 快件分拣 40 · 保洁家政 31')
  expect(presenceWords([])).toBe('')
})
