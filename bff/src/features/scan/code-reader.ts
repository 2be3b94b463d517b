import { AppError } from '@market/shared/errors'
import { parseCode } from '@market/shared/scan/scan.rules'
import type { Db } from '../../store/store'
import { verifyPrintedToken } from './codes'
import { findCode, findGate } from './scan.queries'

/** A gate that stands, and where it leads. */
export type Gate = {
  token: string
  gateId: string
  gateName: string
  marketId: string
  marketName: string
  /** `HH:mm` in the market. */
  opensAt: string
  closesAt: string
}

export type ReadCode =
  | { meaning: 'gate'; gate: Gate }
  | { meaning: 'job'; jobId: string }
  /** A slip from the desk: it says who, and lets nobody be them. */
  | { meaning: 'person'; personId: string }
  | { meaning: 'crew'; crewId: string }
  | { meaning: 'agreement'; agreementId: string; token: string }
  /** Not judged: whether a pass is good depends on when and by whom it is scanned. */
  | { meaning: 'work_pass'; token: string }
  /** A phone that waits to be bound at the desk; only the desk reads whose it is. */
  | { meaning: 'phone' }
  | { meaning: 'unknown' }

export type CodeReader = ReturnType<typeof codeReader>

/**
 * What a scanned code stands for. Made-up codes are refused by their check, before the database is asked.
 * @param key the secret of printed codes
 */
export const codeReader = ({ key }: { key: Uint8Array }) => {
  /** @throws AppError code_revoked for a code or a gate that was taken out of use */
  const read = async (db: Db, raw: string): Promise<ReadCode> => {
    const parsed = parseCode(raw)
    if ('foreign' in parsed) return { meaning: 'unknown' }
    const { token, kind } = parsed
    if (kind === 'work_pass') return { meaning: 'work_pass', token }
    if (kind === 'phone') return { meaning: 'phone' }
    if (!verifyPrintedToken(token, key)) return { meaning: 'unknown' }
    const code = await findCode(db, token)
    if (code === null) return { meaning: 'unknown' }
    // A slip that was revoked says so to staff alone (desk); for everybody else it is any slip.
    if (code.revokedAt !== null && code.kind !== 'person') throw new AppError('code_revoked')
    switch (code.kind) {
      case 'job':
        return { meaning: 'job', jobId: code.targetId }
      case 'person':
        return { meaning: 'person', personId: code.targetId }
      case 'crew':
        return { meaning: 'crew', crewId: code.targetId }
      case 'agreement':
        return { meaning: 'agreement', agreementId: code.targetId, token }
      case 'gate':
        return gateOf(db, token, code.targetId)
    }
  }

  const gateOf = async (db: Db, token: string, gateId: string): Promise<ReadCode> => {
    const found = await findGate(db, gateId)
    if (found === null) return { meaning: 'unknown' }
    const { revokedAt, ...gate } = found
    if (revokedAt !== null) throw new AppError('code_revoked')
    return { meaning: 'gate', gate: { token, ...gate } }
  }

  return {
    read,

    /** The gate a code belongs to. @throws AppError code_unknown for anything else, code_revoked */
    async readGate(db: Db, raw: string): Promise<Gate> {
      const code = await read(db, raw)
      if (code.meaning !== 'gate') throw new AppError('code_unknown')
      return code.gate
    },

    /** The agreement that a code on paper belongs to. @throws AppError code_unknown for anything else, code_revoked */
    async readAgreement(db: Db, raw: string): Promise<string> {
      const code = await read(db, raw)
      if (code.meaning !== 'agreement') throw new AppError('code_unknown')
      return code.agreementId
    },
  }
}
