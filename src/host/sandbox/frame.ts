/** Bytes before the content of a frame: its length and the length of its JSON part, both u32 little-endian. */
export const FRAME_HEADER_BYTES = 8

/** A message as JSON and the raw bytes that belong to it. */
export interface Frame<Message> {
  readonly message: Message
  readonly bytes: Uint8Array
}

/** @returns header, JSON and bytes in one piece */
export function encodeFrame<Message>(message: Message, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  return Buffer.concat([encodeHead(message, bytes.length), bytes])
}

/** @returns header and JSON of a frame; `byteLength` bytes belong behind them */
export function encodeHead<Message>(message: Message, byteLength: number): Uint8Array {
  const json = Buffer.from(JSON.stringify(message))
  const head = Buffer.allocUnsafe(FRAME_HEADER_BYTES + json.length)
  head.writeUInt32LE(json.length + byteLength, 0)
  head.writeUInt32LE(json.length, 4)
  json.copy(head, FRAME_HEADER_BYTES)
  return head
}

/** @returns the content length that a header announces */
export function frameLength(header: Uint8Array): number {
  return Buffer.from(header.buffer, header.byteOffset, header.length).readUInt32LE(0)
}

/** @param content what follows the header @throws SyntaxError when the JSON part is broken */
export function decodeFrame<Message>(header: Uint8Array, content: Uint8Array): Frame<Message> {
  const jsonLength = Buffer.from(header.buffer, header.byteOffset, header.length).readUInt32LE(4)
  const json = Buffer.from(content.buffer, content.byteOffset, content.length).toString('utf8', 0, jsonLength)
  return { message: JSON.parse(json) as Message, bytes: content.subarray(jsonLength) }
}
