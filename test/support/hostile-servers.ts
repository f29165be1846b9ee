import type { Socket } from 'node:net'
import { expect } from 'vitest'
import { liveRequest } from '../../src/host/apis/request/live-request.io.ts'
import type { RawResponse } from '../../src/host/apis/request/send-request.ts'
import type { ConnectResult, Received } from '../../src/host/apis/websocket/connect-websocket.ts'
import { liveWebSocket } from '../../src/host/apis/websocket/live-websocket.io.ts'
import type { TransportFailure } from '../../src/host/network/transport-failure.ts'
import { acceptWebSocket } from './raw-frames.ts'
import { RawServer } from './raw-server.ts'

export const OK = 'HTTP/1.1 200 OK\r\n'
export const MIB = 1024 * 1024

/** Of everything that one server may cost; the host waits five seconds. */
export const SAFETY_NET_MS = 30_000

export type Behaviour = (socket: Socket, request: string) => void

export const say =
  (text: string, end = true): Behaviour =>
  socket => {
    socket.write(text, 'latin1')
    if (end) socket.end()
  }

export const drip =
  (start: string | Buffer, piece: string, everyMs: number): Behaviour =>
  socket => {
    socket.write(start)
    const timer = setInterval(() => socket.write(piece), everyMs)
    socket.on('close', () => clearInterval(timer))
  }

/** Does as it should until the WebSocket is open. */
export const accepting =
  (then: Behaviour): Behaviour =>
  (socket, request) => {
    acceptWebSocket(socket, request)
    then(socket, request)
  }

/** Sends one request to such a server. @returns the answer, or why there is none; the connection is gone by then */
export function askHttp(behave: Behaviour, method: 'GET' | 'POST' = 'GET'): Promise<RawResponse | string> {
  return withServer(behave, async port => {
    const url = `http://127.0.0.1:${port}/?key=1`
    const body = method === 'POST' ? 'x'.repeat(32_768) : null
    const request = { method, url, headers: [], body }
    const result = await liveRequest({ localAddresses: 'note' })(request, { signal: neverOver() })
    return result.ok ? result.response : failureText(result.failure)
  })
}

/** Opens a WebSocket to such a server. @returns what the first wait gives, or why there is no connection, which is gone by then */
export function receiveFrom(behave: Behaviour, timeoutMs = 10_000): Promise<string> {
  return withServer(behave, async port => {
    const result = await dial(port)
    if (!result.ok) return failureText(result.failure)
    const received = await result.connection.receive(timeoutMs)
    result.connection.drop()
    return receivedText(received)
  })
}

export function dial(port: number): Promise<ConnectResult> {
  const request = { url: `ws://127.0.0.1:${port}/?key=1`, headers: [] }
  return liveWebSocket({ localAddresses: 'note' })(request, { signal: neverOver() })
}

export function receivedText(received: Received): string {
  if (received.kind === 'failed') return failureText(received.failure)
  return received.kind === 'text' ? `text of ${received.text.length}` : received.kind
}

/** Nothing may be read on behind what was used. */
async function withServer<Result>(
  behave: Behaviour,
  use: (port: number) => Promise<Result>,
): Promise<Result> {
  const server = await RawServer.start(behave)
  try {
    const result = await use(server.port)
    await expect.poll(() => server.openCount, { timeout: 10_000 }).toBe(0)
    return result
  } finally {
    await server.close()
  }
}

function neverOver(): AbortSignal {
  return new AbortController().signal
}

function failureText({ problem, message }: TransportFailure): string {
  return `${problem}: ${message}`
}
