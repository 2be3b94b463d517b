import { applyEndpoints } from '@market/shared/apply/apply.contract'
import { checkInEndpoints } from '@market/shared/check-in/check-in.contract'
import { crewsEndpoints } from '@market/shared/crews/crews.contract'
import { dispatchEndpoints, type Dispatch, type DispatchHead } from '@market/shared/dispatch/dispatch.contract'
import { licencesFor } from '@market/shared/identity/work-licences'
import type { JobDetail, JobDraft } from '@market/shared/jobs/jobs.contract'
import type { TradeCode } from '@market/shared/words/lists'
import type { TestApp, TestPerson } from './app'
import { post, unloading } from './journey'
import { giveLicence } from './licences'
import { byPoster } from './market'
import { idNumber } from './people'

export type Hall = Awaited<ReturnType<typeof newHall>>

/** A market with staff who dispatch and an employer who posts, for tests about who goes where. */
export async function newHall(app: TestApp, hours: { opensAt?: string; closesAt?: string } = {}) {
  const market = await app.market(hours)
  const staff = await app.person({ staffOf: market.marketId })
  const employer = await app.person({ employer: {} })
  const current = async (): Promise<Dispatch> => {
    const { dispatch } = await staff.call(dispatchEndpoints.current, { query: {} })
    if (dispatch === null) throw new Error('there is no dispatch')
    return dispatch
  }
  return {
    market, staff, employer, current,
    jobAt: (changes: Partial<JobDraft> = {}): Promise<JobDetail> => post(employer, unloading(market.marketId, changes)),
    /** Somebody who comes a second after the one before, with the licences that their trades take. */
    async comes(trades: TradeCode[] = ['4-02-05-01']): Promise<TestPerson> {
      // Of an age at which nothing is closed to them, and a year in which nobody else of a test is born.
      const person = await app.person({ worker: { trades }, idNumber: idNumber(2001) })
      for (const [kind] of trades.map(licencesFor)) if (kind !== undefined) await giveLicence(app, person.personId, kind)
      app.clock.advance(1_000)
      await person.call(checkInEndpoints.create, { body: byPoster(market.gateToken) })
      return person
    },
    async crewOf(leader: TestPerson, ...members: TestPerson[]): Promise<void> {
      const { code } = await leader.call(crewsEndpoints.make, { body: { name: '老张班' } })
      for (const member of members) await member.call(crewsEndpoints.join, { body: { code: code ?? '' } })
    },
    async propose(): Promise<Dispatch> {
      await staff.call(dispatchEndpoints.propose, { body: {} })
      return current()
    },
    async again({ id }: { id: string }): Promise<Dispatch> {
      await staff.call(dispatchEndpoints.again, { params: { dispatchId: id } })
      return current()
    },
    /** Confirms it; everybody has been asked then. */
    async confirm({ id, version }: DispatchHead | Dispatch): Promise<Dispatch> {
      await staff.call(dispatchEndpoints.confirm, { params: { dispatchId: id }, body: { version } })
      await app.feed.caughtUp()
      await app.chores.runAll()
      return current()
    },
    /** Where each of these is in it: the job's id, or why they have none. */
    whereAre: ({ jobs, unplaced }: Dispatch, ...people: TestPerson[]): (string | undefined)[] =>
      people.map(({ personId }) => jobs.find((job) => job.people.some((one) => one.personId === personId))?.job.id ?? unplaced.find((one) => one.personId === personId)?.why),
    /** Says no to the place that is held for them. */
    async saysNo(person: TestPerson): Promise<void> {
      const offer = (await person.call(applyEndpoints.mine)).applications.find(({ state }) => state === 'offered')
      await person.call(applyEndpoints.withdraw, { params: { applicationId: offer?.id ?? '' } })
    },
  }
}
