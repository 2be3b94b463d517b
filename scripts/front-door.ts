import { parseArgs } from 'node:util'
import { frontDoorSettings } from './front-door-settings'

/** `npm run -s front-door -- --listen :80 --server 127.0.0.1:3000 > haproxy.cfg`: the settings of an HAProxy before the server. */

const usage = 'npm run -s front-door -- --listen <:80 | ":443 ssl crt market.pem"> --server <host:port>'

try {
  const { values: { listen, server } } = parseArgs({ options: { listen: { type: 'string' }, server: { type: 'string' } } })
  if (listen === undefined || server === undefined || !/^[\w.[\]:-]+:\d+$/.test(server) || /[\r\n]/.test(listen)) throw new Error(usage)
  process.stdout.write(frontDoorSettings({ listen, server }))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
