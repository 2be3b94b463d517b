import { afterClosing } from '@market/shared/my-data/data-classes'
import { hour } from '@market/shared/words/time'
import type { Chore } from '../../feed/chores'
import { erasePersonalRows, idsAbout } from '../../store/personal-rows'
import type { Store } from '../../store/store'
import type { EvidenceService } from '../evidence/evidence.service'
import { dueClosings, findClosing, holdPerson, keptClosings, markClosed, markForgotten, openThingsOf } from './my-data.queries'

/** People looked at between two reads. */
const batch = 50

/**
 * Closes accounts whose time has come and, years later, deletes what the law had kept. A person at a time, each in one write: whatever
 * is left of somebody stands in the declarations beside the schema, and whoever is found to have begun something meanwhile waits.
 */
export const accountClosing = ({ store, evidence }: { store: Store; evidence: Pick<EvidenceService, 'unlink'> }): Chore => {
  const close = (personId: string, now: number): Promise<void> =>
    store.write(async (tx) => {
      await holdPerson(tx, personId)
      if ((await findClosing(tx, personId)) === null || (await openThingsOf(tx, personId, now)).length > 0) return
      if (!(await markClosed(tx, personId, now))) return
      await erasePersonalRows(tx, personId, 'atClosing')
      await tx.append({ kind: 'account.closed', subjectId: personId, marketId: null, at: now, data: {} })
    })

  const forget = (personId: string, now: number): Promise<void> =>
    store.write(async (tx) => {
      if (!(await markForgotten(tx, personId, now))) return
      // The log keeps its commitments, which say nothing once salt and text are gone.
      for (const agreementId of await idsAbout(tx, 'agreements', personId)) await evidence.unlink(tx, agreementId)
      await erasePersonalRows(tx, personId, 'inTheEnd')
    })

  return {
    name: 'account-closing',
    everyMs: hour,
    async run(now) {
      for (let after = ''; ;) {
        const due = await store.read((db) => dueClosings(db, now, after, batch))
        for (const { personId } of due) await close(personId, now)
        after = due.at(-1)?.personId ?? after
        if (due.length < batch) break
      }
      for (;;) {
        const kept = await store.read((db) => keptClosings(db, now - afterClosing.kept, batch))
        for (const { personId } of kept) await forget(personId, now)
        if (kept.length < batch) return
      }
    },
  }
}
