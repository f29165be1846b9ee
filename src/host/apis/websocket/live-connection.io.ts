import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { WEBSOCKET_LIMITS } from '../../../contract/limits.ts'
import { nameNetworkError } from '../../network/network-failure.ts'
import type { TransportFailure } from '../../network/transport-failure.ts'
import type { Received, WebSocketConnection } from './connect-websocket.ts'
import { FrameObserver } from './frame-observer.ts'
import { type IncomingEvent, IncomingEvents } from './incoming-events.io.ts'

const BROKEN: TransportFailure = { problem: 'malformed', message: 'what came is no WebSocket traffic' }
const ENDED: TransportFailure = { problem: 'reset', message: 'the connection ended without a goodbye' }
const LONG_FRAME: TransportFailure = {
  problem: 'too-large',
  message: `a frame is longer than ${WEBSOCKET_LIMITS.frameBytes} bytes`,
}
const BINARY: TransportFailure = {
  problem: 'unsupported',
  message: 'a binary message came; Yoi takes only text',
}
const CONTROL_FLOOD: TransportFailure = {
  problem: 'unsupported',
  message: `more than ${WEBSOCKET_LIMITS.skippedControlFrames} control frames came before a message`,
}

/**
 * An open connection. As in the host nothing is read but while the guest waits: what comes in meanwhile stays with the operating system,
 * and a ping is answered when the guest next receives.
 * @source host contract 7.2
 */
export class LiveConnection implements WebSocketConnection {
  private readonly observer = new FrameObserver()
  private readonly events = new IncomingEvents()

  /** @param socket below `websocket`, which has just opened: nothing was read yet */
  constructor(
    private readonly websocket: WebSocket,
    private readonly socket: Duplex,
  ) {
    // Before the library's own listener, which is there by now; one that came earlier would eat what came with the handshake.
    socket.prependListener('data', chunk => this.observe(chunk))
    websocket.on('message', (data: Buffer, isBinary) => this.take(data, isBinary))
    websocket.on('ping', payload => this.events.push({ kind: 'ping', payload }))
    websocket.on('pong', () => this.events.push({ kind: 'pong' }))
    websocket.on('error', error => this.fail(nameNetworkError(error, BROKEN)))
    websocket.on('close', () => this.fail(ENDED))
    websocket.pause()
  }

  send(text: string): Promise<TransportFailure | null> {
    return this.within(WEBSOCKET_LIMITS.sendTimeoutMs, 'the message was not taken', done =>
      this.websocket.send(text, error => done(error ? nameNetworkError(error, ENDED) : null)),
    )
  }

  async receive(timeoutMs: number): Promise<Received> {
    for (let skipped = 0; skipped <= WEBSOCKET_LIMITS.skippedControlFrames; skipped++) {
      const event = await this.events.next(timeoutMs, () => this.websocket.resume())
      this.websocket.pause()
      if (event === null) {
        const message = `no message came within ${timeoutMs} ms`
        return { kind: 'failed', failure: { problem: 'timeout', message } }
      }
      if (event.kind !== 'ping' && event.kind !== 'pong') return event
      const failure = event.kind === 'ping' ? await this.answerPing(event.payload) : null
      if (failure !== null) return { kind: 'failed', failure }
    }
    return { kind: 'failed', failure: CONTROL_FLOOD }
  }

  async close(): Promise<TransportFailure | null> {
    if (this.websocket.readyState !== this.websocket.OPEN) return null
    return this.within(WEBSOCKET_LIMITS.closeTimeoutMs, 'the goodbye was not taken', done => {
      this.websocket.close()
      this.socket.end(() => done(null))
    })
  }

  drop(): void {
    if (this.websocket.readyState === this.websocket.OPEN) this.websocket.close()
    this.websocket.terminate()
  }

  private answerPing(payload: Uint8Array): Promise<TransportFailure | null> {
    return this.within(WEBSOCKET_LIMITS.sendTimeoutMs, 'the answer to a ping was not taken', done =>
      this.websocket.pong(payload, true, error => done(error ? nameNetworkError(error, ENDED) : null)),
    )
  }

  /** The library reads the chunk right after this, before the next tick. */
  private observe(chunk: Buffer): void {
    this.observer.observe(chunk)
    if (this.observer.hasLongFrame) process.nextTick(() => this.fail(LONG_FRAME))
    if (this.observer.hasClosed)
      process.nextTick(() => {
        if (this.websocket.readyState !== this.websocket.OPEN) this.events.push({ kind: 'closed' })
      })
  }

  private take(data: Buffer, isBinary: boolean): void {
    if (this.observer.messages.shift() === true) this.fail(LONG_FRAME)
    else if (isBinary) this.fail(BINARY)
    else this.events.push({ kind: 'text', text: data.toString() })
  }

  /** Nothing that comes afterwards counts. */
  private fail(failure: TransportFailure): void {
    this.events.push({ kind: 'failed', failure } satisfies IncomingEvent)
    this.websocket.terminate()
  }

  private within(
    timeoutMs: number,
    problem: string,
    act: (done: (failure: TransportFailure | null) => void) => void,
  ): Promise<TransportFailure | null> {
    return new Promise(resolve => {
      const failure: TransportFailure = { problem: 'timeout', message: `${problem} within ${timeoutMs} ms` }
      const timer = setTimeout(resolve, timeoutMs, failure)
      act(result => {
        clearTimeout(timer)
        resolve(result)
      })
    })
  }
}
