import { describe, expect, test } from 'vitest'
import {
  accepting,
  type Behaviour,
  dial,
  MIB,
  receivedText,
  receiveFrom,
  SAFETY_NET_MS,
} from '../../../support/hostile-servers.ts'
import { frame, OPCODE } from '../../../support/raw-frames.ts'
import { RawServer, writeForever } from '../../../support/raw-server.ts'

const sending = (...frames: readonly Buffer[]) => accepting(socket => socket.write(Buffer.concat(frames)))

const HANDSHAKES: [string, Behaviour, string][] = [
  [
    'answers with a page',
    socket => socket.end('HTTP/1.1 200 OK\r\n\r\nhi'),
    'refused: the other side answered with the status 200',
  ],
  [
    'sends a page without end',
    socket => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      writeForever(socket, Buffer.alloc(65_536, 'x'))
    },
    'refused: the other side answered with the status 200',
  ],
  [
    'redirects',
    socket => socket.end('HTTP/1.1 302 Found\r\nlocation: ws://127.0.0.1:1/\r\n\r\n'),
    'refused: the other side answered with the status 302',
  ],
  [
    'answers with a wrong key',
    socket =>
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n',
      ),
    'malformed: the other side did not answer the handshake as a WebSocket',
  ],
  [
    'upgrades to something else',
    socket => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'),
    'malformed: the other side did not answer',
  ],
  [
    'sends 10,000 headers',
    socket => socket.end(`HTTP/1.1 101 Switching Protocols\r\n${'a: b\r\n'.repeat(10_000)}\r\n`),
    'too-large: the head of the answer is too long',
  ],
  [
    'has a malformed status line',
    socket => socket.end('HTTP/1.1 abc\r\n\r\n'),
    'malformed: the answer breaks the protocol',
  ],
  [
    'speaks another protocol',
    socket => socket.end('220 mail.example ESMTP\r\n'),
    'malformed: the answer breaks the protocol',
  ],
  ['resets', socket => socket.resetAndDestroy(), 'reset: the connection ended too early'],
  ['closes at once', socket => socket.end(), 'reset: the connection ended too early'],
]

