import { INTRINSICS, ScriptEngine, type ScriptFailure } from './script-engine.ts'
import { takeImage } from './take-image.ts'

/** Name of the bundle in stacks of errors. */
export const BUNDLE_NAME = 'plugin.js'

/** Bounds of what runs at build time. Steps are loop turns and calls inside the engine: tens of millions take about a second. */
export const BUILD_LIMITS = {
  compileSteps: 200_000_000,
  topLevelSteps: 50_000_000,
  compilePages: 2048,
} as const

/** Bytes of JavaScript objects; with what the allocator adds they fit into the memory of the host. @source host contract 6.3 */
const MEMORY_LIMIT_BYTES = 1_400_000

/** Of the 256 KiB stack; native frames above the last check need the rest. */
const MAX_SCRIPT_STACK_BYTES = 150_000

const ENGINE_OBJECT = { name: 'yoi:engine', methods: ['answer', 'cut'] } as const

export interface PluginSnapshot {
  /** Memory after the top level ran: what the component starts from. */
  readonly image: Uint8Array
  readonly toolNames: readonly string[]
}

/** `no-plugin`: the default export is missing or was not made by `defineTools`. */
export type SnapshotFailure =
  | { readonly phase: 'compile' | 'run'; readonly cause: ScriptFailure }
  | { readonly phase: 'no-plugin' }

export type SnapshotOutcome =
  | { readonly ok: true; readonly snapshot: PluginSnapshot }
  | { readonly ok: false; readonly failure: SnapshotFailure }

/**
 * Compiles a bundle to bytecode, runs its top level in an engine without a parser, and takes the memory.
 * @param bundle a script whose last value has the plugin as its property `default`
 * @param keepDebug keeps line numbers, to place an error; a component is built without
 */
export function snapshotPlugin(
  compiler: WebAssembly.Module,
  bundle: string,
  keepDebug = false,
): SnapshotOutcome {
  const parser = new ScriptEngine(compiler, INTRINSICS.withParser)
  parser.setMaxPages(BUILD_LIMITS.compilePages)
  parser.exports.qjs_set_max_stack_size(MAX_SCRIPT_STACK_BYTES)
  const bytecode = parser.compile(bundle, BUNDLE_NAME, keepDebug, BUILD_LIMITS.compileSteps)
  if (!bytecode.ok) return { ok: false, failure: { phase: 'compile', cause: bytecode.failure } }
  const engine = new ScriptEngine(compiler, INTRINSICS.withoutParser)
  engine.exports.qjs_set_max_stack_size(MAX_SCRIPT_STACK_BYTES)
  engine.exports.qjs_set_memory_limit(MEMORY_LIMIT_BYTES)
  engine.defineEngineObject(ENGINE_OBJECT.name, ENGINE_OBJECT.methods)
  return runTopLevel(engine, bytecode.value)
}

function runTopLevel(engine: ScriptEngine, bytecode: Uint8Array): SnapshotOutcome {
  const steps = BUILD_LIMITS.topLevelSteps
  const bundle = engine.run(bytecode, steps)
  if (!bundle.ok) return { ok: false, failure: { phase: 'run', cause: bundle.failure } }
  const plugin = engine.property(bundle.value, 'default', steps)
  if (!plugin.ok) return { ok: false, failure: { phase: 'run', cause: plugin.failure } }
  const { exports } = engine
  const dispatch = engine.property(plugin.value, 'dispatch', steps)
  const toolNames = engine.property(plugin.value, 'toolNames', steps)
  if (!dispatch.ok || !toolNames.ok || exports.qjs_is_function(dispatch.value) === 0) {
    return { ok: false, failure: { phase: 'no-plugin' } }
  }
  const names: readonly string[] = JSON.parse(engine.text(toolNames.value))
  for (const handle of [bundle.value, plugin.value, toolNames.value]) exports.qjs_free_value(handle)
  return { ok: true, snapshot: { image: takeImage(engine, dispatch.value), toolNames: names } }
}
