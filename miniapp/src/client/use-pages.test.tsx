import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { freshPhone, signedInAs } from '../../test/support/page'
import { job, worker } from '../../test/support/samples'
import { useChanges } from './market'
import { usePages } from './use-pages'

/** Jobs by page, and every `after` that was asked for. */
let pages: string[][] = []
let broken = false
const asked: (string | null)[] = []

beforeEach(() => {
  freshPhone()
  signedInAs(worker)
  asked.length = 0
  broken = false
  pages = [['a', 'b'], ['c', 'd'], ['e']]
  vi.stubGlobal('fetch', async (url: string) => {
    const after = new URL(url, 'https://market.example').searchParams.get('after')
    asked.push(after)
    if (broken && after !== null) return new Response(JSON.stringify({ code: 'internal', message: '出了问题', requestId: 'r' }), { status: 500 })
    const at = Number(after ?? 0)
    return new Response(JSON.stringify({ jobs: (pages[at] ?? []).map((id) => ({ ...job, id })), next: pages[at + 1] ? String(at + 1) : null }), { status: 200 })
  })
})

const opened = async () => {
  const hook = renderHook(() => usePages('GET /api/jobs', { limit: 2 }))
  const shown = (): string => hook.result.current.pages.map((page) => page.jobs.map(({ id }) => id).join('')).join(' ')
  await waitFor(() => expect(shown()).toBe('ab'))
  const readOn = (): Promise<void> => act(async () => hook.result.current.more?.read())
  await readOn()
  expect(shown()).toBe('ab cd')
  return { hook, shown, readOn }
}
const again = (hook: Awaited<ReturnType<typeof opened>>['hook']): Promise<void> => act(async () => hook.result.current.first.reload())

test('a first page that comes again as it was leaves what was read behind it alone', async () => {
  const { hook, shown } = await opened()
  const before = asked.length
  await again(hook)
  expect(shown()).toBe('ab cd')
  expect(asked.slice(before)).toEqual([null])
})

test('when it comes with something else in it, as many pages are read again, and the list never falls back meanwhile', async () => {
  const { hook, shown, readOn } = await opened()
  await readOn()
  expect(shown()).toBe('ab cd e')
  pages = [['x', 'a'], ['b', 'c'], ['d', 'e']]
  const seen = new Set<string>()
  const watching = setInterval(() => seen.add(shown()), 1)
  await again(hook)
  await waitFor(() => expect(shown()).toBe('xa bc de'))
  clearInterval(watching)
  expect([...seen].filter((one) => one !== 'ab cd e' && one !== 'xa bc de')).toEqual([])
})

test('what was done on this phone shows on the pages behind, too', async () => {
  const { shown } = await opened()
  pages = [['a', 'b'], ['d', 'e']]
  await act(async () => useChanges.setState(({ count }) => ({ count: count + 1 })))
  await waitFor(() => expect(shown()).toBe('ab de'))
})

test('pages that cannot be read again are let go of, and can be read on', async () => {
  const { hook, shown, readOn } = await opened()
  pages = [['x', 'a'], ['b', 'c'], ['d']]
  broken = true
  await again(hook)
  await waitFor(() => expect(shown()).toBe('xa'))
  expect(hook.result.current.more?.problem).not.toBeNull()
  broken = false
  await readOn()
  expect(shown()).toBe('xa bc')
})

test('another question begins with its own first page', async () => {
  const { result, rerender } = renderHook(({ words }) => usePages('GET /api/jobs', { words }), { initialProps: { words: '卸货' } })
  await waitFor(() => expect(result.current.more).not.toBeNull())
  await act(async () => result.current.more?.read())
  expect(result.current.pages).toHaveLength(2)
  rerender({ words: '搬家' })
  await waitFor(() => expect(result.current.pages).toHaveLength(1))
})
