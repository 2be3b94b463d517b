import { defineConfig } from 'vitest/config'

/** Stories in a real browser, against what `npm start` serves. */
export default defineConfig({
  test: {
    name: 'browser',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['product.setup.ts'],
    // One story after the other: each has three phones open, and the machine two cores.
    maxWorkers: 1,
    sequence: { groupOrder: 1 },
    // Each scene goes on where the one before ended: after a failure the rest means nothing.
    bail: 1,
    testTimeout: 90_000,
  },
})
