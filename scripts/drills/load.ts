import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { CheckIn } from '@market/shared/check-in/check-in.contract'
import { byPoster } from '../../bff/test/support/market'
import type { DrillMarket } from './market'
import { DrillFailed, type DrillServer } from './server'

/** What a worker did and was told that it is done. */
export type Act = { personId: string; key: string; answer: CheckIn }

export interface Load {
  readonly acknowledged: Act[]
  /** How often something was asked, resends included, and how often the answer was that it cannot be done now. */
  readonly counts: { asked: number; busy: number; lost: number }
  /** Resolves when so many more have been acknowledged. */
  more(acts: number): Promise<void>
  /** Lets everybody finish what they are about. @throws DrillFailed */
  stop(): Promise<void>
}

/** So long a phone waits for an answer before it asks again. */
const patienceMs = 8_000
const askAgainMs = 25
/** Whoever has not been answered for so long will not be. */
const tooLongMs = 300_000

/**
 * Everybody comes and goes, as fast as they are answered. As phones do, each act is asked again with its key until there is an answer: so
 * whatever happens to the server it has to be done once.
 * @param server where to ask at the moment; null while nobody is there
 */
export function startLoad({ people, gateToken }: Pick<DrillMarket, 'people' | 'gateToken'>, server: () => Pick<DrillServer, 'origin' | 'tokens'> | null): Load {
  const acknowledged: Act[] = []
  const counts = { asked: 0, busy: 0, lost: 0 }
  let stopping = false
  let failed: Error | null = null
  let known: { of: ReturnType<typeof server>; tokens: Promise<string[]> } | null = null

  const tokenOf = async (number: number, now: NonNullable<ReturnType<typeof server>>): Promise<string> => {
    if (known?.of !== now) known = { of: now, tokens: now.tokens() }
    return (await known.tokens)[number] as string
  }

  /** One question; null where it has to be asked again. */
  async function ask(number: number, path: string, key: string, body: object | undefined): Promise<CheckIn | 'nothing to do' | null> {
    const now = server()
    if (now === null) return null
    let answer: Response
    let text: string
    try {
      const authorization = `Bearer ${await tokenOf(number, now)}`
      counts.asked += 1
      answer = await fetch(`${now.origin}${path}`, {
        method: 'POST', signal: AbortSignal.timeout(patienceMs),
        headers: { authorization, 'idempotency-key': key, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      text = await answer.text()
    } catch {
      // Nobody knows whether it was done.
      counts.lost += 1
      return null
    }
    if (answer.status === 200) return JSON.parse(text) as CheckIn
    const { code } = JSON.parse(text) as { code: string }
    if (answer.status === 401) known = null
    else if (answer.status === 503 || code === 'request_in_progress') counts.busy += 1
    // The day they came has gone by on the server's clock.
    else if (code === 'not_present') return 'nothing to do'
    else throw new DrillFailed(`${path} was answered with ${answer.status}: ${text}`)
    return null
  }

  async function worker(number: number, personId: string): Promise<void> {
    for (let acts = 0; !stopping; acts += 1) {
      const [path, body] = acts % 2 === 0 ? ['/api/check-ins', byPoster(gateToken)] as const : ['/api/check-ins/current/leave', undefined] as const
      const key = randomUUID()
      const until = Date.now() + tooLongMs
      for (;;) {
        const answer = await ask(number, path, key, body)
        if (answer !== null) {
          if (answer !== 'nothing to do') acknowledged.push({ personId, key, answer })
          break
        }
        if (failed !== null) return
        if (Date.now() > until) throw new DrillFailed(`${path} was not answered for ${tooLongMs / 1_000} s`)
        await pause(askAgainMs)
      }
    }
  }

  const working = Promise.all(people.map(({ personId }, number) => worker(number, personId).catch((error: unknown) => {
    failed ??= error instanceof Error ? error : new DrillFailed(String(error))
    stopping = true
  })))

  return {
    acknowledged,
    counts,
    async more(acts) {
      for (const enough = acknowledged.length + acts; acknowledged.length < enough;) {
        if (failed !== null) throw failed
        await pause(5)
      }
    },
    async stop() {
      stopping = true
      await working
      if (failed !== null) throw failed
    },
  }
}

/** Lets everybody finish, then the server too, in order. */
export async function finish(load: Load, server: DrillServer): Promise<void> {
  await load.stop()
  await server.caughtUp()
  await server.stop()
}

/**
 * People come and go on a server while something happens to it, and then all finish.
 * @param reached where they reach it, if not directly
 */
export async function underLoad(market: DrillMarket, server: DrillServer, happen: (load: Load) => Promise<void>, reached = server): Promise<Load> {
  const load = startLoad(market, () => reached)
  try {
    await happen(load)
    await finish(load, server)
    return load
  } finally {
    await server.kill()
  }
}
