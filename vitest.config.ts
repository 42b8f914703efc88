import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    pool: 'forks',
    // Most tests wait for processes, not for a processor.
    maxWorkers: 3,
    testTimeout: 60_000,
    reporters: process.env['CI'] ? ['dot'] : ['default'],
  },
})
