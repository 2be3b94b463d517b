import { checkPhone } from '@market/shared/register/register.rules'
import { covers, fitsScope, longestTermYears, startOfDayNamed, yearsLater } from '@market/shared/staff/staff.rules'
import { staffRoleWords, type StaffRole } from '@market/shared/words/lists'
import { marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { Store } from '../../store/store'
import type { Vault } from '../../store/vault'
import { insertProposal, officersInForce } from './grants.queries'
import { registeredByPhone } from './people.queries'
import { findPlaceNamed } from './places.queries'

/** Two can give every other right below them, each being the other's second person; a third would only be one more way in. */
export const officersNeeded = 2

export type Installation = {
  phone: string
  role: StaffRole
  /** A region's code, or a market's id. */
  scope: string
  /** Gives it although there are officers who could. */
  force: boolean
}

/** The command was not carried out; the message says why and what to do. */
export class InstallationRefused extends Error {
  override readonly name = 'InstallationRefused'
}

/**
 * Gives the first rights of an installation, from the console of the server: nobody is there yet who could propose or
 * confirm. Whoever may run this holds the keys of the vault, so the second person is the one who watches the console.
 * @returns a line that says what was given to whom, masked
 * @throws InstallationRefused
 */
export async function installGrant({ store, vault }: { store: Store; vault: Pick<Vault, 'blindIndexes'> }, { phone: typed, role, scope, force }: Installation, now: number): Promise<string> {
  const phone = checkPhone(typed)
  if (!phone.ok) throw new InstallationRefused(`--phone ${phone.message}`)
  if (role !== 'officer' && !force) throw new InstallationRefused('only officers are made here; they give the other rights in the product (--force to do it all the same)')

  return store.write(async (tx) => {
    const place = await findPlaceNamed(tx, scope)
    if (place === null) throw new InstallationRefused(`there is no region or market ${scope}`)
    if (!fitsScope(role, place.kind)) throw new InstallationRefused(`${role} is not a right for a ${place.kind}`)
    const people = await registeredByPhone(tx, vault.blindIndexes('phone', phone.value))
    const [person] = people
    if (person === undefined) throw new InstallationRefused('nobody is registered with this phone number; let them register in the mini-program first')
    if (people.length > 1) throw new InstallationRefused('several people are registered with this phone number; let the person register with one of their own')

    const officers = (await officersInForce(tx, now)).filter((officer) => covers(officer.scopePath, place.path))
    if (officers.length >= officersNeeded && !force) {
      throw new InstallationRefused(`${place.name} has ${officers.length} officers already; rights are proposed and confirmed in the product (--force to do it all the same)`)
    }
    if (officers.some(({ personId, scopePath }) => personId === person.personId && scopePath === place.path) && role === 'officer') {
      throw new InstallationRefused('this person has that right already')
    }
    const today = marketDay(now)
    const untilAt = startOfDayNamed(yearsLater(today, longestTermYears))
    const id = uuidv7()
    await insertProposal(tx, { id, personId: person.personId, role, scopePath: place.path, marketId: place.marketId, fromAt: now, untilAt, grantedAt: now })
    await tx.append({ kind: 'grant.installed', subjectId: id, marketId: place.marketId, at: now, data: { personId: person.personId, role, scopePath: place.path } })
    return `${person.nameMasked ?? '*'} ${person.phoneMasked ?? ''} · ${staffRoleWords[role]} · ${place.name}`
  })
}
