import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Dispatch, DispatchHead, DispatchJob, DispatchPerson, PlacedPerson, Ready } from '@market/shared/dispatch/dispatch.contract'
import { answerOf, notAskedWords, totalWords, unplacedWords } from '@market/shared/dispatch/dispatch.rules'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import type { Db } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import { jobsOf, somePeopleOf, tradesOf, type DispatchRow } from './dispatch.queries'

type PersonRow = Awaited<ReturnType<typeof somePeopleOf>>[number]
/** What `current` answers. */
export type Shown = { market: { id: string; name: string }; dispatch: Dispatch | null; ready: Ready | null }

/** Cards read at once. */
const cardsAtOnce = 100

/** Everybody in it with their trades, read in small parts: nobody waits while a crowd is looked at. */
async function everybodyIn(db: Db, dispatchId: string): Promise<{ rows: PersonRow[]; trades: Map<string, string[]> }> {
  const rows: PersonRow[] = []
  const trades = new Map<string, string[]>()
  for (;;) {
    const some = await somePeopleOf(db, dispatchId, rows.at(-1)?.person ?? null)
    if (some.length === 0) return { rows, trades }
    await nextTurn()
    for (const [personId, known] of await tradesOf(db, some.map(({ person }) => person.personId))) trades.set(personId, known)
    rows.push(...some)
    await nextTurn()
  }
}

async function cardsOf(db: Db, jobs: Pick<JobsService, 'cards'>, jobIds: readonly string[], now: number): Promise<Map<string, JobCard>> {
  const cards = new Map<string, JobCard>()
  for (let from = 0; from < jobIds.length; from += cardsAtOnce) {
    for (const [id, card] of await jobs.cards(db, jobIds.slice(from, from + cardsAtOnce), { now })) cards.set(id, card)
    await nextTurn()
  }
  return cards
}

export const dispatchHead = ({ id, marketId, state, version, round }: DispatchRow): DispatchHead => ({ id, marketId, state, version, round })

/** A dispatch as staff see it: names masked, every job with its people, everybody else with the reason. */
export async function dispatchView(db: Db, jobs: Pick<JobsService, 'cards'>, row: DispatchRow, now: number): Promise<Dispatch> {
  const { rows, trades } = await everybodyIn(db, row.id)
  const places = await jobsOf(db, row.id)
  const cards = await cardsOf(db, jobs, places.map(({ jobId }) => jobId), now)
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

/** It as JSON, a job or person at a time: to be run in slices. */
export function* shownText({ market, dispatch, ready }: Shown): Generator<void, Buffer> {
  if (dispatch === null) return Buffer.from(JSON.stringify({ market, dispatch, ready }))
  const { jobs, unplaced, ...head } = dispatch
  const parts = [`{"market":${JSON.stringify(market)},"ready":${JSON.stringify(ready)},"dispatch":${JSON.stringify(head).slice(0, -1)}`]
  for (const [name, list] of Object.entries({ jobs, unplaced })) {
    parts.push(`,"${name}":[`)
    for (const [place, one] of list.entries()) {
      parts.push(place === 0 ? '' : ',', JSON.stringify(one))
      yield
    }
    parts.push(']')
  }
  return Buffer.from(`${parts.join('')}}}`)
}
