import type { Dispatch, DispatchJob, DispatchPerson, PlacedPerson } from '@market/shared/dispatch/dispatch.contract'
import { answerOf, notAskedWords, totalWords, unplacedWords } from '@market/shared/dispatch/dispatch.rules'
import type { Db } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import { jobsOf, peopleOf, tradesOf, type DispatchRow } from './dispatch.queries'

type PersonRow = Awaited<ReturnType<typeof peopleOf>>[number]

/** A dispatch as staff see it: names masked, every job with its people, everybody else with the reason. */
export async function dispatchView(db: Db, jobs: Pick<JobsService, 'cards'>, row: DispatchRow, now: number): Promise<Dispatch> {
  const rows = await peopleOf(db, row.id)
  const trades = await tradesOf(db, row.id)
  const places = await jobsOf(db, row.id)
  const cards = await jobs.cards(db, places.map(({ jobId }) => jobId), { now })
  const byJob = new Map<string | null, PersonRow[]>()
  for (const one of rows) {
    const others = byJob.get(one.person.jobId)
    if (others === undefined) byJob.set(one.person.jobId, [one])
    else others.push(one)
  }
  const shown = (one: PersonRow): DispatchPerson => personView(one, trades.get(one.person.personId) ?? [])
  const unplaced = byJob.get(null) ?? []
  const totals = {
    free: rows.length,
    placed: rows.length - unplaced.length,
    places: places.reduce((sum, job) => sum + job.places, 0),
    points: rows.reduce((sum, { person }) => sum + person.points, 0),
  }
  return {
    id: row.id, marketId: row.marketId, state: row.state, version: row.version, round: row.round,
    proposedAt: row.proposedAt, confirmedAt: row.confirmedAt, present: row.present,
    ...totals,
    words: totalWords(totals),
    jobs: places
      .flatMap(({ jobId, places: free }): DispatchJob[] => {
        const job = cards.get(jobId)
        const people = (byJob.get(jobId) ?? []).map((one) => ({ ...shown(one), ...placeView(one, row.state === 'confirmed') }))
        return job === undefined ? [] : [{ job, places: free, people }]
      })
      .sort((one, other) => Number(other.people.length > 0) - Number(one.people.length > 0) || one.job.startsAt - other.job.startsAt || (one.job.id < other.job.id ? -1 : 1)),
    unplaced: unplaced.map((one) => ({ ...shown(one), why: one.person.unplaced === null ? '' : unplacedWords[one.person.unplaced] })),
  }
}

const personView = ({ person, nameMasked, skillLevel, crewName }: PersonRow, trades: string[]): DispatchPerson => ({
  personId: person.personId,
  nameMasked: nameMasked ?? '*',
  surname: Array.from(nameMasked ?? '*')[0] ?? '*',
  number: person.number,
  trades,
  skillLevel,
  crew: person.crewId === null ? null : { id: person.crewId, name: crewName ?? '' },
  waitingSince: person.waitingSince,
})

function placeView({ person: { points, reasons, notAsked }, state, offerUntil }: PersonRow, confirmed: boolean): Omit<PlacedPerson, keyof DispatchPerson> {
  const answer = confirmed ? answerOf(state, notAsked) : null
  return { points, reasons, answer, offerUntil: answer === 'asked' ? offerUntil : null, notAsked: notAsked === null ? null : notAskedWords[notAsked] }
}
