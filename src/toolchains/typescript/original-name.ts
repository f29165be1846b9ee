import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mapOffset } from '../../component/map-position.ts'
import type { Bundle } from './bundle.ts'
import type { OriginalName } from './script/class-names.ts'

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u

/** Looks names up in the files of a project. */
export function originalNames(projectDir: string, { code, sourceMap }: Bundle): OriginalName {
  return offset => {
    const place = mapOffset(code, sourceMap, offset)
    if (place?.line === undefined || place.column === undefined) return undefined
    // A package may come with a map to sources that it has not.
    const path = join(projectDir, place.file)
    if (!existsSync(path)) return undefined
    const line = readFileSync(path, 'utf8').split(/\r\n?|[\n\u2028\u2029]/)[place.line - 1]
    return IDENTIFIER.exec(line?.slice(place.column - 1) ?? '')?.[0]
  }
}
