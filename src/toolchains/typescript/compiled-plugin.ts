import type { Finding } from '../../finding.ts'
import type { ComponentSize } from '../build-result.ts'
import type { Bundle } from './bundle.ts'
import type { HostFunctionUse } from './find-host-functions.ts'
import type { ScopeAnalysis } from './script/analyse-scopes.ts'
import type { ToolSchema } from './tool-schema.ts'

/** What an engine makes a component from. */
export interface PluginCode {
  /** Absolute, without links. */
  readonly projectDir: string
  /** Path of the entry in the project, with `/`, and its text. */
  readonly entry: string
  readonly source: string
  readonly bundle: Bundle
  /** Undefined for a bundle that is no JavaScript. */
  readonly analysis: ScopeAnalysis | undefined
  readonly hostFunctions: readonly HostFunctionUse[]
  readonly schemas: readonly ToolSchema[]
}

/** The code as an engine holds it, or what is wrong with it. */
export type CompiledPlugin =
  | {
      readonly ok: true
      /** Name of the engine in records, e.g. `quickjs@1`. */
      readonly engine: string
      /** Names of the tools that the default export declares. */
      readonly toolNames: readonly string[]
      /** Of the code that stacks speak of, where that is not the bundle. */
      readonly sourceMap?: string
      /** The component; not asked for when a finding forbids it. */
      assemble(): Uint8Array
      /** How much of the component is code of the application, and how much data that its top level left; absent where nobody knows. */
      readonly share?: Pick<ComponentSize, 'applicationBytes' | 'dataBytes'>
    }
  | { readonly ok: false; readonly findings: readonly Finding[] }

/** Turns the code of a plugin into a component. @throws UserError when the environment is at fault */
export type CompilePlugin = (code: PluginCode) => Promise<CompiledPlugin> | CompiledPlugin
