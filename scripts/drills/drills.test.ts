import { expect, test } from 'vitest'
import { clock } from './clock'
import { fsync, mayTrace } from './fsync'
import { fullDisk } from './full-disk'
import { kill, killOnPostgres, stop } from './kill'
import { network, networkPostgres } from './network'
import { postgres } from './postgres'

/** Each drill a few times, where `npm run drill` runs it for long. A drill that does not hold throws. */
const held = { lost: 0, twice: 0, acknowledged: expect.any(Number) as number }

test.each([
  ['a server that is killed', () => kill(2)],
  ['a server on Postgres that is killed', () => killOnPostgres(1)],
  ['a server that is asked to stop', () => stop(2)],
  ['a disk that is full', () => fullDisk(1)],
  ['a Postgres that cuts connections, restarts and crashes', () => postgres(3)],
  ['a way to the server that is slow, cut and silent', () => network(3)],
  ['a way to Postgres that is slow, cut and silent', () => networkPostgres(3)],
  ['a clock that is set on and back', () => clock()],
])('%s loses nothing that was acknowledged, and does nothing twice', async (_what, drill) => {
  expect(await drill()).toEqual(held)
})

test('a disk that cannot be written through acknowledges nothing that is not there; without strace the drill says so', async () => {
  if (mayTrace()) expect(await fsync(1)).toEqual(held)
  else await expect(fsync(1)).rejects.toThrow('strace is not there')
})
