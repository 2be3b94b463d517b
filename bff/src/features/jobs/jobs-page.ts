import { AppError, type FieldProblem } from '@market/shared/errors'
import { type jobsEndpoints, type JobCard } from '@market/shared/jobs/jobs.contract'
import { searchWords, startOfDay } from '@market/shared/jobs/search.rules'
import type { Place } from '@market/shared/markets/markets.rules'
import { day } from '@market/shared/words/time'
import type { Static } from 'typebox'
import type { Store } from '../../store/store'
import type { Found, Wanted } from './find-open-jobs'
import { jobCard } from './job-card'
import { findJobs, findMarketsBelow, type Area, type JobRow } from './jobs.queries'
import type { OpenJobsIndex } from './open-jobs-index'

/** Jobs on one page of the list, unless the caller asks for another number. */
const usualPage = 20

export type JobsPage = { jobs: JobCard[]; next: string | null }
export type ListQuery = Static<typeof jobsEndpoints.list.query>

/**
 * One page of the open jobs. A cursor says all that the next page goes on from, so that jobs that stay as they are neither
 * repeat nor are skipped, however much is posted, filled and changed and wherever the person walks meanwhile.
 */
export async function listPage({ store, openJobs }: { store: Pick<Store, 'read'>; openJobs: Pick<OpenJobsIndex, 'find'> }, query: ListQuery, here: Place | null, now: number): Promise<JobsPage> {
  const { order = 'soonest', payUnit = 'day', limit = usualPage, region, marketId } = query
  const mark = query.after === undefined ? undefined : cursors[order].read(query.after, payUnit)
  const from = mark?.from ?? here
  refuseWhatCannotBe(query, from, now)

  const inRegion = region === undefined ? undefined : await store.read((db) => findMarketsBelow(db, region))
  const marketIds = inRegion === undefined ? marketId && new Set([marketId]) : new Set(inRegion.filter((id) => marketId === undefined || id === marketId))
  const wanted: Wanted = { ...filtersOf(query, now), now, order, payUnit, limit: limit + 1, after: mark?.after, from: from ?? undefined, marketIds: marketIds || undefined }
  const found = await openJobs.find(wanted)

  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  const rows = new Map((await store.read((db) => findJobs(db, page.map(({ id }) => id)))).map((row) => [row.job.id, row]))
  return {
    jobs: page.flatMap(({ id }) => {
      const row = rows.get(id)
      return row === undefined || !isListed(row.job, now) ? [] : [jobCard(row, { now, from: here ?? from })]
    }),
    next: last === undefined ? null : cursors[order].write(last, { payUnit, from }),
  }
}

/** Another process may have filled or closed it a moment ago. */
const isListed = ({ status, startsAt, filled, headcount, confirmedUntil, publicFrom }: JobRow['job'], now: number): boolean =>
  status === 'open' && startsAt > now && filled < headcount && (confirmedUntil === null || confirmedUntil > now) && (publicFrom === null || publicFrom <= now)

function filtersOf({ trade, words = '', within, leastPayFen, settleWhen, fromDay, untilDay, ...query }: ListQuery, now: number) {
  const lastDay = untilDay === undefined ? null : startOfDay(untilDay, now)
  return {
    trades: trade === undefined ? undefined : new Set(trade.split(',')),
    words: searchWords(words),
    within,
    leastPayFen,
    settleWhen,
    startsFrom: fromDay === undefined ? undefined : (startOfDay(fromDay, now) ?? undefined),
    startsBefore: lastDay === null ? undefined : lastDay + day,
    area: areaOf(query),
  }
}

const areaOf = ({ south, north, west, east }: Pick<ListQuery, 'south' | 'north' | 'west' | 'east'>): Area | undefined =>
  south === undefined || north === undefined || west === undefined || east === undefined ? undefined : { south, north, west, east }

/** @throws AppError invalid_fields: everything that is wrong at once */
function refuseWhatCannotBe(query: ListQuery, from: Place | null, now: number): void {
  const { order, within, south, north, west, east, fromDay, untilDay } = query
  const sides = [south, north, west, east].filter((side) => side !== undefined).length
  const [first, last] = [fromDay, untilDay].map((word) => (word === undefined ? undefined : startOfDay(word, now)))
  const checks: [boolean, FieldProblem][] = [
    [order === 'nearest' && from === null, { field: 'lat', message: '按远近排，要先知道您在哪儿' }],
    [order !== 'nearest' && within !== undefined && from === null, { field: 'lat', message: '看多远以内的活，要先知道您在哪儿' }],
    [sides % 4 !== 0, { field: 'south', message: '地图的东西南北四边要一起给' }],
    [(south ?? 0) > (north ?? 0) && sides === 4, { field: 'south', message: '地图的南边不能在北边之上' }],
    [(west ?? 0) > (east ?? 0) && sides === 4, { field: 'west', message: '地图的西边不能在东边之外' }],
    [first === null, { field: 'fromDay', message: '没有这一天，请重新选日子' }],
    [last === null, { field: 'untilDay', message: '没有这一天，请重新选日子' }],
    [typeof first === 'number' && typeof last === 'number' && first > last, { field: 'untilDay', message: '最晚的一天不能早于最早的一天' }],
  ]
  const fields = checks.flatMap(([wrong, problem]) => (wrong ? [problem] : []))
  if (fields.length > 0) throw new AppError('invalid_fields', { fields })
}

const notOurs = (): AppError => new AppError('invalid_fields', { fields: [{ field: 'after', message: '请从第一页重新看' }] })

type Mark = { after: Found; from?: Place }
type Cursor = { read(text: string, payUnit: string): Mark; write(last: Found, of: { payUnit: string; from: Place | null }): string }

const idPattern = '([0-9A-Za-z-]{8,40})'
const soonestPattern = new RegExp(`^(\\d{1,13})_${idPattern}$`)
const nearestPattern = new RegExp(`^(-?\\d{1,2}(?:\\.\\d{1,20})?)_(-?\\d{1,3}(?:\\.\\d{1,20})?)_(\\d{1,15})_${idPattern}$`)
const bestPaidPattern = new RegExp(`^(day|hour)_(\\d{1,12})_${idPattern}$`)

const cursors: Record<NonNullable<ListQuery['order']>, Cursor> = {
  soonest: {
    read(text) {
      const [, startsAt, id] = soonestPattern.exec(text) ?? []
      if (startsAt === undefined || id === undefined) throw notOurs()
      return { after: { key: Number(startsAt), id } }
    },
    write: ({ key, id }) => `${key}_${id}`,
  },
  nearest: {
    read(text) {
      const [, lat, lng, squareMetres, id] = nearestPattern.exec(text) ?? []
      if (lat === undefined || lng === undefined || squareMetres === undefined || id === undefined) throw notOurs()
      return { after: { key: Number(squareMetres), id }, from: { lat: Number(lat), lng: Number(lng) } }
    },
    write: ({ key, id }, { from }) => `${from?.lat ?? 0}_${from?.lng ?? 0}_${key}_${id}`,
  },
  best_paid: {
    read(text, payUnit) {
      const [, unit, pay, id] = bestPaidPattern.exec(text) ?? []
      if (unit !== payUnit || pay === undefined || id === undefined) throw notOurs()
      return { after: { key: -Number(pay), id } }
    },
    write: ({ key, id }, { payUnit }) => `${payUnit}_${-key}_${id}`,
  },
}
