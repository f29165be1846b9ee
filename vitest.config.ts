import { configDefaults, defineConfig } from 'vitest/config'

/** Tests of many processes, servers or mutations: `npm run test:slow`. */
const SLOW = 'test/**/*.slow.test.ts'
const isSlow = process.env.TESTS === 'slow'

export default defineConfig({
  test: {
    include: [isSlow ? SLOW : 'test/**/*.test.ts'],
    exclude: isSlow ? configDefaults.exclude : [...configDefaults.exclude, SLOW],
    // Vitest leaves one core free by itself, which is half of two.
    maxWorkers: '100%',
    setupFiles: ['test/support/fixed-seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
