// @vitest-environment node
import { expect, test } from 'vitest'
import type { Slot } from '../platform/storage'
import type { Api } from './api'
import { unreachable, type Outcome } from './outcome'
import { createReads, type Seen } from './reads'

function someReads(answer: () => Promise<Outcome<unknown>>, stored = new Map<string, Seen<unknown>>()) {
  let asked = 0
  const slotFor = (key: string): Slot<Seen<unknown>> => ({
    read: () => stored.get(key) ?? null,
    write: (value) => Boolean(stored.set(key, value)),
    clear: () => void stored.delete(key),
  })
  const index: Slot<readonly string[]> = {
    read: () => (stored.get('index')?.value as string[] | undefined) ?? null,
    write: (keys) => Boolean(stored.set('index', { value: keys, at: 0 })),
    clear: () => void stored.delete('index'),
  }
  const call = (() => {
    asked += 1
    return answer()
  }) as Api['call']
  return { reads: createReads({ api: { call }, now: () => 42, slotFor, index, forgetSlots: () => stored.clear() }), stored, asked: () => asked }
}

test('the last answer is there without a network, with the time it was given', async () => {
  const first = someReads(() => Promise.resolve({ ok: true, value: { sandbox: true } }))
  await first.reads.ask('GET /api/about', {})
  const afterRestart = someReads(() => Promise.resolve({ ok: false, problem: unreachable }), first.stored)
  expect(await afterRestart.reads.ask('GET /api/about', {})).toMatchObject({ ok: false })
  expect(afterRestart.reads.last('GET /api/about', {})).toEqual({ value: { sandbox: true }, at: 42 })
})

test('two pages that ask the same at once share one request', async () => {
  const { reads, asked } = someReads(() => Promise.resolve({ ok: true, value: {} }))
  await Promise.all([reads.ask('GET /api/about', {}), reads.ask('GET /api/about', {})])
  expect(asked()).toBe(1)
  await reads.ask('GET /api/about', {})
  expect(asked()).toBe(2)
})

test('an answer on its way when the person left is not kept for the next one', async () => {
  let answerNow: (outcome: Outcome<unknown>) => void = () => undefined
  const { reads, stored } = someReads(() => new Promise((resolve) => (answerNow = resolve)))
  const asking = reads.ask('GET /api/me', {})
  reads.forget()
  answerNow({ ok: true, value: { personId: 'somebody' } })
  await asking
  expect(stored.size).toBe(0)
  expect(reads.last('GET /api/me', {})).toBeNull()
})

test('only the newest answers stay on the phone', async () => {
  const { reads, stored } = someReads(() => Promise.resolve({ ok: true, value: {} }))
  const at = (number: number) => ({ params: { jobId: `job-${number}` } })
  for (let number = 1; number <= 30; number += 1) await reads.ask('GET /api/jobs/:jobId', at(number))
  await reads.ask('GET /api/jobs/:jobId', at(1))
  await reads.ask('GET /api/jobs/:jobId', at(31))
  const kept = [...stored.keys()].filter((key) => key !== 'index')
  expect(kept).toHaveLength(30)
  expect(kept.some((key) => key.includes('job-1"'))).toBe(true)
  expect(kept.some((key) => key.includes('job-2"'))).toBe(false)
})

test('what is asked once and never again, and what is very large, is only remembered while the app is open', async () => {
  const small = someReads(() => Promise.resolve({ ok: true, value: {} }))
  await small.reads.ask('GET /api/presence', { query: { number: 12 } })
  await small.reads.ask('GET /api/jobs', { query: { south: 34, north: 35, west: 112, east: 113 } })
  expect(small.stored.size).toBe(0)
  expect(small.reads.last('GET /api/presence', { query: { number: 12 } })).not.toBeNull()
  await small.reads.ask('GET /api/presence', {})
  await small.reads.ask('GET /api/jobs', { query: { words: '卸货' } })
  expect([...small.stored.keys()].filter((key) => key !== 'index')).toHaveLength(2)

  const large = someReads(() => Promise.resolve({ ok: true, value: '活'.repeat(110_000) }))
  await large.reads.ask('GET /api/about', {})
  expect(large.stored.size).toBe(0)
})
