import { memorySegments } from '../../../wasm/core/memory-segments.ts'
import type { ToolSchema } from '../tool-schema.ts'
import { INTRINSICS, ScriptEngine, type ScriptFailure } from './script-engine.ts'
import { takeImage } from './take-image.ts'
import { placeToolTable } from './tool-table.ts'
import { warmUp } from './warm-up.ts'

/** Name of the bundle in stacks of errors. */
export const BUNDLE_NAME = 'plugin.js'

/**
 * Bounds of what runs at build time. Steps are loop turns and calls inside the engine: tens of millions take about a second.
 * A top level may take pages up to these; small plugins start with 18, and a call can grow to what the host gives.
 */
export const BUILD_LIMITS = {
  compileSteps: 200_000_000,
  topLevelSteps: 50_000_000,
  compilePages: 2048,
  topLevelPages: 28,
} as const

/**
 * Bytes of JavaScript objects, at build time and in a call. The engine refuses there, with an error that can be caught; with what
 * the allocator adds, they fit into the pages. @source host contract 6.3
 */
const MEMORY_LIMIT_BYTES = { topLevel: 1_200_000, call: 1_400_000 } as const

/** Of the 256 KiB stack; native frames above the last check need the rest. */
const MAX_SCRIPT_STACK_BYTES = 150_000

const ENGINE_OBJECT = { name: 'yoi:engine', methods: ['answer', 'cut', 'log'], hostMethod: 'host' } as const

export interface PluginSnapshot {
  /** Memory after the top level ran: what the component starts from. */
  readonly image: Uint8Array
  readonly toolNames: readonly string[]
  /** Length of the compiled bundle, and what the memory holds more than before it ran. */
  readonly bytecodeBytes: number
  readonly addedBytes: number
}

/** `no-plugin`: the default export is missing or was not made by `defineTools`. */
export type SnapshotFailure =
  | { readonly phase: 'compile' | 'run'; readonly cause: ScriptFailure }
  | { readonly phase: 'no-plugin' }

export type SnapshotOutcome =
  | { readonly ok: true; readonly snapshot: PluginSnapshot }
  | { readonly ok: false; readonly failure: SnapshotFailure }

export interface SnapshotOptions {
  /** Input schemas that the component checks before it calls a tool. */
  readonly schemas?: readonly ToolSchema[]
  /** Gives the SDK the function that calls host APIs; the component must be the one with host imports. */
  readonly usesHostApis?: boolean
}

/**
 * Compiles a bundle to bytecode, runs its top level in an engine without a parser, and takes the memory.
 * @param bundle a script whose last value has the plugin as its property `default`
 */
export function snapshotPlugin(
  compiler: WebAssembly.Module,
  bundle: string,
  { schemas = [], usesHostApis = false }: SnapshotOptions = {},
): SnapshotOutcome {
  const parser = new ScriptEngine(compiler, INTRINSICS.withParser)
  parser.setMaxPages(BUILD_LIMITS.compilePages)
  parser.exports.qjs_set_max_stack_size(MAX_SCRIPT_STACK_BYTES)
  const bytecode = parser.compile(bundle, BUNDLE_NAME, BUILD_LIMITS.compileSteps)
  if (!bytecode.ok) return { ok: false, failure: { phase: 'compile', cause: bytecode.failure } }
  const engine = new ScriptEngine(compiler, INTRINSICS.withoutParser)
  engine.exports.qjs_set_max_stack_size(MAX_SCRIPT_STACK_BYTES)
  engine.setMaxPages(BUILD_LIMITS.topLevelPages)
  engine.exports.qjs_set_memory_limit(MEMORY_LIMIT_BYTES.topLevel)
  const { name, methods, hostMethod } = ENGINE_OBJECT
  engine.defineEngineObject(name, usesHostApis ? [...methods, hostMethod] : methods)
  engine.keepErrorConstructor()
  // Only to look at `Math` puts all of it into the image.
  if (bundle.includes('random')) engine.replaceRandom()
  warmUp(engine, bundle)
  const bytesBefore = filledBytes(engine.memory)
  engine.placeSchemas(schemas)
  return runTopLevel(engine, bytecode.value, bytesBefore)
}

const NO_PLUGIN: SnapshotOutcome = { ok: false, failure: { phase: 'no-plugin' } }

function runTopLevel(engine: ScriptEngine, bytecode: Uint8Array, bytesBefore: number): SnapshotOutcome {
  const steps = BUILD_LIMITS.topLevelSteps
  const bundle = engine.run(bytecode, steps)
  if (!bundle.ok) return { ok: false, failure: { phase: 'run', cause: bundle.failure } }
  const plugin = engine.property(bundle.value, 'default', steps)
  if (!plugin.ok) return { ok: false, failure: { phase: 'run', cause: plugin.failure } }
  const { exports } = engine
  const dispatch = engine.property(plugin.value, 'dispatch', steps)
  const nameList = engine.property(plugin.value, 'toolNames', steps)
  const entries = engine.property(plugin.value, 'entries', steps)
  if (!dispatch.ok || !nameList.ok || !entries.ok) return NO_PLUGIN
  const isPlugin = exports.qjs_is_function(dispatch.value) !== 0
  const toolNames = isPlugin ? parseNames(engine, nameList.value) : null
  if (toolNames === null || !placeToolTable(engine, toolNames, entries.value, steps)) return NO_PLUGIN
  for (const handle of [bundle.value, plugin.value, nameList.value, entries.value])
    exports.qjs_free_value(handle)
  exports.qjs_set_memory_limit(MEMORY_LIMIT_BYTES.call)
  engine.writeWord(Number(exports.memory_limit_address.value), MEMORY_LIMIT_BYTES.call)
  const image = takeImage(engine, dispatch.value)
  const addedBytes = Math.max(0, filledBytes(image) - bytesBefore)
  return { ok: true, snapshot: { image, toolNames, bytecodeBytes: bytecode.length, addedBytes } }
}

/** Bytes that a component stores of a memory. */
function filledBytes(memory: Uint8Array): number {
  return memorySegments(memory).reduce((sum, { bytes }) => sum + bytes.length, 0)
}

/** The names as `defineTools` wrote them; null for what it did not write. */
function parseNames(engine: ScriptEngine, handle: number): readonly string[] | null {
  if (engine.exports.qjs_is_string(handle) === 0) return null
  try {
    const names: unknown = JSON.parse(engine.text(handle))
    return Array.isArray(names) && names.every(name => typeof name === 'string') ? names : null
  } catch {
    return null
  }
}
