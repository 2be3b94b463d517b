import { act, fireEvent, render, waitFor } from '@testing-library/react'
import type { Gate, GateCode } from '@market/shared/gates/gates.contract'
import { withdrawalReasons } from '@market/shared/gates/gates.rules'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, navigation, signedInAs } from '../../../test/support/page'
import { newcomer } from '../../../test/support/samples'
import { answerWith, Refusal } from '../../../test/support/server'
import GatePage from '../../manager/gate/index'
import GatesPage from '../../manager/gates/index'
import { codeReasons, gateReasons } from './gates.text'

vi.mock('../../platform/navigation', () => fakeNavigation)

const grant = (role: 'staff' | 'manager' | 'officer') => ({
  role, scopeName: '洛阳市零工市场', scopePath: role === 'officer' ? '/41/' : '/41/4103/market-0001/', marketId: role === 'officer' ? null : 'market-0001', untilAt: null,
})
const person = (role: 'staff' | 'manager' | 'officer') => ({ ...newcomer, roles: [role], grants: [grant(role)] })

const code = (start: string): GateCode => ({ token: `${start}m2p9x4q17h3t0v5w`, link: `https://market.test/q/${start}m2p9x4q17h3t0v5w`, readable: `${start} m2p9 x4q1 7h3t 0v5w`, createdAt: Date.now() })
const gate = (parts: Partial<Gate> = {}): Gate => ({
  id: 'gate-0001', marketId: 'market-0001', marketName: '洛阳市零工市场', name: '东门', createdAt: 0, codes: [code('g7k3')], screens: [], lastRevokedAt: null, ...parts,
})
const at = (id: string): HTMLElement | null => document.getElementById(id)
const gates = 'GET /api/markets/market-0001/gates'
const one = 'GET /api/gates/gate-0001'

beforeEach(() => freshPhone({ marketId: 'market-0001', gateId: 'gate-0001' }))

it('the gates of a market stand in a list, each with the state of its code', async () => {
  signedInAs(person('manager'))
  answerWith({
    [gates]: {
      marketName: '洛阳市零工市场', mayChange: true,
      gates: [gate(), gate({ id: 'gate-0002', name: '西门', codes: [code('g111'), code('g222')] }), gate({ id: 'gate-0003', name: '南门', codes: [] })],
    },
  })
  render(<GatesPage />)
  await waitFor(() => expect(at('gate-gate-0001')?.textContent).toContain('码 g7k3… 今天起用'))
  expect(at('gate-gate-0002')?.textContent).toContain('旧码未停')
  expect(at('gate-gate-0003')?.textContent).toContain('没有码')
  fireEvent.click(at('gate-gate-0001')!)
  expect(navigation.went).toEqual([['open', '/manager/gate/index', { gateId: 'gate-0001' }]])
})

it('a gate is set up by its name; what is wrong with it stands beside the field and is not sent', async () => {
  signedInAs(person('manager'))
  const asked = answerWith({ [gates]: { marketName: '洛阳市零工市场', mayChange: true, gates: [] }, 'POST /api/markets/market-0001/gates': gate({ id: 'gate-0009', name: '西门' }) })
  render(<GatesPage />)
  await waitFor(() => expect(at('gates-empty')).not.toBeNull())
  fireEvent.click(at('make-gate')!)
  fireEvent.click(at('gate-name-save')!)
  expect(at('gate-name-error')?.textContent).toContain('请给入口起个名字')
  expect(asked.some(({ call }) => call.startsWith('POST'))).toBe(false)
  fireEvent.input(at('gate-name')!, { target: { value: '西门' } })
  expect(at('gate-name-error')).toBeNull()
  fireEvent.click(at('gate-name-save')!)
  await waitFor(() => expect(navigation.went).toEqual([['open', '/manager/gate/index', { gateId: 'gate-0009' }]]))
  expect(asked.find(({ call }) => call.startsWith('POST'))?.body).toEqual({ name: '西门' })
  expect(at('gate-name-sheet')).toBeNull()
})

it('a name that another gate has is said beside the field', async () => {
  signedInAs(person('manager'))
  answerWith({
    [gates]: { marketName: '洛阳市零工市场', mayChange: true, gates: [gate()] },
    'POST /api/markets/market-0001/gates': new Refusal('invalid_fields', [{ field: 'name', message: '这个市场已经有叫这个名字的入口了' }]),
  })
  render(<GatesPage />)
  await waitFor(() => expect(at('make-gate')).not.toBeNull())
  fireEvent.click(at('make-gate')!)
  fireEvent.input(at('gate-name')!, { target: { value: '东门' } })
  fireEvent.click(at('gate-name-save')!)
  await waitFor(() => expect(at('gate-name-error')?.textContent).toContain('已经有叫这个名字的入口了'))
  expect(navigation.went).toEqual([])
})

it('who only looks sees the gates and prints, and changes nothing', async () => {
  signedInAs(person('staff'))
  answerWith({ [gates]: { marketName: '洛阳市零工市场', mayChange: false, gates: [gate()] }, [one]: { gate: gate(), mayChange: false } })
  const list = render(<GatesPage />)
  await waitFor(() => expect(at('gate-gate-0001')).not.toBeNull())
  expect(at('make-gate')).toBeNull()
  list.unmount()
  render(<GatePage />)
  await waitFor(() => expect(at('poster-A4')).not.toBeNull())
  for (const id of ['make-code', 'rename-gate', 'retire-gate', 'revoke-newest', 'make-screen', 'gate-screens']) expect(at(id)).toBeNull()
})

