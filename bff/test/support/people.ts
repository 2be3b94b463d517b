import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { maskName, maskPhone } from '@market/shared/words/mask'
import type { EmployerKind, StaffRole, TradeCode } from '@market/shared/words/lists'
import type { Store } from '../../src/store/store'
import type { Vault } from '../../src/store/vault'

/** Of whoever is given no other. */
export const usualPhone = '13800005678'

/** People put straight into the database, registered and signed in: for tests whose subject begins later. */
export interface PersonFacts {
  /** Somebody WeChat knows and nobody else: signed in, not registered. */
  newcomer?: true
  name?: string
  idNumber?: string
  phone?: string
  worker?: { trades?: TradeCode[]; wishedPayFen?: number }
  employer?: { kind?: EmployerKind; name?: string; creditCode?: string }
  /** Registered, but neither the person nor the employer was ever checked. */
  unverified?: true
  /** The market this person is staff of. */
  staffOf?: string
  /** Further grants: a role for a path of the tree, or for one market. */
  grants?: readonly ({ role: StaffRole } & ({ scopePath: string } | { marketId: string }))[]
}

export interface SignedIn {
  personId: string
  sessionId: string
  /** The number they registered. */
  phone: string
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
let next = 0

/** A valid ID number that belongs to nobody: each call gives another one. @param born in this year; without it long ago */
export function idNumber(born?: number): string {
  const serial = next++
  const [year, rest] = born === undefined ? [1960 + (serial % 40), Math.floor(serial / 40)] : [born, serial]
  const first = `410302${year}0${1 + (rest % 9)}15${String(Math.floor(rest / 9) % 1000).padStart(3, '0')}`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first[index]), 0)
  return first + '10X98765432'.charAt(sum % 11)
}

export async function createPerson(store: Store, vault: Vault, now: number, facts: PersonFacts = {}): Promise<SignedIn> {
  const personId = uuidv7()
  const sessionId = uuidv7()
  const verifiedUntil = facts.unverified ? null : now + 180 * 86_400_000
  const { name = '王建国', phone = usualPhone } = facts
  const number = facts.idNumber ?? idNumber()
  const seal = (table: string, column: string, plain: string) => vault.seal(plain, { table, column, row: personId })
  const identity = {
    nameSealed: seal('people', 'name_sealed', name),
    nameMasked: maskName(name),
    idNumberSealed: seal('people', 'id_number_sealed', number),
    idNumberIndex: vault.blindIndex('id_number', number),
    phoneSealed: seal('people', 'phone_sealed', phone),
    phoneMasked: maskPhone(phone),
    phoneIndex: vault.blindIndex('phone', phone),
    consentVersion: '1',
    consentedAt: now,
    verifiedUntil,
  }
  await store.write(async ({ q, t }) => {
    await q.insert(t.people).values({ id: personId, openid: `openid-${personId}`, createdAt: now, ...(facts.newcomer ? {} : identity) })
    await q.insert(t.sessions).values({ id: sessionId, personId, refreshHash: sessionId, createdAt: now, refreshedAt: now, expiresAt: now + 30 * 86_400_000 })
    if (facts.worker) {
      await q.insert(t.workers).values({ personId, wishedPayFen: facts.worker.wishedPayFen ?? 23_000, wishedPayUnit: 'day', skillLevel: 'junior', registeredAt: now })
      const trades = facts.worker.trades ?? ['4-02-05-01']
      await q.insert(t.workerTrades).values(trades.map((trade) => ({ personId, trade })))
    }
    if (facts.employer) {
      const { kind = 'business', name: employerName = '洛阳宏运农贸有限公司', creditCode = '91350100M000100Y43' } = facts.employer
      await q.insert(t.employers).values({
        personId,
        kind,
        name: kind === 'household' ? maskName(name) : employerName,
        creditCode: kind === 'business' ? creditCode : null,
        contactNameSealed: seal('employers', 'contact_name_sealed', name),
        phoneSealed: seal('employers', 'phone_sealed', phone),
        registeredAt: now,
        verifiedUntil: kind === 'household' ? null : verifiedUntil,
      })
    }
    for (const grant of [...(facts.staffOf ? [{ role: 'staff' as const, marketId: facts.staffOf }] : []), ...(facts.grants ?? [])]) {
      const marketId = 'marketId' in grant ? grant.marketId : null
      const [market] = marketId === null ? [] : await q.select({ path: t.markets.path }).from(t.markets).where(eq(t.markets.id, marketId))
      const scopePath = 'scopePath' in grant ? grant.scopePath : market?.path
      if (scopePath === undefined) throw new Error('a grant is for a market that exists')
      await q.insert(t.grants).values({ id: uuidv7(), personId, role: grant.role, scopePath, marketId, fromAt: now - 1, grantedAt: now - 1 })
    }
  })
  return { personId, sessionId, phone }
}
