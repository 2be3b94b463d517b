import { getTableColumns } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shapeOfPostgres, shapeOfSqlite, type DatabaseShape } from '../../test/support/database-shape'
import { createTestStore, type TestStore } from '../../test/support/test-store'
import { personalData } from './personal-data'
import type { TableName } from './personal-data/declaration'
import type { Tables } from './schema'

/** What is said of a table, as if all were one. */
type Said = { nobody?: true; of?: readonly (string | { column: string; in: TableName })[]; show?: Record<string, unknown>; hide?: readonly string[]; by?: readonly string[]; atClosing?: unknown; inTheEnd?: unknown }
const saidOf = (table: TableName): Said => personalData[table]
const inDatabase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

let opened: TestStore
let tables: Tables
let shape: DatabaseShape
beforeAll(async () => {
  opened = await createTestStore()
  tables = await opened.store.read(({ t }) => Promise.resolve(t))
  const { config } = opened
  shape = config.engine === 'sqlite' ? shapeOfSqlite(config.file) : await shapeOfPostgres(config.url)
})
afterAll(() => opened.close())

/** What a declaration leaves out or says of a column that is not there; empty when all is said. */
function unsaid(columns: readonly string[], said: Said): string[] {
  if (said.nobody) return columns.filter((name) => /(Sealed|Masked|[a-z]Index|openid)$/.test(name) && name !== 'leafIndex')
  const spoken = new Set([...(said.of ?? []).map((link) => (typeof link === 'string' ? link : link.column)), ...Object.keys(said.show ?? {}), ...(said.hide ?? []), ...(said.by ?? [])])
  return [...columns.filter((name) => !spoken.has(name)), ...[...spoken].filter((name) => !columns.includes(name))]
}

/** References to people of which a declaration does not say whose they are. */
const unowned = (table: TableName, said: Said, foreignKeys: readonly string[]): string[] => {
  const known = new Set([...(said.of ?? []).map((link) => (typeof link === 'string' ? link : link.column)), ...(said.by ?? []), ...Object.keys(said.show ?? {})].map(inDatabase))
  return foreignKeys.filter((words) => /-> (people\.id|workers\.person_id|employers\.person_id)$/.test(words) && !known.has(words.split(' ')[0] ?? '')).map((words) => `${inDatabase(table)}.${words}`)
}

const each = (use: (table: TableName) => string[]): string[] => (Object.keys(personalData) as TableName[]).flatMap(use)

test('of every table and every column that has to do with people it is said what it is', () => {
  expect(Object.keys(personalData).sort()).toEqual(Object.keys(tables).sort())
  expect(each((table) => unsaid(Object.keys(getTableColumns(tables[table])), saidOf(table)).map((column) => `${table}.${column}`))).toEqual([])
})

test('every reference to a person says whether the row is theirs or they only made it', () => {
  expect(each((table) => unowned(table, saidOf(table), shape[inDatabase(table)]?.foreignKeys ?? []))).toEqual([])
})

test('a column that somebody adds and says nothing of is found', () => {
  expect(unsaid(['personId', 'trade', 'nickname'], saidOf('workerTrades'))).toEqual(['nickname'])
  expect(unsaid(['id', 'guardSealed'], { nobody: true })).toEqual(['guardSealed'])
  expect(unsaid(['personId'], saidOf('workerTrades'))).toEqual(['trade'])
  expect(unowned('marketDays', { nobody: true }, ['closed_by -> people.id', 'market_id -> markets.id'])).toEqual(['market_days.closed_by -> people.id'])
})

test('whatever is sealed, masked or indexed goes when an account is closed, or at the latest when its time is over', () => {
  const left = each((table) => {
    const { nobody, atClosing, inTheEnd = atClosing } = saidOf(table)
    if (nobody) return []
    return Object.keys(getTableColumns(tables[table]))
      .filter((column) => /(Sealed|Masked|[a-z]Index|openid)$/.test(column))
      .filter((column) => inTheEnd !== 'delete' && !(typeof atClosing === 'object' && atClosing !== null && column in atClosing))
      .map((column) => `${table}.${column}`)
  })
  expect(left).toEqual([])
})
