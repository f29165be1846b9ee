import { decodeFrame, FRAME_HEADER_BYTES, type Frame, frameLength } from './frame.ts'

/** Cuts a stream of chunks into frames; refuses frames over a maximum before they are held in memory. */
export class FrameReader<Message> {
  private chunks: Uint8Array[] = []
  private held = 0

  /** @param maxBytes largest content of one frame */
  constructor(private readonly maxBytes: number) {}

  /** @returns the frames that are complete now @throws RangeError for an oversized frame, SyntaxError for broken JSON */
  push(chunk: Uint8Array): Frame<Message>[] {
    this.chunks.push(chunk)
    this.held += chunk.length
    const frames: Frame<Message>[] = []
    for (let frame = this.take(); frame !== null; frame = this.take()) frames.push(frame)
    return frames
  }

  private take(): Frame<Message> | null {
    if (this.held < FRAME_HEADER_BYTES) return null
    const length = frameLength(this.peek(FRAME_HEADER_BYTES))
    if (length > this.maxBytes) throw new RangeError(`frame of ${length} bytes`)
    const whole = FRAME_HEADER_BYTES + length
    if (this.held < whole) return null
    const bytes = this.peek(whole)
    this.chunks = bytes.length > whole ? [bytes.subarray(whole)] : []
    this.held = bytes.length - whole
    return decodeFrame<Message>(
      bytes.subarray(0, FRAME_HEADER_BYTES),
      bytes.subarray(FRAME_HEADER_BYTES, whole),
    )
  }

  /** The first chunk with at least `count` bytes in it, joined only when it must be. */
  private peek(count: number): Uint8Array {
    const first = this.chunks[0]!
    if (first.length >= count && this.chunks.length === 1) return first
    const joined = Buffer.concat(this.chunks)
    this.chunks = [joined]
    return joined
  }
}
