import { hoursOverEnds, isNews, type HoursOverEnd } from '@market/shared/apply/apply.rules'
import { minute } from '@market/shared/words/time'
import type { Chore } from '../../feed/chores'
import type { Store } from '../../store/store'
import { findFacts, findHoursOver, moveState, type HoursOverRow } from './apply.queries'
import { holdJobs } from './places.queries'

/** Read at once. */
const page = 500
/** Writes that wait for one another at most: on SQLite they share a commit, on Postgres each takes a connection. */
const atOnce = 10

/**
 * Ends applications whose hours are over and that nobody brought any further: what was never signed gives its place back, and who
 * had signed and was never scanned was not there. Each in a write of its own and guarded in its statement, so that of two servers
 * one does it and the other finds nothing.
 */
export const hoursOver = ({ store }: { store: Store }): Chore => {
  const end = ({ id, jobId }: HoursOverRow, how: HoursOverEnd, now: number): Promise<void> =>
    store.write(async (tx) => {
      if (how === 'unsigned') await holdJobs(tx, [jobId])
      if ((await moveState(tx, id, 'lapse', now, {}, how)) === null) return
      const facts = await findFacts(tx, id)
      if (facts === null) return
      const { workerId, employerId, marketId, terms } = facts
      await tx.append({ kind: `application.${how}`, subjectId: id, marketId, at: now, data: { jobId, workerId, employerId, tell: isNews(terms, now) } })
    })

  /** Whoever cannot be ended holds up nobody behind them: each is tried once a turn. */
  const endAll = async (how: HoursOverEnd, now: number): Promise<unknown[]> => {
    const failures: unknown[] = []
    for (let after: HoursOverRow | null = null; ;) {
      const found: HoursOverRow[] = await store.read((db) => findHoursOver(db, how, now, after, page))
      for (let from = 0; from < found.length; from += atOnce) {
        const settled = await Promise.allSettled(found.slice(from, from + atOnce).map((one) => end(one, how, now)))
        failures.push(...settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])))
      }
      after = found.at(-1) ?? after
      if (found.length < page) return failures
    }
  }

  return {
    name: 'hours-over',
    everyMs: 10 * minute,
    async run(now) {
      const failures: unknown[] = []
      for (const how of hoursOverEnds) failures.push(...(await endAll(how, now)))
      if (failures.length > 0) throw failures[0]
    },
  }
}
