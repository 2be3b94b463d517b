import { defineConfig } from 'vitest/config'

/** The story needs a built mini-program and a browser: `npm test` sees to both before it. */
export default defineConfig({
  root: import.meta.dirname,
  test: { name: 'browser', include: ['**/*.test.ts'], testTimeout: 120_000, hookTimeout: 240_000, bail: 1 },
})
