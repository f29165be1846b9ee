import { describe, expect, test } from 'vitest'
import { FrameObserver } from '../../../../src/host/apis/websocket/frame-observer.ts'
import { frame, OPCODE } from '../../../support/raw-frames.ts'

function observe(...chunks: readonly Buffer[]): FrameObserver {
  const observer = new FrameObserver()
  for (const chunk of chunks) observer.observe(chunk)
  return observer
}

const wire = Buffer.concat([
  frame(OPCODE.text, 'a'),
  frame(OPCODE.ping, 'p'),
  frame(OPCODE.text, 'x'.repeat(200), { isFinal: false }),
  frame(OPCODE.pong),
  frame(OPCODE.more, 'y'.repeat(70_000)),
  frame(OPCODE.text),
  frame(OPCODE.text, 'm', { isMasked: true }),
  frame(OPCODE.close, Buffer.from([3, 232])),
])

describe('frames', () => {
  test('are told apart wherever the wire is cut', () => {
    for (const at of [
      ...Array(230).keys(),
      ...Array.from({ length: 20 }, (_, index) => wire.length - index),
    ]) {
      const { messages, hasLongFrame, hasClosed } = observe(wire.subarray(0, at), wire.subarray(at))
      expect({ at, messages, hasLongFrame, hasClosed }).toEqual({
        at,
        messages: [false, true, false, false],
        hasLongFrame: true,
        hasClosed: true,
      })
    }
    expect(observe(...Array.from(wire, byte => Buffer.from([byte]))).messages).toEqual([
      false,
      true,
      false,
      false,
    ])
  })

  test('of 32,768 bytes are not too long, one byte more is, as soon as its head has come', () => {
    expect(observe(frame(OPCODE.text, 'x'.repeat(32_768)))).toMatchObject({
      hasLongFrame: false,
      messages: [false],
    })
    expect(observe(frame(OPCODE.text, '', { announced: 32_769 }))).toMatchObject({
      hasLongFrame: true,
      messages: [],
    })
    expect(observe(frame(OPCODE.text, '', { announced: 1n << 62n }))).toMatchObject({ hasLongFrame: true })
  })

  test('that say goodbye count when they are whole', () => {
    const goodbye = frame(OPCODE.close, Buffer.from([3, 232]))
    expect(observe(goodbye.subarray(0, 3)).hasClosed).toBe(false)
    expect(observe(goodbye).hasClosed).toBe(true)
    expect(observe(frame(OPCODE.close)).hasClosed).toBe(true)
  })
})
