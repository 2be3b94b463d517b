import { hour } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { EntriesOf } from '../entry'

export const monitor: EntriesOf<'monitor'> = {
  'monitor.overview': {
    about: 'a list',
    // A market with something waiting is one of those shown by name.
    put: async ({ marketId, path }, _role, { app }) => {
      const now = app.clock.now()
      await app.store.write(async ({ q, t }) => {
        await q.insert(t.cases).values({ id: uuidv7(), kind: 'identity', subjectId: uuidv7(), marketId, scopePath: path, openedAt: now, dueAt: now + hour })
      })
      return marketId
    },
    request: {},
  },
}
