import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const everyTest = ['src/**/*.test.ts', 'test/**/*.test.ts']
const runOnce = '**/*.unit.test.ts'
const patience = { testTimeout: 20_000, hookTimeout: 30_000 }

/**
 * Every test file runs on both engines. What needs no store is called `*.unit.test.ts` and runs once; what is about one
 * engine only is called `*.sqlite.test.ts` or `*.postgres.test.ts`. The root configuration spreads this list: vitest does
 * not look for projects inside projects.
 */
export const bffProjects: TestProjectInlineConfiguration[] = [
  {
    root,
    test: { name: 'bff-unit', root, include: ['{src,test}/**/*.unit.test.ts'], ...patience },
  },
  {
    root,
    test: {
      name: 'bff-sqlite', root, include: everyTest, exclude: [runOnce, '**/*.postgres.test.ts'], ...patience,
      provide: { engine: 'sqlite' },
    },
  },
  {
    root,
    test: {
      name: 'bff-postgres', root, include: everyTest, exclude: [runOnce, '**/*.sqlite.test.ts'], ...patience,
      provide: { engine: 'postgres' },
      globalSetup: [fileURLToPath(new URL('./test/support/postgres-server.ts', import.meta.url))],
    },
  },
]

export default defineConfig({ test: { projects: bffProjects } })
