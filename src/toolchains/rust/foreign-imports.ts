import { HOST_API_INTERFACES } from '../../contract/worlds.ts'
import type { Finding } from '../../finding.ts'
import { escapeText, quote, quoteFirst } from '../../quote.ts'
import type { CoreModule } from '../../wasm/core/core-module.ts'
import { type CargoMetadata, shortestWay } from './cargo-metadata.ts'

/** Systems that a crate may expect around it, by the modules that they import and the crates that bring them in. */
const SYSTEMS = [
  {
    name: 'JavaScript through wasm-bindgen',
    modules: /^(__wbindgen|wbg$)/,
    crates: ['wasm-bindgen', 'js-sys', 'web-sys'],
  },
  { name: 'WASI', modules: /^wasi/, crates: ['wasi', 'wasip2', 'wasip3', 'wasi-common'] },
] as const

const HOST_APIS: readonly string[] = Object.values(HOST_API_INTERFACES)
const SHOWN_NAMES = 3

/**
 * Imports that Yoi does not have, with the crates that brought them in where that can be told; one finding for each system. They are
 * linked silently: rustc takes a function that nobody defines for an import.
 * @param packageId the plugin's own, where the way to the crate begins
 * @source host contract 6.2
 */
export function foreignImports(module: CoreModule, metadata: CargoMetadata, packageId: string): Finding[] {
  const groups = new Map<string, Imports>()
  for (const { module: from, name } of module.imports) {
    if (HOST_APIS.includes(from)) continue
    const system = SYSTEMS.find(({ modules }) => modules.test(from))
    const key = system?.name ?? from
    const group = groups.get(key) ?? { system, modules: new Set(), names: [] }
    group.modules.add(from)
    group.names.push(name)
    groups.set(key, group)
  }
  return [...groups.values()].map(imports => finding(imports, metadata, packageId))
}

interface Imports {
  readonly system: (typeof SYSTEMS)[number] | undefined
  readonly modules: Set<string>
  readonly names: string[]
}

function finding({ system, modules, names }: Imports, metadata: CargoMetadata, packageId: string): Finding {
  const crates: readonly string[] = system?.crates ?? []
  const way = shortestWay(metadata, packageId, ({ name }) => crates.includes(name))
  return {
    rule: 'build/foreign-import',
    severity: 'error',
    message:
      `The compiled module imports ${quoteFirst(names, SHOWN_NAMES)} from ${[...modules].map(quote).join(' and ')}` +
      `${system ? ` (${system.name})` : ''}${way ? `: ${way.map(name => escapeText(name)).join(' -> ')}` : ''}.`,
    why: 'Yoi offers request, websocket and fs and nothing else; it refuses a component with any other import.',
    fix: way
      ? `Switch off the feature of ${quote(way[1] ?? way[0] ?? '')} that needs it, or use another crate.`
      : 'Find the crate that declares these functions with `cargo tree`, and do without it.',
    at: { file: 'Cargo.toml' },
  }
}
