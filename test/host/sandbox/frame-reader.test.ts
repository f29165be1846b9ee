import { describe, expect, test } from 'vitest'
import { encodeFrame, FRAME_HEADER_BYTES } from '../../../src/host/sandbox/frame.ts'
import { FrameReader } from '../../../src/host/sandbox/frame-reader.ts'

interface Message {
  readonly text: string
}

const bytes = Uint8Array.from([1, 2, 3, 255])
const stream = Buffer.concat([
  encodeFrame<Message>({ text: 'héllo' }, bytes),
  encodeFrame<Message>({ text: '' }),
  encodeFrame<Message>({ text: 'last' }, bytes),
])

describe('FrameReader', () => {
  test.each([1, 2, 7, 8, 9, 30, 1_000])('finds the same frames in chunks of %i bytes', size => {
    const reader = new FrameReader<Message>(1_000)
    const frames = []
    for (let at = 0; at < stream.length; at += size)
      frames.push(...reader.push(stream.subarray(at, at + size)))
    expect(frames.map(frame => ({ text: frame.message.text, bytes: [...frame.bytes] }))).toEqual([
      { text: 'héllo', bytes: [1, 2, 3, 255] },
      { text: '', bytes: [] },
      { text: 'last', bytes: [1, 2, 3, 255] },
    ])
  })

  test('refuses an oversized frame as soon as its header is there', () => {
    const reader = new FrameReader<Message>(1_000)
    const frame = encodeFrame<Message>({ text: 'x'.repeat(1_001) })
    expect(() => reader.push(frame.subarray(0, FRAME_HEADER_BYTES))).toThrow(RangeError)
  })

  test('refuses broken JSON', () => {
    const frame = Buffer.from(encodeFrame<Message>({ text: 'x' }))
    frame[FRAME_HEADER_BYTES] = 0x5b
    expect(() => new FrameReader<Message>(1_000).push(frame)).toThrow(SyntaxError)
  })
})
