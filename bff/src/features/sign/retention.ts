import { keptFor } from '@market/shared/sign/retention'
import { day } from '@market/shared/words/time'
import type { Chore } from '../../feed/chores'
import type { Store } from '../../store/store'
import { eraseAgreements, eraseUnsigned } from './retention.queries'

/** Rows changed in one write. */
const batch = 200

/**
 * Deletes what the law does not want kept any longer, by class (shared/sign/retention). Fingerprints, signatures over them and the
 * seal stay: they name nobody, and whoever still has their paper can go on proving that it is genuine.
 */
export const signRetention = ({ store }: { store: Store }): Chore => ({
  name: 'sign-retention',
  everyMs: day / 4,
  async run(now) {
    while ((await store.write((tx) => eraseUnsigned(tx, now - keptFor.unsigned, batch))) === batch);
    while ((await store.write((tx) => eraseAgreements(tx, { endedBefore: now - keptFor.agreement, neverEndedBefore: now - keptFor.neverEnded, now, limit: batch }))) === batch);
  },
})
