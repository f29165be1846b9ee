import { type Dirent, existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { MANIFEST_FILE, PACKAGE_EXTENSION, PROJECT_FILE } from '../contract/names.ts'
import { UserError } from '../errors.ts'
import { comparePaths } from '../package/compare-paths.ts'
import { matchSegment } from '../package/include-pattern.ts'
import { quote } from '../quote.ts'

export interface ExpandedInputs {
  /** As they are named in reports, in the order given; what a pattern stands for in ascending order. */
  readonly paths: readonly string[]
  /** Whether the command line may stand for several plugins, however many there are today. */
  readonly isMany: boolean
}

const WILDCARD = /[*?]/
/** A pattern may look at this many names; more is a pattern for a whole disk. */
const MAX_NAMES = 50_000

/**
 * The inputs that a command line names. A pattern that the shell left alone stands for the plugins that it matches: folders
 * with a plugin.toml, `.yoi-plugin` and `.wasm` files. `*` and `?` match within a name, `**` any number of folders.
 * @throws UserError `no-input-matches` when a pattern matches nothing of the kind
 */
export function expandInputs(typed: readonly string[], cwd: string): ExpandedInputs {
  const given = typed.length === 0 ? ['.'] : typed
  const isPattern = (path: string) => WILDCARD.test(path) && !existsSync(resolve(cwd, path))
  const paths = given.flatMap(path => (isPattern(path) ? matchPattern(path, cwd) : [path]))
  const byPlace = new Map(paths.toReversed().map(path => [resolve(cwd, path), path]))
  return {
    paths: [...new Set(paths)].filter(path => byPlace.get(resolve(cwd, path)) === path),
    isMany: given.length > 1 || given.some(isPattern),
  }
}

function matchPattern(pattern: string, cwd: string): string[] {
  const segments = pattern.replaceAll('\\', '/').split('/')
  const fixed = segments.findIndex(segment => WILDCARD.test(segment))
  const base = segments
    .slice(0, fixed)
    .map(segment => `${segment}/`)
    .join('')
  const search: Search = { cwd, seen: new Set(), names: 0, found: new Set() }
  visit(
    search,
    base,
    segments.slice(fixed).filter(segment => segment !== ''),
  )
  if (search.found.size > 0) return [...search.found].sort(comparePaths)
  throw new UserError(
    'no-input-matches',
    `No plugin matches ${quote(pattern)}.`,
    `Name folders with a ${MANIFEST_FILE}, .${PACKAGE_EXTENSION} or .wasm files.`,
  )
}

interface Search {
  readonly cwd: string
  /** Folder and rest of the pattern that were looked at already: `**` reaches them on many ways. */
  readonly seen: Set<string>
  names: number
  readonly found: Set<string>
}

/** @param base what is matched so far, ending in `/` unless empty */
function visit(search: Search, base: string, rest: readonly string[]): void {
  const key = `${base}\0${rest.join('/')}`
  if (search.seen.has(key)) return
  search.seen.add(key)
  const [segment, ...after] = rest
  if (segment === undefined) {
    const path = base.slice(0, -1)
    if (isPlugin(resolve(search.cwd, base || '.'))) search.found.add(path)
    return
  }
  if (segment === '**') visit(search, base, after)
  for (const entry of listFolder(search, base)) {
    const path = `${base}${entry.name}`
    const isFolder = entry.isDirectory()
    if (segment === '**') {
      if (isFolder && matchSegment('*', entry.name, false)) visit(search, `${path}/`, rest)
    } else if (matchSegment(segment, entry.name, false)) {
      if (isFolder || entry.isSymbolicLink()) visit(search, `${path}/`, after)
      if (after.length === 0 && entry.isFile() && isPluginFile(entry.name)) search.found.add(path)
    }
  }
}

function listFolder(search: Search, base: string): Dirent[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(resolve(search.cwd, base || '.'), { withFileTypes: true })
  } catch {
    return []
  }
  search.names += entries.length
  if (search.names <= MAX_NAMES) return entries
  throw new UserError(
    'pattern-too-wide',
    `The pattern looks at more than ${MAX_NAMES} names.`,
    'Name the folder that holds the plugins, for example plugins/*.',
  )
}

/** A folder whose manifest is missing is still meant when it has our project file: `check` says what is missing. */
function isPlugin(folder: string): boolean {
  return existsSync(join(folder, MANIFEST_FILE)) || existsSync(join(folder, PROJECT_FILE))
}

function isPluginFile(name: string): boolean {
  return name.endsWith(`.${PACKAGE_EXTENSION}`) || name.endsWith('.wasm')
}
