import type { MyCase } from '@market/shared/cases/cases.contract'
import type { CaseOutcome } from '@market/shared/cases/cases.rules'
import { moment } from '@market/shared/words/show'
import type { TagTone } from '../../ui/tag'

/** What became of it, as the person who asked reads it. */
export const outcomeTags: Record<CaseOutcome, { words: string; tone: TagTone }> = {
  accepted: { words: '通过了', tone: 'confirmed' },
  refused: { words: '没通过', tone: 'refused' },
  upheld: { words: '成立', tone: 'confirmed' },
  dismissed: { words: '不成立', tone: 'refused' },
  withdrawn: { words: '不用办了', tone: 'plain' },
}

/** Who answers for it, and when it was asked or decided. */
export function standingWords({ openedAt, closedAt, ownerMasked }: MyCase, now: number): string {
  if (closedAt !== null) return `${moment(closedAt, now)} 办完`
  const since = `${moment(openedAt, now)} 交上`
  return ownerMasked === null ? `${since}，还没人接` : `${since}，${ownerMasked}在办`
}
