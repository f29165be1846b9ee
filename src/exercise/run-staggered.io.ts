import { availableParallelism } from 'node:os'
import { setImmediate, setTimeout } from 'node:timers/promises'

const MAX_WORKERS = 4
/** Starting another process costs about this much; short work is done before a second worker begins. */
const STAGGER_MS = 60

/**
 * Runs the work of every item, several at once when it takes long, and keeps the order of the items in the results.
 * The first worker starts at once, each further one a moment later if something is left.
 * @throws what a work threw that failed; nothing more is begun after it, and what was begun has ended
 */
export async function runStaggered<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  /** Aborted when nothing is left to begin. */
  const later = new AbortController()
  const worker = async (): Promise<void> => {
    try {
      for (const [index, item] of queue) {
        results[index] = await work(item)
        // Signals and deadlines have their turn between two items, however long each keeps the process busy.
        await setImmediate()
        if (later.signal.aborted) return
      }
    } finally {
      later.abort()
    }
  }
  const lateWorker = async (rank: number): Promise<void> => {
    await setTimeout(rank * STAGGER_MS, undefined, { signal: later.signal }).catch(() => {})
    if (!later.signal.aborted) await worker()
  }
  const count = Math.min(MAX_WORKERS, availableParallelism(), items.length)
  const late = Array.from({ length: Math.max(0, count - 1) }, (_, index) => lateWorker(index + 1))
  const ends = await Promise.allSettled([worker(), ...late])
  const failures = ends.filter(end => end.status === 'rejected')
  if (failures.length > 0) throw failures[0]!.reason
  return results
}
