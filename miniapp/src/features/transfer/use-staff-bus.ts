import { clockTime, day, marketDay, minute, minutesOfClock, startOfMarketDay } from '@market/shared/words/time'
import { useState } from 'react'
import { fieldProblem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import { useRead } from '../../client/use-read'

/** Numbers as people write them down: `3、7 12,15`. */
export const numbersIn = (typed: string): number[] => [...new Set((typed.match(/\d{1,6}/g) ?? []).map(Number).filter((number) => number > 0))]

/** The next time the clock shows this, UTC ms: a bus at 00:20 leaves after midnight. */
export function nextAt(clock: string, now: number): number {
  const today = startOfMarketDay(now) + minutesOfClock(clock) * minute
  return today > now ? today : today + day
}

type BusDraft = { of: string; toMarketId: string; jobId: string; numbers: string; seats: string; leaves: string; meetAt: string }

/** A bus as it is typed, kept on the phone for today: the numbers of a day are other people the day after. */
function useBusDraft(marketId: string | undefined, chosenMarketId: string | undefined) {
  const [empty] = useState((): BusDraft => ({
    of: marketDay(Date.now()), toMarketId: chosenMarketId ?? '', jobId: '', numbers: '', seats: '', leaves: clockTime(Date.now() + 30 * minute), meetAt: '',
  }))
  const kept = useDraft<BusDraft>(`bus:${marketId ?? ''}:${chosenMarketId ?? ''}`, empty)
  const draft = kept.value.of === empty.of ? kept.value : empty
  return { draft, change: (changes: Partial<BusDraft>): void => kept.change({ ...draft, ...changes }), clear: kept.clear }
}

/** A bus as it is typed. */
export function useStaffBus(marketId: string | undefined, chosenMarketId: string | undefined) {
  const board = useRead('GET /api/transfer-board', { query: marketId === undefined ? {} : { marketId } })
  const { draft, change, clear } = useBusDraft(marketId, chosenMarketId)
  const openings = useRead('GET /api/transfer-openings', draft.toMarketId === '' ? null : { query: { ...(marketId === undefined ? {} : { marketId }), toMarketId: draft.toMarketId } })
  const [missing, setMissing] = useState<{ field: string; message: string } | null>(null)
  /** When it would leave, where that is not today and staff have to say that they mean it. */
  const [asking, setAsking] = useState<number | null>(null)
  const { act, busy, problem } = useAct('POST /api/transfer-groups')
  // Those to whom people could go; one chosen on the board before stands among them.
  const destinations = (board.value?.others ?? []).map(({ market }) => market)
  const wrong = (field: string): string | null => (missing?.field === field ? missing.message : fieldProblem(problem, field))
  const job = openings.value?.jobs.find(({ id }) => id === draft.jobId) ?? null
  return {
    board, destinations, openings, job, draft, busy, wrong, asking,
    stay: (): void => setAsking(null),
    /** The one that was chosen is not among the jobs any more: full, closed, or too late to get there. */
    jobGone: draft.jobId !== '' && openings.value !== null && job === null,
    problem: problem !== null && ['toMarketId', 'jobId', 'numbers', 'leavesAt', 'meetAt'].every((field) => !fieldProblem(problem, field)) ? problem.message : null,
    change: (changes: Partial<typeof draft>): void => {
      // A job lies at one market.
      change({ ...(changes.toMarketId === undefined ? {} : { jobId: '' }), ...changes })
      setMissing(null)
    },
    /** True once everybody has been asked. @param sure when it leaves, as staff have just said they mean it */
    make: async (sure?: number): Promise<boolean> => {
      const numbers = numbersIn(draft.numbers)
      const seats = Number(draft.seats)
      const lack = draft.toMarketId === '' ? { field: 'toMarketId', message: '请选去哪个市场' }
        : numbers.length === 0 ? { field: 'numbers', message: '请写要请的号' }
          : seats < 1 || seats > 100 ? { field: 'seats', message: '请写几个座，1 到 100' } : null
      setMissing(lack)
      if (lack !== null) return false
      const leavesAt = sure ?? nextAt(draft.leaves, Date.now())
      if (sure === undefined && marketDay(leavesAt) !== marketDay(Date.now())) {
        setAsking(leavesAt)
        return false
      }
      setAsking(null)
      const made = await act({
        body: { ...(marketId === undefined ? {} : { marketId }), toMarketId: draft.toMarketId, ...(draft.jobId === '' ? {} : { jobId: draft.jobId }), numbers, seats, leavesAt, meetAt: draft.meetAt },
      }, '安排一趟车')
      if (made !== null) clear()
      return made !== null
    },
  }
}
export type StaffBus = ReturnType<typeof useStaffBus>
