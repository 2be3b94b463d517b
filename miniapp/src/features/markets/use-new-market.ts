import { checkMarketName, kindProblem, nameForms, usualMarketName, type NameForm, type NamedPlace } from '@market/shared/markets/market-names.rules'
import type { Region } from '@market/shared/markets/markets.contract'
import { detailsProblems } from '@market/shared/markets/profile.rules'
import { marketDefaults } from '@market/shared/markets/market-defaults'
import { marketKinds, type MarketKind } from '@market/shared/words/lists'
import { useState } from 'react'
import type { Problem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import { managerPaths } from '../../manager/paths'
import { replace } from '../../platform/navigation'
import type { ChosenRegion } from './region-picker'

type Form = {
  kind: MarketKind | null
  form: NameForm
  specialty: string
  trades: string[]
  /** Null while it is the composed one. */
  name: string | null
  address: string
  lat: string
  lng: string
  hotline: string
  complaintPhone: string
}
const empty: Form = { kind: null, form: 'market', specialty: '', trades: [], name: null, address: '', lat: '', lng: '', hotline: '', complaintPhone: '12333' }

export type NewMarket = {
  form: Form
  kind: MarketKind | null
  /** Kinds that may stand in this region. */
  kinds: readonly MarketKind[]
  forms: readonly NameForm[]
  /** What it will be called, as typed or as the standard composes it. */
  name: string
  problems: Readonly<Record<string, string>>
  busy: boolean
  problem: Problem | null
  onChange: (part: Partial<Form>) => void
  onCreate: () => void
}

const placeOf = ({ region, above }: ChosenRegion): NamedPlace => ({ kind: region.kind, names: [...above.map(({ name }: Region) => name), region.name] })

/** The standard name as far as it is known yet. */
const composed = (kind: MarketKind | null, place: NamedPlace, form: Form): string =>
  kind === null ? '' : usualMarketName(kind, place, kind === 'comprehensive' ? { form: form.form } : { specialty: form.specialty.trim() })

/** Setting up a market in a region. The name comes from the standard; whoever types another hears at once what is wrong with it. */
export function useNewMarket(chosen: ChosenRegion): NewMarket {
  const place = placeOf(chosen)
  const { value: form, change, clear } = useDraft<Form>(`new-market:${chosen.region.code}`, empty)
  const creating = useAct('POST /api/markets')
  const [tried, setTried] = useState(false)
  const kinds = marketKinds.filter((kind) => kindProblem(kind, place.kind) === null)
  const kind = form.kind !== null && kinds.includes(form.kind) ? form.kind : kinds.length === 1 ? (kinds[0] ?? null) : null
  const name = form.name ?? composed(kind, place, form)

  const number = (typed: string): number => (typed.trim() === '' ? Number.NaN : Number(typed))
  const body = {
    kind: kind ?? ('comprehensive' as const), regionCode: chosen.region.code, name, trades: kind === 'specialised' ? form.trades : [],
    address: form.address, lat: number(form.lat), lng: number(form.lng), hotline: form.hotline, complaintPhone: form.complaintPhone,
  }
  const wrong = (): Record<string, string> => {
    const found: Record<string, string> = Object.fromEntries(detailsProblems({ ...marketDefaults(body.kind, body.trades), ...body }, body.kind).map(({ field, message }) => [field, message]))
    if (kind === null) found.kind = '请选一种'
    else {
      const checked = checkMarketName(kind, place, name)
      if (!checked.ok) found.name = checked.message
    }
    return found
  }

  const create = async (): Promise<void> => {
    setTried(true)
    if (Object.keys(wrong()).length > 0) return
    const page = await creating.act({ body }, `设立“${name}”`)
    if (!page) return
    clear()
    await replace(managerPaths.marketProfile, { marketId: page.market.id, made: '1' })
  }

  // What somebody types into the name is judged while it stands there; everything else once they try.
  const typing = form.name !== null || form.specialty.trim() !== ''
  const nameProblem = typing && kind !== null ? checkMarketName(kind, place, name) : null
  const { problem } = creating
  const refused = problem?.kind === 'refused' ? Object.fromEntries(problem.fields.map(({ field, message }) => [field, message])) : {}
  return {
    form, kind, kinds, name,
    forms: nameForms.filter((one) => one !== 'station'),
    problems: { ...refused, ...(nameProblem && !nameProblem.ok ? { name: nameProblem.message } : {}), ...(tried ? wrong() : {}) },
    busy: creating.busy,
    problem,
    onChange: change,
    onCreate: () => void create(),
  }
}
