import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { callerLookup, requireAudience } from '@market/bff/http/caller'
import { accessTokens } from '@market/bff/http/access-token'
import { matchEndpoints } from '@market/shared/match/match.contract'
import { changingJobs } from '../../../bff/test/support/changing-jobs'

import { cpuMs, line, quantile, short } from '../figures'
import { makeDatabase } from './database'
import { jobs, now, seekers } from './province'
import { serverOver } from './server'

const jobCount = 100_000
const workerCount = 2_000
const rounds = 4
const matches = '/api/matches'
/** A phone in the hall asks again so often: its owner opens a job and comes back to the list. */
const lookEvery = 15_000
/** In each of these turns every phone looks once. */
const turnsInRound = 4
/** Jobs of the province that change in a second: postings, and places taken. */
const [postedPerSecond, takenPerSecond] = [2, 5]
/** What was posted is on its way to those it fits for so long, ms, and takes its part of the machine. */
const settling = 700
/** More than are posted in any run. */
const enoughJobs = 100_000

/**
 * `GET /api/matches` beside two routes of the same app that ask who is there and send a ready text of the same size, in rounds: the
 * same text for everybody, and for each worker the text that was made for them. In a round every phone looks four times. Between two looks
 * fifteen seconds of a morning go by: the clock goes on, jobs are posted and places taken, and what follows from that is done before
 * the next look, so that none of the three is charged with it. Then the same with nobody ever looking twice from one place.
 */
export async function overHttp(): Promise<void> {
  const database = await makeDatabase(jobCount, workerCount)
  let passed = 0
  const clock = { now: () => now + passed }
  const { app, feed, tokensAt } = await serverOver(database, clock)
  const findCaller = callerLookup(database.store, accessTokens(app.jwt))
  let ready: Buffer = Buffer.alloc(0)
  const own = new Map<string, Buffer>()
  // All that the product does with a request but matching: who is asking, how often, and whether what they ask is well formed.
  app.get('/bench/:whose', {
    config: { action: 'bench' },
    schema: { querystring: matchEndpoints.forMe.query },
    onRequest: async (request) => {
      request.caller = await findCaller(request.headers.authorization, clock.now())
      requireAudience('worker', request.caller)
    },
  }, ({ params, caller }, reply) => reply.type('application/json; charset=utf-8').send((params as { whose: string }).whose === 'own' ? own.get(caller?.personId ?? '') : ready))
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  // Each worker stands in another town.
  const places = seekers(workerCount, true).map(({ place }) => `lat=${place?.lat.toFixed(5) ?? ''}&lng=${place?.lng.toFixed(5) ?? ''}`)
  const atMarket = `${base}${matches}?lat=34.62&lng=112.45`
  const first = await fetch(atMarket, { headers: { authorization: `Bearer ${tokensAt(clock.now())[0]}` } })
  ready = Buffer.from(await first.arrayBuffer())
  const tokens = tokensAt(now)
  for (const [number, place] of places.entries()) {
    const answer = await fetch(`${base}${matches}?${place}`, { headers: { authorization: `Bearer ${tokens[number] ?? ''}` } })
    own.set(database.workers[number]?.personId ?? '', Buffer.from(await answer.arrayBuffer()))
  }
  const loader = fork(fileURLToPath(new URL('load.mjs', import.meta.url)))
  const province = changingJobs(database.store, clock.now, jobs(enoughJobs), { postedPerSecond, takenPerSecond })
  /** Until the next look. */
  const passTime = async (): Promise<void> => {
    passed += lookEvery
    await province.pass(lookEvery / 1_000)
    await feed.caughtUp()
    await new Promise((resolve) => setTimeout(resolve, settling))
  }
  /** Every phone looks once, as fast as it is answered. */
  const lookOnce = async ({ path, wander = false }: Asked): Promise<Measured> => {
    const order = { urls: places.map((place) => `${base}${path}?${place}`), tokens: tokensAt(clock.now()), most: workerCount, wander: wander ? passed / lookEvery : null }
    const [used, began] = [process.cpuUsage(), performance.now()]
    loader.send(order)
    const { asked: count, failed } = await new Promise<{ asked: number; failed: number }>((resolve) => loader.once('message', (answer) => resolve(answer as { asked: number; failed: number })))
    if (failed > 0) throw new Error(`${failed} of ${count} requests failed`)
    return { ms: (performance.now() - began) / count, cpuMs: cpuMs(used) / count }
  }
  const measure = async (asked: Asked): Promise<Measured[]> => {
    const turns: Measured[] = []
    // At the first look what others were told lies nearer than what these phones were.
    for (let turn = 0; turn <= turnsInRound; turn += 1) {
      await passTime()
      const measured = await lookOnce(asked)
      if (turn > 0) turns.push(measured)
    }
    return turns
  }
  const looks = await inTurns([{ path: matches }, { path: '/bench/ready' }, { path: '/bench/own' }], measure)
  const elsewhere = await inTurns([{ path: matches, wander: true }, { path: '/bench/ready' }], measure)
  line('jobs, phones, bytes of an answer', `${jobCount}, ${workerCount}, ${ready.length}`)
  line('minutes of phones looking every 15 s, jobs changed meanwhile', `${short(passed / 60_000)}, ${province.changed()}`)
  say('matches; ready text, own ready text', looks)
  say('matches, each look from another place; ready text', elsewhere)

  const waits: number[] = []
  for (let number = 0; number < 15; number += 1) {
    const id = `0193ffff-0000-7000-8000-${String(number).padStart(12, '0')}`
    // Two thousand tokens are signed for it, which takes longer than what is measured.
    const authorization = `Bearer ${tokensAt(clock.now())[0]}`
    await database.store.write(async (tx) => {
      const { q, t } = tx
      const [some] = await q.select().from(t.jobs).limit(1)
      if (some === undefined) throw new Error('there are jobs')
      await q.insert(t.jobs).values({ ...some, id, lat: 34.62, lng: 112.45, payFen: 90_000 + number, payUnit: 'day', postedAt: clock.now(), startsAt: clock.now() + 3_600_000, endsAt: clock.now() + 8 * 3_600_000, trade: '4-02-05-01' })
      await tx.append({ kind: 'job.posted', subjectId: id, marketId: some.marketId, at: clock.now(), data: { employerId: some.employerId, trade: '4-02-05-01', headcount: 1, startsAt: clock.now() + 3_600_000 } })
    })
    const began = performance.now()
    for (;;) {
      const answer = await fetch(atMarket, { headers: { authorization } })
      if ((await answer.text()).includes(id)) break
      if (performance.now() - began > 2_000) throw new Error('a posting was never matched')
    }
    waits.push(performance.now() - began)
  }
  line('from the commit of a posting to a match with it, ms: p50, worst', `${short(quantile(waits, 0.5))}, ${short(Math.max(...waits))}`)
  loader.kill()
  await app.close()
  await database.remove()
}

