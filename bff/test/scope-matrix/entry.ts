import type { Api, Call } from '@market/shared/api'
import type { Endpoint } from '@market/shared/endpoint'
import type { StaffRole } from '@market/shared/words/lists'
import type { Request } from '../support/app'
import type { Place, World } from './world'

/**
 * What the scope matrix has to know of an endpoint that needs a granted role. A new endpoint without an entry does not compile:
 *
 * 1. open (or make) `entries/<feature>.ts`, whose record is typed by the contract;
 * 2. add `'<feature>.<verb>'`: either `about: 'one thing'` with a request about something in the given place, made anew for each
 *    call, or `about: 'a list'` with something put into the list of the place and a text by which it is known in the answer, or
 *    `about: 'the province'` for what has no place;
 * 3. a new file is spread into `entries.ts`.
 *
 * The test then calls it as everybody, about the own place and about another one.
 */
export type Entry<E extends Endpoint> = ThingEntry<E> | ListEntry<E> | ProvinceEntry<E>

/** A call about one thing. In the caller's scope it is answered with 200; elsewhere the thing is not there, and no row changes. */
type ThingEntry<E extends Endpoint> = {
  about: 'one thing'
  /** A request of `role` about a fresh thing in this place; everybody whom the endpoint names may make it there. */
  request(place: Place, role: StaffRole, world: World): Promise<Request<E>>
  /** Where elsewhere is answered in another way than 404: judges that answer. */
  elsewhere?: (answer: { status: number; body: unknown; text: string }, place: Place) => void
}

/** A call that shows everything in the caller's scope. What was put there stands in the answer; what was put elsewhere does not. */
type ListEntry<E extends Endpoint> = {
  about: 'a list'
  /** Puts something into the list of this place; gives the text by which it is known. */
  put(place: Place, role: StaffRole, world: World): Promise<string>
  request: Request<E>
}

/** A call about what is one for the whole province: its own officers make it, and a city's may at most read. */
type ProvinceEntry<E extends Endpoint> = {
  about: 'the province'
  request(world: World): Promise<Request<E>>
  /** Whether a city's officer may make it too. */
  open: boolean
}

type StaffRolesOf<E> = E extends { who: infer W } ? Extract<W extends readonly (infer R)[] ? R : W, StaffRole> : never
type GrantedOnly<E> = E extends Endpoint ? ([StaffRolesOf<E>] extends [never] ? never : E) : never

/** Every endpoint that a granted role is named by. */
type Granted = GrantedOnly<Api[Call]>
export type GrantedAction = Granted['action']

export type Entries<Action extends GrantedAction = GrantedAction> = { [A in Action]: Entry<Extract<Granted, { action: A }>> }
/** The entries of one feature: of all endpoints whose action begins with its word. */
export type EntriesOf<Feature extends string> = Entries<Extract<GrantedAction, `${Feature}.${string}`>>
