import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // The real CLIs run in `npm run test:agents`, which installs them.
    exclude: [...configDefaults.exclude, ...(process.env['RALPH_TEST_AGENTS'] ? [] : ['test/agents/**'])],
    pool: 'forks',
    // Most tests wait for processes, not for a processor.
    maxWorkers: 2,
    testTimeout: 60_000,
    reporters: process.env['CI'] ? ['dot'] : ['default'],
  },
})
