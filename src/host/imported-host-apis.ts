import { HOST_API_INTERFACES, HOST_APIS, type HostApi } from '../contract/worlds.ts'
import { readComponentBinary } from '../wasm/component/read-component-binary.ts'
import { WasmError } from '../wasm/wasm-error.ts'

/**
 * The host APIs that a component imports, in its order. Bytes that are no component import none: the sandbox says why
 * they do not load.
 */
export function importedHostApis(component: Uint8Array): HostApi[] {
  const names = importNames(component)
  return HOST_APIS.filter(api => names.includes(HOST_API_INTERFACES[api])).sort(
    (left, right) => names.indexOf(HOST_API_INTERFACES[left]) - names.indexOf(HOST_API_INTERFACES[right]),
  )
}

function importNames(component: Uint8Array): string[] {
  try {
    const { definitions } = readComponentBinary(component)
    return definitions.flatMap(definition => (definition.kind === 'import' ? [definition.name] : []))
  } catch (error) {
    if (error instanceof WasmError) return []
    throw error
  }
}
