/** What one fuzz run saw; a run that breaks a promise throws instead. */
export interface FuzzReport {
  readonly runs: number
  /** How many inputs ended in which way. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly slowestMs: number
}

/** No input may take longer than this. */
export const MAX_MS_EACH = 1_000

/** Runs `work` on one input: throws, with the input, when it throws; returns how long it took. */
export function timed(input: string | Uint8Array, work: () => void): number {
  const startMs = performance.now()
  try {
    work()
  } catch (error) {
    const reason = error instanceof Error ? error.stack : String(error)
    throw new Error(`${reason}\ninput in Base64: ${Buffer.from(input).toString('base64')}`)
  }
  return performance.now() - startMs
}
