import { useCallback, useEffect, useRef, useState } from 'react'
import { useDidHide, useDidShow } from '../platform/page-life'
import { reads, useChanges } from './market'
import type { ArgsOf, Problem, ReadCall, ReplyOf } from './outcome'
import { readKey, type Seen } from './reads'

export type Reading<T> = {
  /** The newest answer known, even when it is old. */
  value: T | null
  /** When it was given, UTC ms. */
  at: number | null
  /** Why there is no newer one; null while there is nothing wrong. */
  problem: Problem | null
  reload: () => Promise<void>
}

/** A page coming to the front asks again unless it has just asked. */
const justAskedMs = 1000

/**
 * What the server says, kept fresh while the page is in front: read when it opens, when it comes back, and
 * after every change made on this phone. Shows what was last seen at once. `args` null asks nothing yet.
 */
export function useRead<C extends ReadCall>(name: C, args: ArgsOf<C> | null): Reading<ReplyOf<C>> {
  const key = args ? readKey(name, args) : null
  const [state, setState] = useState<{ key: string | null; seen: Seen<ReplyOf<C>> | null; problem: Problem | null }>(() => ({
    key,
    seen: args ? reads.last(name, args) : null,
    problem: null,
  }))
  const changes = useChanges(({ count }) => count)
  const latest = useRef({ key, args })
  latest.current = { key, args }
  const asked = useRef(0)
  const askedAtChange = useRef(changes)
  const inFront = useRef(true)
  const mounted = useRef(true)

  const reload = useCallback(async (): Promise<void> => {
    const { key: asking, args: given } = latest.current
    if (!given) return
    asked.current = Date.now()
    askedAtChange.current = useChanges.getState().count
    const outcome = await reads.ask(name, given)
    if (!mounted.current || latest.current.key !== asking) return
    setState((before) => ({
      key: asking,
      seen: outcome.ok ? outcome.value : before.key === asking ? before.seen : reads.last(name, given),
      problem: outcome.ok ? null : outcome.problem,
    }))
  }, [name])

  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])
  useEffect(() => {
    if (key !== null && inFront.current) void reload()
  }, [key, changes, reload])
  useDidShow(() => {
    inFront.current = true
    // What was changed on another page meanwhile is never too fresh to be asked for.
    const changedMeanwhile = askedAtChange.current !== useChanges.getState().count
    if (changedMeanwhile || Date.now() - asked.current > justAskedMs) void reload()
  })
  useDidHide(() => {
    inFront.current = false
  })

  // Too many asked: the phone asks again by itself, when it was told to. Whoever has put it away comes back later.
  useEffect(() => {
    const { problem } = state
    if (state.key !== key || problem?.kind !== 'refused' || problem.code !== 'service_busy' || problem.retryAfterMs === undefined) return
    const timer = setTimeout(() => {
      if (inFront.current) void reload()
    }, problem.retryAfterMs * (1 + Math.random() / 2))
    return () => clearTimeout(timer)
  }, [state, key, reload])

  // Other args: what was shown before is not the answer to this.
  const seen = state.key === key ? state.seen : args ? reads.last(name, args) : null
  return { value: seen?.value ?? null, at: seen?.at ?? null, problem: state.key === key ? state.problem : null, reload }
}
