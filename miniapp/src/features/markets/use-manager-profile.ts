import type { MarketPage } from '@market/shared/markets/markets.contract'
import { detailsProblems } from '@market/shared/markets/profile.rules'
import { useState } from 'react'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import type { Problem } from '../../client/outcome'
import { managerPaths } from '../../manager/paths'
import { replace } from '../../platform/navigation'
import { detailsOf, formOf, profileParts, wrongIn, type ProfileForm, type ProfilePart } from './manager-profile-form'

export type ManagerProfile = {
  form: ProfileForm
  /** What is wrong by field, once somebody tried to save. */
  problems: Readonly<Record<string, string>>
  open: ReadonlySet<ProfilePart>
  busy: boolean
  problem: Problem | null
  /** Something was typed that is not saved yet. */
  changed: boolean
  onChange: (part: Partial<ProfileForm>) => void
  onToggle: (part: ProfilePart) => void
  onSave: () => void
}

/**
 * Editing what a market publishes. Kept on the phone are only the fields this person changed: when somebody else saved first,
 * those stand on top of the newest state, and saving again loses nothing of either.
 * @param reload reads the market again, after somebody else changed it
 */
export function useManagerProfile(page: MarketPage, reload: () => Promise<void>): ManagerProfile {
  const marketId = page.market.id
  const { value: changes, change, clear } = useDraft<Partial<ProfileForm>>(`market:${marketId}`, {})
  const saving = useAct('POST /api/markets/:marketId')
  const [tried, setTried] = useState(false)
  const [open, setOpen] = useState<ReadonlySet<ProfilePart>>(new Set())
  const form: ProfileForm = { ...formOf(page), ...changes }
  const details = detailsOf(form)
  const wrong = detailsProblems(details, page.market.kind)

  const save = async (): Promise<void> => {
    setTried(true)
    const fields = wrong.map(({ field }) => field)
    if (fields.length > 0) return setOpen((before) => new Set([...before, ...profileParts.filter((part) => wrongIn(part, fields) > 0)]))
    const saved = await saving.act({ params: { marketId }, body: { version: page.version, ...details } }, '保存市场资料')
    if (!saved) return reload()
    clear()
    await replace(managerPaths.marketProfile, { marketId, saved: '1' })
  }

  const { problem } = saving
  const refused = problem?.kind === 'refused' ? problem.fields : []
  return {
    form,
    problems: tried ? Object.fromEntries([...refused, ...wrong].map(({ field, message }) => [field, message])) : {},
    open,
    busy: saving.busy,
    problem,
    changed: Object.keys(changes).length > 0,
    onChange: change,
    onToggle: (part) => setOpen((before) => new Set(before.has(part) ? [...before].filter((one) => one !== part) : [...before, part])),
    onSave: () => void save(),
  }
}
