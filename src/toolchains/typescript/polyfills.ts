import type { ScopeAnalysis } from './script/analyse-scopes.ts'
import { findGlobalUses } from './script/find-global-uses.ts'

/** Globals that the build adds where they are used, and the file in `dist/pdk/polyfills` that has them. */
const POLYFILLS: Readonly<Record<string, string>> = {
  TextEncoder: 'text-encoder',
  TextDecoder: 'text-decoder',
  URL: 'url',
  URLSearchParams: 'url',
  structuredClone: 'structured-clone',
}

/** What to add to a bundle. */
export interface NeededPolyfills {
  readonly names: readonly string[]
  /** Names of files without `.js`. */
  readonly files: readonly string[]
}

/** Files with code of packages, whose licences travel with it: beside each is a `.NOTICE.txt`. */
export const FOREIGN_POLYFILLS: readonly string[] = ['url']

/** The polyfills that a script asks for by name, in a fixed order. */
export function findPolyfills(analysis: ScopeAnalysis): NeededPolyfills {
  const isWanted = (name: string) => Object.hasOwn(POLYFILLS, name)
  const used = new Set(findGlobalUses(analysis, { isWanted, countsGuarded: true }).map(({ name }) => name))
  const names = Object.keys(POLYFILLS).filter(name => used.has(name))
  return { names, files: [...new Set(names.map(name => POLYFILLS[name]!))] }
}
