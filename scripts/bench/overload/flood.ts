import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openStore } from '@market/bff/store/open-store'
import { urgencies, type Urgency } from '@market/shared/endpoint'
import { byPoster } from '../../../bff/test/support/market'
import { makeMarket, onSqlite } from '../../drills/market'
import { startServer } from '../../drills/server'
import { writeOpenJobs } from '../browse/open-jobs'
import { line, quantile, short } from '../figures'
import { standDoor, type Before } from './door'

// Whom the server's process is told of with its arguments, which have room for so many.
const people = 700
const jobs = 2_000
const measureMs = 8_000
const factors = [1, 2, 5]
/** Answered later than this, ms, is not answered. */
const inTime = 1_000

type Question = { urgency: Urgency; method: 'GET' | 'POST'; path: string; body: string; acts?: true }
type Answer = readonly [Urgency, status: number | 'lost', ms: number]
type Flood = { results: Answer[]; seconds: number; unsent: number; unanswered: number; cpu: number }

const gate = (gateToken: string): Question => ({ urgency: 'first', method: 'POST', path: '', body: JSON.stringify(byPoster(gateToken)), acts: true })
const read: Question = { urgency: 'next', method: 'POST', path: '/api/inbox/read', body: '{}' }
const look: Question = { urgency: 'last', method: 'GET', path: '/api/jobs', body: '' }
const match: Question = { urgency: 'last', method: 'GET', path: '/api/matches', body: '' }

/** The same kind not one after another. */
const inTurns = (questions: Question[]): Question[] => {
  const step = questions.length % 7 === 0 ? 11 : 7
  return questions.map((_, at) => questions[(at * step) % questions.length] as Question)
}
const times = (count: number, question: Question): Question[] => Array.from({ length: count }, () => question)

/**
 * Of twenty questions of a morning: one who comes or goes, two who have read their messages, and many who look for work. The more is asked,
 * the more of what is answered are writes, which cost the most: what was answered counts beside what could be if nothing else were asked.
 */
export const morning = (before?: Before): Promise<void> => flood((token) => inTurns([gate(token), ...times(2, read), ...times(11, look), ...times(6, match)]), before)
/** All of one kind: what is answered costs the same however much is asked. */
export const looking = (before?: Before): Promise<void> => flood(() => [look], before)
export const coming = (): Promise<void> => flood((token) => [gate(token)])
/** The first two with HAProxy before the process, which has to be installed. */
export const door = async (): Promise<void> => {
  await looking(standDoor)
  await morning(standDoor)
}

/**
 * What one process still does when it is asked several times what it can do. First as fast as it answers, on 32 connections: its
 * capacity. Then 1, 2 and 5 times as many questions a second, at moments of their own, and in the end once more as fast as it answers, but
 * asked only what it has answered last. All in one run: what counts is the ratio.
 */
const flood = (mixOf: (gateToken: string) => Question[], before?: Before): Promise<void> => onSqlite(async (config) => {
  const market = await makeMarket(config, people)
  const store = await openStore(config)
  await writeOpenJobs(store, jobs)
  await store.close()
  const server = await startServer(market)
  const own = Number(new URL(server.origin).port)
  const front = await before?.(own)
  const asking = fork(fileURLToPath(new URL('./flood.mjs', import.meta.url)))
  const mix = mixOf(market.gateToken)
  const ask = async <T>(message: object): Promise<T> => {
    const answered = once(asking, 'message')
    asking.send(message)
    return (await answered)[0] as T
  }
  try {
    await ask({ people: await server.tokens(), port: front?.port ?? own, mix })
    const measure = async (message: object): Promise<Flood> => {
      const used = cpuSeconds(server.pid)
      const flooded = await ask<Flood>(message)
      return { ...flooded, cpu: cpuSeconds(server.pid) - used }
    }
    await ask({ connections: 32, ms: 4_000 })
    const most = await measure({ connections: 32, ms: measureMs })
    const capacity = served(most).length / most.seconds
    show('as fast as it answers, 32 connections', most, capacity)
    let peak = capacity
    let last = most
    for (const factor of factors) {
      last = await measure({ perSecond: capacity * factor, ms: measureMs })
      peak = Math.max(peak, served(last).length / last.seconds)
      show(`${factor} times its capacity`, last, peak)
    }
    const same = await measure({ connections: 32, ms: measureMs, mix: mixOfServed(mix, last) })
    show('as fast as it answers, asked only what was answered there', same, served(same).length / same.seconds)
    line('what was answered there, of this', short(served(last).length / last.seconds / (served(same).length / same.seconds)))
    await server.caughtUp()
    await server.stop()
  } finally {
    asking.kill()
    front?.leave()
    await server.kill()
  }
})

/** All threads of a process together, s. Linux counts in hundredths. */
const cpuSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Questions of each urgency as often as they were answered, out of a hundred. */
const mixOfServed = (mix: readonly Question[], flood: Flood): Question[] => {
  const all = served(flood)
  return inTurns(urgencies.flatMap((urgency) => {
    const those = mix.filter((question) => question.urgency === urgency)
    const share = all.filter(([which]) => which === urgency).length / all.length
    return Array.from({ length: Math.round(share * 100) }, (_, at) => those[at % those.length] as Question)
  }))
}

const served = ({ results }: Flood): Answer[] => results.filter(([, status, ms]) => status === 200 && ms <= inTime)

function show(what: string, flood: Flood, peak: number): void {
  const { results, seconds, unsent, unanswered } = flood
  const goodput = served(flood).length / seconds
  const ms = (wanted: (answer: Answer) => boolean) => results.filter(wanted).map(([, , took]) => took)
  const accepted = ms(([, status]) => status === 200)
  const refused = ms(([, status]) => status === 503)
  console.log(`\n  ${what}`)
  line('asked a second', short((results.length + unsent + unanswered) / seconds))
  line('answered within a second, a second; of the peak', `${short(goodput)}; ${short(goodput / peak)}`)
  line('accepted: p50, p99, ms', `${short(quantile(accepted, 0.5))}, ${short(quantile(accepted, 0.99))}`)
  // How much of a core the machine had for it.
  line('CPU of the server: cores; ms for each served', `${short(flood.cpu / seconds)}; ${short((1_000 * flood.cpu) / (goodput * seconds))}`)
  if (refused.length > 0) line('refused: p50, p99, ms', `${short(quantile(refused, 0.5))}, ${short(quantile(refused, 0.99))}`)
  for (const urgency of urgencies) {
    const all = results.filter(([which]) => which === urgency)
    if (all.length > 0) line(`refused of “${urgency}”`, `${short((100 * all.filter(([, status]) => status === 503).length) / all.length)} % of ${all.length}`)
  }
  const others = results.filter(([, status]) => status !== 200 && status !== 503)
  if (others.length + unsent + unanswered > 0) line('anything else; never sent; never answered', `${JSON.stringify(tally(others))}; ${unsent}; ${unanswered}`)
}

const tally = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const [, status] of answers) counts[String(status)] = (counts[String(status)] ?? 0) + 1
  return counts
}
