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

/** Rows of people who will sign in for the first time, marked as demo: the mark is not something an API may set. */
export async function markDemoPeople(store: Store, config: Config, people: DemoPeople, marketId: string, now: number): Promise<void> {
  const vault = createVault({ keys: config.keys.vault, indexKey: config.keys.index })
  const everyone = [...people.workers, ...people.employers, ...people.staff]
  const present = await store.read(({ q, t }) => q.select({ openid: t.people.openid }).from(t.people))
  const known = new Set(present.map(({ openid }) => openid))
  const missing = everyone.filter(({ openid }) => !known.has(openid)).map((person) => ({ person, id: uuidv7() }))
  if (missing.length === 0) return
  const staffRow = (id: string, { name, phone }: { name: string; phone: string }) => {
    const seal = (column: string, plain: string): string => vault.seal(plain, { table: 'people', column, row: id })
    return { nameSealed: seal('name_sealed', name), nameMasked: maskName(name), phoneSealed: seal('phone_sealed', phone), phoneMasked: maskPhone(phone) }
  }
  const staffOpenids = new Set(people.staff.map(({ openid }) => openid))
  const rows = missing.map(({ person, id }) => ({
    id, openid: person.openid, demo: true, createdAt: now,
    ...(staffOpenids.has(person.openid) ? staffRow(id, person) : { nameSealed: null, nameMasked: null, phoneSealed: null, phoneMasked: null }),
  }))
  const grants = missing
    .filter(({ person }) => staffOpenids.has(person.openid))
    .map(({ id }) => ({ id: uuidv7(), personId: id, role: 'staff' as const, marketId, fromAt: now, grantedAt: now }))
  await store.write(async ({ q, t }) => {
    await q.insert(t.people).values(rows)
    const markets = await q.select({ id: t.markets.id, path: t.markets.path }).from(t.markets)
    const scopePath = markets.find(({ id }) => id === marketId)?.path ?? ''
    if (grants.length > 0) await q.insert(t.grants).values(grants.map((grant) => ({ ...grant, scopePath })))
  })
}

/** Signs everybody in. The gateway of this app takes an openid for a login code. */
export async function signEverybodyIn(call: Call, people: DemoPeople): Promise<Entered> {
  const entered: Entered = new Map()
  const everyone = [...people.workers, ...people.employers, ...people.staff]
  await Promise.all(
    everyone.map(async ({ openid }) => {
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
  await Promise.all([
    ...people.workers.map(async ({ openid, name, idNumber, phone, trades, skillLevel, wishedPayFen }) => {
      const body = { name, idNumber, phone, trades, skillLevel, wishedPayFen, wishedPayUnit: 'day' as const, consent: consent.version }
      const reply = await call(registerEndpoints.worker, { body }, headers(openid))
      if (!reply.ok) throw new Error(`a demo worker could not register: ${reply.code}`)
    }),
    ...people.employers.map(async ({ openid, kind, name, licence, contactName, phone }) => {
      const body = { kind, name, licence, contactName, phone, consent: consent.version }
      const reply = await call(registerEndpoints.employer, { body }, headers(openid))
      if (!reply.ok) throw new Error(`a demo employer could not register: ${reply.code}`)
    }),
  ])
}
