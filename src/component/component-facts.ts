import type { World } from '../contract/worlds.ts'

/** What the bytes are. `placeholder` is the host template's text stub; `text` any other printable file. */
export type ArtifactFormat = 'component' | 'core-module' | 'placeholder' | 'text' | 'unknown'

/** One import or export at the root of a component; `type` is spelled as in WIT, e.g. `func(string, string) -> string`. */
export interface ExternFact {
  readonly name: string
  readonly kind: 'func' | 'instance' | 'type' | 'component' | 'core-module' | 'value'
  readonly type: string
  /** Functions inside an instance, in order; empty for other kinds. */
  readonly functions: readonly { readonly name: string; readonly type: string }[]
}

/** One core module, wherever it is nested. Pages are 64 KiB; sizes are bytes. */
export interface CoreModuleFacts {
  readonly byteLength: number
  readonly codeBytes: number
  readonly dataBytes: number
  readonly functions: number
  readonly imports: readonly { readonly module: string; readonly name: string; readonly kind: string }[]
  readonly exports: readonly { readonly name: string; readonly kind: string }[]
  readonly memories: readonly { readonly minPages: number; readonly maxPages: number | null }[]
  readonly tables: readonly { readonly minElements: number; readonly maxElements: number | null }[]
}

/** What instantiation will use, over all nested components. @source host contract 6.3 */
export interface Footprint {
  readonly coreInstances: number
  readonly memories: number
  readonly tables: number
  readonly memoryPages: number
  readonly tableElements: number
}

/** Everything known about an artifact from its bytes, without compiling or running it. Plain JSON. */
export interface ComponentFacts {
  readonly format: ArtifactFormat
  readonly byteLength: number
  /** Why the bytes could not be read to the end; absent when they could. */
  readonly refusal?: { readonly reason: string; readonly offset: number }
  readonly imports: readonly ExternFact[]
  readonly exports: readonly ExternFact[]
  readonly coreModules: readonly CoreModuleFacts[]
  readonly footprint: Footprint
  readonly customSections: readonly { readonly name: string; readonly byteLength: number }[]
  /** Worlds whose exports are all there with the right types. */
  readonly fits: readonly World[]
  /** Signs of the retired raw ABI: `yoi_tool_call`, `yoi:tool`, ... */
  readonly legacySigns: readonly string[]
}
