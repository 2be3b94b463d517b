import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqliteReader } from '../../store/sqlite'
import { openStore } from '../../store/open-store'
import type { Reader } from '../../store/store'
import { createVault } from '../../store/vault'
import { createTestPlace, type TestPlace } from '../../../test/support/test-store'
import { testKeys } from '../../../test/support/config'
import { evidenceKeys, signRoots, writeAgreements, type Far } from '../../../test/support/sealed-agreements'
import { openCheckThreads } from './check-threads'
import { verifyDatabase } from './database-check'

/** Of every kind of agreement there is, so that what is right is not taken for wrong. */
const all: Far[] = ['draft', 'half', 'ended', 'signed']
const vault = createVault({ keys: testKeys.vault, indexKeys: testKeys.index })
const keys = evidenceKeys()
const threads = openCheckThreads(keys.publicKeys, { threads: 1 })
const signing = ['agreements', 'signatures', 'strokes', 'seals', 'agreement_papers', 'agreement_endings', 'evidence_entries', 'evidence_nodes', 'evidence_roots', 'evidence_cosigner']
/** Only what lies sealed needs the vault's keys: without them it is counted, and not looked at. */
const sealedColumns = ['agreements.text_sealed', 'strokes.data_sealed', 'agreement_papers.content_sealed']
let place: TestPlace
let copy: Database.Database
let reader: Reader
let subject: string
beforeAll(async () => {
  place = await createTestPlace()
  const store = await openStore(place.config)
  await store.migrate()
  const ids = await writeAgreements({ store, vault, keys }, all)
  await signRoots(store, keys, 3_600_000)
  ids.push(...(await writeAgreements({ store, vault, keys }, ['sealed'])))
  await signRoots(store, keys, 7_200_000)
  subject = ids[2] as string
  await store.close()
  const file = place.config.engine === 'sqlite' ? place.config.file : ''
  copy = new Database(file)
  copy.pragma('foreign_keys = OFF')
  reader = openSqliteReader(file)
})
afterAll(async () => {
  await threads.close()
  await reader.close()
  copy.close()
  await place.remove()
})

/** Here and on a thread: what one finds, the other has to find. */
async function verify(withVault = true) {
  const look = (verifying: Parameters<typeof verifyDatabase>[3]) => verifyDatabase((query) => reader.read(query), keys.trusted, withVault ? vault : null, verifying)
  const [here, there] = [await look({}), await look({ checking: threads })]
  expect(there).toEqual(here)
  return here
}
const found = async (withVault = true): Promise<string[]> => (await verify(withVault)).findings.map(({ where, problem }) => `${where}：${problem}`)

