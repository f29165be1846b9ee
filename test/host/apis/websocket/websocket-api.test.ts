import { describe, expect, test } from 'vitest'
import type {
  AuthorizedConnection,
  ConnectWebSocket,
  Received,
  WebSocketConnection,
} from '../../../../src/host/apis/websocket/connect-websocket.ts'
import { websocketApi } from '../../../../src/host/apis/websocket/websocket-api.ts'
import { connectNothing } from '../../../../src/host/network/no-network.ts'
import type { TransportFailure } from '../../../../src/host/network/transport-failure.ts'
import { NetworkCalls, networkAuthority, shown, targetOf } from '../../../support/network-call.ts'

const authority = networkAuthority('websocket', { websocket: [targetOf('wss://gw.example.com/g', [])] })
const OPEN = { url: 'wss://gw.example.com/g?key=1' }
const FAILED: TransportFailure = { problem: 'reset', message: 'it was reset' }

/** Says what it is told, and remembers what happened to it. */
class FakeConnection implements WebSocketConnection {
  readonly log: string[] = []

  constructor(private readonly result: 'fine' | 'closed' | 'broken' = 'fine') {}

  async send(text: string) {
    this.log.push(`send ${text.length}`)
    return this.outcome()
  }

  async receive(timeoutMs: number): Promise<Received> {
    this.log.push(`receive ${timeoutMs}`)
    if (this.result === 'broken') return { kind: 'failed', failure: FAILED }
    return this.result === 'closed' ? { kind: 'closed' } : { kind: 'text', text: 'hello' }
  }

  async close() {
    this.log.push('close')
    return this.outcome()
  }

  drop() {
    this.log.push('drop')
  }

  private outcome() {
    return this.result === 'broken' ? FAILED : null
  }
}

class Store extends NetworkCalls {
  readonly requests: AuthorizedConnection[]
  readonly connections: FakeConnection[]
  readonly clock: { ms: number; readonly nowMs: () => number }

  constructor(result?: 'fine' | 'closed' | 'broken') {
    const requests: AuthorizedConnection[] = []
    const connections: FakeConnection[] = []
    const clock = { ms: 0, nowMs: () => clock.ms }
    const connect: ConnectWebSocket = async request => {
      requests.push(request)
      const connection = new FakeConnection(result)
      connections.push(connection)
      return { ok: true, connection }
    }
    super('websocket', websocketApi(connect, clock), authority)
    this.requests = requests
    this.connections = connections
    this.clock = clock
  }

  async do(name: string, first: unknown, ...rest: readonly (string | number)[]): Promise<unknown> {
    return shown(await this.call(name, first, ...rest))
  }
}

