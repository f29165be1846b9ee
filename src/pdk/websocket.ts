import { runningEngine } from './engine.ts'
import { HOST_FUNCTION } from './host-function.ts'
import { type HostProblems, takeAnswer, URL_PROBLEMS } from './host-problem.ts'

/** An open connection: what `websocket.open` gives and the other functions take. */
export interface WebSocketConnection {
  readonly handle: number
  /** Scheme, host, port and path of the address, for messages. */
  readonly url: string
}

/** WebSocket connections that live until the tool call ends, at most four at a time. */
export interface WebSocketApi {
  /**
   * Connects within five seconds. plugin.toml must request `{ kind = "host_api", api = "websocket" }` and list the address under
   * `[[websocket]]`, and a grant must allow both. What Yoi refuses, and a connection that fails, ends the tool call: nothing can
   * catch it. The released host (`yoi-2026-08`) starts no plugin that calls a host API; `yoi-plugin run` and `test` do.
   * @param url absolute, `ws` or `wss`, without user and password; at most 8,192 bytes long as JSON
   * @throws TypeError for a URL that Yoi would refuse whatever is granted
   */
  open(url: string): WebSocketConnection
  /**
   * Sends one text message.
   * @param text at most 32,768 bytes of UTF-8
   * @throws TypeError when the text is too long
   */
  send(connection: WebSocketConnection, text: string): void
  /**
   * Waits for the next text message, of at most 64 KiB in frames of at most 32 KiB. Running out of time ends the tool call, as does a
   * binary message.
   * @param timeoutMs absent or 0: five seconds; at most 30 seconds are waited
   * @returns null when the other side closed the connection
   */
  recv(connection: WebSocketConnection, timeoutMs?: number): string | null
  /** Closes the connection. @returns false when there was none any more */
  close(connection: WebSocketConnection): boolean
}

function open(url: string): WebSocketConnection {
  const answer = runningEngine().host(HOST_FUNCTION.open, url)
  return takeAnswer('websocket.open', answer, PROBLEMS) as WebSocketConnection
}

function send(connection: WebSocketConnection, text: string): void {
  const answer = runningEngine().host(HOST_FUNCTION.send, handleOf('send', connection), text)
  takeAnswer('websocket.send', answer, PROBLEMS)
}

function recv(connection: WebSocketConnection, timeoutMs = 0): string | null {
  const handle = handleOf('recv', connection)
  if (timeoutMs >>> 0 !== timeoutMs)
    throw new TypeError('websocket.recv: the timeout must be a whole number of milliseconds')
  const answer = runningEngine().host(HOST_FUNCTION.recv, handle, timeoutMs)
  const message = answer as { type: 'text'; text: string } | { type: 'closed' }
  return message.type === 'text' ? message.text : null
}

function close(connection: WebSocketConnection): boolean {
  const answer = runningEngine().host(HOST_FUNCTION.close, handleOf('close', connection))
  return (answer as { closed: boolean }).closed
}

function handleOf(name: string, connection: WebSocketConnection): number {
  const handle = connection?.handle
  if (handle >>> 0 !== handle)
    throw new TypeError(`websocket.${name}: the first argument must be what open() gave`)
  return handle
}

const PROBLEMS: HostProblems = {
  ...URL_PROBLEMS,
  2: 'the URL is longer than 8,192 bytes as JSON',
  6: 'the scheme of the URL must be ws or wss',
  30: 'the text must be a string',
  31: 'the text is longer than 32,768 bytes',
}

const yoi$websocket: WebSocketApi = { open, send, recv, close }

export { yoi$websocket as websocket }
