import pg from 'pg'
import { listeners } from './event-log'

const channel = 'market_events'
const reconnectMs = 1_000

/**
 * The wake-up of followers across processes. It is sent after the commit, by itself: a NOTIFY inside a transaction makes
 * all commits queue behind one lock. A lost wake-up costs the time until the feed's next slow look, never an event.
 */
export function createNotifications(url: string, pool: pg.Pool) {
  const received = listeners()
  let listening: pg.Client | undefined
  let sending: Promise<void> | undefined
  let sendAgain = false
  let reconnect: NodeJS.Timeout | undefined
  let connecting: Promise<void> | undefined
  let closed = false

  async function connect(): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: 'market-bff feed', keepAlive: true })
    client.on('notification', received.call)
    client.on('error', () => undefined)
    client.once('end', () => {
      listening = undefined
      if (!closed) reconnect = setTimeout(listen, reconnectMs)
    })
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      listening = client
      // What was sent while nobody listened is gone.
      received.call()
    } catch {
      // 'end' follows and tries again.
      await client.end().catch(() => undefined)
    }
  }

  function listen(): void {
    connecting ??= connect().finally(() => { connecting = undefined })
  }

  /** One statement at a time, however many commits ask for it. */
  async function notify(): Promise<void> {
    do {
      sendAgain = false
      await pool.query(`notify ${channel}`).catch(() => undefined)
    } while (sendAgain)
    sending = undefined
  }

  return {
    send(): void {
      received.call()
      if (sending) sendAgain = true
      else if (!closed) sending = notify()
    },
    onReceived(listener: () => void): () => void {
      listen()
      return received.add(listener)
    },
    async close(): Promise<void> {
      closed = true
      clearTimeout(reconnect)
      await connecting
      await listening?.end()
      await sending
    },
  }
}
