import { uuidv7 } from 'uuidv7'
import type { EntriesOf } from '../entry'

export const audit: EntriesOf<'audit'> = {
  'audit.list': {
    about: 'a list',
    put: async (place, _role, { app }) => {
      const subjectId = uuidv7()
      await app.store.write(async ({ q, t }) => {
        await q.insert(t.auditEntries).values({
          id: uuidv7(), at: app.clock.now(), actorId: place.people.staff.personId, role: 'staff', action: 'identity.reveal', subjectKind: 'verification', subjectId,
          scopePath: place.path, purpose: 'review',
        })
      })
      return subjectId
    },
    request: { query: {} },
  },
}
