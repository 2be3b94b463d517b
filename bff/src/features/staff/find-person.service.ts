import { AppError, refuseProblems } from '@market/shared/errors'
import { checkPhone } from '@market/shared/register/register.rules'
import { hour } from '@market/shared/words/time'
import type { Command } from '../../http/command'
import type { Scope } from '../../store/scope'
import type { Db } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { AuditService } from '../audit/audit.service'
import type { CodeReader } from '../scan/code-reader'
import { countSearch, findPerson, verifiedByPhone, type FoundPerson } from './people.queries'

/** Nobody gives rights to more people than this in an hour; somebody who asks more is trying out numbers. */
const searchesPerHour = 20

export type PersonSought = { phone: string } | { code: string }
export type PersonAnswer = { person: { personId: string; nameMasked: string; phoneMasked: string | null } | null }

export type FindPersonService = ReturnType<typeof findPersonService>

/** The person a right is to be given to. */
export const findPersonService = ({ vault, codes, audit }: {
  vault: Pick<Vault, 'blindIndexes'>
  codes: Pick<CodeReader, 'read'>
  audit: Pick<AuditService, 'record'>
}) => {
  const byPhone = (db: Db, phone: string, now: number): Promise<FoundPerson[]> => verifiedByPhone(db, vault.blindIndexes('phone', phone), now)

  const byCode = async (db: Db, code: string, now: number): Promise<FoundPerson[]> => {
    const read = await codes.read(db, code)
    const person = read.meaning === 'person' ? await findPerson(db, read.personId) : null
    return person !== null && person.verifiedUntil !== null && person.verifiedUntil > now ? [person] : []
  }

  return {
    /**
     * One checked person, or nobody: whether a number is unknown, not verified or shared by several is not told. Every search
     * is counted and kept in the audit log.
     * @throws AppError invalid_fields, code_revoked, rate_limited
     */
    async find({ caller, now, write }: Command, scope: Scope, sought: PersonSought): Promise<PersonAnswer> {
      const phone = 'phone' in sought ? checkPhone(sought.phone) : null
      if (phone?.ok === false) refuseProblems([{ field: 'phone', message: phone.message }])
      const [scopePath] = scope
      if (scopePath === undefined) throw new AppError('forbidden')
      return write(async (tx) => {
        if ((await countSearch(tx, caller.personId, Math.floor(now / hour))) > searchesPerHour) throw new AppError('rate_limited')
        const found = phone?.ok === true ? await byPhone(tx, phone.value, now) : 'code' in sought ? await byCode(tx, sought.code, now) : []
        const person = found.length === 1 ? (found[0] ?? null) : null
        await audit.record(tx, caller, now, {
          action: 'staff.find', subjectKind: 'person', subjectId: person?.personId ?? 'nobody', aboutPersonId: person?.personId ?? null, scopePath, purpose: 'grant',
        })
        return { person: person && { personId: person.personId, nameMasked: person.nameMasked ?? '*', phoneMasked: person.phoneMasked } }
      })
    },
  }
}
