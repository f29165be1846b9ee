import { createHash } from 'node:crypto'
import { type MapPosition, openSourceMap } from '../component/map-position.ts'
import { readFileInside } from './read-file-inside.io.ts'
import { writeFileAtomically } from './write-file.io.ts'

/** Where `build` leaves the way back from the component to the sources; never packed. @source design 3 */
export const SOURCE_MAP_FILE = '.yoi-plugin/source-map.json'

/** The field of a source map that names its component; extensions begin with `x_`. @source ECMA-426 */
const COMPONENT_FIELD = 'x_component_sha256'

const MAX_MAP_BYTES = 32 * 1024 * 1024

/**
 * Writes the map of a component, bound to its bytes.
 * @param sourceMap JSON text of an object
 * @param sha256 of the component, 64 lower-case hex digits
 * @throws UserError when the disk refuses
 */
export function writeSourceMap(projectDir: string, sourceMap: string, sha256: string): void {
  const map = { ...(JSON.parse(sourceMap) as object), [COMPONENT_FIELD]: sha256 }
  writeFileAtomically(SOURCE_MAP_FILE, new TextEncoder().encode(JSON.stringify(map)), { inside: projectDir })
}

/** The map of these very bytes; undefined when there is none, when it is damaged, and when it is of another build. */
export function readSourceMap(projectDir: string, component: Uint8Array): MapPosition | undefined {
  const file = readFileInside(projectDir, SOURCE_MAP_FILE, MAX_MAP_BYTES)
  if (!file.ok) return undefined
  const text = new TextDecoder().decode(file.bytes)
  try {
    const map = JSON.parse(text) as Readonly<Record<string, unknown>> | null
    const sha256 = createHash('sha256').update(component).digest('hex')
    if (map?.[COMPONENT_FIELD] !== sha256) return undefined
    const open = openSourceMap(text)
    open(1, 1)
    return open
  } catch {
    // The file belongs to the author's disk: a map that is no map places nothing.
    return undefined
  }
}
