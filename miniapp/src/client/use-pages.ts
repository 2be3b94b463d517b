import { useEffect, useRef, useState } from 'react'
import { api, useChanges } from './market'
import type { ArgsOf, Problem, ReadCall, ReplyOf } from './outcome'
import { useRead, type Reading } from './use-read'

/** Lists that come a page at a time, with `after` in the question and `next` in the answer. */
type PagedCall = { [C in ReadCall]: ReplyOf<C> extends { next: string | null } ? C : never }[ReadCall]

/** What stands in the address of a list that has something there. */
type ParamsOf<C extends PagedCall> = ArgsOf<C> extends { params: infer P } ? [params: P] : []

/** `first` is the page that `pages` follow: what is shown is of one piece, also while it is being read again. */
type Further<P> = { of: string; first: P | null; pages: readonly P[]; busy: boolean; problem: Problem | null }

export type Pages<P> = {
  first: Reading<P>
  /** What has been read so far, in order. */
  pages: readonly P[]
  /** Reads on; null when there is nothing behind. */
  more: { busy: boolean; problem: Problem | null; read: () => Promise<void> } | null
}

/**
 * A long list, page after page. When its first page has come again with something else in it, or something was done on this
 * phone, as many pages are read again behind it: the list never falls back to its beginning under somebody's thumb.
 */
export function usePages<C extends PagedCall>(name: C, query: ArgsOf<C> extends { query?: infer Q } ? Q : never, ...[params]: ParamsOf<C>): Pages<ReplyOf<C>> {
  type Page = ReplyOf<C>
  const place = params === undefined ? {} : { params }
  const asked = `${name} ${JSON.stringify({ ...place, query })}`
  const first = useRead(name, { ...place, query } as unknown as ArgsOf<C>)
  const nothing: Further<Page> = { of: asked, first: null, pages: [], busy: false, problem: null }
  const [further, setFurther] = useState<Further<Page>>(nothing)
  const current = further.of === asked ? further : nothing
  /** What is asked for next behind these; null when that was all. */
  const nextOf = (some: readonly Page[]): string | null => (some[some.length - 1] as { next: string | null } | undefined)?.next ?? null
  /** Whatever was on its way before the last question came too late. */
  const turn = useRef(0)
  const followed = useRef('')

  /** Reads behind `start` and `before` until so many pages are there. */
  const readOn = async (start: Page, before: readonly Page[], wanted: number): Promise<void> => {
    turn.current += 1
    const mine = turn.current
    setFurther({ ...current, busy: true, problem: null })
    let pages = before
    let problem: Problem | null = null
    for (let after = nextOf([start, ...pages]); after !== null && pages.length < wanted && problem === null; after = nextOf(pages)) {
      const outcome = await api.call(name, { ...place, query: { ...(query as object), after } } as unknown as ArgsOf<C>)
      if (turn.current !== mine) return
      if (outcome.ok) pages = [...pages, outcome.value]
      else problem = outcome.problem
    }
    setFurther({ of: asked, first: start, pages, busy: false, problem })
  }

  const { value } = first
  const again = useRef<(page: Page) => void>(() => undefined)
  again.current = (page) => {
    const wanted = current.pages.length + (current.busy ? 1 : 0)
    if (wanted > 0) void readOn(page, [], wanted)
  }
  useEffect(() => {
    turn.current += 1
  }, [asked])
  useEffect(() => {
    if (value === null) return
    const mark = JSON.stringify([asked, useChanges.getState().count, value])
    if (mark === followed.current) return
    followed.current = mark
    again.current(value)
  }, [asked, value])

  const shownFirst = current.pages.length > 0 ? current.first : value
  const pages: readonly Page[] = [...(shownFirst === null ? [] : [shownFirst]), ...current.pages]
  const read = async (): Promise<void> => {
    if (shownFirst !== null && !current.busy) await readOn(shownFirst, current.pages, current.pages.length + 1)
  }
  return { first, pages, more: nextOf(pages) === null ? null : { busy: current.busy, problem: current.problem, read } }
}
