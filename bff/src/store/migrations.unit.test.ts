import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { migrationsFolder } from './migrations-folder'

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

test.each([['sqlite', 'sqlite'], ['postgres', 'postgresql']] as const)(
  'the migrations of %s are those of the schema (else: pnpm --filter @market/bff migrations)',
  async (engine, dialect) => {
    const folder = await mkdtemp(join(tmpdir(), 'market-migrations-'))
    await cp(migrationsFolder(engine), folder, { recursive: true })
    const committed = await readdir(folder)
    await promisify(execFile)(join(packageFolder, 'node_modules/.bin/drizzle-kit'), [
      'generate', `--dialect=${dialect}`, `--schema=./src/store/schema.${engine}.ts`, `--out=${folder}`,
    ], { cwd: packageFolder })
    expect(await readdir(folder)).toEqual(committed)
    await rm(folder, { recursive: true })
  },
  60_000,
)
