import { HOST_API_FUNCTIONS, type HostApi, type WorldFunction } from '../../../contract/worlds.ts'

/** One function of a host API. */
export interface HostFunction {
  readonly api: HostApi
  readonly name: string
}

/** What the WIT calls the parameters; the host does not look at them. */
const PARAMETER_NAMES: Readonly<Record<string, readonly string[]>> = {
  'send-text': ['handle', 'text'],
  recv: ['handle', 'timeout-ms'],
  close: ['handle'],
}

/** The functions that `host/calls.wat` calls, in its order, which is that of their numbers in the SDK. */
export const HOST_FUNCTIONS: readonly HostFunction[] = (['request', 'websocket', 'fs'] as const).flatMap(
  api => HOST_API_FUNCTIONS[api].map(({ name }) => ({ api, name })),
)

/** `request.request`: the name in the engine. */
export function coreNameOf({ api, name }: HostFunction): string {
  return `${api}.${name}`
}

export function signatureOf({ api, name }: HostFunction): WorldFunction {
  return HOST_API_FUNCTIONS[api].find(each => each.name === name)!
}

export function parameterNamesOf({ name }: HostFunction): readonly string[] {
  return PARAMETER_NAMES[name] ?? ['descriptor']
}

/** Parameters of the lowered function: a text takes two, and the last one says where the answer goes. */
export function coreParameterCount(host: HostFunction): number {
  return signatureOf(host).params.reduce((count, type) => count + (type === 'string' ? 2 : 1), 1)
}
