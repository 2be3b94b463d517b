import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A running product: the one `npm start` serves. */
export interface Product {
  url: string
  stop(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((tell, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => tell(port))
    })
  })

const repository = resolve(import.meta.dirname, '../..')
/** The demo market is seeded at the first start, on a slow machine in a minute. */
const patience = 180_000

/**
 * Starts what `npm start` starts after it has installed and built, with a data folder of its own. `PRODUCT_URL` names one
 * that is running already.
 * @throws Error with what the server printed, when it does not come up
 */
export async function startProduct(): Promise<Product> {
  if (process.env.PRODUCT_URL) return { url: process.env.PRODUCT_URL, stop: () => Promise.resolve() }
  const dataFolder = await mkdtemp(join(tmpdir(), 'market-product-'))
  const port = await freePort()
  const server = spawn(process.execPath, ['--import', 'tsx', 'scripts/serve.ts'], {
    cwd: repository,
    env: { ...process.env, NODE_ENV: 'development', HOST: '127.0.0.1', PORT: String(port), DATA_FOLDER: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((tell) => server.once('exit', () => tell()))
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM')
    await ended
    await rm(dataFolder, { recursive: true, force: true })
  }
  let printed = ''
  try {
    await new Promise<void>((ready, fail) => {
      const late = setTimeout(() => fail(new Error(`the product was not ready in time:\n${printed}`)), patience)
      const listen = (chunk: Buffer): void => {
        printed += chunk.toString()
        if (!printed.includes('· ready after')) return
        clearTimeout(late)
        ready()
      }
      server.stdout.on('data', listen)
      server.stderr.on('data', listen)
      server.once('exit', () => {
        clearTimeout(late)
        fail(new Error(`the product did not start:\n${printed}`))
      })
    })
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}
