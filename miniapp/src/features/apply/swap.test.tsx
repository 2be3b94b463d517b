import { render, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeNavigation, freshPhone, signedInAs } from '../../../test/support/page'
import { application, job, worker } from '../../../test/support/samples'
import { answerWith } from '../../../test/support/server'
import { Swap } from './swap'

vi.mock('../../platform/navigation', () => fakeNavigation)

const at = (id: string): HTMLElement | null => document.getElementById(id)
const shown = async (...applications: ReturnType<typeof application>[]): Promise<string> => {
  answerWith({ 'GET /api/applications': { applications } })
  render(<Swap id="wanted" hours={job} busy={false} onSwap={() => undefined} />)
  await waitFor(() => expect(at('wanted-collides') ?? at('wanted-free')).not.toBeNull())
  return document.body.textContent
}

beforeEach(() => {
  freshPhone()
  signedInAs(worker)
})

it('one that is not signed by both can be given up for this one', async () => {
  expect(await shown(application('employer_signed'), application('withdrawn', { id: 'application-0002' }))).toContain('换过来，那个活的位子就让给别人')
  expect(at('wanted-swap')).not.toBeNull()
})

it('one that both have signed cannot, and is shown', async () => {
  expect(await shown(application('signed'))).toContain('那个活两边都签过字，不能直接换')
  expect([at('wanted-swap'), at('wanted-see') !== null]).toEqual([null, true])
})

it('more than one is given back by hand, so that nobody loses two places with one tap', async () => {
  expect(await shown(application('applied'), application('applied', { id: 'application-0002' }))).toContain('撞了不止一个')
  expect(at('wanted-swap')).toBeNull()
})

it('who only waits somewhere else has promised nothing', async () => {
  expect(await shown(application('queued'), application('offered', { id: 'application-0002' }))).toContain('现在空着')
})
