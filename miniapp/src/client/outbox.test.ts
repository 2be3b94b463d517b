// @vitest-environment node
import { expect, test, vi } from 'vitest'
import type { Slot } from '../platform/storage'
import type { Api } from './api'
import { createOutbox, type KeptAct, type OutboxEntry } from './outbox'
import { unreachable, type Outcome } from './outcome'

const away: Outcome<never> = { ok: false, problem: unreachable }
const fine: Outcome<unknown> = { ok: true, value: { done: true } }
const refusedWith = (code: 'job_full' | 'request_in_progress'): Outcome<never> => ({
  ok: false,
  problem: { kind: 'refused', status: 409, code, message: '不行', fields: [] },
})

/** An outbox whose waits end only when the test lets them. */
function anOutbox(answers: Outcome<unknown>[], stored: readonly KeptAct[] | null = null) {
  let time = 1_000_000
  let keys = 0
  const memory: { value: readonly KeptAct[] | null } = { value: stored }
  const kept: Slot<readonly KeptAct[]> = {
    read: () => memory.value,
    write: (value) => ((memory.value = value), true),
    clear: () => void (memory.value = null),
  }
  const calls: { name: string; key: string | undefined }[] = []
  const waits: { ms: number; wake: () => void }[] = []
  const told: (readonly OutboxEntry[])[] = []
  const done = vi.fn()
  const outbox = createOutbox({
    api: {
      call: ((name: string, _args: unknown, key?: string) => {
        calls.push({ name, key })
        return Promise.resolve(answers.shift() ?? fine)
      }) as Api['call'],
    },
    newKey: () => Promise.resolve(`key-${++keys}`),
    kept,
    now: () => time,
    wait: (ms, hurry) =>
      new Promise((resolve) => {
        waits.push({ ms, wake: resolve })
        hurry(resolve)
      }),
    random: () => 1,
    tell: (entries) => told.push(entries),
    done,
  })
  return { outbox, calls, waits, told, done, memory, later: (ms: number) => (time += ms) }
}

const apply = (outbox: ReturnType<typeof anOutbox>['outbox']) =>
  outbox.act('POST /api/jobs/:jobId/applications', { params: { jobId: 'job-00001' } }, '报名“卸货搬运”')

test('an act whose answer was lost is sent again with the same key, and waits longer each time', async () => {
  const phone = anOutbox([away, refusedWith('request_in_progress'), away])
  const acting = apply(phone.outbox)
  for (const at of [0, 1, 2]) {
    await vi.waitFor(() => expect(phone.waits.length).toBe(at + 1))
    phone.waits[at]?.wake()
  }
  expect(await acting).toEqual(fine)
  expect(phone.calls.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-1', 'key-1'])
  expect(phone.waits.map(({ ms }) => ms)).toEqual([1000, 2000, 4000])
  expect(phone.done).toHaveBeenCalledTimes(1)
})

test('whoever is told when to ask again asks no earlier, and not for ever later', async () => {
  const busy = (retryAfterMs: number): Outcome<never> => ({ ok: false, problem: { kind: 'refused', status: 503, code: 'service_busy', message: '现在人多', fields: [], retryAfterMs } })
  const phone = anOutbox([busy(5_000), busy(1_000), busy(3_600_000)])
  const acting = apply(phone.outbox)
  for (const at of [0, 1, 2]) {
    await vi.waitFor(() => expect(phone.waits.length).toBe(at + 1))
    phone.waits[at]?.wake()
  }
  expect(await acting).toEqual(fine)
  expect(phone.calls.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-1', 'key-1'])
  expect(phone.waits.map(({ ms }) => ms)).toEqual([7_500, 2_000, 45_000])
})

test('two acts never share a key', async () => {
  const phone = anOutbox([])
  await apply(phone.outbox)
  await apply(phone.outbox)
  expect(phone.calls.map(({ key }) => key)).toEqual(['key-1', 'key-2'])
})

test('a refusal is final and is not repeated', async () => {
  const phone = anOutbox([refusedWith('job_full')])
  expect(await apply(phone.outbox)).toEqual(refusedWith('job_full'))
  expect(phone.calls).toHaveLength(1)
  expect(phone.done).not.toHaveBeenCalled()
})

test('what has not gone through is on the phone before the first try, and off it after the answer', async () => {
  const phone = anOutbox([away])
  const acting = apply(phone.outbox)
  await vi.waitFor(() => expect(phone.waits.length).toBe(1))
  expect(phone.memory.value).toMatchObject([{ key: 'key-1', name: 'POST /api/jobs/:jobId/applications' }])
  expect(phone.told.at(-1)).toEqual([{ key: 'key-1', label: '报名“卸货搬运”', state: 'waiting' }])
  phone.outbox.hurry()
  await acting
  expect(phone.memory.value).toEqual([])
  expect(phone.told.at(-1)).toEqual([])
})

test('a first try that succeeds is never shown as pending', async () => {
  const phone = anOutbox([])
  await apply(phone.outbox)
  expect(phone.told.flat()).toEqual([])
})

test('an act left over from before the app was closed goes out with its old key', async () => {
  const phone = anOutbox([], [{ key: 'old-key', name: 'POST /api/inbox/read', args: {}, label: '看过消息', since: 999_000 }])
  phone.outbox.resume()
  await vi.waitFor(() => expect(phone.done).toHaveBeenCalled())
  expect(phone.calls).toEqual([{ name: 'POST /api/inbox/read', key: 'old-key' }])
})

test('an act of yesterday is not sent behind the person’s back: it waits until they say so', async () => {
  const phone = anOutbox([], [{ key: 'old-key', name: 'POST /api/inbox/read', args: {}, label: '看过消息', since: -86_400_000 }])
  phone.outbox.resume()
  await vi.waitFor(() => expect(phone.told.at(-1)).toEqual([{ key: 'old-key', label: '看过消息', state: 'stuck' }]))
  phone.outbox.hurry()
  await new Promise((resolve) => setImmediate(resolve))
  expect(phone.calls).toEqual([])
  phone.outbox.hurry('old-key')
  await vi.waitFor(() => expect(phone.calls).toHaveLength(1))
})

test('an act the person drops is answered as dropped and not sent again', async () => {
  const phone = anOutbox([away])
  const acting = apply(phone.outbox)
  await vi.waitFor(() => expect(phone.waits.length).toBe(1))
  phone.outbox.drop('key-1')
  expect(await acting).toMatchObject({ ok: false, problem: { kind: 'dropped' } })
  expect(phone.calls).toHaveLength(1)
  expect(phone.memory.value).toEqual([])
})
