import { defineConfig } from 'vitest/config'

/** The story in a real browser, against what `npm start` serves. */
export default defineConfig({
  test: {
    name: 'browser',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    // Each scene goes on where the one before ended: after a failure the rest means nothing.
    bail: 1,
    testTimeout: 90_000,
    // The product is installed, built and filled before the first scene.
    hookTimeout: 600_000,
  },
})
