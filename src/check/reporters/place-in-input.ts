import { posix } from 'node:path'
import { MANIFEST_FILE } from '../../contract/names.ts'
import type { Place } from '../../finding.ts'
import type { CheckReport } from '../check-report.ts'

/** A place as someone outside the plugin names it. */
export interface PlaceInInput {
  /** File on disk, relative to the folder that the command ran in (or absolute, if the input was given so), with `/`. */
  readonly path: string
  /** File inside the package, when the input is one: then `path` is the package and has no lines. */
  readonly entry?: string
  /** With a line, when there is one. */
  readonly at?: Place & { readonly line: number }
}

/** Where a finding is, seen from where the command ran. A finding without a place belongs to the manifest. */
export function placeInInput({ plugin }: CheckReport, at: Place | undefined): PlaceInInput {
  const input = plugin.inputPath.replaceAll('\\', '/')
  const file = at?.file ?? MANIFEST_FILE
  if (plugin.inputKind === 'component') return { path: posix.normalize(input) }
  if (plugin.inputKind === 'package') return { path: posix.normalize(input), ...(at && { entry: at.file }) }
  const path = placeInFolder(input, file)
  return at?.line === undefined ? { path } : { path, at: { ...at, line: at.line } }
}

/** A file of an input folder, as someone names it who stands where the command ran. */
export function placeInFolder(inputPath: string, file: string): string {
  return posix.normalize(posix.join(inputPath.replaceAll('\\', '/'), file))
}

/** Only `..` and a drive or root lead out; everything else is below the folder that the command ran in. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path)
}
