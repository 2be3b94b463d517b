import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { frontDoorSettings } from '../../front-door-settings'

/** Puts something before the server on that port: where it is asked from then on. */
export type Before = (port: number) => Promise<{ port: number; leave(): void }>

/** HAProxy with the settings that are printed for it. @throws Error where it is not installed, or does not begin */
export const standDoor: Before = async (server) => {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'door-'))
  const file = join(folder, 'haproxy.cfg')
  writeFileSync(file, frontDoorSettings({ listen: `127.0.0.1:${port}`, server: `127.0.0.1:${server}` }))
  const door = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  door.stderr.on('data', (chunk) => { said += String(chunk) })
  const failed = Promise.race([once(door, 'error'), once(door, 'exit')]).then(() => { throw new Error(`HAProxy did not begin: ${said}`) })
  failed.catch(() => undefined)
  const leave = (): void => {
    door.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  for (;;) {
    if (await Promise.race([answers(port), failed])) return { port, leave }
    await Promise.race([setTimeout(50), failed])
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect({ port, host: '127.0.0.1' }, () => resolve(true)).on('error', () => resolve(false)).on('connect', () => socket.destroy())
})
