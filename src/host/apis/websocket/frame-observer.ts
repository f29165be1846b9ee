import { WEBSOCKET_LIMITS } from '../../../contract/limits.ts'

const FIN = 0x80
const OPCODE = 0x0f
const CLOSE = 0x8
const MASKED = 0x80
const LENGTH = 0x7f

/**
 * Follows the frames of a server from their heads alone: the library that reads them bounds messages, the host bounds frames too.
 * @source host contract 7.2, RFC 6455 5.2
 */
export class FrameObserver {
  /** For each whole message, in order, whether a frame of it was too long; the reader takes them off. */
  readonly messages: boolean[] = []
  /** A frame was announced that is longer than the host takes. */
  hasLongFrame = false
  /** A whole close frame has come. */
  hasClosed = false
  private head: number[] = []
  private payloadLeft = 0
  private opcode = 0
  private isFinal = false
  private isMessageLong = false

  /** @param chunk what came next on the wire after the handshake */
  observe(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length) {
      if (this.payloadLeft > 0) {
        const taken = Math.min(this.payloadLeft, chunk.length - at)
        this.payloadLeft -= taken
        at += taken
        if (this.payloadLeft === 0) this.endFrame()
      } else {
        this.head.push(chunk[at]!)
        at += 1
        if (this.head.length === headLength(this.head)) this.beginFrame()
      }
    }
  }

  private beginFrame(): void {
    const first = this.head[0]!
    this.opcode = first & OPCODE
    this.isFinal = (first & FIN) !== 0
    this.payloadLeft = payloadLength(this.head)
    this.head = []
    if (this.payloadLeft > WEBSOCKET_LIMITS.frameBytes) {
      this.hasLongFrame = true
      this.isMessageLong = true
    }
    if (this.payloadLeft === 0) this.endFrame()
  }

  private endFrame(): void {
    if (this.opcode === CLOSE) this.hasClosed = true
    if (this.opcode >= CLOSE || !this.isFinal) return
    this.messages.push(this.isMessageLong)
    this.isMessageLong = false
  }
}

/** How many bytes the head of a frame has, as far as its beginning tells. */
function headLength(head: readonly number[]): number {
  if (head.length < 2) return 2
  const mark = head[1]! & LENGTH
  const lengthBytes = mark === 127 ? 8 : mark === 126 ? 2 : 0
  return 2 + lengthBytes + ((head[1]! & MASKED) === 0 ? 0 : 4)
}

/** Rounded beyond 2^53, which is too long anyway. */
function payloadLength(head: readonly number[]): number {
  const mark = head[1]! & LENGTH
  if (mark < 126) return mark
  return head.slice(2, mark === 126 ? 4 : 10).reduce((sum, byte) => sum * 256 + byte, 0)
}
