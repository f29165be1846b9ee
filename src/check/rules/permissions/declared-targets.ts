import type { HostApi } from '../../../contract/worlds.ts'
import type { Manifest, RequestTarget, WebSocketTarget } from '../../../manifest/manifest.ts'

export type TargetApi = Extract<HostApi, 'request' | 'websocket'>

/** One `[[request]]` or `[[websocket]]` target with its place in `plugin.toml`. */
export interface DeclaredTarget {
  readonly api: TargetApi
  readonly path: string
  readonly target: WebSocketTarget
  /** Null for a WebSocket target, which has none. */
  readonly methods: readonly string[] | null
}

export function declaredTargets(manifest: Manifest): DeclaredTarget[] {
  return [
    ...manifest.request.map((target: RequestTarget, index) => ({
      api: 'request' as const,
      path: `request[${index}]`,
      target,
      methods: target.methods,
    })),
    ...manifest.websocket.map((target, index) => ({
      api: 'websocket' as const,
      path: `websocket[${index}]`,
      target,
      methods: null,
    })),
  ]
}
