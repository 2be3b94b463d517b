import type { GrantPlace } from '@market/shared/staff/staff.contract'
import { termProblems, yearsLater } from '@market/shared/staff/staff.rules'
import type { StaffRole } from '@market/shared/words/lists'
import { day, marketDay } from '@market/shared/words/time'
import { useState } from 'react'
import { fieldProblem, type Problem, type ReplyOf } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useRead, type Reading } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { replace } from '../../platform/navigation'
import { signal } from '../../platform/signal'
import { soughtOf } from './staff.text'

export type FoundPerson = NonNullable<ReplyOf<'POST /api/grants/find-person'>['person']>

export type Proposing = {
  who: {
    typed: string
    type: (typed: string) => void
    find: (typed?: string) => Promise<void>
    busy: boolean
    /** `nobody` when nobody could be found for what was typed. */
    found: FoundPerson | 'nobody' | null
    error: string | null
  }
  where: {
    /** From the highest place of my scope down to where I stand. */
    steps: readonly GrantPlace[]
    here: Reading<{ places: GrantPlace[] }>
    go: (place: GrantPlace) => void
    backTo: (scopePath: string) => void
  }
  role: StaffRole | null
  chooseRole: (role: StaffRole) => void
  days: { fromDay: string; untilDay: string; change: (part: Partial<{ fromDay: string; untilDay: string }>) => void }
  busy: boolean
  problem: Problem | null
  problemOf: (field: 'role' | 'fromDay' | 'untilDay') => string | null
  /** What is still missing before it can be proposed; null when nothing is. */
  missing: string | null
  propose: () => Promise<void>
}

/** A year, its last day included. */
const usualTerm = (now: number): { fromDay: string; untilDay: string } => {
  const fromDay = marketDay(now)
  return { fromDay, untilDay: marketDay(Date.parse(`${yearsLater(fromDay, 1)}T00:00:00+08:00`) - day) }
}

/** Proposing a right: whom, where, which, how long. A second person confirms it. */
export function useManagerPropose(): Proposing {
  const [typed, type] = useState('')
  const [found, setFound] = useState<FoundPerson | 'nobody' | null>(null)
  const [steps, setSteps] = useState<readonly GrantPlace[]>([])
  const [role, chooseRole] = useState<StaffRole | null>(null)
  const [days, setDays] = useState(() => usualTerm(Date.now()))
  const finding = useAct('POST /api/grants/find-person')
  const proposing = useAct('POST /api/grants')

  const top = useRead('GET /api/grants/places', { query: {} })
  const tops = top.value?.places ?? []
  // Whoever has one place only stands there already.
  const path = steps.length === 0 && tops.length === 1 ? tops : steps
  const last = path[path.length - 1]
  const below = useRead('GET /api/grants/places', last?.hasMore ? { query: { under: last.scopePath } } : null)
  const roles = last?.roles ?? []
  const [onlyRole] = roles
  const chosen = role !== null && roles.includes(role) ? role : roles.length === 1 ? (onlyRole ?? null) : null

  const find = async (given: string = typed): Promise<void> => {
    type(given)
    setFound(null)
    if (given.trim() === '') return
    const answer = await finding.act({ body: soughtOf(given) }, '找人')
    if (answer) setFound(answer.person ?? 'nobody')
  }
  const propose = async (): Promise<void> => {
    if (found === null || found === 'nobody' || last === undefined || chosen === null) return
    const done = await proposing.act({ body: { personId: found.personId, role: chosen, scopePath: last.scopePath, ...days } }, '提出权限')
    signal(done ? 'yes' : 'no')
    if (done) await replace(managerPaths.grants)
  }
  const termWrong = termProblems(days, Date.now())

  return {
    who: {
      typed,
      type: (value) => {
        type(value)
        setFound(null)
      },
      find,
      busy: finding.busy,
      found,
      error: fieldProblem(finding.problem, 'phone') ?? finding.problem?.message ?? null,
    },
    where: {
      steps: path,
      here: last === undefined ? top : last.hasMore ? below : { ...below, value: { places: [] } },
      go: (place) => setSteps([...path, place]),
      backTo: (scopePath) => setSteps(path.slice(0, path.findIndex((step) => step.scopePath === scopePath) + 1)),
    },
    role: chosen,
    chooseRole,
    days: { ...days, change: (part) => setDays((before) => ({ ...before, ...part })) },
    busy: proposing.busy,
    problem: proposing.problem,
    problemOf: (field) => termWrong.find((one) => one.field === field)?.message ?? fieldProblem(proposing.problem, field),
    missing: found === null || found === 'nobody' ? '先找到人' : last === undefined ? '先选在哪儿' : chosen === null ? '先选做什么' : termWrong.length > 0 ? '日期还要改一下' : null,
    propose,
  }
}
