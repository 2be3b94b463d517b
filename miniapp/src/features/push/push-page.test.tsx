import { fireEvent, render, waitFor } from '@testing-library/react'
import type { PushSettingsView } from '@market/shared/push/push.contract'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { worker } from '../../../test/support/samples'
import { answerWith, Refusal, type Asked } from '../../../test/support/server'
import PushPage from '../../pages/push/index'
import { TellMe } from './tell-me'

const wechat = vi.hoisted(() => ({ there: true, answers: null as Map<string, string> | null, asked: [] as string[][] }))
vi.mock('../../platform/navigation', () => fakeNavigation)
vi.mock('../../platform/subscription-messages', () => ({
  get hasSubscriptionMessages() {
    return wechat.there
  },
  askForMessages: (ids: string[]) => {
    wechat.asked.push(ids)
    return Promise.resolve(wechat.answers)
  },
}))

const settings = (changes: Partial<PushSettingsView> = {}): PushSettingsView => ({
  mostPerDay: 3, quiet: { from: '21:00', until: '04:00' }, templates: [{ template: 'new_job', id: 'id-new', left: 0 }, { template: 'offer', id: 'id-offer', left: 0 }], ...changes,
})
const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
const there = (id: string): boolean => document.getElementById(id) !== null
const bodies = (asked: Asked[], call: string): unknown[] => asked.filter((one) => one.call === call).map(({ body }) => body)
const read = 'GET /api/push/settings'

beforeEach(() => {
  freshPhone()
  signedInAs(worker)
  Object.assign(wechat, { there: true, answers: null, asked: [] })
})

it('says how often and when one is told, and a tap changes it at once', async () => {
  let now = settings()
  const asked = answerWith({
    [read]: () => now,
    'POST /api/push/settings': ({ body }: Asked) => (now = settings(body as Partial<PushSettingsView>)),
  })
  render(<PushPage />)
  await waitFor(() => expect(at('push-state').textContent).toContain('一天最多告诉您 3 次'))
  expect(at('push-state').textContent).toContain('晚 9 点到早 4 点不打扰')
  fireEvent.click(at('push-most-1'))
  await waitFor(() => expect(at('push-state').textContent).toContain('一天最多告诉您 1 次'))
  fireEvent.click(at('push-night-none'))
  await waitFor(() => expect(at('push-state').textContent).toContain('什么时候都会说'))
  fireEvent.click(at('push-most-0'))
  await waitFor(() => expect(at('push-state').textContent).toContain('没有开'))
  expect(there('push-night')).toBe(false)
  expect(bodies(asked, 'POST /api/push/settings')).toEqual([
    { mostPerDay: 1, quiet: { from: '21:00', until: '04:00' } }, { mostPerDay: 1, quiet: null }, { mostPerDay: 0, quiet: null },
  ])
})

it('a change that was refused says so, and what was chosen stays', async () => {
  answerWith({ [read]: settings(), 'POST /api/push/settings': new Refusal('internal') })
  render(<PushPage />)
  await waitFor(() => expect(there('push-most-1')).toBe(true))
  fireEvent.click(at('push-most-1'))
  await waitFor(() => expect(at('push-problem').textContent).toContain('我们这边出了问题'))
  expect(at('push-state').textContent).toContain('3 次')
})

it('one tap asks WeChat for both kinds at once, and its answers are told to the server', async () => {
  wechat.answers = new Map([['id-new', 'accept'], ['id-offer', 'reject']])
  let left = 0
  const asked = answerWith({
    [read]: () => settings({ templates: [{ template: 'new_job', id: 'id-new', left }, { template: 'offer', id: 'id-offer', left: 0 }] }),
    'POST /api/push/consents': () => {
      left = 1
      return settings()
    },
  })
  render(<TellMe />)
  await waitFor(() => expect(at('tell-me').textContent).toBe('有合适的活告诉我'))
  fireEvent.click(at('tell-me'))
  await waitFor(() => expect(at('tell-me-answer').textContent).toContain('微信里告诉您'))
  expect(wechat.asked).toEqual([['id-new', 'id-offer']])
  expect(bodies(asked, 'POST /api/push/consents')).toEqual([{ answers: [{ template: 'new_job', answer: 'accept' }, { template: 'offer', answer: 'reject' }] }])
  await waitFor(() => expect(there('tell-me')).toBe(false))
})

it('every leave is one message of one kind: when those of held places are used up, it is asked again', async () => {
  answerWith({ [read]: settings({ templates: [{ template: 'new_job', id: 'id-new', left: 2 }, { template: 'offer', id: 'id-offer', left: 0 }] }) })
  const { unmount } = render(<TellMe />)
  await waitFor(() => expect(at('tell-me').textContent).toBe('给我留了位子告诉我'))
  unmount()
  render(<PushPage />)
  await waitFor(() => expect(at('push-wechat').textContent).toContain('微信要您点一下'))
})

it('with leave for both, nothing is asked', async () => {
  const asked = answerWith({ [read]: settings({ templates: [{ template: 'new_job', id: 'id-new', left: 2 }, { template: 'offer', id: 'id-offer', left: 1 }] }) })
  render(<TellMe />)
  await waitFor(() => expect(asked).toHaveLength(1))
  expect(there('tell-me')).toBe(false)
})

it('yes to held places alone promises no new jobs', async () => {
  wechat.answers = new Map([['id-new', 'reject'], ['id-offer', 'accept']])
  answerWith({ [read]: settings(), 'POST /api/push/consents': settings() })
  render(<TellMe />)
  await waitFor(() => expect(there('tell-me')).toBe(true))
  fireEvent.click(at('tell-me'))
  await waitFor(() => expect(at('tell-me-answer').textContent).toBe('给您留了位子，微信里告诉您；新活写在“消息”里'))
})

it('a yes that the server could not be told is not called done', async () => {
  wechat.answers = new Map([['id-new', 'accept'], ['id-offer', 'accept']])
  answerWith({ [read]: settings(), 'POST /api/push/consents': new Refusal('internal') })
  render(<TellMe />)
  await waitFor(() => expect(there('tell-me')).toBe(true))
  fireEvent.click(at('tell-me'))
  await waitFor(() => expect(at('tell-me-problem').textContent).toContain('我们这边出了问题'))
  expect(there('tell-me-answer')).toBe(false)
  expect(there('tell-me')).toBe(true)
})

it.each([
  ['no', new Map([['id-new', 'reject'], ['id-offer', 'reject']]), '“消息”里照样有'],
  ['a switch that is off', null, '“设置”里打开'],
])('%s is answered with where the news will be', async (_words, answers, words) => {
  wechat.answers = answers
  answerWith({ [read]: settings(), 'POST /api/push/consents': settings() })
  render(<TellMe />)
  await waitFor(() => expect(there('tell-me')).toBe(true))
  fireEvent.click(at('tell-me'))
  await waitFor(() => expect(at('tell-me-answer').textContent).toContain(words))
})

it('in a browser nothing is asked: the messages come in the app, and a tap leads to how often', async () => {
  wechat.there = false
  answerWith({ [read]: settings() })
  const { unmount } = render(<TellMe />)
  await waitFor(() => expect(at('tell-me').textContent).toContain('写在“消息”里'))
  fireEvent.click(at('tell-me'))
  expect(navigation.went).toEqual([['open', '/pages/push/index']])
  expect(wechat.asked).toEqual([])
  unmount()
  render(<PushPage />)
  await waitFor(() => expect(at('push-wechat').textContent).toContain('新活会写在“我的”里的“消息”里'))
  expect(there('push-ask')).toBe(false)
})
