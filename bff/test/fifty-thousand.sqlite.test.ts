import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startImportServer, type ImportServer } from './support/import-server'
import { writeManyPostings } from './support/posting-files'

const count = 50_000
/** Bytes. The indexes of what was published live in the same process, and are in it. */
const mostMemory = 300 * 1024 * 1024

describe('an import of fifty thousand rows', () => {
  let folder: string
  let server: ImportServer

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'market-many-'))
    server = await startImportServer({ engine: 'sqlite', file: join(folder, 'market.sqlite') })
  }, 120_000)
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true })
  })

  it('is read in sight of its sender, published as a whole, and the server holds less than 300 MB until all that follows is done', async () => {
    const path = join(folder, 'list.xlsx')
    await writeManyPostings(path, 'xlsx', count, { employerName: '洛阳宏达仓储有限公司', market: server.marketId })
    const seen: number[] = []
    const began = performance.now()
    const done = await server.send(path, ({ rowsRead }) => { if (rowsRead !== seen.at(-1)) seen.push(rowsRead) })
    expect(done).toMatchObject({ phase: 'done', format: 'xlsx', rowsRead: count, rowsNew: count, rowsBad: 0, problem: null })
    expect(seen.length).toBeGreaterThan(10)
    expect([...seen].sort((one, other) => one - other)).toEqual(seen)
    const seconds = (): number => Math.round((performance.now() - began) / 1_000)
    const published = seconds()
    await server.caughtUp()
    const peak = await server.peak()
    console.info(`fifty thousand rows of Excel: published after ${published} s, all that follows done after ${seconds()} s, ${Math.round(peak / 1024 / 1024)} MB at most`)
    expect(peak).toBeLessThan(mostMemory)
  }, 900_000)
})
