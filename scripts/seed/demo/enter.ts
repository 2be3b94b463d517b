import type { Config } from '@market/bff/config'
import { createVault } from '@market/bff/store/vault'
import type { Store } from '@market/bff/store/store'
import { registerEndpoints } from '@market/shared/register/register.contract'
import { consent } from '@market/shared/register/consent'
import { sessionEndpoints } from '@market/shared/session/session.contract'
import { maskName, maskPhone } from '@market/shared/words/mask'
import { uuidv7 } from 'uuidv7'
import { actId, type Call } from './caller'
import type { DemoPeople } from './people'

export type Entered = Map<string, { personId: string; token: string }>

const everybody = ({ workers, crowd, employers, officials }: DemoPeople): { openid: string }[] => [...workers, ...crowd, ...employers, ...officials]

/**
 * Rows of people who will sign in for the first time, marked as demo, and the rights of those who have some: neither the
 * mark nor the first right of an installation is something an API gives.
 */
export async function markDemoPeople(store: Store, config: Config, people: DemoPeople, marketIds: { market: string; crowd: string }, now: number): Promise<void> {
  const vault = createVault({ keys: config.keys.vault, indexKeys: config.keys.index })
  const present = await store.read(({ q, t }) => q.select({ openid: t.people.openid }).from(t.people))
  const known = new Set(present.map(({ openid }) => openid))
  const newcomers = <P extends { openid: string }>(some: readonly P[]) => some.filter(({ openid }) => !known.has(openid)).map((person) => ({ person, id: uuidv7() }))
  const unnamed = newcomers([...people.workers, ...people.employers, ...people.crowd])
  const officials = newcomers(people.officials)
  if (unnamed.length + officials.length === 0) return
  const row = (id: string, openid: string) => ({ id, openid, demo: true, createdAt: now })
  const nobodyYet = { nameSealed: null, nameMasked: null, phoneSealed: null, phoneMasked: null }
  const named = (id: string, { name, phone }: { name: string; phone: string }) => {
    const seal = (column: string, plain: string): string => vault.seal(plain, { table: 'people', column, row: id })
    return { nameSealed: seal('name_sealed', name), nameMasked: maskName(name), phoneSealed: seal('phone_sealed', phone), phoneMasked: maskPhone(phone) }
  }
  await store.write(async ({ q, t }) => {
    await q.insert(t.people).values([
      ...unnamed.map(({ person, id }) => ({ ...row(id, person.openid), ...nobodyYet })),
      ...officials.map(({ person, id }) => ({ ...row(id, person.openid), ...named(id, person) })),
    ])
    if (officials.length === 0) return
    const paths = new Map((await q.select({ id: t.markets.id, path: t.markets.path }).from(t.markets)).map(({ id, path }) => [id, path]))
    const grantAt = (marketId: string) => ({ marketId, scopePath: paths.get(marketId) ?? '' })
    await q.insert(t.grants).values(
      officials.map(({ person: { role, at }, id }) => ({
        id: uuidv7(), personId: id, role, fromAt: now, grantedAt: now,
        ...(typeof at === 'string' ? grantAt(marketIds[at]) : { scopePath: at.regionPath }),
      })),
    )
  })
}

/** Signs everybody in. The gateway of this app takes an openid for a login code. */
export async function signEverybodyIn(call: Call, people: DemoPeople): Promise<Entered> {
  const entered: Entered = new Map()
  await Promise.all(
    everybody(people).map(async ({ openid }) => {
      const reply = await call(sessionEndpoints.signIn, { body: { code: openid } })
      if (!reply.ok) throw new Error(`a demo person could not sign in: ${reply.code}`)
      entered.set(openid, { personId: reply.body.me.personId, token: reply.body.tokens.accessToken })
    }),
  )
  return entered
}

/** Registers workers and employers through the product's own forms. */
export async function registerEverybody(call: Call, people: DemoPeople, entered: Entered, seed: string): Promise<void> {
  const headers = (openid: string) => ({ token: entered.get(openid)?.token ?? '', key: actId(seed, 'register', openid) })
  // A household's person is checked elsewhere while it registers, and is asked about in vain once the answer takes too long: not behind
  // hundreds of workers, who on a slow machine keep this process busy for longer than that.
  await Promise.all(
    people.employers.map(async ({ openid, kind, name, licence, contactName, phone }) => {
      const body = { kind, name, licence, contactName, phone, consent: consent.version }
      const reply = await call(registerEndpoints.employer, { body }, headers(openid))
      if (!reply.ok) throw new Error(`a demo employer could not register: ${reply.code}`)
    }),
  )
  await Promise.all(
    [...people.workers, ...people.crowd].map(async ({ openid, name, idNumber, phone, trades, skillLevel, wishedPayFen }) => {
      const body = { name, idNumber, phone, trades, skillLevel, wishedPayFen, wishedPayUnit: 'day' as const, consent: consent.version }
      const reply = await call(registerEndpoints.worker, { body }, headers(openid))
      if (!reply.ok) throw new Error(`a demo worker could not register: ${reply.code}`)
    }),
  )
}