describe('open', () => {
  test('gives a handle and the address without its query; the whole address is dialed, with the name of the host', async () => {
    const store = new Store()
    expect(await store.do('open', { url: 'WSS://gw.Example.com:443/g?key=1#x' })).toEqual({
      handle: 1,
      url: 'wss://gw.example.com/g',
    })
    expect(store.requests).toEqual([
      { url: 'wss://gw.example.com/g?key=1', headers: [{ name: 'user-agent', value: 'yoi-plugin-host/1' }] },
    ])
  })

  test('cuts a long path in its answer at 120 bytes', async () => {
    const answer = await new Store().do('open', { url: `wss://gw.example.com/g${'x'.repeat(200)}` })
    expect(answer).toEqual({ handle: 1, url: `wss://gw.example.com/g${'x'.repeat(118)}…` })
  })

  test.each([
    ['x'.repeat(8_193), 'the request is 8193 bytes, more than 8192'],
    ['[]', 'is JSON, but not an object'],
    [{}, 'the request has no url'],
    [{ ...OPEN, timeout: 1 }, 'has the key "timeout"; only url, protocols and headers'],
    [{ ...OPEN, protocols: null }, 'protocols that are no array of strings'],
    [{ ...OPEN, protocols: [1] }, 'protocols that are no array of strings'],
    [{ ...OPEN, headers: {} }, 'headers that are no array'],
    [{ url: 'nowhere', protocols: ['a'], headers: [{ name: 'a', value: 'b' }] }, 'asks for subprotocols'],
    [{ url: 'nowhere', headers: [{ name: 'a', value: 'b' }] }, 'sets headers, which Yoi does not send'],
    [{ url: 'nowhere' }, 'the URL is not absolute'],
    [{ url: 'https://gw.example.com/g' }, 'the scheme of the URL is https, not ws or wss'],
    [{ url: 'wss://ada@gw.example.com/g' }, 'the URL has a user or a password in it'],
    [
      { url: 'wss://gw.example.com/other?key=1' },
      'denied: may not open wss://gw.example.com/other: no requested target of host_api.websocket matches',
    ],
  ])('refuses %#', async (descriptor, expected) => {
    const store = new Store()
    expect(await store.do('open', descriptor)).toContain(expected)
    expect(store.requests).toEqual([])
  })

  test('empty protocols and headers are as good as none', async () => {
    expect(await new Store().do('open', { ...OPEN, protocols: [], headers: [] })).toMatchObject({ handle: 1 })
  })

  test('asks the gate before it looks at anything', async () => {
    const ungranted = { ...authority, grants: { ...authority.grants, permissions: [] } }
    const calls = new NetworkCalls(
      'websocket',
      websocketApi(connectNothing(''), { nowMs: () => 0 }),
      ungranted,
    )
    expect(shown(await calls.call('open', 'x'.repeat(9_000)))).toBe(
      'denied: may not call websocket.open: host_api.websocket is not granted',
    )
  })

  test('refuses a fifth connection before it dials, and numbers go on after one is closed', async () => {
    const store = new Store()
    for (const handle of [1, 2, 3, 4]) expect(await store.do('open', OPEN)).toMatchObject({ handle })
    expect(await store.do('open', OPEN)).toBe(
      'trap: websocket.open failed: 4 connections are open already, and more may not be',
    )
    expect(store.requests).toHaveLength(4)
    expect(await store.do('close', 2)).toEqual({ closed: true })
    expect(await store.do('open', OPEN)).toMatchObject({ handle: 5 })
  })

  test('a connection that fails ends the call; without network the author is told what to type', async () => {
    const failing: ConnectWebSocket = async () => ({ ok: false, failure: FAILED, notes: ['a note'] })
    const calls = new NetworkCalls('websocket', websocketApi(failing, { nowMs: () => 0 }), authority)
    expect(await calls.call('open', OPEN)).toMatchObject({
      failure: {
        kind: 'trap',
        hostCall: 'websocket.open',
        message: 'websocket.open of wss://gw.example.com/g failed: it was reset',
      },
      notes: ['a note'],
    })
    const none = new NetworkCalls(
      'websocket',
      websocketApi(connectNothing('add --live'), { nowMs: () => 0 }),
      authority,
    )
    expect(shown(await none.call('open', OPEN))).toBe(
      'unanswered: websocket.open of wss://gw.example.com/g was not answered: this run has no network; add --live',
    )
  })
})

