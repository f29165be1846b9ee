import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'

export const OPCODE = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

export interface FrameOptions {
  /** False: another frame of the same message follows. */
  readonly isFinal?: boolean
  readonly isMasked?: boolean
  /** What the head says, whatever the payload is. */
  readonly announced?: number | bigint
  readonly reserved?: number
}

/** One frame as a server sends it, right or wrong. */
export function frame(opcode: number, payload: string | Buffer = '', options: FrameOptions = {}): Buffer {
  const { isFinal = true, isMasked = false, reserved = 0 } = options
  const bytes = Buffer.from(payload)
  const announced = BigInt(options.announced ?? bytes.length)
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode
  const mark = announced < 126n ? Number(announced) : announced < 65_536n ? 126 : 127
  const head = Buffer.from([first, (isMasked ? 0x80 : 0) | mark])
  const length = Buffer.alloc(mark === 126 ? 2 : mark === 127 ? 8 : 0)
  if (mark === 126) length.writeUInt16BE(Number(announced))
  if (mark === 127) length.writeBigUInt64BE(announced)
  return Buffer.concat([head, length, Buffer.alloc(isMasked ? 4 : 0), bytes])
}

/** Answers the handshake of a WebSocket as it must be. @param request its head */
export function acceptWebSocket(socket: Socket, request: string): void {
  const key = /^sec-websocket-key: (.*)\r$/im.exec(request)?.[1] ?? ''
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
}
