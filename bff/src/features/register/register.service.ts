import { AppError } from '@market/shared/errors'
import type { Answer } from '@market/shared/identity/identity.contract'
import { counts } from '@market/shared/identity/validity.rules'
import type { EmployerRegistration, WorkerRegistration } from '@market/shared/register/register.contract'
import { checkEmployerRegistration, checkWorkerRegistration, type CleanEmployer } from '@market/shared/register/register.rules'
import type { Me } from '@market/shared/session/session.contract'
import { maskName, maskPhone } from '@market/shared/words/mask'
import type { Command } from '../../http/command'
import { UniqueViolation } from '../../store/errors'
import type { Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import { mismatchWords, type IdentityService } from '../identity/identity.service'
import type { SessionService } from '../session/session.service'
import {
  bindIdentity, changeEmployerContact, findIdentity, insertEmployer, noteContact, putWorker, type EmployerRow, type SealedPerson,
} from './register.queries'

export type RegisterService = ReturnType<typeof registerService>

type Parts = { store: Store; vault: Vault; session: Pick<SessionService, 'meView'>; identity: Pick<IdentityService, 'askFor' | 'recordChecked'> }

/**
 * Registration of both sides (policy clauses 八 and 十一). The authority is asked whether name and number belong together;
 * where it cannot tell, the person is registered and not yet verified. A name and an ID number are bound to an account once;
 * after that trades, pay and contact may change, and who somebody is changes only at the desk.
 */
export const registerService = ({ store, vault, session, identity }: Parts) => {
  const sealPerson = (personId: string, { name, phone, consent }: { name: string; phone: string; consent: string }, now: number): SealedPerson => ({
    nameSealed: vault.seal(name, { table: 'people', column: 'name_sealed', row: personId }),
    nameMasked: maskName(name),
    phoneSealed: vault.seal(phone, { table: 'people', column: 'phone_sealed', row: personId }),
    phoneMasked: maskPhone(phone),
    phoneIndex: vault.blindIndex('phone', phone),
    consentVersion: consent,
    consentedAt: now,
  })

  const sealEmployer = (personId: string, employer: CleanEmployer, now: number): EmployerRow => ({
    personId,
    kind: employer.kind,
    // A household's name is a person's own, and this column is shown to everybody who sees its jobs.
    name: employer.kind === 'household' ? maskName(employer.name) : employer.name,
    creditCode: employer.kind === 'household' ? null : employer.creditCode,
    contactNameSealed: vault.seal(employer.contactName, { table: 'employers', column: 'contact_name_sealed', row: personId }),
    phoneSealed: vault.seal(employer.phone, { table: 'employers', column: 'phone_sealed', row: personId }),
    registeredAt: now,
  })

  /** @throws AppError identity_needs_review; UniqueViolation when the number is another account's */
  const bind = async (tx: Tx, personId: string, name: string, idNumber: string, person: SealedPerson): Promise<void> => {
    const known = await findIdentity(tx, personId)
    const nameBefore = known?.idNumberIndex && known.nameSealed
      ? vault.open(known.nameSealed, { table: 'people', column: 'name_sealed', row: personId })
      : name
    const bound = nameBefore === name && await bindIdentity(tx, personId, {
      ...person,
      idNumberSealed: vault.seal(idNumber, { table: 'people', column: 'id_number_sealed', row: personId }),
      idNumberIndex: vault.blindIndex('id_number', idNumber),
    }, vault.blindIndexes('id_number', idNumber))
    if (!bound) throw new AppError('identity_needs_review')
  }

  /**
   * What the authority says of name and number; null where it said so less than six months ago.
   * @throws AppError invalid_fields when they do not belong together, quota_used
   */
  const ask = async (personId: string, person: { name: string; idNumber: string }, field: string, now: number): Promise<Answer | null> => {
    const known = await store.read((db) => findIdentity(db, personId))
    if (known && counts(known.verifiedUntil, now) && known.idNumberIndex !== null && vault.blindIndexes('id_number', person.idNumber).includes(known.idNumberIndex)) return null
    const answer = await identity.askFor(personId, person, now)
    if (answer === 'mismatch') throw new AppError('invalid_fields', { fields: [{ field, message: mismatchWords }] })
    return answer
  }

  /** Binds name and number, and keeps what the authority said of them. */
  const bindChecked = async (tx: Tx, personId: string, clean: { name: string; idNumber: string }, person: SealedPerson, answer: Answer | null, now: number): Promise<void> => {
    await bind(tx, personId, clean.name, clean.idNumber, person)
    if (answer !== null) await identity.recordChecked(tx, { personId, method: 'gateway', answer, decidedBy: null, now })
  }

  /**
   * The one answer to every identity that does not fit, whether the number is somebody else's or the name is not the
   * one given before: it must not tell who is registered here.
   */
  const oneAnswer = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof UniqueViolation && error.constraint === 'people_id_number') throw new AppError('identity_needs_review')
      throw error
    }
  }

  return {
    /** @throws AppError invalid_fields with everything that is wrong, identity_needs_review, quota_used */
    async worker(command: Command, typed: WorkerRegistration): Promise<Me> {
      const { caller: { personId }, now } = command
      const { clean, problems } = checkWorkerRegistration(typed, now)
      if (!clean) throw new AppError('invalid_fields', { fields: problems })
      const answer = await ask(personId, clean, 'idNumber', now)
      const person = sealPerson(personId, clean, now)
      return oneAnswer(command.write(async (tx) => {
        await bindChecked(tx, personId, clean, person, answer, now)
        const { wishedPayFen, wishedPayUnit, skillLevel, trades } = clean
        const isNew = await putWorker(tx, { personId, wishedPayFen, wishedPayUnit, skillLevel, registeredAt: now }, trades)
        const kind = isNew ? ('person.registered' as const) : ('person.changed' as const)
        await tx.append({ kind, subjectId: personId, marketId: null, at: now, data: { as: 'worker' } })
        return session.meView(tx, personId, now)
      }))
    },

    /** @throws AppError invalid_fields with everything that is wrong, identity_needs_review, already_registered (as another employer) */
    async employer(command: Command, typed: EmployerRegistration): Promise<Me> {
      const { caller: { personId }, now } = command
      const { clean, problems } = checkEmployerRegistration(typed, now)
      if (!clean) throw new AppError('invalid_fields', { fields: problems })
      const answer = clean.kind === 'household' ? await ask(personId, clean, 'licence', now) : null
      const employer = sealEmployer(personId, clean, now)
      // Behind a business stands its contact person, who shows who they are before the first posting and not here.
      const person = sealPerson(personId, clean.kind === 'household' ? clean : { ...clean, name: clean.contactName }, now)
      return oneAnswer(command.write(async (tx) => {
        if (clean.kind === 'household') await bindChecked(tx, personId, clean, person, answer, now)
        else await noteContact(tx, personId, person)
        if (await insertEmployer(tx, employer)) {
          await tx.append({ kind: 'person.registered', subjectId: personId, marketId: null, at: now, data: { as: 'employer' } })
        } else if (!await changeEmployerContact(tx, employer)) {
          throw new AppError('already_registered')
        }
        return session.meView(tx, personId, now)
      }))
    },
  }
}
