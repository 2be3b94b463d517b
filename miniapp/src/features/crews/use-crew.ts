import type { Crew } from '@market/shared/crews/crews.contract'
import { checkCrewName } from '@market/shared/crews/crews.rules'
import { useState } from 'react'
import { fieldProblem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import { useRead, type Reading } from '../../client/use-read'

export type MyCrew = {
  reading: Reading<{ crew: Crew | null }>
  name: string
  nameError: string | null
  busy: boolean
  /** A refusal that belongs to no field. */
  problem: string | null
  changeName: (name: string) => void
  make: () => Promise<void>
  leave: () => Promise<void>
  close: () => Promise<void>
}

/** The crew one is in, or the making of one. */
export function useCrew(signedIn: boolean): MyCrew {
  const reading = useRead('GET /api/crews/current', signedIn ? {} : null)
  const { value: draft, change, clear } = useDraft('crew', { name: '' })
  const [nameError, setNameError] = useState<string | null>(null)
  const making = useAct('POST /api/crews')
  const leaving = useAct('POST /api/crews/current/leave')
  const closing = useAct('POST /api/crews/current/close')
  const refusedName = fieldProblem(making.problem, 'name')
  const problem = (refusedName ? null : making.problem) ?? leaving.problem ?? closing.problem

  return {
    reading,
    name: draft.name,
    nameError: nameError ?? refusedName,
    busy: making.busy || leaving.busy || closing.busy,
    problem: problem?.message ?? null,
    changeName: (name) => {
      change({ name })
      setNameError((before) => (before === null ? null : messageOf(name)))
    },
    make: async () => {
      const message = messageOf(draft.name)
      setNameError(message)
      if (message !== null) return
      const made = await making.act({ body: { name: draft.name } }, '建班组')
      if (made) clear()
    },
    leave: async () => void (await leaving.act({}, '退出班组')),
    close: async () => void (await closing.act({}, '解散班组')),
  }
}

const messageOf = (name: string): string | null => {
  const checked = checkCrewName(name)
  return checked.ok ? null : checked.message
}