it('an officer without a market of their own chooses one first', () => {
  freshPhone()
  signedInAs(person('officer'))
  const asked = answerWith({})
  render(<GatesPage />)
  fireEvent.click(at('to-markets')!)
  expect(navigation.went).toEqual([['open', '/manager/markets/index']])
  expect(asked).toEqual([])
})

it('the page of a gate shows the newest code, and the old one as long as it leads in', async () => {
  signedInAs(person('manager'))
  answerWith({ [one]: { gate: gate({ codes: [code('g111'), code('g222')] }), mayChange: true } })
  render(<GatePage />)
  await waitFor(() => expect(at('newest-code')?.textContent).toContain('g111 m2p9 x4q1 7h3t 0v5w'))
  expect(at('older-code')?.textContent).toContain('g222 m2p9 x4q1 7h3t 0v5w')
  expect(at('make-code')).toBeNull()
})

it('a code is revoked for a reason, after being asked', async () => {
  signedInAs(person('manager'))
  const asked = answerWith({
    [one]: { gate: gate({ codes: [code('g111'), code('g222')] }), mayChange: true },
    'POST /api/gates/gate-0001/code-revocations': gate({ codes: [code('g111')] }),
  })
  render(<GatePage />)
  await waitFor(() => expect(at('revoke-older')).not.toBeNull())
  fireEvent.click(at('revoke-older')!)
  fireEvent.click(at('revoke-sheet-confirm')!)
  expect(at('revoke-sheet-reason-error')?.textContent).toContain('请点一个原因')
  fireEvent.click(at('revoke-sheet-reason-replaced')!)
  fireEvent.click(at('revoke-sheet-confirm')!)
  await waitFor(() => expect(at('revoke-sheet')).toBeNull())
  expect(asked.find(({ call }) => call.startsWith('POST'))?.body).toEqual({ token: code('g222').token, reason: 'replaced' })
})

it('a poster is fetched as the person, in the size they tapped, and kept under its name', async () => {
  signedInAs(person('manager'))
  answerWith({ [one]: { gate: gate(), mayChange: true } })
  render(<GatePage />)
  await waitFor(() => expect(at('poster-A4')).not.toBeNull())
  const fetched: string[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    fetched.push(`${url} ${String((init.headers as Record<string, string>).authorization)}`)
    return new Response(new Blob(['%PDF-']))
  })
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:poster', revokeObjectURL: () => undefined }))
  const kept: string[] = []
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    kept.push(this.download)
  })
  await act(async () => fireEvent.click(at('poster-A3')!))
  expect(fetched).toEqual(['/api/gates/gate-0001/poster?size=A3 Bearer access'])
  expect(kept).toEqual(['洛阳市零工市场-东门-A3.pdf'])
  expect(at('poster-done')?.textContent).toContain('A3 纸')
  click.mockRestore()
})

it('a poster that cannot be made says why', async () => {
  signedInAs(person('manager'))
  answerWith({ [one]: { gate: gate(), mayChange: true }, 'GET /api/gates/gate-0001/poster': new Refusal('gate_without_code') })
  render(<GatePage />)
  await waitFor(() => expect(at('poster-A4')).not.toBeNull())
  fireEvent.click(at('poster-A4')!)
  await waitFor(() => expect(at('gate-problem')?.textContent).toContain('先做一个新码'))
})

it('a gate that was closed leads back to the list', async () => {
  signedInAs(person('manager'))
  answerWith({ [one]: { gate: gate({ codes: [] }), mayChange: true }, 'POST /api/gates/gate-0001/retire': { retired: true } })
  render(<GatePage />)
  await waitFor(() => expect(at('gate-without-code')).not.toBeNull())
  expect(at('poster-A4')).toBeNull()
  fireEvent.click(at('retire-gate')!)
  fireEvent.click(at('retire-sheet-reason-gate_closed')!)
  fireEvent.click(at('retire-sheet-confirm')!)
  await waitFor(() => expect(navigation.went).toEqual([['replace', '/manager/gates/index', { marketId: 'market-0001' }]]))
})

it('a screen is bound to the gate with a link that is shown this once, and taken out of use after being asked', async () => {
  signedInAs(person('manager'))
  const screen = { id: 's9q1m2p9x4q1', createdAt: Date.now() }
  let standing = gate()
  const asked = answerWith({
    [one]: () => ({ gate: standing, mayChange: true }),
    'POST /api/gates/gate-0001/screens': () => {
      standing = gate({ screens: [screen] })
      return { gate: standing, screen: code('s9q1') }
    },
    'POST /api/gates/gate-0001/screen-revocations': () => (standing = gate()),
  })
  render(<GatePage />)
  await waitFor(() => expect(at('make-screen')).not.toBeNull())
  expect(at('end-screen-0')).toBeNull()
  fireEvent.click(at('make-screen')!)
  await waitFor(() => expect(at('screen-made')?.textContent).toContain('market.test/q/s9q1m2p9x4q17h3t0v5w'))
  fireEvent.click(at('screen-made-close')!)
  expect(at('screen-made')).toBeNull()
  await waitFor(() => expect(at('end-screen-0')).not.toBeNull())
  expect(document.body.textContent).not.toContain('s9q1')
  fireEvent.click(at('end-screen-0')!)
  expect(asked.filter(({ call }) => call.includes('screen-revocations'))).toEqual([])
  fireEvent.click(at('end-screen-sheet-confirm')!)
  await waitFor(() => expect(at('end-screen-0')).toBeNull())
  expect(asked.find(({ call }) => call.includes('screen-revocations'))?.body).toEqual({ screen: 's9q1m2p9x4q1' })
})

it('every reason that the server knows can be chosen somewhere', () => {
  expect(new Set([...codeReasons, ...gateReasons].map(({ value }) => value))).toEqual(new Set(withdrawalReasons))
})
