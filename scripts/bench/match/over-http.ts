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

/** `GET /api/matches` beside a route of the same app that asks who is there and sends a ready text of the same size, in turns. */
export async function overHttp(): Promise<void> {
  const database = await makeDatabase(jobCount, workerCount)
  const { app, tokens } = await serverOver(database)
  const findCaller = callerLookup(database.store, accessTokens(app.jwt))
  let ready = ''
  app.get('/bench/ready', {
    onRequest: async (request) => {
      request.caller = await findCaller(request.headers.authorization, now)
      requireAudience('worker', request.caller)
    },
  }, (_request, reply) => reply.type('application/json; charset=utf-8').send(ready))
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  // Each worker stands in another town.
  const places = seekers(workerCount, true).map(({ place }) => `lat=${place?.lat.toFixed(5) ?? ''}&lng=${place?.lng.toFixed(5) ?? ''}`)
  const matches = '/api/matches'
  const atMarket = `${base}${matches}?lat=34.62&lng=112.45`
  const first = await fetch(atMarket, { headers: { authorization: `Bearer ${tokens[0]}` } })
  ready = await first.text()
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
  await measure('/bench/ready')
  const [ours, plain] = [[] as Awaited<ReturnType<typeof measure>>[], [] as Awaited<ReturnType<typeof measure>>[]]
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measure(matches))
    plain.push(await measure('/bench/ready'))
  }
  const [perSecond, readyPerSecond] = [mean(ours.map((one) => one.perSecond)), mean(plain.map((one) => one.perSecond))]
  const [cpu, readyCpu] = [mean(ours.map(({ cpuMs }) => cpuMs)), mean(plain.map(({ cpuMs }) => cpuMs))]
  line('jobs, bytes of an answer', `${jobCount}, ${Buffer.byteLength(ready)}`)
  line('requests a second: matches, ready text, ratio', `${short(perSecond)}, ${short(readyPerSecond)}, ${short(perSecond / readyPerSecond)}`)
  line('CPU ms a request: matches, ready text, ratio', `${short(cpu)}, ${short(readyCpu)}, ${short(readyCpu / cpu)}`)

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
