import { endpoints } from '@market/shared/api'
import type { Endpoint, Role } from '@market/shared/endpoint'
import { staffRoles, type StaffRole } from '@market/shared/words/lists'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestCaller } from './support/app'
import { rowsAtRest } from './support/rows-of-all-tables'
import { entries } from './scope-matrix/entries'
import type { Entry } from './scope-matrix/entry'
import { createOwnThings, ownThings, type OwnThings } from './scope-matrix/own-things'
import { createWorld, type Place, type World } from './scope-matrix/world'

/**
 * Every endpoint × everybody × the own scope and another one, made from the table of endpoints. Who is not named by an endpoint is
 * turned away before anything is looked up; who is named reaches their own place, and nothing of another one. For workers and
 * employers the scope is what is theirs.
 */

type Answer = { status: number; body: { code?: string }; text: string }
const callers = ['nobody', 'newcomer', 'worker', 'employer', ...staffRoles] as const
type CallerName = (typeof callers)[number]

const isStaffRole = (name: CallerName): name is StaffRole => staffRoles.some((role) => role === name)
const rolesNamed = ({ who }: Endpoint): readonly Role[] => (who === 'everyone' || who === 'signed_in' ? [] : typeof who === 'string' ? [who] : who)
const isNamed = (endpoint: Endpoint, caller: CallerName): boolean =>
  endpoint.who === 'everyone' || (caller !== 'nobody' && (endpoint.who === 'signed_in' || rolesNamed(endpoint).some((role) => role === caller)))

const needsGrant = (endpoint: Endpoint): boolean => rolesNamed(endpoint).some((role) => isStaffRole(role))
const entryOf = (endpoint: Endpoint): Entry<Endpoint> => {
  const entry = (entries as Record<string, unknown>)[endpoint.action]
  if (entry === undefined) throw new Error(`${endpoint.action} has no entry in the scope matrix`)
  return entry as Entry<Endpoint>
}

/** Any value for each part of the address: what is asked is who may, not what there is. */
const anything = (endpoint: Endpoint) => ({
  params: Object.fromEntries(Array.from(endpoint.path.matchAll(/:(\w+)/g), ([, name]) => [name, '00000000-0000-7000-8000-000000000000'])),
  ...(endpoint.method === 'GET' || endpoint.method === 'DELETE' ? {} : { body: {} }),
})

