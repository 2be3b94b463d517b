import { eq } from 'drizzle-orm'
import { supervisionEndpoints } from '@market/shared/supervision/supervision.contract'
import { day } from '@market/shared/words/time'
import { uuidv7 } from 'uuidv7'
import type { TestPerson } from '../../support/app'
import { post, unloading } from '../../support/journey'
import type { EntriesOf } from '../entry'
import type { Place, World } from '../world'

/** A posting that waits for a look, because of its words. */
async function held(place: Place, { app }: World) {
  const employer = await app.person({ employer: {} })
  const { id: jobId } = await post(employer, unloading(place.marketId, { description: '卸白菜、土豆，本地人优先' }))
  return { jobId, employer }
}

const posted = async (place: Place, { app }: World) => {
  const employer = await app.person({ employer: {} })
  return { jobId: (await post(employer, unloading(place.marketId))).id, employer }
}

async function report(place: Place, world: World): Promise<string> {
  const { jobId } = await posted(place, world)
  const worker = await world.app.person({ worker: {} })
  await worker.call(supervisionEndpoints.report, { params: { jobId }, body: { reason: 'asked_for_money', text: '' } })
  const [row] = await world.app.store.read(({ q, t }) => q.select({ id: t.reports.id }).from(t.reports).where(eq(t.reports.jobId, jobId)))
  return row?.id ?? ''
}

/** Something decided about an employer of this place by an inspector who is not asked again. */
async function sanction(place: Place, world: World, kind: 'warning' | 'blacklist'): Promise<{ id: string; employer: TestPerson }> {
  const { app } = world
  const { jobId, employer } = await posted(place, world)
  const by = (await app.person({ grants: [{ role: 'inspector', marketId: place.marketId }] })).personId
  const id = uuidv7()
  const now = app.clock.now()
  await app.store.write(async ({ q, t }) => {
    await q.insert(t.sanctions).values({
      id, personId: employer.personId, kind, points: 0, reason: '向工人收押金', jobId, fromAt: now, untilAt: kind === 'blacklist' ? now + 90 * day : null,
      proposedBy: by, confirmedBy: kind === 'blacklist' ? null : by, at: now,
    })
  })
  return { id, employer }
}

async function appeal(place: Place, world: World): Promise<string> {
  const { id, employer } = await sanction(place, world, 'warning')
  await employer.call(supervisionEndpoints.appeal, { params: { sanctionId: id }, body: { text: '没有收过押金' } })
  const [row] = await world.app.store.read(({ q, t }) => q.select({ id: t.appeals.id }).from(t.appeals).where(eq(t.appeals.targetId, id)))
  return row?.id ?? ''
}

/** A change of one sentence, against the version in force. */
async function changes({ province: [officer] }: World) {
  const { inForce } = await officer.call(supervisionEndpoints.rulebooks)
  const { thresholds } = await officer.call(supervisionEndpoints.rulebook, { params: { version: inForce } })
  return { base: inForce, note: '试一试', rules: [], thresholds }
}
const proposedRulebook = async (world: World) => world.province[0].call(supervisionEndpoints.proposeRulebook, { body: await changes(world) })

export const supervision: EntriesOf<'supervision'> = {
  'supervision.posting': { about: 'one thing', request: async (place, _role, world) => ({ params: { jobId: (await held(place, world)).jobId } }) },
  'supervision.publish': { about: 'one thing', request: async (place, _role, world) => ({ params: { jobId: (await held(place, world)).jobId }, body: { version: 1 } }) },
  'supervision.refuse': {
    about: 'one thing',
    request: async (place, _role, world) => ({ params: { jobId: (await held(place, world)).jobId }, body: { version: 1, reason: '和已有的一样' } }),
  },
  'supervision.get_report': { about: 'one thing', request: async (place, _role, world) => ({ params: { reportId: await report(place, world) } }) },
  'supervision.decide_report': {
    about: 'one thing',
    request: async (place, _role, world) => ({ params: { reportId: await report(place, world) }, body: { decision: 'nothing', reason: '没有发现问题', points: 0 } }),
  },
  'supervision.proposals': { about: 'a list', put: async (place, _role, world) => (await sanction(place, world, 'blacklist')).id, request: {} },
  'supervision.confirm_sanction': { about: 'one thing', request: async (place, _role, world) => ({ params: { sanctionId: (await sanction(place, world, 'blacklist')).id } }) },
  'supervision.drop_sanction': { about: 'one thing', request: async (place, _role, world) => ({ params: { sanctionId: (await sanction(place, world, 'blacklist')).id } }) },
  'supervision.get_appeal': { about: 'one thing', request: async (place, _role, world) => ({ params: { appealId: await appeal(place, world) } }) },
  'supervision.decide_appeal': {
    about: 'one thing',
    request: async (place, _role, world) => ({ params: { appealId: await appeal(place, world) }, body: { upheld: true, answer: '查过了，没有收过' } }),
  },
  'supervision.rulebooks': { about: 'the province', request: async () => ({}), open: true },
  'supervision.rulebook': { about: 'the province', request: async () => ({ params: { version: 1 } }), open: true },
  'supervision.try_rulebook': { about: 'the province', request: async (world) => ({ body: await changes(world) }), open: true },
  'supervision.propose_rulebook': { about: 'the province', request: async (world) => ({ body: await changes(world) }), open: false },
  'supervision.confirm_rulebook': { about: 'the province', request: async (world) => ({ params: await proposedRulebook(world), body: { effectiveFrom: null } }), open: false },
  'supervision.drop_rulebook': { about: 'the province', request: async (world) => ({ params: await proposedRulebook(world) }), open: false },
}
