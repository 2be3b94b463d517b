import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Dispatch, DispatchHead, DispatchJob, DispatchPerson, PlacedPerson, Ready } from '@market/shared/dispatch/dispatch.contract'
import { answerOf, notAskedWords, totalWords, unplacedWords } from '@market/shared/dispatch/dispatch.rules'
import type { JobCard } from '@market/shared/jobs/jobs.contract'
import type { Db } from '../../store/store'
import type { JobsService } from '../jobs/jobs.service'
import { jobsOf, somePeopleOf, tradesOf, type DispatchRow, type PersonOf } from './dispatch.queries'

/** What `current` answers. */
export type Shown = { market: { id: string; name: string }; dispatch: Dispatch | null; ready: Ready | null }
/** The same before the dispatch is made into what staff see. */
export type ToShow = Omit<Shown, 'dispatch'> & { dispatch: ReadDispatch | null }

/** Cards read at once. */
const cardsAtOnce = 50

/** A dispatch as it was read, before it is made into what staff see. */
type ReadDispatch = {
  row: DispatchRow
  people: readonly PersonOf[]
  trades: ReadonlyMap<string, string[]>
  places: Awaited<ReturnType<typeof jobsOf>>
  cards: ReadonlyMap<string, JobCard>
}

/** Everybody in it, who has waited longest first, with their trades; read in small parts: nobody waits while a crowd is looked at. */
async function everybodyIn(db: Db, dispatchId: string): Promise<Pick<ReadDispatch, 'people' | 'trades'>> {
  const people: PersonOf[] = []
  const trades = new Map<string, string[]>()
  for (;;) {
    const some = await somePeopleOf(db, dispatchId, people.at(-1)?.person.personId ?? '')
    if (some.length === 0) break
    await nextTurn()
    for (const [personId, known] of await tradesOf(db, some.map(({ person }) => person.personId))) trades.set(personId, known)
    people.push(...some)
    await nextTurn()
  }
  people.sort(({ person: one }, { person: other }) => one.waitingSince - other.waitingSince || (one.personId < other.personId ? -1 : 1))
  return { people, trades }
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

export async function readDispatch(db: Db, jobs: Pick<JobsService, 'cards'>, row: DispatchRow, now: number): Promise<ReadDispatch> {
  const everybody = await everybodyIn(db, row.id)
  const places = await jobsOf(db, row.id)
  await nextTurn()
  return { row, ...everybody, places, cards: await cardsOf(db, jobs, places.map(({ jobId }) => jobId), now) }
}

/** A dispatch as staff see it, its jobs and people made one at a time when they are asked for. */
type ShownDispatch = Omit<Dispatch, 'jobs' | 'unplaced'> & { jobs: Iterable<DispatchJob>; unplaced: Iterable<Dispatch['unplaced'][number]> }

/** Names masked, every job with its people, everybody else with the reason. */
function shownDispatch({ row, people, trades, places, cards }: ReadDispatch): ShownDispatch {
  const byJob = new Map<string | null, PersonOf[]>()
  for (const one of people) {
    const others = byJob.get(one.person.jobId)
    if (others === undefined) byJob.set(one.person.jobId, [one])
    else others.push(one)
  }
  const shown = (one: PersonOf): DispatchPerson => personView(one, trades.get(one.person.personId) ?? [])
  const unplaced = byJob.get(null) ?? []
  const totals = {
    free: people.length,
    placed: people.length - unplaced.length,
    places: places.reduce((sum, job) => sum + job.places, 0),
    points: people.reduce((sum, { person }) => sum + person.points, 0),
  }
  const atJobs = places
    .flatMap(({ jobId, places: free }) => {
      const job = cards.get(jobId)
      return job === undefined ? [] : [{ job, free, there: byJob.get(jobId) ?? [] }]
    })
    .sort((one, other) => Number(other.there.length > 0) - Number(one.there.length > 0) || one.job.startsAt - other.job.startsAt || (one.job.id < other.job.id ? -1 : 1))
  return {
    id: row.id, marketId: row.marketId, state: row.state, version: row.version, round: row.round,
    proposedAt: row.proposedAt, confirmedAt: row.confirmedAt, present: row.present,
    ...totals,
    words: totalWords(totals),
    jobs: each(atJobs, ({ job, free, there }): DispatchJob => ({ job, places: free, people: there.map((one) => ({ ...shown(one), ...placeView(one, row.state === 'confirmed') })) })),
    unplaced: each(unplaced, (one) => ({ ...shown(one), why: one.person.unplaced === null ? '' : unplacedWords[one.person.unplaced] })),
  }
}

function* each<One, Other>(list: Iterable<One>, made: (one: One) => Other): Generator<Other, void> {
  for (const one of list) yield made(one)
}

const personView = ({ person, nameMasked, skillLevel, crewName }: PersonOf, trades: string[]): DispatchPerson => ({
  personId: person.personId,
  nameMasked: nameMasked ?? '*',
  surname: Array.from(nameMasked ?? '*')[0] ?? '*',
  number: person.number,
  trades,
  skillLevel,
  crew: person.crewId === null ? null : { id: person.crewId, name: crewName ?? '' },
  waitingSince: person.waitingSince,
})

function placeView({ person: { points, reasons, notAsked }, state, offerUntil }: PersonOf, confirmed: boolean): Omit<PlacedPerson, keyof DispatchPerson> {
  const answer = confirmed ? answerOf(state, notAsked) : null
  return { points, reasons, answer, offerUntil: answer === 'asked' ? offerUntil : null, notAsked: notAsked === null ? null : notAskedWords[notAsked] }
}

/** What `current` answers, as JSON in UTF-8, a job or person at a time: to be run in slices. */
export function* shownText({ market, dispatch, ready }: ToShow): Generator<void, Buffer> {
  if (dispatch === null) return Buffer.from(JSON.stringify({ market, dispatch, ready }))
  const { jobs, unplaced, ...head } = shownDispatch(dispatch)
  yield
  // Encoded piece by piece: megabytes of text at the end would be a turn of their own.
  const parts = [Buffer.from(`{"market":${JSON.stringify(market)},"ready":${JSON.stringify(ready)},"dispatch":${JSON.stringify(head).slice(0, -1)}`)]
  for (const [name, list] of [['jobs', jobs], ['unplaced', unplaced]] as const) {
    parts.push(Buffer.from(`,"${name}":[`))
    let before = ''
    for (const one of list) {
      parts.push(Buffer.from(`${before}${JSON.stringify(one)}`))
      before = ','
      yield
    }
    parts.push(Buffer.from(']'))
  }
  parts.push(Buffer.from('}}'))
  return Buffer.concat(parts)
}
