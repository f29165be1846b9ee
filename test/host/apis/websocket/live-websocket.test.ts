import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import type { WebSocketConnection } from '../../../../src/host/apis/websocket/connect-websocket.ts'
import { liveWebSocket } from '../../../../src/host/apis/websocket/live-websocket.io.ts'
import type { ReachOptions } from '../../../../src/host/network/reach-host.io.ts'

let server: WebSocketServer
let port = 0
const peers: { socket: WebSocket; request: IncomingMessage }[] = []

beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket, request) => peers.push({ socket, request }))
  await once(server, 'listening')
  port = (server.address() as { port: number }).port
})
afterAll(() => {
  for (const client of server.clients) client.terminate()
  server.close()
})

const NOTE: ReachOptions = { localAddresses: 'note' }
const AGENT = [{ name: 'user-agent', value: 'yoi-plugin-host/1' }]

function dial(url = `ws://127.0.0.1:${port}/g?key=1`, options = NOTE, signal = new AbortController().signal) {
  return liveWebSocket(options)({ url, headers: AGENT }, { signal })
}

/** A connection, and what is at its other end. */
async function pair(): Promise<{
  connection: WebSocketConnection
  peer: WebSocket
  request: IncomingMessage
}> {
  const result = await dial()
  if (!result.ok) throw new Error(result.failure.message)
  const { socket, request } = peers.at(-1)!
  return { connection: result.connection, peer: socket, request }
}

const text = (value: string) => ({ kind: 'text', text: value })
const failed = (problem: string) => ({ kind: 'failed', failure: expect.objectContaining({ problem }) })

describe('the handshake', () => {
  test('has the name of the host and asks for nothing besides', async () => {
    const { connection, request } = await pair()
    expect(request.url).toBe('/g?key=1')
    expect(request.headers).toMatchObject({ 'user-agent': 'yoi-plugin-host/1', host: `127.0.0.1:${port}` })
    expect(Object.keys(request.headers)).not.toContain('sec-websocket-extensions')
    expect(Object.keys(request.headers)).not.toContain('sec-websocket-protocol')
    expect(Object.keys(request.headers)).not.toContain('origin')
    connection.drop()
  })

  test('ignores what the environment says of proxies', async () => {
    const names = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY']
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : 'http://127.0.0.1:9'
    try {
      const { connection } = await pair()
      connection.drop()
    } finally {
      for (const name of names) delete process.env[name]
    }
  })

  test('of a name goes to what is found, and tells the author when that is this machine', async () => {
    const asked: string[] = []
    const resolve = async (name: string) => {
      asked.push(name)
      return [{ address: '127.0.0.1', family: 4 as const }]
    }
    const url = `ws://gw.example.test:${port}/`
    const result = await dial(url, { ...NOTE, resolve })
    expect(result).toMatchObject({
      ok: true,
      notes: ['the host name "gw.example.test" leads to this machine or its own network: 127.0.0.1'],
    })
    if (result.ok) result.connection.drop()
    expect(await dial(url, { localAddresses: 'refuse', resolve })).toMatchObject({
      failure: { problem: 'local-address' },
    })
    expect(asked).toEqual(['gw.example.test', 'gw.example.test'])
  })

  test('ends with the call', async () => {
    const controller = new AbortController()
    const result = dial(`ws://127.0.0.1:${port}/`, NOTE, controller.signal)
    controller.abort()
    expect(await result).toMatchObject({ failure: { problem: 'aborted' } })
  })

  test('with nobody there is told', async () => {
    expect(await dial('ws://127.0.0.1:1/')).toEqual({
      ok: false,
      failure: { problem: 'connect', message: 'the connection was refused (ECONNREFUSED)' },
      notes: [],
    })
  })
})

