import Database from 'better-sqlite3'
import pg from 'pg'

/** A migrated database, described in words that are the same on both engines. */
export type DatabaseShape = Record<string, {
  /** 'text', 'integer' or 'real', with '?' when it may be null. */
  columns: Record<string, string>
  primaryKey: string[]
  /** 'name (columns)', with 'unique' and 'partial' where they apply. */
  indexes: string[]
  /** 'column -> table.column'. */
  foreignKeys: string[]
  checks: string[]
}>

export function shapeOfSqlite(file: string): DatabaseShape {
  const database = new Database(file, { readonly: true })
  const all = <Row>(statement: string, ...values: unknown[]) => database.prepare(statement).all(...values) as Row[]
  const shape: DatabaseShape = {}
  const tables = all<{ name: string; sql: string }>(
    "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'")
  for (const table of tables) {
    const columns = all<{ name: string; type: string; notnull: number; pk: number }>('select * from pragma_table_info(?)', table.name)
    const indexes = all<{ name: string; unique: number; origin: string; partial: number }>('select * from pragma_index_list(?)', table.name)
    const foreignKeys = all<{ table: string; from: string; to: string }>('select * from pragma_foreign_key_list(?)', table.name)
    shape[table.name] = {
      columns: Object.fromEntries(columns.map(({ name, type, notnull }) => [name, `${type.toLowerCase()}${notnull ? '' : '?'}`])),
      primaryKey: columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk).map(({ name }) => name),
      indexes: indexes.filter(({ origin }) => origin === 'c').map(({ name, unique, partial }) => {
        const parts = all<{ name: string }>('select name from pragma_index_info(?) order by seqno', name).map((part) => part.name)
        return indexWords(name, parts, unique === 1, partial === 1)
      }).sort(),
      foreignKeys: foreignKeys.map(({ from, table: target, to }) => `${from} -> ${target}.${to}`).sort(),
      checks: [...table.sql.matchAll(/CONSTRAINT "(\w+)" CHECK/g)].map(([, name]) => name ?? '').sort(),
    }
  }
  database.close()
  return shape
}

const families: Record<string, string> = {
  text: 'text', json: 'text', integer: 'integer', bigint: 'integer', boolean: 'integer', 'double precision': 'real',
}

export async function shapeOfPostgres(url: string): Promise<DatabaseShape> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const all = async <Row extends pg.QueryResultRow>(statement: string) => (await client.query<Row>(statement)).rows
  const columns = await all<{ table: string; name: string; type: string; nullable: string }>(`
    select table_name as table, column_name as name, data_type as type, is_nullable as nullable
    from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position`)
  const indexes = await all<{ table: string; name: string; unique: boolean; primary: boolean; partial: boolean; parts: string[] }>(`
    select t.relname as table, i.relname as name, x.indisunique as unique, x.indisprimary as primary, x.indpred is not null as partial,
      array(select a.attname::text from unnest(x.indkey) with ordinality k(n, o) join pg_attribute a on a.attrelid = t.oid and a.attnum = k.n order by k.o) as parts
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = 'public'::regnamespace`)
  const foreignKeys = await all<{ table: string; words: string }>(`
    select c.conrelid::regclass::text as table, a.attname || ' -> ' || c.confrelid::regclass || '.' || b.attname as words
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    join pg_attribute b on b.attrelid = c.confrelid and b.attnum = any (c.confkey)
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace`)
  const checks = await all<{ table: string; name: string }>(`
    select conrelid::regclass::text as table, conname as name from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`)
  await client.end()
  const shape: DatabaseShape = {}
  for (const table of new Set(columns.map((column) => column.table))) {
    const here = <Row extends { table: string }>(rows: Row[]) => rows.filter((row) => row.table === table)
    shape[table] = {
      columns: Object.fromEntries(here(columns).map(({ name, type, nullable }) => [name, `${families[type] ?? type}${nullable === 'YES' ? '?' : ''}`])),
      primaryKey: here(indexes).find(({ primary }) => primary)?.parts ?? [],
      indexes: here(indexes).filter(({ primary }) => !primary).map(({ name, parts, unique, partial }) => indexWords(name, parts, unique, partial)).sort(),
      foreignKeys: here(foreignKeys).map(({ words }) => words).sort(),
      checks: here(checks).map(({ name }) => name).sort(),
    }
  }
  return shape
}

function indexWords(name: string, columns: string[], unique: boolean, partial: boolean): string {
  return `${name} (${columns.join(', ')})${unique ? ' unique' : ''}${partial ? ' partial' : ''}`
}
