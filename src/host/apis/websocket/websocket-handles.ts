import { WEBSOCKET_LIMITS } from '../../../contract/limits.ts'
import type { Clock } from '../../clock.ts'
import type { WebSocketConnection } from './connect-websocket.ts'

/** A connection under its handle. */
export interface HeldConnection {
  readonly connection: WebSocketConnection
  /** Its address, whole. */
  readonly url: string
  readonly openedAtMs: number
}

/** The connections of one store. @source host contract 7.2 */
export class WebSocketHandles {
  private readonly held = new Map<number, HeldConnection>()
  private lastHandle = 0
  private isEnded = false

  constructor(private readonly clock: Clock) {}

  /** Asked before dialing. */
  get isFull(): boolean {
    this.expire()
    return this.held.size >= WEBSOCKET_LIMITS.openHandles
  }

  /** @returns the handle; null when the store is gone meanwhile, and the connection with it */
  add(connection: WebSocketConnection, url: string): number | null {
    if (this.isEnded) {
      connection.drop()
      return null
    }
    this.lastHandle += 1
    this.held.set(this.lastHandle, { connection, url, openedAtMs: this.clock.nowMs() })
    return this.lastHandle
  }

  get(handle: number): HeldConnection | undefined {
    this.expire()
    return this.held.get(handle)
  }

  /** For closing: age plays no part there. */
  getOfAnyAge(handle: number): HeldConnection | undefined {
    return this.held.get(handle)
  }

  remove(handle: number): void {
    this.held.get(handle)?.connection.drop()
    this.held.delete(handle)
  }

  /** The store goes: so does everything that is open. */
  end(): void {
    this.isEnded = true
    for (const { connection } of this.held.values()) connection.drop()
    this.held.clear()
  }

  private expire(): void {
    const oldestMs = this.clock.nowMs() - WEBSOCKET_LIMITS.handleAgeMs
    for (const [handle, { connection, openedAtMs }] of this.held) {
      if (openedAtMs >= oldestMs) continue
      connection.drop()
      this.held.delete(handle)
    }
  }
}
