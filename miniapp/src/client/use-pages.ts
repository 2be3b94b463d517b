import { useEffect, useRef, useState } from 'react'
import { api } from './market'
import type { ArgsOf, Problem, ReadCall, ReplyOf } from './outcome'
import { useRead, type Reading } from './use-read'

/** Lists that come a page at a time, with `after` in the question and `next` in the answer. */
type PagedCall = { [C in ReadCall]: ReplyOf<C> extends { next: string | null } ? C : never }[ReadCall]

type Further<P> = { of: string; pages: readonly P[]; busy: boolean; problem: Problem | null }

export type Pages<P> = {
  first: Reading<P>
  /** What has been read so far, in order. */
  pages: readonly P[]
  /** Reads on; null when there is nothing behind. */
  more: { busy: boolean; problem: Problem | null; read: () => Promise<void> } | null
}

/** A long list, page after page. When its first page is read again the list begins anew: its last line may have moved. */
export function usePages<C extends PagedCall>(name: C, query: Record<string, unknown>): Pages<ReplyOf<C>> {
  type Page = ReplyOf<C>
  const asked = `${name} ${JSON.stringify(query)}`
  const first = useRead(name, { query } as unknown as ArgsOf<C>)
  const nothing: Further<Page> = { of: asked, pages: [], busy: false, problem: null }
  const [further, setFurther] = useState<Further<Page>>(nothing)
  const current = further.of === asked ? further : nothing
  const latest = useRef(asked)
  latest.current = asked

  const { at } = first
  useEffect(() => setFurther({ of: asked, pages: [], busy: false, problem: null }), [asked, at])

  const pages: readonly Page[] = [...(first.value === null ? [] : [first.value]), ...current.pages]
  const after = (pages[pages.length - 1] as { next: string | null } | undefined)?.next ?? null

  const read = async (): Promise<void> => {
    if (after === null || current.busy) return
    setFurther({ ...current, busy: true, problem: null })
    const outcome = await api.call(name, { query: { ...query, after } } as unknown as ArgsOf<C>)
    if (latest.current !== asked) return
    setFurther({ ...current, pages: outcome.ok ? [...current.pages, outcome.value] : current.pages, busy: false, problem: outcome.ok ? null : outcome.problem })
  }
  return { first, pages, more: after === null ? null : { busy: current.busy, problem: current.problem, read } }
}
