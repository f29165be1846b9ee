import type { Finding } from '../../finding.ts'
import { escapeText, quote } from '../../quote.ts'
import type { CoreModule } from '../../wasm/core/core-module.ts'
import type { CargoMetadata } from './cargo-metadata.ts'

/** Systems that a crate may expect around it, by the modules that they import and the crates that bring them in. */
const SYSTEMS = [
  {
    name: 'JavaScript through wasm-bindgen',
    modules: /^(__wbindgen|wbg$)/,
    crates: ['wasm-bindgen', 'js-sys', 'web-sys'],
  },
  { name: 'WASI', modules: /^wasi/, crates: ['wasi', 'wasip2', 'wasip3', 'wasi-common'] },
] as const

const HOST_API = /^yoi:host\//
const SHOWN_NAMES = 3

/**
 * Imports that Yoi does not have, with the crates that brought them in where that can be told. They are linked silently: rustc takes
 * a function that nobody defines for an import.
 * @param packageId the plugin's own, where the way to the crate begins
 * @source host contract 6.2
 */
export function foreignImports(module: CoreModule, metadata: CargoMetadata, packageId: string): Finding[] {
  const byModule = new Map<string, string[]>()
  for (const { module: from, name } of module.imports)
    if (!HOST_API.test(from)) byModule.set(from, [...(byModule.get(from) ?? []), name])
  return [...byModule].map(([from, names]) => finding(from, names, { metadata, packageId }))
}

interface Crates {
  readonly metadata: CargoMetadata
  readonly packageId: string
}

function finding(from: string, names: readonly string[], crates: Crates): Finding {
  const system = SYSTEMS.find(({ modules }) => modules.test(from))
  const way = system && shortestWay(crates, system.crates)
  const shown = names.slice(0, SHOWN_NAMES).map(quote).join(', ')
  const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : ''
  return {
    rule: 'build/foreign-import',
    severity: 'error',
    message:
      `The compiled module imports ${shown}${more} from ${quote(from)}` +
      `${system ? ` (${system.name})` : ''}${way ? `: ${way.map(name => escapeText(name)).join(' -> ')}` : ''}.`,
    why: 'Yoi offers request, websocket and fs and nothing else; it refuses a component with any other import.',
    fix: way
      ? `Switch off the feature of ${quote(way[1] ?? way[0] ?? '')} that needs it, or use another crate.`
      : 'Find the crate that declares these functions with `cargo tree`, and do without it.',
    at: { file: 'Cargo.toml' },
  }
}

/** Names from the plugin to the nearest of some crates; undefined when it depends on none of them. */
function shortestWay(
  { metadata, packageId }: Crates,
  wanted: readonly string[],
): readonly string[] | undefined {
  const nodes = new Map(metadata.resolve.nodes.map(node => [node.id, node.dependencies]))
  const names = new Map(metadata.packages.map(({ id, name }) => [id, name]))
  const before = new Map<string, string | null>([[packageId, null]])
  for (const id of before.keys()) {
    if (wanted.includes(names.get(id) ?? '')) return wayTo(id, before).map(step => names.get(step) ?? step)
    for (const next of nodes.get(id) ?? []) if (!before.has(next)) before.set(next, id)
  }
  return undefined
}

function wayTo(end: string, before: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = []
  for (let id: string | null = end; id !== null; id = before.get(id) ?? null) way.unshift(id)
  return way
}
