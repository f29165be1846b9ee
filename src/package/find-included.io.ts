import { isUtf8 } from 'node:buffer'
import { type Dirent, readdirSync } from 'node:fs'
import { PROJECT_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import { quote } from '../quote.ts'
import { useFolderInside } from './folder-inside.io.ts'
import { type IncludePattern, isNeverPacked, matchSegment, parseIncludePattern } from './include-pattern.ts'
import { mistake, warning } from './package-problem.ts'
import { symbolicLink, unsafePath } from './path-problem.ts'

export interface IncludedFiles {
  /** Paths inside the project, with `/`. */
  readonly paths: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

/** All patterns together may look at this many names; more is far more than a package can hold. */
const MAX_NAMES = 50_000

interface Search {
  readonly root: string
  readonly paths: Set<string>
  /** Links and unusable names by path, so that two patterns report one of them once. */
  readonly refused: Map<string, Finding>
  /** Folder and rest of a pattern that were looked at already: `**` reaches them on many ways. */
  readonly seen: Set<string>
  /** Names looked at so far, a folder counting as one more. */
  names: number
  /** Whether the pattern met something that was refused: it is not unused then. */
  isBlocked: boolean
}

/**
 * Finds the regular files that the patterns of `[pack] include` name; follows no link.
 * @source design 3
 */
export function findIncluded(root: string, include: readonly string[]): IncludedFiles {
  const findings: Finding[] = []
  const paths = new Set<string>()
  const refused = new Map<string, Finding>()
  let names = 0
  for (const text of include) {
    const pattern = parseIncludePattern(text)
    if (typeof pattern === 'string') {
      findings.push(badInclude(text, pattern))
      continue
    }
    const search: Search = { root, paths: new Set(), refused, seen: new Set(), names, isBlocked: false }
    expand(search, '', pattern.segments)
    for (const path of search.paths) paths.add(path)
    names = search.names
    if (names > MAX_NAMES) {
      findings.push(badInclude(text, `it looks at more than ${MAX_NAMES} names`))
      break
    }
    if (search.paths.size === 0 && !search.isBlocked) findings.push(unusedInclude(pattern))
  }
  return { paths, findings: [...findings, ...refused.values()] }
}

function expand(search: Search, folder: string, segments: readonly string[]): void {
  const [segment, ...rest] = segments
  const key = `${folder}\0${segments.join('/')}`
  if (segment === undefined || search.seen.has(key) || search.names > MAX_NAMES) return
  search.seen.add(key)
  if (segment === '**') expand(search, folder, rest.length > 0 ? rest : ['*'])
  for (const entry of readFolder(search, folder)) {
    const name = entry.name.toString('utf8')
    const path = folder === '' ? name : `${folder}/${name}`
    if (!matchSegment(segment === '**' ? '*' : segment, name, folder === '')) continue
    if (segment === '**') {
      if (entry.isDirectory()) expand(search, path, segments)
    } else if (entry.isSymbolicLink()) refuse(search, path, symbolicLink(path))
    else if (rest.length > 0) {
      if (entry.isDirectory()) expand(search, path, rest)
    } else if (entry.isFile() && !isNeverPacked(path)) take(search, path, entry.name)
  }
}

function take(search: Search, path: string, name: Buffer): void {
  if (isUtf8(name)) search.paths.add(path)
  else refuse(search, path, unsafePath(path))
}

function refuse(search: Search, path: string, finding: Finding): void {
  search.refused.set(path, finding)
  search.isBlocked = true
}

/** A folder that cannot be read holds no match; the pattern is then reported as unused. */
function readFolder(search: Search, folder: string): Dirent<Buffer>[] {
  try {
    const names = folder === '' ? [] : folder.split('/')
    const use = useFolderInside(search.root, names, ({ at }) =>
      readdirSync(at('.'), { withFileTypes: true, encoding: 'buffer' }),
    )
    if (!use.ok) return []
    search.names += use.result.length + 1
    return use.result
  } catch {
    return []
  }
}

function badInclude(text: string, reason: string): Finding {
  return mistake('package/bad-include', {
    what: `The include pattern ${quote(text)} cannot be used: ${reason}.`,
    why: 'Patterns name files inside the project folder, so that a package holds nothing else.',
    fix: 'Write a path relative to the project, such as `assets/*.json` or `assets/**`.',
    file: PROJECT_FILE,
  })
}

function unusedInclude({ text }: IncludePattern): Finding {
  return warning('package/unused-include', {
    what: `The include pattern ${quote(text)} matches no file.`,
    why: 'The package is packed without it.',
    fix: /[*?]/.test(text)
      ? 'Correct the pattern, or remove it.'
      : `Correct the path or remove it; for a folder write ${quote(`${text}/**`)}.`,
    file: PROJECT_FILE,
  })
}
