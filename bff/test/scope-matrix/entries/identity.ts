import type { StaffRole } from '@market/shared/words/lists'
import { day, hour, marketDay } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'

type Submission = { verificationId: string; documentId: string }

/** Somebody's ID card in the review queue of a place, for whose picture the caller has given a reason. */
async function submission(place: Place, role: StaffRole, { app, here }: World): Promise<Submission> {
  const { personId } = await app.person({ unverified: true })
  const [verificationId, caseId, documentId] = [uuidv7(), uuidv7(), uuidv7()]
  const now = app.clock.now()
  const contentSealed = app.vault.seal('AAAA', { table: 'documents', column: 'content_sealed', row: documentId })
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.cases).values({
      id: caseId, kind: 'identity', subjectId: verificationId, openedBy: personId, aboutPersonId: personId, marketId: place.marketId, scopePath: place.path,
      openedAt: now, dueAt: now + hour,
    })
    await q.insert(t.verifications).values({ id: verificationId, personId, kind: 'person', state: 'pending', method: 'review', caseId, submittedAt: now })
    await q.insert(t.documents).values({ id: documentId, personId, verificationId, kind: 'id_card', mime: 'image/jpeg', bytes: 3, contentSealed, createdAt: now })
    await q.insert(t.auditEntries).values({
      id: uuidv7(), at: now, actorId: here.people[role].personId, role, action: 'identity.reveal', subjectKind: 'verification', subjectId: verificationId,
      aboutPersonId: personId, scopePath: place.path, purpose: 'review',
    })
  })
  return { verificationId, documentId }
}

/** An accepted licence of an employer that submitted it at this place. */
async function licence(place: Place, role: StaffRole, world: World): Promise<string> {
  const { app } = world
  const { verificationId } = await submission(place, role, world)
  const { personId: employerId } = await app.person({ employer: {} })
  const id = uuidv7()
  const now = app.clock.now()
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.licences).values({
      id, employerId, kind: 'business_licence', number: '91350100M000100Y43', validFrom: '2020-01-01', validUntil: marketDay(now + day), verificationId, verifiedAt: now,
    })
  })
  return id
}

const about = async (place: Place, role: StaffRole, world: World) => ({ params: { verificationId: (await submission(place, role, world)).verificationId } })

export const identity: EntriesOf<'identity'> = {
  'identity.see': { about: 'one thing', request: about },
  'identity.reveal': { about: 'one thing', request: async (...where) => ({ ...(await about(...where)), body: { purpose: 'review' } }) },
  'identity.revealed': { about: 'one thing', request: about },
  'identity.picture': { about: 'one thing', request: async (...where) => ({ params: await submission(...where) }) },
  'identity.accept': { about: 'one thing', request: about },
  'identity.refuse': { about: 'one thing', request: async (...where) => ({ ...(await about(...where)), body: { flaws: ['name_differs'], note: '' } }) },
  'identity.licences': { about: 'a list', put: licence, request: { query: {} } },
}
