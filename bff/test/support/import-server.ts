import { fork } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Import } from '@market/shared/exchange/exchange.contract'
import type { StoreConfig } from '../../src/store/open-store'

/** A server in a process of its own, and one file sent to it. */
export interface ImportServer {
  readonly marketId: string
  /** Sends the file and watches until it ends. @param seen is told of every look */
  send(path: string, seen: (progress: Import) => void): Promise<Import>
  /** Resolves when what follows from the events is done. */
  caughtUp(): Promise<void>
  /** The most memory the process has held so far, in bytes. */
  peak(): Promise<number>
  stop(): Promise<void>
}

/**
 * V8 lets the heap grow by as much memory as the machine has: with the limit a server of one gigabyte has by itself, what is measured is what is
 * needed, and not what lay about because there was room for it.
 */
const asOnASmallServer = '--max-old-space-size=512'

export async function startImportServer(config: StoreConfig): Promise<ImportServer> {
  const script = fileURLToPath(new URL('./children/import-server.ts', import.meta.url))
  const child = fork(script, [JSON.stringify(config)], { execArgv: [asOnASmallServer, '--import', 'tsx'], cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const heard = async <T>(ask?: string): Promise<T> => {
    const answer = once(child, 'message')
    if (ask !== undefined) child.send(ask)
    return (await answer)[0] as T
  }
  const { origin, marketId } = await heard<{ origin: string; marketId: string }>()
  const authorization = async () => ({ authorization: `Bearer ${(await heard<{ token: string }>('token')).token}` })
  /** Asks as the product's own clients do: again, when the server says that it has too much to do. */
  const asked = async (path: string, request: RequestInit = {}): Promise<Import> => {
    const response = await fetch(`${origin}${path}`, { ...request, headers: { ...(await authorization()), ...request.headers } })
    if (response.status === 503) {
      await response.text()
      await after(Number(response.headers.get('retry-after')) * 1_000)
      return asked(path, request)
    }
    if (!response.ok) throw new Error(`the server answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Import
  }
  return {
    marketId,
    async send(path, seen) {
      let now = await asked(`/api/imports?fileName=list&marketId=${marketId}`, {
        method: 'POST', body: await openAsBlob(path), headers: { 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID() },
      })
      while (!['done', 'refused', 'failed'].includes(now.phase)) {
        await after(250)
        now = await asked(`/api/imports/${now.id}`)
        seen(now)
      }
      return now
    },
    caughtUp: async () => { await heard<object>('caught up') },
    peak: async () => (await heard<{ peak: number }>('peak')).peak,
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
