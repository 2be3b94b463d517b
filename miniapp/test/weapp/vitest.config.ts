import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The mini-program's real build, run in Node on WeChat's open-source engine. Build it first: see README.md. */
export default defineConfig({
  resolve: {
    alias: [{ find: /^@market\/shared\//, replacement: `${path.resolve(import.meta.dirname, '../../../shared/src')}/` }],
  },
  test: {
    name: 'weapp',
    root: import.meta.dirname,
    environment: 'node',
    include: ['**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each phone is a JavaScript realm of its own; a forked process keeps their memory out of the other suites.
    pool: 'forks',
  },
});
