import { AppError } from '@market/shared/errors'
import { parseCode } from '@market/shared/scan/scan.rules'
import type { Clock } from '../../clock'
import type { Db } from '../../store/store'
import { makeGateSeen, readGateSeen, verifyPrintedToken } from './codes'
import { readScreenCode } from './screen-codes'
import { findCode, findGate } from './scan.queries'

/** A gate that stands, and where it leads. */
export type Gate = {
  token: string
  gateId: string
  gateName: string
  marketId: string
  marketName: string
  /** The market's point on the map, and how far around it check-ins are meant to be. */
  lat: number
  lng: number
  fenceMetres: number | null
  /** `HH:mm` in the market. */
  opensAt: string
  closesAt: string
  /** Who has scanned a screen stood before it; a printed code may have been photographed. */
  assurance: 'low' | 'high'
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
export const codeReader = ({ key, clock }: { key: Uint8Array; clock: Clock }) => {
  /**
   * @param personId who scanned it: what a screen showed is then turned into a token of their own, which lasts until they have registered
   * @throws AppError code_revoked for a code or a gate that was taken out of use, gate_code_over for what a screen no longer shows
   */
  const read = async (db: Db, raw: string, personId?: string): Promise<ReadCode> => {
    const parsed = parseCode(raw)
    if ('foreign' in parsed) return { meaning: 'unknown' }
    const { token, kind } = parsed
    if (kind === 'work_pass') return { meaning: 'work_pass', token }
    if (kind === 'phone') return { meaning: 'phone' }
    if (kind === 'gate_now') return onScreen(db, token, personId)
    if (kind === 'gate_seen') return seen(db, token, personId)
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
        return gateOf(db, token, code.targetId, 'low')
      // It belongs to a device and not into a hand.
      case 'screen':
        return { meaning: 'unknown' }
    }
  }

  const onScreen = async (db: Db, token: string, personId: string | undefined): Promise<ReadCode> => {
    const now = clock.now()
    const shown = readScreenCode(token, key, now)
    const screen = shown && (await findCode(db, shown.token))
    if (!shown || !screen || screen.kind !== 'screen') return { meaning: 'unknown' }
    if (screen.revokedAt !== null) throw new AppError('code_revoked')
    if (shown.status === 'expired') throw new AppError('gate_code_over')
    return gateOf(db, personId === undefined ? token : makeGateSeen({ gateId: screen.targetId, personId, now }, key), screen.targetId, 'high')
  }

  const seen = async (db: Db, token: string, personId: string | undefined): Promise<ReadCode> => {
    const reading = personId === undefined ? null : readGateSeen(token, key, personId, clock.now())
    if (reading === null || reading.status === 'bad_signature') return { meaning: 'unknown' }
    if (reading.status === 'expired') throw new AppError('gate_code_over')
    return gateOf(db, token, reading.gateId, 'high')
  }

  const gateOf = async (db: Db, token: string, gateId: string, assurance: Gate['assurance']): Promise<ReadCode> => {
    const found = await findGate(db, gateId)
    if (found === null) return { meaning: 'unknown' }
    const { revokedAt, ...gate } = found
    if (revokedAt !== null) throw new AppError('code_revoked')
    return { meaning: 'gate', gate: { token, assurance, ...gate } }
  }

  return {
    read,

    /** The gate a code belongs to. @throws AppError code_unknown for anything else, code_revoked, gate_code_over */
    async readGate(db: Db, raw: string, personId: string): Promise<Gate> {
      const code = await read(db, raw, personId)
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
