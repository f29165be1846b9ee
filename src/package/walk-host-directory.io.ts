import { isUtf8 } from 'node:buffer'
import { lstatSync, readdirSync, realpathSync } from 'node:fs'
import { PACKAGE_LIMITS, type PackageLimits } from '../contract/limits.ts'
import type { Finding } from '../finding.ts'
import { checkPackagePath } from '../manifest/package-path.ts'
import { fileTooLarge, tooManyFiles, totalTooLarge } from './bounds-problem.ts'
import { unreadable } from './file-problem.ts'
import { refusal } from './package-problem.ts'
import { symbolicLink, unsafePath } from './path-problem.ts'
import { osReason } from './read-file.io.ts'

/** Takes one file: returns its length in bytes, or the finding that ends the walk. */
export type VisitFile = (path: string, absolutePath: Buffer) => number | Finding

interface Walk {
  readonly limits: PackageLimits
  readonly visit: VisitFile
  files: number
  totalBytes: number
}

const SEPARATOR = Buffer.from('/')

/**
 * Visits every file that the host's own packer would take from a folder, in its order, up to the first problem.
 * @returns that problem, or undefined when the whole folder was visited
 * @source host contract 2.4
 */
export function walkHostDirectory(
  root: string,
  visit: VisitFile,
  limits: PackageLimits = PACKAGE_LIMITS,
): Finding | undefined {
  let directory: string
  try {
    directory = realpathSync(root)
    if (!lstatSync(directory).isDirectory()) return notADirectory()
  } catch (error) {
    return unreadable('.', osReason(error))
  }
  return walkFolder(Buffer.from(directory), [], { limits, visit, files: 0, totalBytes: 0 })
}

function walkFolder(folder: Buffer, parents: readonly Buffer[], walk: Walk): Finding | undefined {
  let names: Buffer[]
  try {
    names = readdirSync(folder, { encoding: 'buffer' }).sort(Buffer.compare)
  } catch (error) {
    return unreadable(shownPath(parents) || '.', osReason(error))
  }
  for (const name of names) {
    const finding = walkEntry(Buffer.concat([folder, SEPARATOR, name]), [...parents, name], walk)
    if (finding) return finding
  }
  return undefined
}

function walkEntry(entry: Buffer, segments: readonly Buffer[], walk: Walk): Finding | undefined {
  const stats = lstatSync(entry, { throwIfNoEntry: false })
  if (stats === undefined) return undefined
  if (stats.isSymbolicLink()) return symbolicLink(shownPath(segments))
  if (stats.isDirectory()) return walkFolder(entry, segments, walk)
  if (!stats.isFile()) return undefined
  if (stats.size > walk.limits.fileBytes) return fileTooLarge(shownPath(segments), stats.size, walk.limits)
  const path = decodePath(segments)
  if (path === undefined || checkPackagePath(path) !== undefined) return unsafePath(shownPath(segments))
  const taken = walk.visit(path, entry)
  if (typeof taken !== 'number') return taken
  walk.files += 1
  walk.totalBytes += taken
  if (walk.files > walk.limits.entries) return tooManyFiles(walk.files, walk.limits)
  if (walk.totalBytes > walk.limits.totalBytes) return totalTooLarge(path, walk.totalBytes, walk.limits)
  return undefined
}

/** The path when every part of it is UTF-8. */
function decodePath(segments: readonly Buffer[]): string | undefined {
  const bytes = joinSegments(segments)
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined
}

function shownPath(segments: readonly Buffer[]): string {
  return joinSegments(segments).toString('utf8')
}

function joinSegments(segments: readonly Buffer[]): Buffer {
  return Buffer.concat(segments.flatMap((segment, index) => (index === 0 ? [segment] : [SEPARATOR, segment])))
}

function notADirectory(): Finding {
  return refusal('malformed', 'package/not-a-file', {
    what: 'The input is neither a folder nor a regular file.',
    why: 'Yoi reads a package from a folder or from a .yoi-plugin file.',
    fix: 'Name the folder that holds plugin.toml.',
  })
}
