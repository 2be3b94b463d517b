import { vi } from 'vitest'
import { forgetPerson } from '../../src/client/market'
import { useSession } from '../../src/features/session/session.store'
import type { Me } from '@market/shared/session/session.contract'
import { tokens } from './samples'

/** Where a page led, and what it was opened with: stands in for `platform/navigation` in tests of pages. */
export const navigation = {
  params: {} as Record<string, string>,
  went: [] as (readonly [how: 'open' | 'replace' | 'startAt' | 'back', path: string, params?: Record<string, string>])[],
}

const going = (how: 'open' | 'replace' | 'startAt' | 'back') => (path: string, params?: Record<string, string>): Promise<void> => {
  navigation.went.push(params === undefined ? [how, path] : [how, path, params])
  return Promise.resolve()
}

/** To be given to `vi.mock` in the place of `platform/navigation`. */
export const fakeNavigation = {
  open: going('open'),
  replace: going('replace'),
  startAt: going('startAt'),
  back: going('back'),
  usePageParams: () => navigation.params,
}

export const signedInAs = (me: Me): void => useSession.getState().entered(tokens, me)

/** A phone that nobody has used yet. */
export function freshPhone(params: Record<string, string> = {}): void {
  vi.unstubAllGlobals()
  forgetPerson()
  navigation.params = params
  navigation.went.length = 0
}
