/** The two worlds a component can be built for. @source host contract 6.1 */
export const TOOL_WORLD = 'yoi:plugin/tool@1.0.0'
export const INSTANCE_WORLD = 'yoi:plugin/instance@1.0.0'
export const WORLDS = [TOOL_WORLD, INSTANCE_WORLD] as const
export type World = (typeof WORLDS)[number]

/** A component-level value type, spelled as in WIT; the worlds use only these two. */
export type WorldValueType = 'string' | 'u32'

/** Signature of a root export or of a host function; parameter names are irrelevant to the host. */
export interface WorldFunction {
  readonly name: string
  readonly params: readonly WorldValueType[]
  readonly result: WorldValueType
}

export const WORLD_EXPORTS: Readonly<Record<World, readonly WorldFunction[]>> = {
  [TOOL_WORLD]: [{ name: 'call', params: ['string', 'string'], result: 'string' }],
  [INSTANCE_WORLD]: [
    { name: 'start', params: ['string'], result: 'string' },
    { name: 'handle-tool', params: ['string', 'string'], result: 'string' },
    { name: 'handle-ingress', params: ['string', 'string'], result: 'string' },
    { name: 'status', params: [], result: 'string' },
    { name: 'stop', params: [], result: 'string' },
  ],
}

/** Host APIs by the name used in permissions. */
export const HOST_APIS = ['request', 'websocket', 'fs'] as const
export type HostApi = (typeof HOST_APIS)[number]

/** Import names, exact; every other import name is refused by the host (contract 6.2). */
export const HOST_API_INTERFACES: Readonly<Record<HostApi, string>> = {
  request: 'yoi:host/request@1.0.0',
  websocket: 'yoi:host/websocket@1.0.0',
  fs: 'yoi:host/fs@1.0.0',
}

export const HOST_API_FUNCTIONS: Readonly<Record<HostApi, readonly WorldFunction[]>> = {
  request: [{ name: 'request', params: ['string'], result: 'string' }],
  websocket: [
    { name: 'open', params: ['string'], result: 'string' },
    { name: 'send-text', params: ['u32', 'string'], result: 'string' },
    { name: 'recv', params: ['u32', 'u32'], result: 'string' },
    { name: 'close', params: ['u32'], result: 'string' },
  ],
  fs: [
    { name: 'read', params: ['string'], result: 'string' },
    { name: 'list', params: ['string'], result: 'string' },
    { name: 'write', params: ['string'], result: 'string' },
  ],
}
