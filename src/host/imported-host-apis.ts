import { HOST_API_INTERFACES, HOST_APIS, type HostApi } from '../contract/worlds.ts'
import { readImportNames } from '../wasm/component/read-import-names.ts'
import { WasmError } from '../wasm/wasm-error.ts'

/**
 * The host APIs that a component imports, in its order, up to the first import that the host does not know and refuses. Bytes that
 * are no component import none: the sandbox says why they do not load. Reads names only, for this runs in the host's own process.
 * @source host contract 6.2
 */
export function importedHostApis(component: Uint8Array): HostApi[] {
  const apis: HostApi[] = []
  try {
    for (const name of readImportNames(component)) {
      const api = HOST_APIS.find(known => HOST_API_INTERFACES[known] === name)
      // A name that comes twice is refused where it is linked, however often it comes.
      if (api === undefined || apis.includes(api)) break
      apis.push(api)
    }
  } catch (error) {
    if (error instanceof WasmError) return []
    throw error
  }
  return apis
}
