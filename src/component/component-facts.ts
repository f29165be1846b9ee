import type { World } from '../contract/worlds.ts'

/** What the bytes are. `placeholder` is the host template's text stub; `text` any other printable file. */
export type ArtifactFormat = 'component' | 'core-module' | 'placeholder' | 'text' | 'unknown'

/** A function or type by name; `type` is spelled as in WIT, without parameter names. */
export interface NamedTypeFact {
  readonly name: string
  readonly type: string
}

/** One import or export at the root of a component; `type` is spelled as in WIT, e.g. `func(string, string) -> string`. */
export interface ExternFact {
  readonly name: string
  readonly kind: 'func' | 'instance' | 'type' | 'component' | 'core-module' | 'value'
  readonly type: string
  /** Functions inside an instance, in order; empty for other kinds. */
  readonly functions: readonly NamedTypeFact[]
  /** Types that an instance gives, in order; absent when there are none. */
  readonly types?: readonly NamedTypeFact[]
}

/** Why bytes could not be read; `offset` counts bytes from the start of the artifact. Names in `reason` are escaped. */
export interface Refusal {
  readonly kind: 'malformed' | 'unsupported'
  readonly reason: string
  readonly offset: number
}

export interface CustomSectionFact {
  readonly name: string
  readonly byteLength: number
}

/** One core module, wherever it is nested. Pages are 64 KiB; sizes are bytes. */
export interface CoreModuleFacts {
  /** Where the module starts in the artifact. */
  readonly offset: number
  readonly byteLength: number
  readonly codeBytes: number
  readonly dataBytes: number
  readonly functions: number
  readonly imports: readonly { readonly module: string; readonly name: string; readonly kind: string }[]
  readonly exports: readonly { readonly name: string; readonly kind: string }[]
  /** Memories and tables that the module defines; imported ones belong to another module. */
  readonly memories: readonly MemoryFact[]
  readonly tables: readonly { readonly minElements: number; readonly maxElements: number | null }[]
  readonly customSections: readonly CustomSectionFact[]
  /** Why this module could not be read; its other facts are then empty. */
  readonly refusal?: Refusal
}

export interface MemoryFact {
  readonly minPages: number
  readonly maxPages: number | null
  readonly isShared: boolean
  readonly is64: boolean
}

/** What instantiation will use, over all nested components. @source host contract 6.3 */
export interface Footprint {
  readonly coreInstances: number
  readonly memories: number
  readonly tables: number
  readonly memoryPages: number
  readonly tableElements: number
}

/** One entry of a `producers` section: what a file was written in, processed by, or built with. */
export interface ProducerFact {
  readonly field: string
  readonly name: string
  readonly version: string
}

/** Everything known about an artifact from its bytes, without compiling or running it. Plain JSON. */
export interface ComponentFacts {
  readonly format: ArtifactFormat
  readonly byteLength: number
  /** Why the bytes could not be read to the end or do not fit together; absent when all is well. */
  readonly refusal?: Refusal
  readonly imports: readonly ExternFact[]
  readonly exports: readonly ExternFact[]
  readonly nestedComponents: number
  readonly coreModules: readonly CoreModuleFacts[]
  readonly footprint: Footprint
  /** Sections of the component and of those nested in it; those of core modules stand with the module. */
  readonly customSections: readonly CustomSectionFact[]
  readonly producers: readonly ProducerFact[]
  /** JavaScript engine or language runtime inside, where the producers tell; null when they do not. */
  readonly engine: string | null
  /** Worlds whose exports are all there with the right types. */
  readonly fits: readonly World[]
  /** Signs of the retired raw ABI: `yoi_tool_call`, `yoi:tool`, ... */
  readonly legacySigns: readonly string[]
}
