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
const { prepare } = Database.prototype
Database.prototype.prepare = function (...statement: Parameters<typeof prepare>) {
  orDie()
  return prepare.apply(this, statement)
} as typeof prepare
const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...statement: [never]) {
  orDie()
  return query.apply(this, statement)
} as typeof query
await store.migrate()
console.log(`${Number(rest[0]) - left} statements`)
await store.close()
