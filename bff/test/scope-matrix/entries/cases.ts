import type { CaseKind } from '@market/shared/cases/cases.rules'
import type { StaffRole } from '@market/shared/words/lists'
import { hour } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'

/** A kind that each role decides. */
const decides: Record<StaffRole, CaseKind> = { staff: 'identity', manager: 'posting', operator: 'identity', inspector: 'report', officer: 'appeal' }

async function openCase(place: Place, role: StaffRole, { app }: World, ownerId: string | null = null): Promise<string> {
  const id = uuidv7()
  const now = app.clock.now()
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.cases).values({
      id, kind: decides[role], subjectId: uuidv7(), openedBy: place.worker.personId, aboutPersonId: place.employer.personId, marketId: place.marketId,
      scopePath: place.path, openedAt: now, dueAt: now + hour, ownerId, takenAt: ownerId === null ? null : now,
    })
  })
  return id
}

export const cases: EntriesOf<'cases'> = {
  'cases.queue': { about: 'a list', put: openCase, request: { query: {} } },
  'cases.take': { about: 'one thing', request: async (place, role, world) => ({ params: { caseId: await openCase(place, role, world) } }) },
  'cases.release': {
    about: 'one thing',
    request: async (place, role, world) => ({ params: { caseId: await openCase(place, role, world, world.here.people[role].personId) } }),
  },
}
