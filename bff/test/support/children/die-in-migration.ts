import Database from 'better-sqlite3'
import pg from 'pg'
import { openStore } from '../../../src/store/open-store'
import { childArguments } from '../child'

// Brings the tables up to date and kills itself, as `kill -9` would, at the statement whose number is given.
const { config, rest } = childArguments()
const store = await openStore(config)
let left = Number(rest[0])
const orDie = (): void => {
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
}
/** Counts the calls of a method of every object of a class. */
const counted = (prototype: object, method: string): void => {
  const original = Reflect.get(prototype, method) as (...values: unknown[]) => unknown
  Reflect.set(prototype, method, function (this: unknown, ...values: unknown[]) {
    orDie()
    return original.apply(this, values)
  })
}
counted(Database.prototype, 'prepare')
counted(pg.Client.prototype, 'query')
await store.migrate()
console.log(`${Number(rest[0]) - left} statements`)
await store.close()
