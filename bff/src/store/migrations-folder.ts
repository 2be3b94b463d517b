import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where drizzle-kit put the migrations of an engine (`pnpm --filter @market/bff migrations`). */
export function migrationsFolder(engine: 'sqlite' | 'postgres'): string {
  return fileURLToPath(new URL(`../../migrations/${engine}`, import.meta.url))
}

/** When the newest of them was made, UTC ms: a database that knows a later one is of a newer program. */
export function newestMigration(engine: 'sqlite' | 'postgres'): number {
  const { entries } = JSON.parse(readFileSync(join(migrationsFolder(engine), 'meta/_journal.json'), 'utf8')) as { entries: { when: number }[] }
  return Math.max(...entries.map(({ when }) => when))
}
