import type { ManagedMarket } from '@market/shared/markets/markets.contract'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../client/market'
import type { Problem } from '../../client/outcome'
import { useRead, type Reading } from '../../client/use-read'

type Page = { markets: ManagedMarket[]; next: string | null }
type Further = { of: string; pages: readonly Page[]; busy: boolean; problem: Problem | null }

export type ManagedMarkets = {
  first: Reading<Page>
  /** All read so far, each once. */
  markets: readonly ManagedMarket[]
  more: { busy: boolean; problem: Problem | null; read: () => Promise<void> } | null
}

/** The markets one answers for, page after page; `name` narrows them down. */
export function useManagedMarkets(name: string): ManagedMarkets {
  const query = name === '' ? {} : { name }
  const first = useRead('GET /api/managed-markets', { query })
  const [further, setFurther] = useState<Further>({ of: name, pages: [], busy: false, problem: null })
  const latest = useRef(name)
  latest.current = name
  const current: Further = further.of === name ? further : { of: name, pages: [], busy: false, problem: null }

  // A first page that was read again begins the list anew: its last line may have moved.
  const { at } = first
  useEffect(() => setFurther({ of: name, pages: [], busy: false, problem: null }), [name, at])

  const pages: Page[] = [...(first.value ? [first.value] : []), ...current.pages]
  const after = pages[pages.length - 1]?.next ?? null
  const read = async (): Promise<void> => {
    if (after === null || current.busy) return
    setFurther({ ...current, busy: true, problem: null })
    const outcome = await api.call('GET /api/managed-markets', { query: { ...query, after } })
    if (latest.current !== name) return
    setFurther({ ...current, pages: outcome.ok ? [...current.pages, outcome.value] : current.pages, busy: false, problem: outcome.ok ? null : outcome.problem })
  }
  const seen = new Set<string>()
  return {
    first,
    markets: pages.flatMap((page) => page.markets).filter(({ id }) => !seen.has(id) && seen.add(id)),
    more: after === null ? null : { busy: current.busy, problem: current.problem, read },
  }
}
