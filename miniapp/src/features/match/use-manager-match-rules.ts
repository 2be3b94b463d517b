import { matchRulesProblems } from '@market/shared/match/match-rules.rules'
import type { MatchPart, RelatedTrade } from '@market/shared/match/match-rules'
import type { MatchRulesView } from '@market/shared/match/match.contract'
import type { VersionList } from '@market/shared/versions/versions.contract'
import { useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import { useRead, type Reading } from '../../client/use-read'
import { ranksAlike } from './edit-trades'
import { spanFields } from './manager-match-rules.text'

type Spans = MatchRulesView['spans']
/**
 * As far as it was changed; spans as digits typed, in the unit of the field, trades all of them or null while nobody touched
 * them. `base` is the version it began from.
 */
type Edit = {
  base: number
  weights: Partial<Record<MatchPart, number>>
  spans: Partial<Record<keyof Spans, string>>
  related: RelatedTrade[] | null
  skilledTrades: string[] | null
  note: string
}

export type ManagerMatchRules = {
  versions: Reading<VersionList>
  rules: Reading<MatchRulesView>
  /** The rules as they would be, once they are read. */
  edited: MatchRulesView | null
  typed: (span: keyof Spans) => string
  note: string
  changed: boolean
  /** What is wrong with them as they are, by field. */
  errorOf: (field: string) => string | null
  busy: 'propose' | 'decide' | null
  problem: Problem | null
  /** The version just proposed. */
  proposed: number | null
  weigh: (part: MatchPart, points: number) => void
  type: (span: keyof Spans, digits: string) => void
  setRelated: (related: RelatedTrade[]) => void
  setSkilled: (trades: string[]) => void
  setNote: (note: string) => void
  startOver: () => void
  propose: () => Promise<void>
  confirm: (version: number) => Promise<void>
  drop: (version: number) => Promise<void>
}

const untouched: Edit = { base: 0, weights: {}, spans: {}, related: null, skilledTrades: null, note: '' }

/** The rules of ranking as an officer changes them: what is typed is kept on the phone until it is proposed or let go of. */
export function useManagerMatchRules(): ManagerMatchRules {
  const versions = useRead('GET /api/match-rules/versions', {})
  const inForce = versions.value?.inForce ?? null
  const rules = useRead('GET /api/match-rules/versions/:version', inForce === null ? null : { params: { version: inForce } })
  const draft = useDraft<Edit>('match-rules', untouched)
  const [proposed, setProposed] = useState<number | null>(null)
  const proposing = useAct('POST /api/match-rules')
  const confirming = useAct('POST /api/match-rules/:version/confirm')
  const dropping = useAct('POST /api/match-rules/:version/drop')

  const current = rules.value
  // Begun from a version that is not in force any more, it would undo what came between.
  const edit = draft.value.base === current?.version ? draft.value : untouched
  const edited = current === null ? null : apply(current, edit)
  const change = (part: Partial<Edit>): void => draft.change({ ...edit, base: current?.version ?? 0, ...part })
  const startOver = (): void => draft.change(untouched)
  const problems = edited === null ? [] : matchRulesProblems(edited)
  const problem = proposing.problem ?? confirming.problem ?? dropping.problem

  return {
    versions, rules, edited, problem, proposed, startOver,
    note: edit.note,
    changed: edited !== null && current !== null && !ranksAlike(edited, current),
    typed: (span) => edit.spans[span] ?? (current === null ? '' : String(current.spans[span] / spanFields[span].each)),
    errorOf: (field) => problems.find((one) => one.field === field)?.message ?? null,
    busy: proposing.busy ? 'propose' : confirming.busy || dropping.busy ? 'decide' : null,
    weigh: (part, points) => change({ weights: { ...edit.weights, [part]: points } }),
    type: (span, digits) => change({ spans: { ...edit.spans, [span]: digits } }),
    setRelated: (related) => change({ related }),
    setSkilled: (skilledTrades) => change({ skilledTrades }),
    setNote: (note) => change({ note }),
    async propose() {
      if (edited === null) return
      const { version: base, ...content } = edited
      const made = await proposing.act({ body: { base, note: edit.note.trim(), ...content } }, '提交排先后的规则')
      if (!made) return
      setProposed(made.version)
      startOver()
    },
    confirm: async (version) => void (await confirming.act({ params: { version }, body: { effectiveFrom: null } }, '确认规则')),
    drop: async (version) => void (await dropping.act({ params: { version } }, '不用这一版')),
  }
}

function apply(rules: MatchRulesView, { weights, spans, related, skilledTrades }: Edit): MatchRulesView {
  const typed = Object.fromEntries((Object.entries(spans) as [keyof Spans, string][]).map(([span, digits]) => [span, Number(digits) * spanFields[span].each]))
  return { ...rules, weights: { ...rules.weights, ...weights }, spans: { ...rules.spans, ...typed }, related: related ?? rules.related, skilledTrades: skilledTrades ?? rules.skilledTrades }
}
