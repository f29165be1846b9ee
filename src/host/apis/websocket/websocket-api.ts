import { WEBSOCKET_LIMITS } from '../../../contract/limits.ts'
import type { Authority } from '../../../grants/grants.ts'
import type { Clock } from '../../clock.ts'
import type { HostApiHandler } from '../../host-apis.ts'
import { safeUrl } from '../../network/safe-url.ts'
import type { HostAnswer, HostCall } from '../../sandbox/host-calls.ts'
import { lengthProblem } from '../length-problem.ts'
import { authorizeOpen } from './authorize-open.ts'
import type { ConnectWebSocket } from './connect-websocket.ts'
import { failedWebSocketCall, refusedWebSocketCall, type WebSocketFunction } from './websocket-failure.ts'
import { type HeldConnection, WebSocketHandles } from './websocket-handles.ts'

/**
 * The host API `websocket`, driven by the guest. Handles belong to the store that the signal of a call stands for: when it fires, what
 * is open there is dropped.
 * @param connect the network, or what stands in for it
 * @source host contract 7.2
 */
export function websocketApi(connect: ConnectWebSocket, clock: Clock): HostApiHandler {
  const stores = new WeakMap<AbortSignal, WebSocketHandles>()
  const handlesOf = (signal: AbortSignal): WebSocketHandles => {
    const known = stores.get(signal)
    if (known !== undefined) return known
    const handles = new WebSocketHandles(clock)
    stores.set(signal, handles)
    if (signal.aborted) handles.end()
    signal.addEventListener('abort', () => handles.end(), { once: true })
    return handles
  }
  return async (call, { authority, signal }) => {
    const handles = handlesOf(signal)
    switch (call.function) {
      case 'open':
        return open(call, { authority, signal, handles, connect })
      case 'send-text':
        return sendText(call, handles)
      case 'recv':
        return receive(call, handles)
      case 'close':
        return close(call, handles)
      default:
        throw new Error(`websocket has no function ${call.function}`)
    }
  }
}

interface Opening {
  readonly authority: Authority
  readonly signal: AbortSignal
  readonly handles: WebSocketHandles
  readonly connect: ConnectWebSocket
}

async function open(call: HostCall, opening: Opening): Promise<HostAnswer> {
  const { authority, signal, handles, connect } = opening
  const verdict = authorizeOpen(authority, String(call.args[0]))
  if (!verdict.ok) return verdict
  if (handles.isFull)
    return refuse('open', `${WEBSOCKET_LIMITS.openHandles} connections are open already, and more may not be`)
  const { request } = verdict
  const { notes = [], ...result } = await connect(request, { signal })
  if (!result.ok)
    return { ok: false, failure: failedWebSocketCall('open', request.url, result.failure), notes }
  const handle = handles.add(result.connection, request.url)
  if (handle === null) return refuse('open', 'the call that opened the connection is over')
  return { ok: true, value: JSON.stringify({ handle, url: safeUrl(new URL(request.url)) }), notes }
}

async function sendText(call: HostCall, handles: WebSocketHandles): Promise<HostAnswer> {
  const text = String(call.args[1])
  const tooLong = lengthProblem('the text', text, WEBSOCKET_LIMITS.textBytes)
  if (tooLong !== undefined) return refuse('send-text', tooLong)
  return withConnection('send-text', call, handles, async ({ connection, url }) => {
    const failure = await connection.send(text)
    return failure === null
      ? answer({ sent: true, bytes: Buffer.byteLength(text) })
      : fail('send-text', url, failure)
  })
}

async function receive(call: HostCall, handles: WebSocketHandles): Promise<HostAnswer> {
  const { defaultReceiveTimeoutMs, maxReceiveTimeoutMs } = WEBSOCKET_LIMITS
  const timeoutMs = Math.min(Number(call.args[1]) || defaultReceiveTimeoutMs, maxReceiveTimeoutMs)
  return withConnection('recv', call, handles, async ({ connection, url }) => {
    const received = await connection.receive(timeoutMs)
    if (received.kind === 'failed') return fail('recv', url, received.failure)
    return received.kind === 'closed'
      ? answer({ type: 'closed' })
      : answer({ type: 'text', text: received.text })
  })
}

async function close(call: HostCall, handles: WebSocketHandles): Promise<HostAnswer> {
  const handle = Number(call.args[0])
  const held = handles.getOfAnyAge(handle)
  if (held === undefined) return answer({ closed: false })
  const failure = await held.connection.close()
  handles.remove(handle)
  return failure === null ? answer({ closed: true }) : fail('close', held.url, failure)
}

async function withConnection(
  name: WebSocketFunction,
  call: HostCall,
  handles: WebSocketHandles,
  use: (held: HeldConnection) => Promise<HostAnswer>,
): Promise<HostAnswer> {
  const handle = Number(call.args[0])
  const held = handles.get(handle)
  return held === undefined ? refuse(name, `${handle} is the handle of no open connection`) : use(held)
}

function answer(value: object): HostAnswer {
  return { ok: true, value: JSON.stringify(value) }
}

function refuse(name: WebSocketFunction, problem: string): HostAnswer {
  return { ok: false, failure: refusedWebSocketCall(name, problem) }
}

function fail(
  name: WebSocketFunction,
  url: string,
  failure: Parameters<typeof failedWebSocketCall>[2],
): HostAnswer {
  return { ok: false, failure: failedWebSocketCall(name, url, failure) }
}
