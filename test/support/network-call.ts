import type { HostApi } from '../../src/contract/worlds.ts'
import { type Authority, NO_GRANTS } from '../../src/grants/grants.ts'
import type { HostApiHandler } from '../../src/host/host-apis.ts'
import type { HostAnswer } from '../../src/host/sandbox/host-calls.ts'
import type { RequestTarget, WebSocketTarget } from '../../src/manifest/manifest.ts'

/** One side of an authority over the network. */
export interface NetworkTargets {
  readonly request?: readonly RequestTarget[]
  readonly websocket?: readonly WebSocketTarget[]
}

/** A target from its address, e.g. `https://example.com:8443/v1/`; `*` stands for any scheme or host. */
export function targetOf(address: string, methods: readonly string[] = ['GET', 'POST']): RequestTarget {
  const parts = /^([^:]*):\/\/(\[.*?\]|[^:/]*)(?::(\d+))?(\/.*)?$/.exec(address)
  if (parts === null) throw new Error(`${address} is no address of a target`)
  const [, scheme = '', host = '', port, path] = parts
  return {
    scheme,
    host,
    port: port === undefined ? null : Number(port),
    methods,
    path_prefixes: path === undefined ? [] : [path],
  }
}

/** A plugin that requests and is granted an API; the grant has the same targets unless others are given. */
export function networkAuthority(
  api: HostApi,
  requested: NetworkTargets,
  granted: NetworkTargets = requested,
): Authority {
  const permissions = [{ kind: 'host_api', api } as const]
  const none = { request: [], websocket: [] }
  const bound = { id: 'project:a', version: '1', digest: 'sha256:00' }
  return {
    package: { identity: { source: 'project', localId: 'a' }, version: '1', digest: 'sha256:00' },
    requested: { permissions, ...none, ...requested },
    grants: { ...NO_GRANTS, ...bound, permissions, ...none, ...granted },
  }
}

/** Calls of one store; `end` is the end of the tool call. */
export class NetworkCalls {
  private readonly store = new AbortController()

  constructor(
    private readonly api: HostApi,
    private readonly handler: HostApiHandler,
    private readonly authority: Authority,
  ) {}

  /** A descriptor that is not text is sent as JSON. */
  call(name: string, first: unknown, ...rest: readonly (string | number)[]): Promise<HostAnswer> {
    const argument = typeof first === 'number' || typeof first === 'string' ? first : JSON.stringify(first)
    const call = { interface: `yoi:host/${this.api}@1.0.0`, function: name, args: [argument, ...rest] }
    return this.handler(call, { authority: this.authority, signal: this.store.signal })
  }

  end(): void {
    this.store.abort()
  }
}

/** The answer as data, or `kind: message` of the failure. */
export function shown(answer: HostAnswer): unknown {
  if (answer.ok) return JSON.parse(String(answer.value))
  return `${answer.failure.kind}: ${answer.failure.message}`
}
