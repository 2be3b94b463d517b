import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runChild } from '../../test/support/child'
import { createTestStore } from '../../test/support/test-store'
import { EffectWaitedError, StoreRefusedError } from './errors'
import { openStore } from './open-store'
import type { Tx } from './store'
import { createWriteQueue, type WriteQueue } from './write-queue'

let folder: string
let connection: Database.Database
let queue: WriteQueue
let statements: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'market-queue-'))
  statements = []
  connection = new Database(join(folder, 'queue.db'), { verbose: (statement) => statements.push(String(statement)) })
  connection.pragma('foreign_keys = ON')
  connection.exec(`create table parents (id integer primary key);
    create table rows (name text primary key, parent integer references parents (id) deferrable initially deferred)`)
  queue = createWriteQueue(connection, () => ({}) as Tx, 4, () => undefined)
})
afterEach(async () => {
  await queue.close()
  connection.close()
  await rm(folder, { recursive: true })
})

const insert = (name: string, parent: number | null = null) => async () => {
  connection.prepare('insert into rows (name, parent) values (?, ?)').run(name, parent)
}
const names = () => connection.prepare('select name from rows order by name').pluck().all()
const commits = () => statements.filter((statement) => statement === 'commit').length

test('writes that wait together share one commit, up to the bound', async () => {
  await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => queue.submit(insert(name))))
  expect(names()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  expect(commits()).toBe(2)
})

test('nobody is answered before the commit', async () => {
  const seen: number[] = []
  await Promise.all(['a', 'b', 'c'].map((name) => queue.submit(insert(name)).then(() => seen.push(commits()))))
  expect(seen).toEqual([1, 1, 1])
})

test('when the commit fails every write of the batch is refused and nothing stays', async () => {
  const outcomes = await Promise.allSettled([
    queue.submit(insert('innocent')),
    // A deferred foreign key is checked by COMMIT only.
    queue.submit(insert('without a parent', 404)),
    queue.submit(insert('innocent too')),
  ])
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(names()).toEqual([])
  await queue.submit(insert('next batch'))
  expect(names()).toEqual(['next batch'])
})

test('an effect that waits for the outside world is refused and does not hold up the others', async () => {
  let finished = false
  const outcomes = await Promise.allSettled([
    queue.submit(insert('before')),
    queue.submit(async () => {
      await insert('waiting')()
      await delay(60_000, undefined, { ref: false })
      finished = true
    }),
    queue.submit(insert('behind')),
  ])
  expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: expect.any(EffectWaitedError) as unknown })
  expect(finished).toBe(false)
  expect(names()).toEqual(['before', 'behind'])
})

test('closing waits for what was submitted and refuses the rest', async () => {
  const last = queue.submit(insert('last'))
  await queue.close()
  await last
  await expect(queue.submit(insert('too late'))).rejects.toThrow(StoreRefusedError)
  expect(names()).toEqual(['last'])
})

test('a second process on the same file is refused with the reason, and may have it afterwards', async () => {
  const { store, config, remove } = await createTestStore()
  await expect(openStore(config)).rejects.toThrow(/in use by another process/)
  const second = await runChild('open-and-close', config)
  expect(second.output).toMatch(/^StoreRefusedError: .*market\.db is in use by another process/)
  await store.close()
  expect((await runChild('open-and-close', config)).output).toBe('opened\n')
  await remove()
})

test('somebody who reads for long, as a backup does, does not hold up writes when the log grows large meanwhile', async () => {
  const { store, config, close } = await createTestStore()
  const reader = new Database(config.engine === 'sqlite' ? config.file : '', { readonly: true })
  reader.exec('begin')
  reader.prepare('select count(*) from counters').get()
  const write = (name: string) => store.write((tx) => tx.q.insert(tx.t.counters).values({ name, value: 1 }))
  // In the table and in its index: more than the log may hold before the writer is made to start it afresh.
  for (let number = 0; number < 36; number += 1) await write(`${number} ${'x'.repeat(1_000_000)}`)
  let held = 0
  for (const until = Date.now() + 4_000; Date.now() < until;) {
    const began = Date.now()
    await write(`small ${Math.random()}`)
    if (Date.now() - began >= 900) held += 1
  }
  reader.close()
  await close()
  // A checkpoint that waits for the reader takes a second, four times in five; a busy machine hardly once.
  expect(held).toBeLessThan(2)
})

test('the checkpointer copies the log into the database file while the store is open', async () => {
  const { store, config, close } = await createTestStore()
  const file = config.engine === 'sqlite' ? config.file : ''
  const copy = join(folder, 'copy.db')
  const rowsInFile = () => {
    // Without its log the copy shows only what a checkpoint has moved. Copied by another process: a file that this
    // one opens and closes by itself would lose SQLite's locks on it.
    execFileSync('cp', [file, copy])
    const alone = new Database(copy)
    try {
      return alone.prepare("select count(*) from sqlite_master where name = 'counters'").pluck().get() === 1
        ? alone.prepare('select count(*) from counters').pluck().get()
        : 0
    } finally {
      alone.close()
    }
  }
  await store.write((tx) => tx.q.insert(tx.t.counters).values({ name: 'checkpointed', value: 1 }))
  await expect.poll(rowsInFile, { timeout: 5_000 }).toBe(1)
  await close()
})
