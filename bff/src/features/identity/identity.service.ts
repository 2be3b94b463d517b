import type { Answer, MyIdentity, OwnCheck } from '@market/shared/identity/identity.contract'
import { checkedUntil, counts } from '@market/shared/identity/validity.rules'
import { AppError } from '@market/shared/errors'
import { uuidv7 } from 'uuidv7'
import type { IdentityGateway, NamedPerson } from '../../gateways/identity/identity'
import type { Command } from '../../http/command'
import { UniqueViolation } from '../../store/errors'
import { countToday } from '../../store/daily-count'
import type { Db, Store, Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { CasesService } from '../cases/cases.service'
import { deletePictures } from './documents.queries'
import {
  admitPosting, bindOwnIdentity, decideVerification, findStanding, holdOwnIdentity, insertVerification, lastPassed, setPersonVerified, verificationsOf, type StandingRow,
} from './identity.queries'
import { ownView } from './own-view'
import { judgeOwnCheck, type JudgedCheck } from './own-check'

export type Method = 'gateway' | 'face' | 'review' | 'desk'
export type Checked = { personId: string; method: Method; answer: Answer; decidedBy: string | null; now: number }

type Parts = { store: Store; vault: Vault; gateway: IdentityGateway; cases: Pick<CasesService, 'withdraw'>; checksADay?: number }

export type IdentityService = ReturnType<typeof identityService>

const mayPost = (row: StandingRow, now: number): boolean =>
  row.employerKind !== null && counts(row.verifiedUntil, now) && (row.employerKind === 'household' || counts(row.employerVerifiedUntil, now))

/**
 * Who somebody is (双实名, policy clause 十一): asked of the authority, kept for six months, and demanded before posting and
 * signing. Papers are submitted through `submissionService` and decided through `reviewService`.
 */
export const identityService = ({ store, vault, gateway, cases, checksADay = 8 }: Parts) => {
  /**
   * Each check is charged and tells whether a name fits a number: nobody shall try them out, on whichever server.
   * @throws AppError quota_used
   */
  const countAttempt = async (personId: string, now: number): Promise<void> => {
    if (!(await store.write((tx) => countToday(tx, `identity-checks:${personId}`, { now, most: checksADay })))) throw new AppError('quota_used')
  }

  /** Asks the authority. Its silence is an answer too: nobody is kept from registering because a service is down. */
  const checkPerson = async (person: NamedPerson): Promise<Answer> => {
    try {
      return await gateway.checkPerson(person)
    } catch (error) {
      if (error instanceof AppError && error.code === 'upstream_unavailable') return 'unavailable'
      throw error
    }
  }

  /**
   * The same on a person's own behalf, a few times a day.
   * @throws AppError quota_used
   */
  const askFor = async (personId: string, person: NamedPerson, now: number): Promise<Answer> => {
    await countAttempt(personId, now)
    return checkPerson(person)
  }

  /**
   * Keeps what a check of name and number gave, within a running write. At the desk staff hold the card in their hands, so
   * there only a mismatch speaks against it.
   * @returns until when it counts, null when it does not
   */
  const recordChecked = async (tx: Tx, { personId, method, answer, decidedBy, now }: Checked): Promise<number | null> => {
    const passed = method === 'desk' ? answer !== 'mismatch' : answer === 'match'
    if (!passed) return null
    const validUntil = checkedUntil(now)
    const [newest] = await verificationsOf(tx, personId, 'person', 1)
    const decided = { state: 'passed' as const, decidedAt: now, decidedBy, validUntil, method, answer }
    const id = newest?.state === 'pending' ? newest.id : uuidv7()
    if (newest?.state === 'pending') {
      // What staff were to look at is answered: nobody need look any more.
      await decideVerification(tx, id, decided)
      await cases.withdraw(tx, 'identity', id, now)
    } else {
      await insertVerification(tx, { id, personId, kind: 'person', submittedAt: now, ...decided })
    }
    await setPersonVerified(tx, personId, validUntil)
    await deletePictures(tx, personId, 'id_card', now)
    await tx.append({ kind: 'verification.passed', subjectId: id, marketId: null, at: now, data: { personId, of: 'person', method } })
    return validUntil
  }

  const standingIn = async (db: Db, personId: string): Promise<StandingRow> => {
    const row = await findStanding(db, personId)
    if (row === null) throw new AppError('session_revoked')
    return row
  }

  const view = async (db: Db, personId: string, now: number): Promise<MyIdentity> => {
    const row = await standingIn(db, personId)
    return {
      ...(await ownView(db, row, { vault, now })),
      faceCheck: gateway.compareFace !== null,
      mayPost: mayPost(row, now),
      maySign: counts(row.verifiedUntil, now),
    }
  }

  /** @throws AppError invalid_fields when the face is not this person's, upstream_unavailable */
  const checkFace = async ({ person, face }: JudgedCheck): Promise<boolean> => {
    if (face === null || gateway.compareFace === null) return false
    const { result } = await gateway.compareFace(person, face)
    if (result === 'match') return true
    throw new AppError('invalid_fields', { fields: [{ field: 'face', message: faceWords[result] }] })
  }

  return {
    checkPerson,
    askFor,
    recordChecked,

    /** How the caller stands, for their own page. */
    mine: (personId: string, now: number): Promise<MyIdentity> => store.read((db) => view(db, personId, now)),
    view,

    /**
     * Has the caller's own name and number checked; new ones are bound to the account whatever the authority can tell.
     * @throws AppError invalid_fields (also a mismatch, in kind words), identity_needs_review, quota_used, upstream_unavailable (faces)
     */
    async check({ caller: { personId }, now, write }: Command, typed: OwnCheck): Promise<{ answer: Answer; identity: MyIdentity }> {
      const row = await store.read((db) => standingIn(db, personId))
      const judged = judgeOwnCheck(typed, row, vault, now)
      const answer = await askFor(personId, judged.person, now)
      if (answer === 'mismatch') throw new AppError('invalid_fields', { fields: [{ field: 'idNumber', message: mismatchWords }] })
      const method = answer === 'match' && await checkFace(judged) ? 'face' : 'gateway'
      const { bind } = judged
      try {
        return await write(async (tx) => {
          // What was asked about is what is verified, whatever another phone of this account did meanwhile.
          const stands = bind ? await bindOwnIdentity(tx, personId, { identity: bind, indexes: judged.indexes, confirmed: answer === 'match' }) : await holdOwnIdentity(tx, row)
          if (!stands) throw new AppError('identity_needs_review')
          await recordChecked(tx, { personId, method, answer, decidedBy: null, now })
          return { answer, identity: await view(tx, personId, now) }
        })
      } catch (error) {
        // The one answer to a number that is another account's: it must not tell who is registered.
        if (error instanceof UniqueViolation && error.constraint === 'people_id_number') throw new AppError('identity_needs_review')
        throw error
      }
    },

    /** @throws AppError not_verified: an early answer; `admitPosting` decides */
    async assertMayPost(db: Db, personId: string, now: number): Promise<void> {
      const row = await findStanding(db, personId)
      if (row === null || !mayPost(row, now)) throw new AppError('not_verified')
    },

    /** @throws AppError not_verified: an early answer; the signature's own statement decides */
    async assertMaySign(db: Db, personId: string, now: number): Promise<void> {
      const row = await findStanding(db, personId)
      if (row === null || !counts(row.verifiedUntil, now)) throw new AppError('not_verified')
    },

    /**
     * Whether a photograph (JPEG or PNG in base64) shows this person, whose name and number are on record.
     * @throws AppError face_not_offered where faces are not compared, not_verified, quota_used, invalid_fields, upstream_unavailable
     */
    async confirmFace(personId: string, picture: string, now: number): Promise<void> {
      if (gateway.compareFace === null) throw new AppError('face_not_offered')
      const row = await store.read((db) => standingIn(db, personId))
      const unchecked: OwnCheck = { name: '', idNumber: '', consent: '', face: picture }
      if (row.nameSealed === null || row.idNumberSealed === null) throw new AppError('not_verified')
      const judged = judgeOwnCheck(unchecked, row, vault, now)
      await countAttempt(personId, now)
      await checkFace(judged)
    },

    /**
     * Admits a posting within its write: one statement that finds person and employer verified at `now`, or nothing.
     * @throws AppError not_verified
     */
    async admitPosting(tx: Tx, personId: string, now: number): Promise<void> {
      if (!(await admitPosting(tx, personId, now))) throw new AppError('not_verified')
    },

    /** The checks that a posting rests on, by which every posting traces to the verified person. */
    async standingOf(db: Db, personId: string, now: number): Promise<{ personVerificationId: string | null; employerVerificationId: string | null; mayPost: boolean }> {
      const row = await findStanding(db, personId)
      return {
        personVerificationId: await lastPassed(db, personId, 'person'),
        employerVerificationId: await lastPassed(db, personId, 'employer'),
        mayPost: row !== null && mayPost(row, now),
      }
    },
  }
}

export const mismatchWords = '姓名和身份证号对不上。请对着身份证再看一遍；都没错的话，带身份证到服务台，我们帮您核对'

const faceWords = {
  mismatch: '照片和证件上的不像。请在亮处正对镜头再拍一张，也可以不拍脸，改用身份证',
  no_record: '查不到可比对的照片。请改用身份证，或者到服务台',
  not_alive: '请本人对着镜头拍，不要翻拍照片。也可以不拍脸，改用身份证',
  unusable_picture: '照片里没看清脸。请在亮处正对镜头再拍一张',
} as const