describe('a server that', () => {
  test.each(HANDSHAKES)('%s', { timeout: SAFETY_NET_MS }, async (_, behave, expected) => {
    expect(await receiveFrom(behave)).toContain(expected)
  })

  test.each<[string, Behaviour, string]>([
    [
      'sends one frame without end',
      accepting(socket => {
        socket.write(frame(OPCODE.text, '', { announced: 1n << 40n }))
        writeForever(socket, Buffer.alloc(65_536, 'x'))
      }),
      'too-large: a frame is longer than 32768 bytes',
    ],
    [
      'announces the longest frame there is',
      sending(frame(OPCODE.text, 'x', { announced: (1n << 63n) - 1n })),
      'too-large: a frame is longer',
    ],
    [
      'announces a frame that is a byte too long, and waits',
      sending(frame(OPCODE.text, 'x', { announced: 32_769 })),
      'too-large: a frame is longer',
    ],
    [
      'sends a message without end',
      accepting(socket => {
        socket.write(frame(OPCODE.text, 'x'.repeat(1_000), { isFinal: false }))
        writeForever(socket, frame(OPCODE.more, 'x'.repeat(1_000), { isFinal: false }))
      }),
      'too-large: a message is longer than allowed',
    ],
    [
      'sends a message in endless empty pieces',
      accepting(socket => {
        socket.write(frame(OPCODE.text, '', { isFinal: false }))
        writeForever(
          socket,
          Buffer.concat(Array.from({ length: 1_000 }, () => frame(OPCODE.more, '', { isFinal: false }))),
        )
      }),
      'too-large: a message has too many pieces',
    ],
    [
      'sends a message in 60,000 pieces',
      sending(
        frame(OPCODE.text, 'x', { isFinal: false }),
        ...Array.from({ length: 60_000 }, () => frame(OPCODE.more, 'x', { isFinal: false })),
        frame(OPCODE.more, 'x'),
      ),
      'text of 60002',
    ],
    [
      'floods with pings',
      accepting(socket =>
        writeForever(
          socket,
          Buffer.concat(Array.from({ length: 1_000 }, () => frame(OPCODE.ping, 'x'.repeat(125)))),
        ),
      ),
      'unsupported: more than 16 control frames',
    ],
    [
      'floods with pongs',
      accepting(socket =>
        writeForever(socket, Buffer.concat(Array.from({ length: 1_000 }, () => frame(OPCODE.pong)))),
      ),
      'unsupported: more than 16 control frames',
    ],
    ['sends binary', sending(frame(OPCODE.binary, 'x')), 'unsupported: a binary message came'],
    [
      'sends text that is not UTF-8',
      sending(frame(OPCODE.text, Buffer.from([0xff]))),
      'malformed: the answer breaks the protocol (WS_ERR_INVALID_UTF8)',
    ],
    [
      'masks its frames',
      sending(frame(OPCODE.text, 'x', { isMasked: true })),
      'malformed: the answer breaks the protocol',
    ],
    [
      'sets reserved bits',
      sending(frame(OPCODE.text, 'x', { reserved: 4 })),
      'malformed: the answer breaks the protocol',
    ],
    ['uses an unknown opcode', sending(frame(3, 'x')), 'malformed: the answer breaks the protocol'],
    [
      'goes on with what never began',
      sending(frame(OPCODE.more, 'x')),
      'malformed: the answer breaks the protocol',
    ],
    [
      'begins a message within another',
      sending(frame(OPCODE.text, 'a', { isFinal: false }), frame(OPCODE.text, 'b')),
      'malformed: the answer breaks the protocol',
    ],
    [
      'sends a control frame of 126 bytes',
      sending(frame(OPCODE.ping, 'x'.repeat(126))),
      'malformed: the answer breaks the protocol',
    ],
    [
      'sends a control frame in pieces',
      sending(frame(OPCODE.ping, 'x', { isFinal: false })),
      'malformed: the answer breaks the protocol',
    ],
    [
      'says goodbye with an impossible code',
      sending(frame(OPCODE.close, Buffer.from([0, 1]))),
      'malformed: the answer breaks the protocol',
    ],
    [
      'goes on in HTTP',
      accepting(socket => socket.write('HTTP/1.1 200 OK\r\n\r\n')),
      'malformed: the answer breaks the protocol',
    ],
    [
      'closes without a goodbye',
      accepting(socket => socket.end()),
      'reset: the connection ended without a goodbye',
    ],
    [
      'resets after the handshake',
      accepting(socket => setImmediate(() => socket.resetAndDestroy())),
      'reset: the connection ended',
    ],
    ['says goodbye and stays', sending(frame(OPCODE.close, Buffer.from([3, 232]))), 'closed'],
    [
      'says goodbye in the middle of a message',
      sending(frame(OPCODE.text, 'a', { isFinal: false }), frame(OPCODE.close)),
      'closed',
    ],
  ])('%s', { timeout: SAFETY_NET_MS }, async (_, behave, expected) => {
    expect(await receiveFrom(behave)).toContain(expected)
  })

  test('never takes leave is left at once', { timeout: SAFETY_NET_MS }, async () => {
    const server = await RawServer.start(accepting(() => {}))
    const result = await dial(server.port)
    if (!result.ok) throw new Error(result.failure.message)
    expect(await result.connection.close()).toBe(null)
    result.connection.drop()
    await expect.poll(() => server.openCount, { timeout: 5_000 }).toBe(0)
    await server.close()
  })

  test('sends while nobody asks is not read', { timeout: SAFETY_NET_MS }, async () => {
    let written = () => 0
    const server = await RawServer.start(
      accepting(socket => {
        written = writeForever(socket, frame(OPCODE.text, 'x'.repeat(1_000)))
      }),
    )
    const result = await dial(server.port)
    if (!result.ok) throw new Error(result.failure.message)
    for (let count = 0; count < 200; count++)
      expect(receivedText(await result.connection.receive(10_000))).toBe('text of 1000')
    expect(written()).toBeLessThan(64 * MIB)
    result.connection.drop()
    await server.close()
  })
})
