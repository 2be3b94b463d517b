import { fileURLToPath } from 'node:url'

/** Where drizzle-kit put the migrations of an engine (`pnpm --filter @market/bff migrations`). */
export function migrationsFolder(engine: 'sqlite' | 'postgres'): string {
  return fileURLToPath(new URL(`../../migrations/${engine}`, import.meta.url))
}
