import { availableParallelism } from 'node:os'
import { setTimeout } from 'node:timers/promises'

const MAX_WORKERS = 4
/** Starting another process costs about this much; short work is done before a second worker begins. */
const STAGGER_MS = 60

/**
 * Runs the work of every item, several at once when it takes long, and keeps the order of the items in the results.
 * The first worker starts at once, each further one a moment later if something is left.
 */
export async function runStaggered<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  let isDone = false
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item)
    isDone = true
  }
  const later = new AbortController()
  const lateWorker = async (rank: number): Promise<void> => {
    await setTimeout(rank * STAGGER_MS, undefined, { signal: later.signal }).catch(() => {})
    if (!isDone && !later.signal.aborted) await worker()
  }
  const count = Math.min(MAX_WORKERS, availableParallelism(), items.length)
  const late = Array.from({ length: Math.max(0, count - 1) }, (_, index) => lateWorker(index + 1))
  try {
    await worker()
  } finally {
    later.abort()
  }
  await Promise.all(late)
  return results
}
