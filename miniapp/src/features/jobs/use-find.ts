import { useRef, useState } from 'react'
import { useDraft } from '../../client/use-draft'
import type { MapArea, Place } from '../../platform/location'
import { jobsQuery, noFilters, roundedOut, without, withoutAll, type FilterName, type JobFilters } from './find-filters'
import { middleOf } from './map-layout'
import { askWhereIAm, useWhereIAm } from './place.store'
import { useOpenJobs } from './use-open-jobs'

/** What is being looked for: kept on the phone at every keystroke, and asked for when it is settled. */
export function useFind() {
  const draft = useDraft<JobFilters>('find', noFilters)
  const [asked, setAsked] = useState(draft.value)
  const [view, setView] = useState<'list' | 'map'>('list')
  const [area, setArea] = useState<MapArea | null>(null)
  const [choosing, setChoosing] = useState(false)
  const { place, asked: placeAsked } = useWhereIAm()
  const onMap = view === 'map'
  const { first, jobs, more } = useOpenJobs(jobsQuery(asked, place, onMap ? area : null), onMap)

  // The map stands still while it asks: around where the person is, or where the first jobs were.
  const middle = useRef<Place | null>(null)
  middle.current = place ?? middle.current ?? middleOf(jobs)
  const onTheMap = useRef(jobs)
  if (first.value !== null) onTheMap.current = jobs

  const settle = (filters: JobFilters): void => {
    draft.change(filters)
    setAsked(filters)
    askIfNeeded(filters)
  }
  /** Only for what cannot be had without it, and from the tap that asks for it. */
  const askIfNeeded = ({ within, order }: JobFilters): void => {
    if (place === null && (within !== 'any' || order === 'nearest')) void askWhereIAm()
  }
  /** A piece of the map stands in the place of a distance. */
  const holding = (filters: JobFilters): JobFilters => (onMap && area !== null ? without(filters, 'within') : filters)
  const needsPlace = asked.within !== 'any' || asked.order === 'nearest'

  return {
    filters: draft.value,
    holding: holding(draft.value),
    asked: holding(asked),
    first, jobs, more, view, place, choosing,
    middle: middle.current,
    onTheMap: onTheMap.current,
    asking: needsPlace && placeAsked === 'asking',
    placeRefused: needsPlace && placeAsked === 'refused',
    type: (words: string) => draft.change({ words }),
    search: () => settle(draft.value),
    sort: (order: JobFilters['order']) => settle({ ...draft.value, order }),
    clear: (name: FilterName) => settle(without(draft.value, name)),
    clearAll: () => settle(withoutAll(draft.value)),
    choose: () => setChoosing(true),
    change: (part: Partial<JobFilters>) => {
      draft.change(part)
      askIfNeeded({ ...noFilters, ...part })
    },
    chosen: () => {
      setChoosing(false)
      settle(draft.value)
    },
    show: (chosen: 'list' | 'map') => {
      setView(chosen)
      setArea(null)
      if (chosen === 'map' && place === null) void askWhereIAm()
    },
    lookAt: (area: MapArea | null) => setArea(area && roundedOut(area)),
  }
}
