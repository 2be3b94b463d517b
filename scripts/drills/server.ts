import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { StoreConfig } from '@market/bff/store/open-store'
import type { SignedIn } from '../../bff/test/support/people'

export type DrillMessage = { ask: 'open' } | { ask: 'tokens' } | { ask: 'clock'; ahead: number } | { ask: 'caughtUp' } | { ask: 'failures' } | { ask: 'stop' }

/** Something did not hold; the message says what. */
export class DrillFailed extends Error {
  override readonly name = 'DrillFailed'
}

/** The server of a drill, in a process of its own that may be mistreated. */
export interface DrillServer {
  readonly origin: string
  readonly pid: number
  /** For its people, in their order; good for a quarter of an hour of its clock. */
  tokens(): Promise<string[]>
  /** @param ahead of this machine's clock, in ms */
  setClock(ahead: number): Promise<void>
  /** Resolves when everything that follows from events is done. */
  caughtUp(): Promise<void>
  /** What stands in its log since it was last asked, a line each. */
  failures(): Promise<string[]>
  /** As the kernel would. */
  kill(): Promise<void>
  /** As whoever starts a new version does, politely. @throws DrillFailed when it does not end with 0, for instance because somebody let in was not answered */
  terminate(): Promise<void>
  /** In order, without waiting for anybody. */
  stop(): Promise<void>
}

/** One that has loaded its code and not opened anything yet. */
export interface StandBy {
  open(): Promise<DrillServer>
  kill(): Promise<void>
}

type Options = { store: StoreConfig; ahead: number; people: readonly SignedIn[] }

/** @param within a shell's words that the server is started with, to take something away from it */
export const startServer = async (options: Options, within: string | null = null): Promise<DrillServer> => standBy(options, within).open()

/** Lets one load its code while another one serves. */
export function standBy(options: Options, within: string | null = null): StandBy {
  const own = [process.execPath, '--import', 'tsx', fileURLToPath(new URL('./server-process.ts', import.meta.url)), JSON.stringify(options)] as const
  const [command, ...words] = within === null ? own : ['sh', '-c', `${within}; exec "$0" "$@"`, ...own]
  const child = spawn(command as string, words, { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  let complaints = ''
  child.stderr?.on('data', (chunk) => { complaints = `${complaints}${String(chunk)}`.slice(-4_000) })
  const ended = once(child, 'exit')
  const hear = async <T>(): Promise<T> => {
    const [message] = (await Promise.race([once(child, 'message'), ended.then(([code, signal]) => [{ problem: `the server ended (${String(code ?? signal)}): ${complaints}` }])])) as [T & { problem?: string }]
    if (message.problem !== undefined) throw new DrillFailed(message.problem)
    return message
  }
  // One question at a time: answers carry no number.
  let last: Promise<unknown> = Promise.resolve()
  const ask = <T>(message: DrillMessage): Promise<T> => {
    const answered = last.then(() => {
      if (!child.connected) throw new DrillFailed('the server is not there')
      child.send(message)
      return hear<T>()
    })
    last = answered.catch(() => undefined)
    return answered
  }
  const loaded = hear()
  loaded.catch(() => undefined)
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  const serving = (origin: string): DrillServer => ({
    origin,
    pid: child.pid as number,
    tokens: async () => (await ask<{ tokens: string[] }>({ ask: 'tokens' })).tokens,
    setClock: async (ahead) => void (await ask({ ask: 'clock', ahead })),
    caughtUp: async () => void (await ask({ ask: 'caughtUp' })),
    failures: async () => (await ask<{ failures: string[] }>({ ask: 'failures' })).failures,
    kill,
    async terminate() {
      child.kill('SIGTERM')
      const [code, signal] = await ended as [number | null, string | null]
      if (code !== 0) throw new DrillFailed(`the server ended with ${String(code ?? signal)}: ${complaints}`)
    },
    async stop() {
      await ask({ ask: 'stop' })
      await ended
    },
  })
  return {
    kill,
    async open() {
      await loaded
      return serving((await ask<{ origin: string }>({ ask: 'open' })).origin)
    },
  }
}
