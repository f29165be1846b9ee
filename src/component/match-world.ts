import { LEGACY } from '../contract/names.ts'
import {
  HOST_API_FUNCTIONS,
  HOST_API_INTERFACES,
  HOST_APIS,
  type HostApi,
  WORLD_EXPORTS,
  WORLDS,
  type World,
  type WorldFunction,
} from '../contract/worlds.ts'
import type { ComponentFacts, ExternFact } from './component-facts.ts'

/** One way in which a component differs from a world. Each has a rule of its own. */
export type WorldProblem =
  /** The world has the export, the component has not. */
  | 'missing-export'
  /** A function of the world inside an exported instance: the host looks at the root only. */
  | 'export-inside-instance'
  /** The export is there with another type, or is no function. */
  | 'mistyped-export'
  /** An export that the host ignores. */
  | 'extra-export'
  /** `yoi:host/https@1.0.0`, replaced by `request`. */
  | 'retired-import'
  | 'wasi-import'
  /** A host API in another version than 1.0.0, or without one. */
  | 'import-version'
  /** `yoi:host/...` that is no host API. */
  | 'unknown-host-api'
  /** A function, type or module imported at the root under a plain name. */
  | 'bare-import'
  /** Any other interface. */
  | 'foreign-import'
  /** A host API asked for a function that it does not have. */
  | 'unknown-host-function'
  /** A host API, or a function of one, with another type. */
  | 'mistyped-import'

export interface WorldMismatch {
  readonly problem: WorldProblem
  /** The export or import; `interface#function` for a function of an interface. */
  readonly name: string
  /** Spelled types; null where there is none to tell. */
  readonly expected: string | null
  readonly found: string | null
}

type Externs = Pick<ComponentFacts, 'imports' | 'exports'>

/**
 * Compares a component with a world: every missing, extra and mistyped export and import, exports first.
 * Whether the manifest permits an imported host API is not asked here.
 * @source host contract 6.1, 6.2
 */
export function matchWorld(facts: Externs, world: World): WorldMismatch[] {
  return [...matchExports(facts.exports, world), ...facts.imports.flatMap(matchImport)]
}

/** Worlds whose exports are all there with the right types, in the order of the contract. */
export function fittingWorlds(facts: Externs): World[] {
  return WORLDS.filter(world =>
    matchExports(facts.exports, world).every(each => each.problem === 'extra-export'),
  )
}

/**
 * The world that a component without a manifest was most likely meant for: the one that shares the most export names.
 * @returns null when it exports no name of either world
 */
export function inferWorld(facts: Externs): World | null {
  const shared = WORLDS.map(world => ({
    world,
    count: WORLD_EXPORTS[world].filter(wanted => locate(facts.exports, wanted.name)).length,
  })).sort((one, other) => other.count - one.count)
  return shared[0] && shared[0].count > 0 ? shared[0].world : null
}

/** Spells a signature of the contract as the facts spell types. */
export function spellWorldFunction({ params, result }: WorldFunction): string {
  return `func(${params.join(', ')}) -> ${result}`
}

function matchExports(exports: readonly ExternFact[], world: World): WorldMismatch[] {
  const wanted = WORLD_EXPORTS[world]
  const names = wanted.map(each => each.name)
  const missing = wanted.flatMap(each => matchExport(exports, each))
  const extra = exports.filter(
    entry => !names.includes(entry.name) && !entry.functions.some(each => names.includes(each.name)),
  )
  return [...missing, ...extra.map(entry => mismatch('extra-export', entry.name, null, entry.type))]
}

function matchExport(exports: readonly ExternFact[], wanted: WorldFunction): WorldMismatch[] {
  const expected = spellWorldFunction(wanted)
  const entry = locate(exports, wanted.name)
  if (entry === undefined) return [mismatch('missing-export', wanted.name, expected, null)]
  if (entry.name !== wanted.name) {
    const found = entry.functions.find(each => each.name === wanted.name)!
    return [mismatch('export-inside-instance', `${entry.name}#${wanted.name}`, expected, found.type)]
  }
  return entry.kind === 'func' && entry.type === expected
    ? []
    : [mismatch('mistyped-export', wanted.name, expected, entry.type)]
}

/** The root export of that name, or else the instance that holds such a function. */
function locate(exports: readonly ExternFact[], name: string): ExternFact | undefined {
  return (
    exports.find(entry => entry.name === name) ??
    exports.find(entry => entry.functions.some(each => each.name === name))
  )
}

function matchImport(entry: ExternFact): WorldMismatch[] {
  const api = HOST_APIS.find(each => HOST_API_INTERFACES[each] === entry.name)
  if (api !== undefined) return matchHostApi(entry, api)
  return [mismatch(refusedImport(entry), entry.name, expectedFor(entry.name), entry.type)]
}

function matchHostApi(entry: ExternFact, api: HostApi): WorldMismatch[] {
  if (entry.kind !== 'instance') return [mismatch('mistyped-import', entry.name, 'instance', entry.type)]
  return entry.functions.flatMap(({ name, type }) => {
    const wanted = HOST_API_FUNCTIONS[api].find(each => each.name === name)
    const path = `${entry.name}#${name}`
    if (wanted === undefined) return [mismatch('unknown-host-function', path, null, type)]
    const expected = spellWorldFunction(wanted)
    return type === expected ? [] : [mismatch('mistyped-import', path, expected, type)]
  })
}

function refusedImport({ name }: ExternFact): WorldProblem {
  if (withoutVersion(name) === withoutVersion(LEGACY.httpsInterface)) return 'retired-import'
  if (name.startsWith('wasi:')) return 'wasi-import'
  if (expectedFor(name) !== null) return 'import-version'
  if (name.startsWith('yoi:host/')) return 'unknown-host-api'
  return name.includes(':') ? 'foreign-import' : 'bare-import'
}

/** The host API of the same name in the version that the host has, or null. */
function expectedFor(name: string): string | null {
  const same = Object.values(HOST_API_INTERFACES).find(each => withoutVersion(each) === withoutVersion(name))
  if (same !== undefined) return same
  return withoutVersion(name) === withoutVersion(LEGACY.httpsInterface) ? HOST_API_INTERFACES.request : null
}

function withoutVersion(name: string): string {
  const at = name.indexOf('@')
  return at < 0 ? name : name.slice(0, at)
}

function mismatch(
  problem: WorldProblem,
  name: string,
  expected: string | null,
  found: string | null,
): WorldMismatch {
  return { problem, name, expected, found }
}