describe('the other calls', () => {
  test('answer as the host does', async () => {
    const store = new Store()
    await store.do('open', OPEN)
    expect(await store.do('send-text', 1, 'grün')).toEqual({ sent: true, bytes: 5 })
    expect(await store.do('recv', 1, 0)).toEqual({ type: 'text', text: 'hello' })
    expect(await store.do('close', 1)).toEqual({ closed: true })
    expect(await store.do('close', 1)).toEqual({ closed: false })
    const closed = new Store('closed')
    await closed.do('open', OPEN)
    expect(await closed.do('recv', 1, 0)).toEqual({ type: 'closed' })
    expect(await closed.do('close', 1)).toEqual({ closed: true })
  })

  test('wait as long as the host: 0 is five seconds, and 30 are the most', async () => {
    const store = new Store()
    await store.do('open', OPEN)
    for (const timeout of [0, 1, 30_000, 30_001, 4_294_967_295]) await store.do('recv', 1, timeout)
    expect(store.connections[0]?.log).toEqual([5_000, 1, 30_000, 30_000, 30_000].map(ms => `receive ${ms}`))
  })

  test('a text of 32,768 bytes is sent; a longer one is refused before the handle is looked at', async () => {
    const store = new Store()
    await store.do('open', OPEN)
    expect(await store.do('send-text', 1, 'x'.repeat(32_768))).toEqual({ sent: true, bytes: 32_768 })
    expect(await store.do('send-text', 9, `${'ä'.repeat(16_384)}x`)).toBe(
      'trap: websocket.send-text failed: the text is 32769 bytes, more than 32768',
    )
  })

  test('a handle that names nothing ends the call', async () => {
    const store = new Store()
    for (const [name, argument] of [
      ['send-text', 'x'],
      ['recv', 0],
    ] as const)
      expect(await store.do(name, 7, argument)).toBe(
        `trap: websocket.${name} failed: 7 is the handle of no open connection`,
      )
  })

  test('a failure names the address', async () => {
    const store = new Store('broken')
    await store.do('open', OPEN)
    for (const name of ['send-text', 'recv', 'close'])
      expect(await store.do(name, 1, name === 'recv' ? 0 : 'x')).toBe(
        `trap: websocket.${name} on wss://gw.example.com/g failed: it was reset`,
      )
    expect(store.connections[0]?.log.at(-1)).toBe('drop')
  })
})

describe('the end of a connection', () => {
  test('comes 15 minutes after it was opened, at the next call; closing takes no notice', async () => {
    const store = new Store()
    await store.do('open', OPEN)
    await store.do('open', OPEN)
    store.clock.ms = 15 * 60_000
    expect(await store.do('recv', 1, 0)).toMatchObject({ type: 'text' })
    store.clock.ms += 1
    expect(await store.do('close', 2)).toEqual({ closed: true })
    expect(await store.do('recv', 1, 0)).toContain('1 is the handle of no open connection')
    expect(store.connections[0]?.log).toContain('drop')
  })

  test('makes room for another', async () => {
    const store = new Store()
    for (let count = 0; count < 4; count++) await store.do('open', OPEN)
    store.clock.ms = 15 * 60_000 + 1
    expect(await store.do('open', OPEN)).toMatchObject({ handle: 5 })
  })

  test('comes with the end of the call', async () => {
    const store = new Store()
    await store.do('open', OPEN)
    await store.do('open', OPEN)
    await store.do('close', 1)
    store.end()
    expect(store.connections.map(({ log }) => log)).toEqual([['close', 'drop'], ['drop']])
  })

  test('also when the call ends while it is being opened', async () => {
    const connection = new FakeConnection()
    let finish = () => {}
    const connect: ConnectWebSocket = () =>
      new Promise(resolve => {
        finish = () => resolve({ ok: true, connection })
      })
    const calls = new NetworkCalls('websocket', websocketApi(connect, { nowMs: () => 0 }), authority)
    const answer = calls.call('open', OPEN)
    calls.end()
    finish()
    expect(shown(await answer)).toContain('the call that opened the connection is over')
    expect(connection.log).toEqual(['drop'])
  })

  test('handles of one call mean nothing in another', async () => {
    const connect: ConnectWebSocket = async () => ({ ok: true, connection: new FakeConnection() })
    const api = websocketApi(connect, { nowMs: () => 0 })
    const [first, second] = [1, 2].map(() => new NetworkCalls('websocket', api, authority))
    expect(shown(await first!.call('open', OPEN))).toMatchObject({ handle: 1 })
    expect(shown(await second!.call('recv', 1, 0))).toContain('1 is the handle of no open connection')
    expect(shown(await second!.call('open', OPEN))).toMatchObject({ handle: 1 })
  })
})
