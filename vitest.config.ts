import { defineConfig } from 'vitest/config'
import { bffProjects } from './bff/vitest.config'

/** All tests of the workspace, each package with its own settings. */
export default defineConfig({
  test: {
    // One for the tests, one for Postgres and the rest of the machine.
    maxWorkers: 2,
    projects: [
      'shared/vitest.config.ts',
      ...bffProjects,
      'miniapp/{,test/weapp/}vitest.config.ts',
      'scripts/{,browser/}vitest.config.ts',
    ],
  },
})
