import type { RulebookChanges, RulebookView, Trial } from '@market/shared/supervision/supervision.contract'
import type { VersionList } from '@market/shared/versions/versions.contract'
import { useMemo, useState } from 'react'
import { api } from '../../client/market'
import { fieldProblem, type Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import type { ListName } from './rulebook.text'

export type RuleEdit = { points: number; refused: string; doubtful: string; lawful: string }

export type ManagerRulebook = {
  versions: Reading<VersionList>
  rulebook: Reading<RulebookView>
  /** The rule that is open, as it is being edited: one pattern a line. */
  editing: { key: string; edit: RuleEdit } | null
  changed: readonly string[]
  note: string
  trial: Trial | null
  busy: 'trial' | 'propose' | 'decide' | null
  problem: Problem | null
  errorOf: (key: string, list: ListName) => string | null
  open: (key: string | null) => void
  edit: (change: Partial<RuleEdit>) => void
  setNote: (note: string) => void
  tryOut: () => Promise<void>
  propose: () => Promise<void>
  confirm: (version: number) => Promise<void>
  drop: (version: number) => Promise<void>
}

const lines = (patterns: readonly string[]): string => patterns.join('\n')
const patterns = (typed: string): string[] => typed.split('\n').map((line) => line.trim()).filter((line) => line !== '')

/** The rulebook as an officer changes it: words of one rule after the other, tried on recent postings, then proposed. */
export function useManagerRulebook(): ManagerRulebook {
  const versions = useRead('GET /api/rulebooks', {})
  const inForce = versions.value?.inForce ?? null
  const rulebook = useRead('GET /api/rulebooks/:version', inForce === null ? null : { params: { version: inForce } })
  const [edits, setEdits] = useState<Readonly<Record<string, RuleEdit>>>({})
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [trial, setTrial] = useState<Trial | null>(null)
  const [tried, setTried] = useState<{ busy: boolean; problem: Problem | null }>({ busy: false, problem: null })
  const proposing = useAct('POST /api/rulebooks')
  const confirming = useAct('POST /api/rulebooks/:version/confirm')
  const dropping = useAct('POST /api/rulebooks/:version/drop')

  const original = useMemo(
    () => Object.fromEntries((rulebook.value?.rules ?? []).map(({ key, points, refused, doubtful, lawful }): [string, RuleEdit] => [key, { points, refused: lines(refused), doubtful: lines(doubtful), lawful: lines(lawful) }])),
    [rulebook.value],
  )
  const changed = Object.keys(edits).filter((key) => JSON.stringify(edits[key]) !== JSON.stringify(original[key]))
  const current = openKey === null ? undefined : (edits[openKey] ?? original[openKey])

  const changes = (): RulebookChanges | null => {
    const book = rulebook.value
    if (book === null) return null
    const rules = changed.flatMap((key): RulebookChanges['rules'] => {
      const edit = edits[key]
      return edit === undefined ? [] : [{ key: key as RulebookChanges['rules'][number]['key'], points: edit.points, refused: patterns(edit.refused), doubtful: patterns(edit.doubtful), lawful: patterns(edit.lawful) }]
    })
    return { base: book.version, note: note.trim() === '' ? '试一下' : note, rules, thresholds: book.thresholds }
  }

  const tryOut = async (): Promise<void> => {
    const body = changes()
    if (body === null) return
    setTried({ busy: true, problem: null })
    const outcome = await api.call('POST /api/rulebook-trials', { body })
    setTried({ busy: false, problem: outcome.ok ? null : outcome.problem })
    setTrial(outcome.ok ? outcome.value : null)
  }
  const propose = async (): Promise<void> => {
    const body = changes()
    if (body === null || !(await proposing.act({ body }, '提交规则'))) return
    setEdits({})
    setTrial(null)
    setNote('')
  }
  const problem = tried.problem ?? proposing.problem ?? confirming.problem ?? dropping.problem
  return {
    versions, rulebook, changed, note, setNote, trial, tryOut, propose, problem,
    editing: openKey === null || current === undefined ? null : { key: openKey, edit: current },
    busy: tried.busy ? 'trial' : proposing.busy ? 'propose' : confirming.busy || dropping.busy ? 'decide' : null,
    errorOf: (key, list) => fieldProblem(problem, `rules.${key}.${list}`),
    open: setOpenKey,
    edit: (change) => {
      setTrial(null)
      if (openKey !== null && current !== undefined) setEdits({ ...edits, [openKey]: { ...current, ...change } })
    },
    confirm: async (version) => void (await confirming.act({ params: { version }, body: { effectiveFrom: null } }, '确认规则')),
    drop: async (version) => void (await dropping.act({ params: { version } }, '不用这一版')),
  }
}
