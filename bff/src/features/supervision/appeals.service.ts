import { uuidv7 } from 'uuidv7'
import { AppError } from '@market/shared/errors'
import type { Tx } from '../../store/store'
import type { Vault } from '../../store/vault'
import type { CasesService } from '../cases/cases.service'
import { insertAppeal } from './appeals.queries'

export type NewAppeal = { personId: string; against: 'posting' | 'sanction'; targetId: string; text: string; marketId: string | null; scopePath: string }

export type AppealsService = ReturnType<typeof appealsService>

const textAt = (id: string) => ({ table: 'appeals', column: 'text_sealed', row: id })

/** Whoever was refused or punished may ask once for another person to look; there is a clock for that. */
export const appealsService = ({ vault, cases }: { vault: Vault; cases: Pick<CasesService, 'open'> }) => ({
  /** @throws AppError step_not_allowed when there was an appeal already */
  async open(tx: Tx, { personId, against, targetId, text, marketId, scopePath }: NewAppeal, now: number): Promise<void> {
    const id = uuidv7()
    if (!(await insertAppeal(tx, { id, personId, against, targetId, textSealed: vault.seal(text, textAt(id)), at: now }))) throw new AppError('step_not_allowed')
    await cases.open(tx, { kind: 'appeal', subjectId: id, openedBy: personId, aboutPersonId: personId, marketId, scopePath }, now)
    await tx.append({ kind: 'appeal.made', subjectId: id, marketId, at: now, data: { personId, against, targetId } })
  },

  /** What was written, for those who decide. */
  textOf: (appeal: { id: string; textSealed: string }): string => vault.open(appeal.textSealed, textAt(appeal.id)),
})
