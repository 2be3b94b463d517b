import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Dispatch, DispatchHead } from '@market/shared/dispatch/dispatch.contract'
import { marketDay, minute } from '@market/shared/words/time'
import { cpuMs, line, longestTurn, quantile, short } from '../figures'
import { makeDatabase, type Database } from '../match/database'
import { now } from '../match/province'
import { serverOver } from '../match/server'

const people = 5_000
/** Over seven days, of which a good third begin within the day that a dispatch looks ahead. */
const jobs = 2_700
const rounds = 5
const rowsPerStatement = 500

/**
 * The whole way of a proposal on SQLite, from the request to the answer, with 5,000 people present: read, judged, placed,
 * written, shown; and how long it keeps other requests of the process waiting.
 */
export async function whole(): Promise<void> {
  const database = await makeDatabase(jobs, people)
  await checkIn(database)
  const staff = { personId: 'bench-staff', sessionId: 'bench-staff-session' }
  await grant(database, staff)
  const { app, tokensAt } = await serverOver({ ...database, workers: [staff] })
  const [token] = tokensAt(now)
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  const headers = { authorization: `Bearer ${token ?? ''}` }
  const asker = fork(fileURLToPath(new URL('ask.mjs', import.meta.url)))
  /** @returns the first thousand characters of the answer */
  const ask = async (method: 'GET' | 'POST', path: string): Promise<string> => {
    const post = method === 'POST' ? { headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: '{}' } : { headers }
    asker.send({ url: `${base}${path}`, method, ...post })
    const { status, text } = await new Promise<{ status: number; text: string }>((resolve) => asker.once('message', (answer) => resolve(answer as { status: number; text: string })))
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`)
    return text
  }
  const propose = async (path: string): Promise<DispatchHead> => JSON.parse(await ask('POST', path)) as DispatchHead
  const look = () => ask('GET', '/api/dispatches/current')
  let { id } = await propose('/api/dispatches')
  const ms = { proposing: [] as number[], looking: [] as number[] }
  const longest = { proposing: [] as number[], looking: [] as number[] }
  const longestWithout: number[] = []
  let cpu = 0
  const timed = async (what: 'proposing' | 'looking', work: () => Promise<unknown>): Promise<void> => {
    longest[what].push(await longestTurn(async () => {
      const [start, used] = [performance.now(), process.cpuUsage()]
      await work()
      ms[what].push(performance.now() - start)
      cpu += cpuMs(used) / rounds
    }))
  }
  for (let round = 0; round < rounds; round += 1) {
    await timed('proposing', async () => ({ id } = await propose(`/api/dispatches/${id}/again`)))
    await timed('looking', look)
    // As long without either tells what the machine does.
    longestWithout.push(await longestTurn(() => new Promise((resolve) => { setTimeout(resolve, ms.proposing.at(-1)) })))
  }
  const shown = await app.inject({ method: 'GET', url: '/api/dispatches/current', headers })
  const { dispatch } = shown.json<{ dispatch: Dispatch }>()
  line('people present, jobs, placed, bytes to look at', `${people}, ${dispatch.jobs.length}, ${dispatch.placed}, ${shown.rawPayload.length}`)
  line('CPU of a proposal and a look at it', `${short(cpu)} ms`)
  for (const what of ['proposing', 'looking'] as const) {
    line(`${what}, ms: p50, worst; longest turn of the event loop, by round`, `${short(quantile(ms[what], 0.5))}, ${short(Math.max(...ms[what]))}; ${longest[what].map(short).join(', ')}`)
  }
  line('longest turn while neither is done', `${longestWithout.map(short).join(', ')} ms`)
  asker.kill()
  await app.close()
  await database.remove()
}

async function checkIn({ store, workers, marketId }: Database): Promise<void> {
  const rows = workers.map(({ personId }, at) => ({ id: randomUUID(), marketId, personId, day: marketDay(now), number: at + 1, at: now - (people - at) * 1_000 - minute, assurance: 'low' as const }))
  await store.write(async ({ q, t }) => {
    for (let from = 0; from < rows.length; from += rowsPerStatement) await q.insert(t.checkIns).values(rows.slice(from, from + rowsPerStatement))
  })
}

const grant = ({ store, marketId }: Database, { personId, sessionId }: { personId: string; sessionId: string }): Promise<void> =>
  store.write(async ({ q, t }) => {
    await q.insert(t.people).values({ id: personId, createdAt: now })
    await q.insert(t.sessions).values({ id: sessionId, personId, refreshHash: sessionId, createdAt: now, refreshedAt: now, expiresAt: now * 2 })
    await q.insert(t.grants).values({ id: 'bench-grant', personId, role: 'staff', scopePath: `/41/4103/${marketId}/`, marketId, fromAt: now - minute, grantedAt: now - minute })
  })
