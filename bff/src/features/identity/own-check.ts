import type { OwnCheck } from '@market/shared/identity/identity.contract'
import { checkPicture } from '@market/shared/identity/picture'
import { AppError, type FieldProblem } from '@market/shared/errors'
import { checkConsent, checkPersonName } from '@market/shared/register/register.rules'
import { checkHouseholdIdNumber, checkWorkerIdNumber } from '@market/shared/register/resident-id'
import { maskName } from '@market/shared/words/mask'
import type { NamedPerson } from '../../gateways/identity/identity'
import type { Vault } from '../../store/vault'
import type { OwnIdentity, StandingRow } from './identity.queries'
import { sealedIn } from './places'

export type JudgedCheck = {
  person: NamedPerson
  /** What is to be bound to the account; null where it is there already. */
  bind: OwnIdentity | null
  /** Of the number under every key in use. */
  indexes: readonly string[]
  face: Uint8Array | null
}

/**
 * What somebody wants checked: the account's own name and number, or new ones.
 * @throws AppError invalid_fields with everything that is wrong; identity_needs_review when a verified person gives other ones
 */
export function judgeOwnCheck(typed: OwnCheck, row: StandingRow, vault: Vault, now: number): JudgedCheck {
  const { personId } = row
  const known = row.nameSealed !== null && row.idNumberSealed !== null
    ? { name: vault.open(row.nameSealed, sealedIn.name(personId)), idNumber: vault.open(row.idNumberSealed, sealedIn.idNumber(personId)) }
    : null
  const problems: FieldProblem[] = []
  const face = readFace(typed.face, problems)
  if (typed.name === '' && typed.idNumber === '' && known) {
    if (problems.length > 0) throw new AppError('invalid_fields', { fields: problems })
    return { person: known, bind: null, indexes: [], face }
  }

  const name = checkPersonName(typed.name)
  // Who hires makes contracts with others and must be of age; who looks for work must be sixteen.
  const idNumber = (row.employerKind !== null ? checkHouseholdIdNumber : checkWorkerIdNumber)(typed.idNumber, now)
  const consent = checkConsent(typed.consent)
  if (!name.ok) problems.push({ field: 'name', message: name.message })
  if (!idNumber.ok) problems.push({ field: 'idNumber', message: idNumber.message })
  if (!consent.ok) problems.push({ field: 'consent', message: consent.message })
  if (!name.ok || !idNumber.ok || !consent.ok || problems.length > 0) throw new AppError('invalid_fields', { fields: problems })

  const person = { name: name.value, idNumber: idNumber.value.number }
  if (known?.name === person.name && known.idNumber === person.idNumber) return { person, bind: null, indexes: [], face }
  if (known !== null && row.verifiedUntil !== null) throw new AppError('identity_needs_review')
  return {
    person,
    face,
    indexes: vault.blindIndexes('id_number', person.idNumber),
    bind: {
      nameSealed: vault.seal(person.name, sealedIn.name(personId)),
      nameMasked: maskName(person.name),
      idNumberSealed: vault.seal(person.idNumber, sealedIn.idNumber(personId)),
      idNumberIndex: vault.blindIndex('id_number', person.idNumber),
      consentVersion: consent.value,
      consentedAt: now,
    },
  }
}

function readFace(base64: string | undefined, problems: FieldProblem[]): Uint8Array | null {
  if (base64 === undefined) return null
  const picture = checkPicture(Buffer.from(base64, 'base64'))
  if (picture.ok) return picture.value.bytes
  problems.push({ field: 'face', message: picture.message })
  return null
}
