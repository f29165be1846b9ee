import type { Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { liveRequest } from '../../../src/host/apis/request/live-request.io.ts'
import { dial } from '../../support/hostile-servers.ts'
import { acceptWebSocket, frame, OPCODE } from '../../support/raw-frames.ts'
import { RawServer } from '../../support/raw-server.ts'

const SAFETY_NET_MS = 120_000

let server: RawServer
let behave: (socket: Socket, request: string) => void
beforeAll(async () => {
  server = await RawServer.start((socket, request) => behave(socket, request))
})
afterAll(() => server.close())

/** Pieces of HTTP, right and wrong, in any order. */
const piece = fc.oneof(
  fc.constantFrom(
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 103 Early Hints\r\n\r\n',
    'HTTP/1.0 200\r\n',
    'content-length: 5\r\n',
    'transfer-encoding: chunked\r\n',
    'connection: close\r\n',
    'a: b\r\n',
    'set-cookie: x=y\r\n',
    '\r\n',
    '5\r\nhello\r\n',
    '0\r\n\r\n',
    'hello',
  ),
  fc.string({ maxLength: 12 }),
  fc.uint8Array({ maxLength: 12 }).map(bytes => Buffer.from(bytes).toString('latin1')),
)
const traffic = fc
  .tuple(fc.boolean(), fc.array(piece, { maxLength: 12 }))
  .map(([isHttp, pieces]) => (isHttp ? 'HTTP/1.1 200 OK\r\n' : '') + pieces.join(''))

test('whatever a server says, a request has an answer or a named failure', {
  timeout: SAFETY_NET_MS,
}, async () => {
  const send = liveRequest({ localAddresses: 'note' })
  const signal = new AbortController().signal
  const problems = new Set<string>()
  await fc.assert(
    fc.asyncProperty(traffic, async text => {
      behave = socket => socket.end(text, 'latin1')
      const url = `http://127.0.0.1:${server.port}/`
      const result = await send({ method: 'GET', url, headers: [], body: null }, { signal })
      problems.add(result.ok ? 'none' : result.failure.problem)
    }),
    { numRuns: 200 },
  )
  expect([...problems].sort()).toEqual(['malformed', 'none', 'reset'])
})

const frames = fc.array(
  fc.oneof(
    fc.constantFrom(
      frame(OPCODE.text, 'hi'),
      frame(OPCODE.ping),
      frame(OPCODE.close),
      frame(OPCODE.close, Buffer.from([3, 232])),
    ),
    fc
      .record({
        opcode: fc.constantFrom(...Object.values(OPCODE), 3, 11),
        payload: fc.oneof(fc.constantFrom('', 'hello', 'grün', 'x'.repeat(126)), fc.string({ maxLength: 8 })),
        isFinal: fc.boolean(),
        isMasked: fc.integer({ min: 0, max: 9 }).map(number => number === 0),
        reserved: fc.integer({ min: 0, max: 20 }).map(number => (number > 7 ? 0 : number)),
      })
      .map(({ opcode, payload, ...options }) => frame(opcode, payload, options)),
    fc.uint8Array({ maxLength: 10 }).map(bytes => Buffer.from(bytes)),
  ),
  { maxLength: 10 },
)

test('whatever a server says, a WebSocket gives messages, then an end or a named failure', {
  timeout: SAFETY_NET_MS,
}, async () => {
  const ends = new Set<string>()
  await fc.assert(
    fc.asyncProperty(frames, async sent => {
      behave = (socket, request) => {
        acceptWebSocket(socket, request)
        socket.end(Buffer.concat(sent))
      }
      const result = await dial(server.port)
      if (!result.ok) throw new Error(result.failure.message)
      const { connection } = result
      let received = await connection.receive(10_000)
      for (let count = 0; received.kind === 'text' && count < 20; count++)
        received = await connection.receive(10_000)
      connection.drop()
      ends.add(received.kind === 'failed' ? received.failure.problem : received.kind)
    }),
    { numRuns: 200 },
  )
  expect([...ends].sort()).toEqual(['closed', 'malformed', 'reset', 'too-large', 'unsupported'])
})