describe('messages', () => {
  test('go both ways, in their order, also those that came before anybody asked', async () => {
    const { connection, peer } = await pair()
    for (const word of ['one', 'grün', '']) peer.send(word)
    const got = once(peer, 'message')
    expect(await connection.send('hello ä')).toBe(null)
    expect(String((await got)[0])).toBe('hello ä')
    for (const word of ['one', 'grün', '']) expect(await connection.receive(5_000)).toEqual(text(word))
    connection.drop()
  })

  test('of 64 KiB in frames of 32 KiB are taken', async () => {
    const { connection, peer } = await pair()
    const half = 'x'.repeat(32_768)
    peer.send(half, { fin: false })
    peer.send(half, { fin: true })
    expect(await connection.receive(5_000)).toEqual(text(half + half))
    connection.drop()
  })

  test('that do not come in time end the wait', async () => {
    const { connection } = await pair()
    expect(await connection.receive(50)).toEqual({
      kind: 'failed',
      failure: { problem: 'timeout', message: 'no message came within 50 ms' },
    })
    connection.drop()
  })

  test.each([
    ['a binary message', (peer: WebSocket) => peer.send(Buffer.from('x')), 'unsupported'],
    ['a frame of 32,769 bytes', (peer: WebSocket) => peer.send('x'.repeat(32_769)), 'too-large'],
    [
      'a message of 65,537 bytes',
      (peer: WebSocket) => {
        for (const [size, fin] of [
          [32_768, false],
          [32_768, false],
          [1, true],
        ] as const)
          peer.send('x'.repeat(size), { fin })
      },
      'too-large',
    ],
    ['an end without a goodbye', (peer: WebSocket) => peer.terminate(), 'reset'],
  ])('%s ends the call, after what came before', async (_, act, problem) => {
    const { connection, peer } = await pair()
    peer.send('before')
    act(peer)
    expect(await connection.receive(5_000)).toEqual(text('before'))
    expect(await connection.receive(5_000)).toEqual(failed(problem))
    connection.drop()
  })
})

describe('control frames', () => {
  test('are skipped, 16 at most, and pings are answered when the guest receives', async () => {
    const { connection, peer } = await pair()
    const pongs: string[] = []
    peer.on('pong', data => pongs.push(data.toString()))
    for (let count = 0; count < 8; count++) {
      peer.ping(`p${count}`)
      peer.pong()
    }
    peer.send('after')
    const got = once(peer, 'message')
    await connection.send('what came is read only when asked for')
    await got
    expect(pongs).toEqual([])
    expect(await connection.receive(5_000)).toEqual(text('after'))
    await expect.poll(() => pongs).toEqual(Array.from({ length: 8 }, (_, count) => `p${count}`))
    connection.drop()
  })

  test('one more than 16 ends the call', async () => {
    const { connection, peer } = await pair()
    for (let count = 0; count < 17; count++) peer.ping()
    peer.send('after')
    expect(await connection.receive(5_000)).toEqual(failed('unsupported'))
    connection.drop()
  })

  test('each wait has the whole time again', async () => {
    const { connection, peer } = await pair()
    const timer = setInterval(() => peer.ping(), 150)
    setTimeout(() => peer.send('late'), 1_500)
    expect(await connection.receive(1_000)).toEqual(text('late'))
    clearInterval(timer)
    connection.drop()
  })
})

describe('the end', () => {
  test('said by the other side is no failure, and comes after its messages', async () => {
    const { connection, peer } = await pair()
    peer.send('last')
    peer.close(1000, 'bye')
    expect(await connection.receive(5_000)).toEqual(text('last'))
    expect(await connection.receive(5_000)).toEqual({ kind: 'closed' })
    expect(await connection.receive(5_000)).toEqual(failed('reset'))
    expect(await connection.send('x')).toMatchObject({ problem: 'reset' })
    expect(await connection.close()).toBe(null)
    connection.drop()
  })

  test('said by the guest reaches the other side as a goodbye without a code', async () => {
    const { connection, peer } = await pair()
    const closed = once(peer, 'close')
    expect(await connection.close()).toBe(null)
    connection.drop()
    expect((await closed)[0]).toBe(1005)
    expect(await connection.receive(5_000)).toEqual(failed('reset'))
  })

  test('of the call is a goodbye too, and may come twice', async () => {
    const { connection, peer } = await pair()
    const closed = once(peer, 'close')
    connection.drop()
    connection.drop()
    expect((await closed)[0]).toBe(1005)
  })
})
