import { describe, expect, test } from 'vitest'
import { liveRequest } from '../../../../src/host/apis/request/live-request.io.ts'
import { askHttp, type Behaviour, MIB, OK, SAFETY_NET_MS, say } from '../../../support/hostile-servers.ts'
import { RawServer, writeForever } from '../../../support/raw-server.ts'

describe('a server that', () => {
  test('sends without end is read to 64 KiB and left', { timeout: SAFETY_NET_MS }, async () => {
    let written = () => 0
    const body = await askHttp(socket => {
      socket.write(`${OK}content-length: 1073741824\r\n\r\n`)
      written = writeForever(socket, Buffer.alloc(64 * 1024, 'x'))
    })
    expect(body).toEqual({
      status: 200,
      headers: [{ name: 'content-length', value: '1073741824' }],
      body: 'x'.repeat(65_536),
      truncated: true,
    })
    // What the kernel takes on its own is not ours to bound.
    expect(written()).toBeLessThan(64 * MIB)
  })

  test.for<[string, Behaviour, string]>([
    ['resets', socket => socket.resetAndDestroy(), 'reset: the connection ended too early'],
    ['closes at once', socket => socket.end(), 'reset: the connection ended too early'],
    [
      'resets in the body',
      socket => {
        socket.write(`${OK}content-length: 9\r\n\r\nab`, () => socket.resetAndDestroy())
      },
      'reset: the connection ended too early',
    ],
    [
      'closes before what it promised',
      say(`${OK}content-length: 9\r\n\r\nab`),
      'reset: the connection ended too early',
    ],
    [
      'closes between chunks',
      say(`${OK}transfer-encoding: chunked\r\n\r\n2\r\nab\r\n`),
      'reset: the connection ended too early',
    ],
    [
      'sends 10,000 short headers',
      say(`${OK}${'a:b\r\n'.repeat(10_000)}\r\n`),
      'too-large: the answer has 10000 headers, more than 100',
    ],
    [
      'sends 10,000 long headers',
      say(`${OK}${`a:${'b'.repeat(100)}\r\n`.repeat(10_000)}\r\n`),
      'too-large: the head of the answer is too long',
    ],
    [
      'sends one header of 1 MiB',
      say(`${OK}a: ${'b'.repeat(MIB)}\r\n\r\n`),
      'too-large: the head of the answer is too long',
    ],
    [
      'sends a head without end',
      socket => {
        socket.write(OK)
        writeForever(socket, Buffer.from(`a: ${'b'.repeat(1_000)}\r\n`))
      },
      'too-large: the head of the answer is too long',
    ],
    [
      'has a malformed status line',
      say('HTTP/1.1 abc OK\r\n\r\n'),
      'malformed: the answer breaks the protocol',
    ],
    [
      'speaks another protocol',
      say('220 mail.example ESMTP\r\n'),
      'malformed: the answer breaks the protocol',
    ],
    ['sends a page without a head', say('<!doctype html><p>hi'), 'malformed: the answer breaks the protocol'],
    ['sends binary', say('\0\u0001\u0002\xff\xfe'), 'malformed: the answer breaks the protocol'],
    [
      'sends a content length that is no number',
      say(`${OK}content-length: ten\r\n\r\n`),
      'malformed: the answer breaks the protocol',
    ],
    [
      'sends two content lengths',
      say(`${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nab`),
      'malformed: the answer breaks the protocol',
    ],
    [
      'sends a negative content length',
      say(`${OK}content-length: -1\r\n\r\n`),
      'malformed: the answer breaks the protocol',
    ],
    [
      'sends chunks that are none',
      say(`${OK}transfer-encoding: chunked\r\n\r\nzz\r\nab\r\n`),
      'malformed: the answer breaks the protocol',
    ],
    [
      'sends a chunk of impossible size',
      say(`${OK}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\nab`),
      'malformed: the answer breaks the protocol',
    ],
    [
      'sends a header name with a space',
      say(`${OK}a b: c\r\n\r\n`),
      'malformed: the answer breaks the protocol',
    ],
    [
      'folds a header into a second status line',
      say(`${OK}a: b\rHTTP/1.1 200 OK\r\n\r\n`),
      'malformed: the answer breaks the protocol',
    ],
    [
      'switches protocols unasked',
      say('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      'reset',
    ],
  ])('%s', { timeout: SAFETY_NET_MS }, async ([, behave, expected]) => {
    expect(await askHttp(behave)).toEqual(expect.stringContaining(expected))
  })

  test.for<[string, Behaviour, string]>([
    ['sends more than its content length', say(`${OK}content-length: 2\r\n\r\nabcdef`), 'ab'],
    ['answers without reading the body', say(`${OK}content-length: 2\r\n\r\nab`), 'ab'],
    ['sends a second answer', say(`${OK}content-length: 2\r\n\r\nab${OK}content-length: 2\r\n\r\ncd`), 'ab'],
    ['says no length and closes', say(`${OK}\r\nab`), 'ab'],
    ['promises gzip and sends text', say(`${OK}content-encoding: gzip\r\ncontent-length: 2\r\n\r\nab`), 'ab'],
    [
      'sends hints first',
      say(`HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${OK}content-length: 2\r\n\r\nab`),
      'ab',
    ],
  ])('%s is answered as far as it makes sense', { timeout: SAFETY_NET_MS }, async ([, behave, body]) => {
    expect(await askHttp(behave, 'POST')).toMatchObject({ status: 200, body, truncated: false })
  })
})

test('nobody listens', async () => {
  const server = await RawServer.start(() => {})
  const { port } = server
  await server.close()
  const request = { method: 'GET', url: `http://127.0.0.1:${port}/`, headers: [], body: null } as const
  const result = await liveRequest({ localAddresses: 'note' })(request, {
    signal: new AbortController().signal,
  })
  expect(result).toMatchObject({
    failure: { problem: 'connect', message: 'the connection was refused (ECONNREFUSED)' },
  })
})

test('a server without TLS is told from one that breaks HTTP', async () => {
  const server = await RawServer.start(say(`${OK}\r\n`))
  const request = {
    method: 'GET',
    url: `https://127.0.0.1:${server.port}/`,
    headers: [],
    body: null,
  } as const
  const result = await liveRequest({ localAddresses: 'note' })(request, {
    signal: new AbortController().signal,
  })
  expect(result).toMatchObject({ failure: { problem: 'tls' } })
  await server.close()
})
