import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach } from 'vitest'

/** How long a race lasts, and how long it may last until both sides were seen. */
const RACE_MS = 150
const MAX_RACE_MS = 20_000

/**
 * Gives a function that starts a process which swaps what is at `path` for a link to `target`, and back; it ends after each test. What is not
 * at the path is beside `aside`.
 */
export function useSwapping(): (path: string, target: string, aside?: string) => Promise<void> {
  let racer: ChildProcess | undefined
  afterEach(async () => {
    if (racer === undefined) return
    const ended = once(racer, 'exit')
    racer.kill('SIGKILL')
    await ended
    racer = undefined
  })
  return async (path, target, aside = path) => {
    const script = new URL('swap-for-link.mjs', import.meta.url).pathname
    racer = spawn(process.execPath, [script, path, target, aside], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(racer.stdout!, 'data')
  }
}

export interface Tally {
  answered: number
  refused: number
}

/** Tries again and again while names are swapped: for a while, and until something was answered and something refused. */
export async function race(attempt: () => Promise<boolean> | boolean, leastMs = RACE_MS): Promise<Tally> {
  const startedAt = performance.now()
  const tally: Tally = { answered: 0, refused: 0 }
  for (;;) {
    tally[(await attempt()) ? 'answered' : 'refused'] += 1
    const elapsedMs = performance.now() - startedAt
    if (elapsedMs > MAX_RACE_MS) return tally
    if (elapsedMs > leastMs && tally.answered > 0 && tally.refused > 0) return tally
  }
}
