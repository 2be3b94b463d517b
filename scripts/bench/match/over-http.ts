import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { callerLookup, requireAudience } from '@market/bff/http/caller'
import { accessTokens } from '@market/bff/http/access-token'
import { line, mean, quantile, short } from '../figures'
import { makeDatabase } from './database'
import { now, seekers } from './province'
import { serverOver } from './server'

const jobCount = 100_000
const workerCount = 200
const rounds = 6
const roundMs = 2_000

/**
 * `GET /api/matches` beside two routes of the same app that ask who is there and send a ready text of the same size, in turns: the
 * same text for everybody, and for each worker the text that was made for them.
 */
export async function overHttp(): Promise<void> {
  const database = await makeDatabase(jobCount, workerCount)
  const { app, tokens } = await serverOver(database)
  const findCaller = callerLookup(database.store, accessTokens(app.jwt))
  let ready = ''
  const own = new Map<string, string>()
  app.get('/bench/:whose', {
    onRequest: async (request) => {
      request.caller = await findCaller(request.headers.authorization, now)
      requireAudience('worker', request.caller)
    },
  }, ({ params, caller }, reply) => reply.type('application/json; charset=utf-8').send((params as { whose: string }).whose === 'own' ? own.get(caller?.personId ?? '') : ready))
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  // Each worker stands in another town.
  const places = seekers(workerCount, true).map(({ place }) => `lat=${place?.lat.toFixed(5) ?? ''}&lng=${place?.lng.toFixed(5) ?? ''}`)
  const matches = '/api/matches'
  const atMarket = `${base}${matches}?lat=34.62&lng=112.45`
  const first = await fetch(atMarket, { headers: { authorization: `Bearer ${tokens[0]}` } })
  ready = await first.text()
  for (const [number, place] of places.entries()) {
    const answer = await fetch(`${base}${matches}?${place}`, { headers: { authorization: `Bearer ${tokens[number] ?? ''}` } })
    own.set(database.workers[number]?.personId ?? '', await answer.text())
  }
  const loader = fork(fileURLToPath(new URL('load.mjs', import.meta.url)))
  const measure = async (path: string) => {
    const before = process.cpuUsage()
    loader.send({ urls: places.map((place) => `${base}${path}?${place}`), tokens, ms: roundMs })
    const { asked, failed } = await new Promise<{ asked: number; failed: number }>((resolve) => loader.once('message', (answer) => resolve(answer as { asked: number; failed: number })))
    if (failed > 0) throw new Error(`${failed} of ${asked} requests failed`)
    const { user, system } = process.cpuUsage(before)
    return { perSecond: (asked / roundMs) * 1_000, cpuMs: (user + system) / 1_000 / asked }
  }
  await measure(matches)
  const paths = [matches, '/bench/ready', '/bench/own']
  for (const path of paths) await measure(path)
  const measured = paths.map(() => [] as Awaited<ReturnType<typeof measure>>[])
  for (let round = 0; round < rounds; round += 1) for (const [place, path] of paths.entries()) measured[place]?.push(await measure(path))
  const perSecond = measured.map((all) => mean(all.map((one) => one.perSecond)))
  const cpu = measured.map((all) => mean(all.map((one) => one.cpuMs)))
  const toReady = ([ours = 0, ...others]: readonly number[], ratio: (ours: number, other: number) => number) => others.map((other) => short(ratio(ours, other))).join(', ')
  line('jobs, bytes of an answer', `${jobCount}, ${Buffer.byteLength(ready)}`)
  line('requests a second: matches; ready text, own ready text', perSecond.map(short).join(', '))
  line('  ratio to either', toReady(perSecond, (ours, other) => ours / other))
  line('CPU ms a request: matches; ready text, own ready text', cpu.map(short).join(', '))
  line('  ratio to either', toReady(cpu, (ours, other) => other / ours))

  const waits: number[] = []
  for (let number = 0; number < 15; number += 1) {
    const id = `0193ffff-0000-7000-8000-${String(number).padStart(12, '0')}`
    await database.store.write(async (tx) => {
      const { q, t } = tx
      const [some] = await q.select().from(t.jobs).limit(1)
      if (some === undefined) throw new Error('there are jobs')
      await q.insert(t.jobs).values({ ...some, id, lat: 34.62, lng: 112.45, payFen: 90_000 + number, payUnit: 'day', postedAt: now, startsAt: now + 3_600_000, endsAt: now + 8 * 3_600_000, trade: '4-02-05-01' })
      await tx.append({ kind: 'job.posted', subjectId: id, marketId: some.marketId, at: now, data: { employerId: some.employerId, trade: '4-02-05-01', headcount: 1, startsAt: now + 3_600_000 } })
    })
    const began = performance.now()
    for (;;) {
      const answer = await fetch(atMarket, { headers: { authorization: `Bearer ${tokens[0]}` } })
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
