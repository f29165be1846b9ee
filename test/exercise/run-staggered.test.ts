import { setImmediate, setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { runStaggered } from '../../src/exercise/run-staggered.io.ts'

/** Longer than the moment after which a second worker begins. */
const LONG_MS = 200

describe('runStaggered', () => {
  test('keeps the order of the items, whichever work ends first', async () => {
    const items = [LONG_MS, 0, 1, LONG_MS, 2]
    const results = await runStaggered(items, async ms => {
      await setTimeout(ms)
      return `after ${ms}`
    })
    expect(results).toEqual(items.map(ms => `after ${ms}`))
    expect(await runStaggered([], async item => item)).toEqual([])
  })

  test('throws one failure of several, and leaves no rejection behind', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    let running = 0
    try {
      const failing = runStaggered(Array.from({ length: 8 }, Number), async () => {
        running += 1
        await setTimeout(LONG_MS)
        running -= 1
        throw new Error('broken')
      })
      await expect(failing).rejects.toThrow('broken')
      while (running > 0) await setTimeout(5)
      await setImmediate()
      expect(unhandled).toEqual([])
    } finally {
      process.off('unhandledRejection', note)
    }
  })

  test('ends what was begun before it throws, and begins nothing more', async () => {
    let begun = 0
    let ended = 0
    const failing = runStaggered(Array.from({ length: 50 }, Number), async () => {
      begun += 1
      const isFirst = begun === 1
      await setTimeout(isFirst ? LONG_MS : LONG_MS + 50)
      ended += 1
      if (isFirst) throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    expect(ended).toBe(begun)
    expect(begun).toBeLessThan(50)
  })

  test('lets other events happen between items that keep the process busy', async () => {
    let isNoticed = false
    const seen: boolean[] = []
    await runStaggered([1, 2, 3, 4], async item => {
      if (item === 1) void setImmediate().then(() => (isNoticed = true))
      seen.push(isNoticed)
    })
    expect(seen).toEqual([false, true, true, true])
  })
})
