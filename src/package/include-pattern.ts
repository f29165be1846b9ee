import { PACKAGE_EXTENSION, PROJECT_FILE } from '../contract/names.ts'
import { checkPackagePath } from '../manifest/package-path.ts'

/** A pattern of `[pack] include`: path parts, each with `*` and `?`; the part `**` stands for any number of folders. */
export interface IncludePattern {
  readonly text: string
  readonly segments: readonly string[]
}

const BUILD_FOLDER = '.yoi-plugin/'

/** Deeper than projects are; each part is a level of recursion in the search. */
const MAX_SEGMENTS = 32

/** Dependencies and sources: no wildcard stands for them, but a pattern may spell them. */
const DEPENDENCIES = 'node_modules'
const SOURCES_AT_ROOT: readonly string[] = ['src', 'target']

/** @returns the pattern, or why it cannot be used */
export function parseIncludePattern(text: string): IncludePattern | string {
  const reason = checkPackagePath(text)
  if (reason !== undefined)
    return text.endsWith('/') ? 'it ends with `/`; write `folder/**` for all files below a folder' : reason
  if (/[[\]{}!]/.test(text)) return 'only the wildcards `*`, `?` and `**` are understood'
  const segments = text.split('/')
  if (segments.some(segment => segment.includes('**') && segment !== '**'))
    return '`**` must stand alone between slashes'
  if (segments.length > MAX_SEGMENTS) return `it has more than ${MAX_SEGMENTS} parts`
  return { text, segments }
}

/**
 * Whether one part of a path fits one part of a pattern. Dot files, sources and dependencies fit only when the pattern
 * spells their first character or their name. Takes time in proportion to both lengths, whatever the pattern: it is a
 * stranger's text, and the matchers built on regular expressions can be made to run for ever.
 */
export function matchSegment(segment: string, name: string, isAtRoot: boolean): boolean {
  if (!/[*?]/.test(segment)) return segment === name
  if (name.startsWith('.') && !segment.startsWith('.')) return false
  if (name === DEPENDENCIES || (isAtRoot && SOURCES_AT_ROOT.includes(name))) return false
  return matchWildcards(segment, name)
}

/** Files that no pattern can add: an earlier archive, our own project file and what `build` leaves behind. @source design 3 */
export function isNeverPacked(path: string): boolean {
  return (
    path.toLowerCase().endsWith(`.${PACKAGE_EXTENSION}`) ||
    path === PROJECT_FILE ||
    path.startsWith(BUILD_FOLDER)
  )
}

/** Greedy matching that goes back to the last `*` only: at most pattern length times text length steps. */
function matchWildcards(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let retry = 0
  for (let index = 0; index < text.length; ) {
    if (pattern[at] === '*') {
      star = at++
      retry = index
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at++
      index++
    } else if (star >= 0) {
      at = star + 1
      index = ++retry
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
