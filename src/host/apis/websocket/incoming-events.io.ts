import type { TransportFailure } from '../../network/transport-failure.ts'

/** What comes in on a connection, in its order. After `closed` or `failed` nothing comes any more. */
export type IncomingEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ping'; readonly payload: Uint8Array }
  | { readonly kind: 'pong' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly failure: TransportFailure }

const OVER: IncomingEvent = {
  kind: 'failed',
  failure: { problem: 'reset', message: 'the connection is closed already' },
}

/** Keeps events until they are asked for. How many there can be is bounded by who lets the other side send. */
export class IncomingEvents {
  private readonly waiting: IncomingEvent[] = []
  private isOver = false
  private take: ((event: IncomingEvent) => void) | null = null

  push(event: IncomingEvent): void {
    if (this.isOver) return
    this.isOver = event.kind === 'closed' || event.kind === 'failed'
    if (this.take === null) this.waiting.push(event)
    else this.take(event)
  }

  /** @param wait is called only when nothing has come yet @returns null when nothing comes within the time */
  async next(timeoutMs: number, wait: () => void): Promise<IncomingEvent | null> {
    const first = this.waiting.shift()
    if (first !== undefined) return first
    if (this.isOver) return OVER
    return new Promise(resolve => {
      const settle = (event: IncomingEvent | null) => {
        clearTimeout(timer)
        this.take = null
        resolve(event)
      }
      const timer = setTimeout(settle, timeoutMs, null)
      this.take = settle
      wait()
    })
  }
}
