import type { Endpoint } from '@market/shared/endpoint'
import { inArray } from 'drizzle-orm'
import type { Store } from '../../src/store/store'
import type { TestPerson } from '../support/app'
import type { OwnThings } from '../scope-matrix/own-things'
import type { World } from '../scope-matrix/world'

/** Everybody who calls, by what they are; null is nobody. */
export type Callers = Readonly<Record<string, TestPerson | null>>

export const callersIn = ({ here, there, province, newcomer, worker, employer }: World, own: OwnThings): Callers => ({
  'nobody': null, newcomer, worker, employer, 'a hired worker': own.worker, 'their employer': own.employer,
  ...here.people, 'staff elsewhere': there.people.staff, 'manager elsewhere': there.people.manager, 'province': province[0], 'second of the province': province[1],
})

const rolesOf: Readonly<Record<string, string>> = {
  'a hired worker': 'worker', 'their employer': 'employer', 'staff elsewhere': 'staff', 'manager elsewhere': 'manager', 'province': 'officer', 'second of the province': 'officer',
}

/** Those whom an endpoint is for. */
export const namedBy = ({ who }: Endpoint, callers: Callers): string[] =>
  Object.keys(callers).filter((name) => who === 'everyone' || (name !== 'nobody' && (who === 'signed_in' || [who].flat().some((role) => role === (rolesOf[name] ?? name)))))

/** What each of them may do at this moment: a call may have ended somebody's session or right. */
export const standingOf = (store: Store, callers: Callers): Promise<string> => {
  const people = Object.values(callers).flatMap((caller) => (caller === null ? [] : [caller.personId]))
  return store.read(async ({ q, t }) => {
    const sessions = await q.select({ id: t.sessions.id, over: t.sessions.revokedAt }).from(t.sessions).where(inArray(t.sessions.personId, people)).orderBy(t.sessions.id)
    const grants = await q.select({ id: t.grants.id, until: t.grants.untilAt }).from(t.grants).where(inArray(t.grants.personId, people)).orderBy(t.grants.id)
    return JSON.stringify([sessions.filter(({ over }) => over === null), grants])
  })
}
