import { readFileSync } from 'node:fs'
import { asset } from '../../src/assets.io.ts'
import { TOOL_WORLD } from '../../src/contract/worlds.ts'
import { inferGrants } from '../../src/grants/infer-grants.ts'
import { hostLoadedPlugin } from '../../src/host/host-loaded-plugin.ts'
import type { HostedPlugin } from '../../src/host/hosted-plugin.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import type { LoadedPlugin } from '../../src/package/loaded-plugin.ts'
import { assemble } from './assemble.ts'

/** A loaded package of the tool world around component bytes. */
export function toolPlugin(component: Uint8Array, tools: readonly string[] = ['example_echo']): LoadedPlugin {
  const path = 'plugin.component.wasm'
  return {
    inputKind: 'directory',
    inputPath: '.',
    files: new Map([[path, component]]),
    digest: `sha256:${'0'.repeat(64)}`,
    componentPath: path,
    manifest: toolManifest(tools, path),
    findings: [],
  }
}

/** The same as a host takes it, granted what its manifest requests. */
export function hostedTool(component: Uint8Array, tools?: readonly string[]): HostedPlugin {
  return hostAsRequested(toolPlugin(component, tools))
}

export function hostAsRequested(plugin: LoadedPlugin): HostedPlugin {
  return hostLoadedPlugin(plugin, inferGrants(plugin.manifest!))!
}

function toolManifest(tools: readonly string[], component: string): Manifest {
  return {
    schema_version: 1,
    id: 'example.echo',
    name: 'Echo',
    version: '0.1.0',
    description: null,
    surfaces: ['tool'],
    runtime: { kind: 'wasm-component', entry: null, abi: null, component, world: TOOL_WORLD },
    hooks: [],
    tools: tools.map(name => ({
      name,
      description: `Describes ${name}.`,
      input_schema: { type: 'object' },
      external_write: false,
    })),
    services: [],
    ingresses: [],
    permissions: [
      { kind: 'surface', surface: 'tool' },
      ...tools.map(name => ({ kind: 'tool', name }) as const),
    ],
    request: [],
    websocket: [],
  }
}

/** What tests put into `test/guests/tool.wat`. */
export interface GuestParts {
  /** Core module fields before the functions; a memory of one page unless given. */
  readonly fields?: string
  /** Body of `call`. */
  readonly call: string
  /** Further canonical options, e.g. a post-return function. */
  readonly options?: string
}

export const ONE_PAGE = '(memory (export "memory") 1)'

/** Assembles a tool component whose `call` does what a test wants. */
export function assembleTool({ fields = ONE_PAGE, call, options = '' }: GuestParts): Promise<Uint8Array> {
  const template = readFileSync(asset('test/guests/tool.wat'), 'utf8')
  const text = template
    .replace(';;FIELDS', () => fields)
    .replace(';;CALL', () => call)
    .replace(';;OPTIONS', () => options)
  return assemble(text)
}

/** Code that answers with the bytes at `pointer`; `(pointer, length)` are stored at address 0. */
export function answer(pointer: number, length: number): string {
  return `(i32.store (i32.const 0) (i32.const ${pointer})) (i32.store (i32.const 4) (i32.const ${length})) (i32.const 0)`
}
