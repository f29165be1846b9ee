import type { Client, Dispatcher } from 'undici'
import { REQUEST_LIMITS } from '../../../contract/limits.ts'
import { trimEnd } from '../../../grants/trim-end.ts'
import { nameNetworkError } from '../../network/network-failure.ts'
import { type HostAddress, pinnedLookup, type ReachOptions, reachHost } from '../../network/reach-host.io.ts'
import { type TimeLimit, withTimeLimit } from '../../network/time-limit.io.ts'
import type { TransportFailure } from '../../network/transport-failure.ts'
import { ResponseCollector } from './response-collector.ts'
import type { AuthorizedRequest, RawResponse, SendRequest } from './send-request.ts'

/** What the host's HTTP library takes of a head, and our parser with it. */
const MAX_HEAD_BYTES = 408 * 1024

/**
 * The network: HTTP/1.1 over TCP or TLS, to addresses that are looked up once; no proxy, no redirect, no decompression, no connection
 * that is kept. Everything together takes at most five seconds.
 * @source host contract 7.1
 */
export function liveRequest(options: ReachOptions): SendRequest {
  // At once: a tool call is not charged for it.
  const loading = import('undici')
  return (request, { signal }) =>
    withTimeLimit(signal, REQUEST_LIMITS.timeoutMs, async limit => {
      const url = new URL(request.url)
      const { notes = [], ...reached } = await reachHost(url.hostname, options, limit)
      if (!reached.ok) return reached
      const client = openClient(await loading, url, reached.addresses)
      try {
        const result = await exchange(client, request, limit)
        return 'problem' in result
          ? { ok: false, failure: result, notes }
          : { ok: true, response: result, notes }
      } finally {
        await client.destroy()
      }
    })
}

type Undici = typeof import('undici')

/** One connection to one of the addresses. The name that TLS checks is that of the URL, whatever `host` header the guest sets. */
function openClient(library: Undici, url: URL, addresses: readonly HostAddress[]): Client {
  // A CommonJS package: bundled, its names stand in `default` only.
  const { buildConnector, Client } = library.default
  const host = trimEnd(url.hostname, '.')
  const connector = buildConnector({
    lookup: pinnedLookup(addresses),
    autoSelectFamily: true,
    rejectUnauthorized: true,
    maxCachedSessions: 0,
    timeout: 0,
  })
  return new Client(url.origin, {
    connect: ({ servername: _, ...target }, callback) => connector({ ...target, host }, callback),
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}

/** Sends and collects; stops reading as soon as the host would. */
function exchange(
  client: Client,
  { method, url, headers, body }: AuthorizedRequest,
  { signal, describe }: TimeLimit,
): Promise<RawResponse | TransportFailure> {
  return new Promise(resolve => {
    const stop = () => resolve(describe('no whole answer'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    const { pathname, search } = new URL(url)
    const options: Dispatcher.DispatchOptions = {
      method,
      path: pathname + search,
      headers: headers.flatMap(({ name, value }) => [name, bytesAsText(value)]),
      body,
    }
    client.dispatch(options, handlerFor(new ResponseCollector(), resolve))
  })
}

function handlerFor(
  collector: ResponseCollector,
  settle: (result: RawResponse | TransportFailure) => void,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart: () => {},
    onResponseStart: (controller, status) => {
      const problem = collector.start(status, (controller.rawHeaders ?? []) as readonly Buffer[])
      if (problem !== null) settle(problem)
    },
    onResponseData: (_controller, chunk) => {
      if (collector.add(chunk)) settle(collector.finish())
    },
    onResponseEnd: () => settle(collector.finish()),
    onResponseError: (_controller, error) =>
      settle(nameNetworkError(error, { problem: 'malformed', message: 'the request failed' })),
  }
}

/** UTF-8, one character for each byte: how headers are written to a socket. */
function bytesAsText(value: string): string {
  return Buffer.from(value).toString('latin1')
}
