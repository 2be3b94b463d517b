import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** How a way is: as it should be; a few bytes at a time; open and silent, as behind a firewall that forgot it; cut again and again. */
export type Way = 'through' | 'slow' | 'silent' | 'cut'

export interface FaultProxy {
  readonly port: number
  /** For connections that are there and those that come. */
  become(way: Way): void
  close(): Promise<void>
}

/** Bytes let through every ten ms where it is slow: some 20 kbit/s. */
const slowBytes = 25
/** Where it is cut, a connection is so after up to so many bytes in either direction. */
const cutWithin = 1_500

/** Stands in the way of every TCP connection to a port of this machine, and lets through what it is told to. */
export async function startFaultProxy(to: number): Promise<FaultProxy> {
  let way: Way = 'through'
  const pairs = new Set<{ turn(): void; end(): void }>()

  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    let left = Math.random() * cutWithin
    const end = (): void => {
      near.destroy()
      far.destroy()
      pairs.delete(pair)
    }
    const pass = (from: Socket, into: Socket): (() => void) => {
      const waiting: Buffer[] = []
      let timer: NodeJS.Timeout | undefined
      const move = (): void => {
        clearTimeout(timer)
        if (way === 'silent') return
        const all = Buffer.concat(waiting.splice(0))
        if (all.length === 0) return
        if (way === 'cut') {
          left -= all.length
          // Something of it still arrives: half an answer is the worst.
          if (left < 0) {
            into.write(all.subarray(0, all.length / 2), end)
            return
          }
        }
        const now = way === 'slow' ? all.subarray(0, slowBytes) : all
        into.write(now)
        if (now.length < all.length) {
          waiting.push(all.subarray(now.length))
          timer = setTimeout(move, 10)
        }
      }
      from.on('data', (bytes) => {
        waiting.push(bytes)
        if (timer === undefined || way !== 'slow') move()
      })
      from.on('error', end)
      from.on('close', end)
      return move
    }
    const moves = [pass(near, far), pass(far, near)]
    const pair = { turn: () => moves.forEach((move) => move()), end }
    pairs.add(pair)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    become(next) {
      way = next
      for (const pair of pairs) pair.turn()
    },
    async close() {
      for (const pair of [...pairs]) pair.end()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
