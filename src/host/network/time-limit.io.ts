import type { TransportFailure } from './transport-failure.ts'

/** The end of what one step may take: the time of the contract, or the end of the call that asked. */
export interface TimeLimit {
  readonly signal: AbortSignal
  /** Why the signal fired. @param doing begins the sentence, e.g. `no whole answer` */
  describe(doing: string): TransportFailure
}

/**
 * Lets `work` run under a limit; keeping to it is up to `work`. A timer of its own, for `AbortSignal.any` over a timeout may be
 * collected before it fires.
 */
export async function withTimeLimit<Result>(
  callSignal: AbortSignal,
  timeoutMs: number,
  work: (limit: TimeLimit) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const stop = () => controller.abort()
  const timer = setTimeout(stop, timeoutMs)
  if (callSignal.aborted) stop()
  callSignal.addEventListener('abort', stop, { once: true })
  const describe = (doing: string): TransportFailure =>
    callSignal.aborted
      ? { problem: 'aborted', message: 'the call that asked is over' }
      : { problem: 'timeout', message: `${doing} within ${timeoutMs} ms` }
  try {
    return await work({ signal: controller.signal, describe })
  } finally {
    clearTimeout(timer)
    callSignal.removeEventListener('abort', stop)
  }
}

/** Waits for a promise, but not beyond the limit. @throws what the promise throws, or the signal's reason */
export function untilLimit<Result>(promise: Promise<Result>, { signal }: TimeLimit): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject)
  })
}
