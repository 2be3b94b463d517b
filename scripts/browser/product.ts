import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where it is, as its terminal says, and the link in the gate's QR code. */
export type Address = { url: string; gateLink: string }

export type Product = Address & {
  /** As Ctrl-C does. Gives the exit code. */
  stop(): Promise<number | null>
}

/**
 * Starts the product with the very command that `npm start` runs, on a port and in a data folder of its own, and waits
 * until it says that it is open.
 * @throws Error with everything it printed, when it ends before that
 */
export async function startProduct(): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), 'market-browser-'))
  const server = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
    // From another folder on purpose: it must not matter where one stands.
    cwd: data,
    env: { ...process.env, DATA_FOLDER: join(data, 'data'), HOST: '127.0.0.1', PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = await untilOpen(server)
  const url = /open\s+(http:\S+)/.exec(printed)?.[1]
  const token = /\/q\/(\w+)/.exec(printed)?.[1]
  if (!url || !token) throw new Error(`the terminal names no address and no gate code:\n${printed}`)
  return {
    url,
    gateLink: `${url}/q/${token}`,
    async stop() {
      const ended = once(server, 'exit') as Promise<[number | null]>
      server.kill('SIGINT')
      const [code] = await ended
      await rm(data, { recursive: true, force: true })
      return code
    },
  }
}

/** One that nobody listens on: another run of these tests may be going on beside this one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a port has a number')
  return address.port
}

function untilOpen(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      if (printed.includes('/q/') && printed.includes('open  ')) resolve(printed)
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${printed}`)))
  })
}
