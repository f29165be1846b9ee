import { HOST_API_INTERFACES, HOST_APIS, type HostApi } from '../contract/worlds.ts'
import { readComponentBinary } from '../wasm/component/read-component-binary.ts'
import { WasmError } from '../wasm/wasm-error.ts'

/**
 * The host APIs that a component imports, in its order, up to the first import that the host does not know and refuses. Bytes that
 * are no component import none: the sandbox says why they do not load.
 * @source host contract 6.2
 */
export function importedHostApis(component: Uint8Array): HostApi[] {
  const apis = importNames(component).map(name => HOST_APIS.find(api => HOST_API_INTERFACES[api] === name))
  const stranger = apis.indexOf(undefined)
  return apis.slice(0, stranger < 0 ? apis.length : stranger) as HostApi[]
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