type Asked = { path: string; wander?: boolean }
/** Of one request. */
type Measured = { ms: number; cpuMs: number }

/** The middle turn of each, measured one after the other in so many rounds, the first of which does not count: what other programs on the machine take from one turn is in no ratio. */
async function inTurns(what: readonly Asked[], measure: (one: Asked) => Promise<Measured[]>): Promise<Measured[]> {
  const measured = what.map((): Measured[] => [])
  for (let round = 0; round <= rounds; round += 1) {
    for (const [place, one] of what.entries()) {
      const turns = await measure(one)
      if (round > 0) measured[place]?.push(...turns)
    }
  }
  return measured.map((all) => ({ ms: quantile(all.map(({ ms }) => ms), 0.5), cpuMs: quantile(all.map(({ cpuMs: one }) => one), 0.5) }))
}

/** Prints figures, and how the first of them stands to the others. */
function say(what: string, measured: readonly Measured[]): void {
  const [ours, ...others] = measured
  line(`requests a second: ${what}`, measured.map(({ ms }) => short(1_000 / ms)).join(', '))
  line('  ratio to the others', others.map(({ ms }) => short(ms / (ours?.ms ?? 0))).join(', '))
  line('  CPU ms a request, ratio of the others to it', `${measured.map(({ cpuMs: one }) => short(one)).join(', ')}; ${others.map(({ cpuMs: one }) => short(one / (ours?.cpuMs ?? 1))).join(', ')}`)
}
