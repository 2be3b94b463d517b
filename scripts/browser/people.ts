import { randomUUID } from 'node:crypto'
import { applyEndpoints, type Application } from '@market/shared/apply/apply.contract'
import { casesEndpoints } from '@market/shared/cases/cases.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { crewsEndpoints } from '@market/shared/crews/crews.contract'
import { demoEndpoints, type DemoPerson } from '@market/shared/demo/demo.contract'
import type { Endpoint, PartOf } from '@market/shared/endpoint'
import { identityEndpoints } from '@market/shared/identity/identity.contract'
import { workLicenceEndpoints } from '@market/shared/identity/work-licences.contract'
import { samplePictures } from '@market/shared/identity/picture.samples'
import type { WorkLicenceKind } from '@market/shared/identity/work-licences'
import { consent } from '@market/shared/register/consent'
import { registerEndpoints } from '@market/shared/register/register.contract'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import type { TradeCode } from '@market/shared/words/lists'
import type { Input } from '../seed/demo/caller'
import { nobodysIdNumber } from './invented'
import { atTheGate, type Phone } from './phone'

/** People of a story who need no screen of their own: what they do goes through the API, as their phones would send it. */
export type Person = {
  /** The browser they come in by; a phone that is given it is theirs. */
  device: string
  call<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<PartOf<E, 'response'>>
}

const callerAt = (url: string, token: string | null): Person['call'] =>
  async <E extends Endpoint>(endpoint: E, input: Input<E>): Promise<PartOf<E, 'response'>> => {
    const params = (input.params ?? {}) as Record<string, string>
    const reply = await fetch(url + endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? ''), {
      method: endpoint.method,
      headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(endpoint.changes ? { 'idempotency-key': randomUUID() } : {}) },
      ...(endpoint.method === 'GET' ? {} : { body: JSON.stringify(input.body ?? {}) }),
    })
    const body: unknown = await reply.json()
    if (!reply.ok) throw new Error(`${endpoint.action} was refused: ${JSON.stringify(body)}`)
    return body as PartOf<E, 'response'>
  }

async function entered(url: string, as: { personId: string } | { device: string }): Promise<Person> {
  const anybody = callerAt(url, null)
  const { code } = await anybody(demoEndpoints.loginCode, { body: as })
  const { tokens } = await anybody(sessionEndpoints.signIn, { body: { code } })
  return { device: 'device' in as ? as.device : '', call: callerAt(url, tokens.accessToken) }
}

/** The first demo person of whom this is true. */
export async function demoPerson(url: string, wanted: (person: DemoPerson) => boolean): Promise<Person> {
  const { people } = await callerAt(url, null)(demoEndpoints.people, {})
  const found = people.find(wanted)
  if (!found) throw new Error('there is no such demo person')
  return entered(url, { personId: found.personId })
}

/**
 * Somebody new who registers and checks in at the gate.
 * @param serial their own in the story: name, number and phone follow from it; below 100
 */
export async function newWorker({ url, gateLink }: { url: string; gateLink: string }, serial: number, trades: TradeCode[]): Promise<Person> {
  const person = await entered(url, { device: randomUUID() })
  const name = `${surnames[serial % surnames.length]}${givenNames[Math.floor(serial / surnames.length) % givenNames.length]}`
  const body = {
    name, idNumber: nobodysIdNumber('19790412', serial), phone: `1548${String(serial).padStart(7, '0')}`, trades, skillLevel: 'intermediate' as const,
    wishedPayFen: 24_000, wishedPayUnit: 'day' as const, consent: consent.version,
  }
  await person.call(registerEndpoints.worker, { body })
  await person.call(checkInEndpoints.create, { body: { code: gateLink, place: atTheGate } })
  return person
}

/** Hands in a licence for a dangerous trade, which staff of the market look at and accept. */
export async function licensed(person: Person, desk: Person, marketId: string, kind: WorkLicenceKind): Promise<void> {
  await person.call(identityEndpoints.upload, { body: { kind: 'work_licence', imageBase64: samplePictures.jpeg } })
  await person.call(workLicenceEndpoints.submit, { body: { marketId, kind, number: '豫A042023000123', validUntil: '2035-06-30', reviewBy: '' } })
  const { cases } = await person.call(casesEndpoints.mine, {})
  const params = { verificationId: cases.find((one) => one.kind === 'licence')?.subjectId ?? '' }
  await desk.call(identityEndpoints.reveal, { params, body: { purpose: 'review' } })
  await desk.call(identityEndpoints.accept, { params })
}

const surnames = ['白', '常', '段', '方', '葛', '郝', '江', '康', '雷', '毛']
const givenNames = ['大山', '小梅', '建业', '秋菊', '满仓']

/** Makes a crew of these people, led by the first. */
export async function makeCrew(name: string, [leader, ...mates]: readonly Person[]): Promise<void> {
  const crew = await leader?.call(crewsEndpoints.make, { body: { name } })
  if (!crew?.code) throw new Error('a crew has a code for its leader')
  for (const mate of mates) await mate.call(crewsEndpoints.join, { body: { code: crew.code } })
}

/** The place that is held for somebody now; null where none is. */
export async function heldFor({ call }: Person): Promise<Application | null> {
  const { applications } = await call(applyEndpoints.mine, {})
  return applications.find(({ state }) => state === 'offered') ?? null
}

/** Gives a phone to somebody: whoever enters on it as a newcomer is that person. */
export const handTo = (phone: Phone, { device }: Person): Promise<unknown> =>
  phone.page.addInitScript(`localStorage.setItem('device.1', ${JSON.stringify(JSON.stringify({ data: JSON.stringify(device) }))})`)
