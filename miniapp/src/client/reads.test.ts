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
    write: (value) => void stored.set(key, value),
    clear: () => void stored.delete(key),
  })
  const call = (() => {
    asked += 1
    return answer()
  }) as Api['call']
  return { reads: createReads({ api: { call }, now: () => 42, slotFor, forgetSlots: () => stored.clear() }), stored, asked: () => asked }
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