/** The row in the middle of a table, of the agreement that has everything where it is about one. */
function rowOf(table: string): { rowid: number; values: Record<string, unknown> } {
  const columns = (copy.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
  const where = columns.includes('agreement_id') ? `agreement_id = '${subject}'` : table === 'agreements' ? `id = '${subject}'` : columns.includes('subject_id') ? `subject_id = '${subject}'`
    : table === 'strokes' ? `signature_id in (select id from signatures where agreement_id = '${subject}')` : '1'
  const { rowid, ...values } = copy.prepare(`select rowid as rowid, * from ${table} where ${where} limit 1`).get() as Record<string, unknown>
  return { rowid: rowid as number, values }
}

/** One thing changed, whatever it was: a bit of text, a number by one, nothing into something and something into nothing. */
function changesOf(value: unknown, column: string): unknown[] {
  if (value === null) return [1, 'x']
  if (typeof value === 'number') return [value + 1000]
  const text = value as string
  if (column === 'terms') return [text.replace('20000', '20001'), text.replace('装卸工', '装卸土'), text.replace('"breakMinutes":60', '"breakMinutes":60.5')]
  const bit = (at: number): string => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
  return [bit(Math.floor(text.length / 2)), `${text} `, ...(text.toUpperCase() === text ? [] : [text.toUpperCase()])]
}

const isNullable = (table: string, column: string): boolean => (copy.pragma(`table_info(${table})`) as { name: string; notnull: number; pk: number }[]).some(({ name, notnull, pk }) => name === column && notnull === 0 && pk === 0)

test('what nobody touched is right, with and without the vault, and says what was not looked at', async () => {
  expect(await found()).toEqual([])
  const without = await verify(false)
  expect(without.findings).toEqual([])
  expect(without).toMatchObject({ entries: 5, roots: 2, agreements: 5 })
  expect(without.notices.join()).toContain('没有给保险柜的钥匙')
  expect((await verify()).notices).toEqual(['1 份协议两边签好了，还在等存证'])
}, 120_000)

describe.each(signing)('of %s', (table) => {
  test('every column that is changed by itself is found', async () => {
    const { rowid, values } = rowOf(table)
    const missed: string[] = []
    for (const [column, value] of Object.entries(values)) {
      const name = `${table}.${column}`
      const changes = [...changesOf(value, column), ...(value !== null && isNullable(table, column) ? [null] : [])]
      for (const changed of changes) {
        copy.prepare(`update ${table} set ${column} = ? where rowid = ?`).run(changed, rowid)
        // An integer primary key is the rowid.
        const now = (copy.pragma(`table_info(${table})`) as { name: string; pk: number; type: string }[]).some((one) => one.name === column && one.pk === 1 && /int/i.test(one.type)) ? (changed as number) : rowid
        if ((await found(sealedColumns.includes(name))).length === 0) missed.push(`${name}: ${String(value).slice(0, 20)} → ${String(changed).slice(0, 20)}`)
        copy.prepare(`update ${table} set ${column} = ? where rowid = ?`).run(value, now)
      }
    }
    // No exception: a column that is added to these tables is changed here too, and has to be bound by something.
    expect(missed).toEqual([])
    expect(await found()).toEqual([])
  }, 120_000)

  test('a row that is taken out is found', async () => {
    const { rowid, values } = rowOf(table)
    // An older root may be missing: it says nothing that the newest does not say of more entries. The newest one may not.
    const victim = table === 'evidence_roots' ? (copy.prepare('select max(rowid) as rowid from evidence_roots').get() as { rowid: number }).rowid : rowid
    const kept = table === 'evidence_roots' ? (copy.prepare('select * from evidence_roots where rowid = ?').get(victim) as Record<string, unknown>) : values
    copy.prepare(`delete from ${table} where rowid = ?`).run(victim)
    const said = await found()
    const columns = Object.keys(kept)
    copy.prepare(`insert into ${table} (rowid, ${columns.join(', ')}) values (?, ${columns.map(() => '?').join(', ')})`).run(victim, ...Object.values(kept))
    expect(said).not.toEqual([])
    expect(await found()).toEqual([])
  })
})

test('an entry that was changed is named, and so is the stretch whose root no longer fits', async () => {
  const { commitment } = copy.prepare('select commitment from evidence_entries where leaf_index = 1').get() as { commitment: string }
  copy.prepare('update evidence_entries set commitment = ? where leaf_index = 1').run('0'.repeat(64))
  const said = await found()
  copy.prepare('update evidence_entries set commitment = ? where leaf_index = 3').run(commitment)
  expect(said).toEqual(expect.arrayContaining(['日志第 1 条：内容和当时存进日志的承诺对不上', '覆盖前 3 条的签名根：算出来的根不一样：第 0 到 2 条之间有改动、缺失或多出']))
})

test('a column that cannot even be read is a finding', async () => {
  const { terms } = copy.prepare('select terms from agreements where id = ?').get(subject) as { terms: string }
  copy.prepare('update agreements set terms = ? where id = ?').run('{', subject)
  const said = await found()
  copy.prepare('update agreements set terms = ? where id = ?').run(terms, subject)
  expect(said.join()).toContain('读不出来')
})