describe('who may do what where', () => {
  let world: World
  let own: OwnThings
  beforeAll(async () => {
    world = await createWorld({ gateways: { sms: { send: () => Promise.resolve('sent') } } })
    own = await createOwnThings(world)
  })
  afterAll(() => world.close())

  const callerNamed = (name: CallerName): TestCaller => {
    if (name === 'nobody') return world.app.stranger
    return isStaffRole(name) ? world.here.people[name] : world[name]
  }
  const ask = async (caller: TestCaller, endpoint: Endpoint, request: Parameters<TestCaller['raw']>[1]): Promise<Answer> => (await caller.raw(endpoint, request)) as Answer

  const turnedAway = async (endpoint: Endpoint, name: CallerName): Promise<void> => {
    const expected = name === 'nobody' ? { status: 401, code: 'unauthenticated' } : { status: 403, code: needsGrant(endpoint) ? 'forbidden' : 'not_registered' }
    const { status, body } = await ask(callerNamed(name), endpoint, anything(endpoint))
    expect({ status, code: body.code }).toEqual(expected)
  }

  const notTurnedAway = async (endpoint: Endpoint, name: CallerName): Promise<void> => {
    // A session that a call may end is not one that other tests go on with.
    const caller = endpoint.action.startsWith('session.') && name !== 'nobody' ? await world.app.person() : callerNamed(name)
    const { status, body } = await ask(caller, endpoint, anything(endpoint))
    expect(status).toBeLessThan(500)
    expect(['unauthenticated', 'forbidden', 'not_registered']).not.toContain(body.code)
  }

  /** Makes a call that must leave every row as it was; a call that changes nothing by its contract has no rows to compare. */
  const withoutAChange = async (endpoint: Endpoint, mayChange: boolean, call: () => Promise<Answer>): Promise<Answer> => {
    if (!endpoint.changes || mayChange) return call()
    const before = await rowsAtRest(world.app)
    const answer = await call()
    expect(await rowsAtRest(world.app)).toEqual(before)
    return answer
  }

  const reachesOwnPlaceOnly = async (endpoint: Endpoint, role: StaffRole): Promise<void> => {
    const entry = entryOf(endpoint)
    const caller = world.here.people[role]
    if (entry.about === 'a list') {
      const [own, foreign] = [await entry.put(world.here, role, world), await entry.put(world.there, role, world)]
      const { status, text } = await ask(caller, endpoint, entry.request)
      expect(status).toBe(200)
      expect(text).toContain(own)
      expect(text).not.toContain(foreign)
      return
    }
    if (entry.about === 'the province') {
      expect(await ask(world.province[1], endpoint, await entry.request(world))).toMatchObject({ status: 200 })
      const { status, body } = await ask(caller, endpoint, await entry.request(world))
      if (entry.open) expect(status).toBe(200)
      else expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' })
      return
    }
    const about = async (place: Place): Promise<Answer> => ask(caller, endpoint, await entry.request(place, role, world))
    const own = await about(world.here)
    expect(own, own.text).toMatchObject({ status: 200 })

    const request = await entry.request(world.there, role, world)
    const foreign = await withoutAChange(endpoint, entry.elsewhere !== undefined, () => ask(caller, endpoint, request))
    if (entry.elsewhere) return entry.elsewhere(foreign, world.there)
    expect(foreign, foreign.text).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }

  /** A call about the things of one worker and one employer. */
  const aboutOwnThings = (endpoint: Endpoint): Parameters<TestCaller['raw']>[1] => {
    const entry = (ownThings as Record<string, unknown>)[endpoint.action]
    if (entry === undefined) throw new Error(`${endpoint.action} does not say whose things it is about`)
    return {
      params: Object.fromEntries(Array.from(endpoint.path.matchAll(/:(\w+)/g), ([, name = '']) => [name, own.ids[name]])),
      ...(typeof entry === 'object' ? (entry as { body: unknown }) : {}),
    }
  }

  const notThereForOthers = async (endpoint: Endpoint, name: CallerName): Promise<void> => {
    const answer = await withoutAChange(endpoint, false, () => ask(callerNamed(name), endpoint, aboutOwnThings(endpoint)))
    expect(answer, answer.text).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }

  const isOnesOwn = ({ action, who, params }: Endpoint): boolean =>
    params !== undefined && who !== 'everyone' && (ownThings as Record<string, unknown>)[action] !== 'everybodys'

  describe.each(endpoints.map((endpoint) => [endpoint.action, endpoint] as const))('%s', (_action, endpoint) => {
    it.each(callers.filter((name) => !isNamed(endpoint, name)))('is refused to %s, here and elsewhere', (name) => turnedAway(endpoint, name))
    const named = callers.filter((name) => isNamed(endpoint, name))
    if (needsGrant(endpoint)) it.each(named.filter(isStaffRole))('is open to %s in their own scope only', (role) => reachesOwnPlaceOnly(endpoint, role))
    else {
      it.each(named)('is open to %s', (name) => notTurnedAway(endpoint, name))
      if (isOnesOwn(endpoint)) {
        it.each(named)('shows %s nothing of what is somebody else’s', (name) => notThereForOthers(endpoint, name))
        if (endpoint.method === 'GET') {
          it.each((['worker', 'employer'] as const).filter((name) => named.includes(name)))('shows their own to a %s', async (name) => {
            const answer = await ask(own[name], endpoint, aboutOwnThings(endpoint))
            expect(answer, answer.text).toMatchObject({ status: 200 })
          })
        }
      }
    }
  })
})
