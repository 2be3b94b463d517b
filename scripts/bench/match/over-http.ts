import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { callerLookup, requireAudience } from '@market/bff/http/caller'
import { accessTokens } from '@market/bff/http/access-token'
import { matchEndpoints } from '@market/shared/match/match.contract'
import { changingJobs } from '../../../bff/test/support/changing-jobs'

import { cpuMs, line, mean, quantile, short } from '../figures'
import { makeDatabase } from './database'
import { jobs, now, seekers } from './province'
import { serverOver } from './server'

const jobCount = 100_000
const workerCount = 2_000
const rounds = 3
const roundMs = 8_000
const matches = '/api/matches'
/** A phone in the hall asks again so often: its owner opens a job and comes back to the list. */
const lookEvery = 15_000
/** Parts in which everybody looks once before a round, each 15 seconds after the one before. */
const looksInTurn = 8
/** Jobs of the province that change in a second: postings, and places taken. */
const [postedPerSecond, takenPerSecond] = [2, 5]
/** More than are posted in any run. */
const enoughJobs = 100_000

/**
 * `GET /api/matches` beside two routes of the same app that ask who is there and send a ready text of the same size, in turns: the
 * same text for everybody, and for each worker the text that was made for them. Phones look every 15 s by the server's clock, which
 * goes as fast as they are answered; as many jobs as in a province's morning are posted and filled meanwhile. In all rounds alike, the
 * ready ones too: whatever follows from them, by the feed or by the clock, takes its part of the machine. Then the same with nobody ever
 * looking twice from one place.
 */
export async function overHttp(): Promise<void> {
  const database = await makeDatabase(jobCount, workerCount)
  let looked = 0
  const clock = { now: () => Math.floor(now + (looked * lookEvery) / workerCount) }
  const { app, tokensAt } = await serverOver(database, clock)
  app.addHook('onRequest', ({ url }, _reply, done) => {
    if (url.startsWith(matches)) looked += 1
    done()
  })
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
  const load = async (order: object): Promise<number> => {
    loader.send(order)
    const { asked: count, failed } = await new Promise<{ asked: number; failed: number }>((resolve) => loader.once('message', (answer) => resolve(answer as { asked: number; failed: number })))
    if (failed > 0) throw new Error(`${failed} of ${count} requests failed`)
    return count
  }
  /** How much faster than in life the clock goes while phones look, and so the province has to change. */
  let speed = 1
  /** The clock goes as fast while something else is measured. */
  const withTheClock = async <T>(measured: Promise<T>): Promise<T> => {
    let lately = performance.now()
    const timer = setInterval(() => {
      const passed = performance.now() - lately
      lately += passed
      looked += (passed * speed * workerCount) / lookEvery
    }, 20)
    return measured.finally(() => clearInterval(timer))
  }
  const province = changingJobs(database.store, clock.now, jobs(enoughJobs), { postedPerSecond, takenPerSecond, times: () => speed })
  /** What is remembered of everybody is fresh again after other things were measured. */
  const comeBack = async (): Promise<void> => {
    for (let turn = 0; turn < looksInTurn; turn += 1) {
      const part = <T>(all: readonly T[]): T[] => all.filter((_, number) => number % looksInTurn === turn)
      await load({ urls: part(places).map((place) => `${base}${matches}?${place}`), tokens: part(tokensAt(clock.now())), ms: 60_000, most: workerCount / looksInTurn })
      looked += workerCount - workerCount / looksInTurn
    }
  }
  const measure = async ({ path, wander = false }: { path: string; wander?: boolean }) => {
    if (path === matches && !wander) await comeBack()
    const order = { urls: places.map((place) => `${base}${path}?${place}`), tokens: tokensAt(clock.now()), ms: roundMs, wander }
    const before = process.cpuUsage()
    const count = await (path === matches ? load(order) : withTheClock(load(order)))
    const perSecond = (count / roundMs) * 1_000
    if (path === matches) speed = (perSecond * lookEvery) / 1_000 / workerCount
    return { perSecond, cpuMs: cpuMs(before) / count }
  }
  const looks = await inTurns([{ path: matches }, { path: '/bench/ready' }, { path: '/bench/own' }], measure)
  const elsewhere = await inTurns([{ path: matches, wander: true }, { path: '/bench/ready' }], measure)
  province.stop()
  line('jobs, phones, bytes of an answer', `${jobCount}, ${workerCount}, ${ready.length}`)
  line('minutes of phones looking every 15 s, jobs changed meanwhile', `${short((clock.now() - now) / 60_000)}, ${province.changed()}`)
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

type Measured = { perSecond: number; cpuMs: number }

/** The mean of each, measured one after the other in so many rounds, the first of which does not count. */
async function inTurns<T>(what: readonly T[], measure: (one: T) => Promise<Measured>): Promise<Measured[]> {
  const measured = what.map((): Measured[] => [])
  for (let round = 0; round <= rounds; round += 1) {
    for (const [place, one] of what.entries()) {
      const figures = await measure(one)
      if (round > 0) measured[place]?.push(figures)
    }
  }
  return measured.map((all) => ({ perSecond: mean(all.map(({ perSecond }) => perSecond)), cpuMs: mean(all.map(({ cpuMs: one }) => one)) }))
}

/** Prints figures, and how the first of them stands to the others. */
function say(what: string, measured: readonly Measured[]): void {
  const [ours, ...others] = measured
  line(`requests a second: ${what}`, measured.map(({ perSecond }) => short(perSecond)).join(', '))
  line('  ratio to the others', others.map(({ perSecond }) => short((ours?.perSecond ?? 0) / perSecond)).join(', '))
  line('  CPU ms a request, ratio of the others to it', `${measured.map(({ cpuMs: one }) => short(one)).join(', ')}; ${others.map(({ cpuMs: one }) => short(one / (ours?.cpuMs ?? 1))).join(', ')}`)
}
