import type { ToolSchema } from '../tool-schema.ts'
import { claimLowPages } from './claim-low-pages.ts'
import type { CompilerExports } from './compiler-exports.ts'
import { writeSchemaTables } from './schema-tables.ts'

/** Why code did not finish: it threw, it used up its steps, or it broke the engine. Texts come from the plugin. */
export type ScriptFailure =
  | { readonly kind: 'thrown'; readonly message: string; readonly stack: string }
  | { readonly kind: 'steps' }
  | { readonly kind: 'trap' }

export type ScriptOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: ScriptFailure }

/** Sets of built-in objects that the engine starts with; the second one has no parser, as in a component. */
export const INTRINSICS = { withParser: 0x1fff, withoutParser: 0x1ffd } as const

/** Keeps the line table of a script and drops its text. */
const STRIP_SOURCE = 16

/** For the engine's own code, which always comes to its end. */
const UNBOUNDED_STEPS = 0x7fffffff

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** One instance of the compiler engine: compiles JavaScript, runs it in bounded steps, looks at values by handle. */
export class ScriptEngine {
  readonly exports: CompilerExports

  constructor(module: WebAssembly.Module, intrinsics: number) {
    this.exports = new WebAssembly.Instance(module).exports as unknown as CompilerExports
    this.exports.steps.value = UNBOUNDED_STEPS
    this.exports._initialize()
    claimLowPages(this.exports)
    if (this.exports.qjs_init2(intrinsics) !== 0) throw new Error('the QuickJS engine does not start')
  }

  /** Pages that the engine may grow to. */
  setMaxPages(pages: number): void {
    this.writeWord(Number(this.exports.max_pages_address.value), pages)
  }

  get memory(): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer)
  }

  /** Compiles a script without running it, with line numbers for the stacks of errors. */
  compile(code: string, fileName: string, steps: number): ScriptOutcome<Uint8Array> {
    const { exports } = this
    const source = this.writeText(code)
    const lengthOut = exports.wasm_malloc(4)
    return this.bounded(steps, () => {
      const name = this.writeText(fileName).address
      const address = exports.qjs_compile(source.address, source.length, name, 0, STRIP_SOURCE, lengthOut)
      if (address === 0) return this.takeException()
      return { ok: true, value: this.memory.slice(address, address + this.readWord(lengthOut)) }
    })
  }

  /** Runs a compiled script and the jobs of its promises, none of which may be rejected. @returns a handle of its last value */
  run(bytecode: Uint8Array, steps: number): ScriptOutcome<number> {
    const { exports } = this
    const address = exports.wasm_malloc(bytecode.length)
    this.memory.set(bytecode, address)
    exports.qjs_set_promise_rejection_handler(1)
    const outcome = this.bounded<number>(steps, () => {
      const handle = exports.qjs_eval_bytecode(address, bytecode.length)
      if (exports.qjs_is_exception(handle) !== 0) return this.takeException()
      while (exports.qjs_is_job_pending() !== 0) {
        if (exports.qjs_execute_pending_job() < 0) return this.takeException()
      }
      if (this.readWord(Number(exports.rejections_address.value)) === 0) return { ok: true, value: handle }
      return this.thrown(this.readWord(Number(exports.reason_address.value)))
    })
    exports.qjs_set_promise_rejection_handler(0)
    // What a freed block holds would stay in the image of the memory.
    this.memory.fill(0, address, address + bytecode.length)
    if (outcome.ok) exports.wasm_free(address)
    return outcome
  }

  /** A property of an object as a new handle; getters run in bounded steps. */
  property(object: number, name: string, steps: number): ScriptOutcome<number> {
    const { exports } = this
    const key = this.writeText(name).address
    const outcome = this.bounded<number>(steps, () => {
      const handle = exports.qjs_get_prop_string(object, key)
      return exports.qjs_is_exception(handle) !== 0 ? this.takeException() : { ok: true, value: handle }
    })
    if (outcome.ok) exports.wasm_free(key)
    return outcome
  }

  /** Gives the script a global object whose methods are the functions linked into the engine. */
  defineEngineObject(name: string, methods: readonly string[]): void {
    const { exports } = this
    const object = exports.qjs_new_object()
    for (const method of methods) {
      const { address, length } = this.writeText(method)
      const callable = exports.qjs_new_host_function(address, length, 0)
      exports.qjs_set_prop_string(object, address, callable)
      exports.qjs_free_value(callable)
      exports.wasm_free(address)
    }
    const globals = exports.qjs_get_global()
    const key = this.writeText(name).address
    exports.qjs_set_prop_string(globals, key, object)
    for (const handle of [globals, object]) exports.qjs_free_value(handle)
    exports.wasm_free(key)
  }

  /** Puts the tables of the input schemas where `schema.wat` finds them. */
  placeSchemas(schemas: readonly ToolSchema[]): void {
    const { byteLength } = writeSchemaTables(schemas, 0)
    const address = this.exports.wasm_malloc(byteLength)
    if (address === 0) throw new Error('the input schemas do not fit into the memory')
    this.memory.set(writeSchemaTables(schemas, address), address)
    this.writeWord(Number(this.exports.schemas_address.value), address)
  }

  /** Keeps the constructor of errors, which tells `trace.wat` where the script is. */
  keepErrorConstructor(): void {
    this.writeWord(Number(this.exports.error_address.value), this.global('Error'))
  }

  /** Makes `Math.random` the one of `trace.wat`, which every call seeds. */
  replaceRandom(): void {
    const { exports } = this
    const math = this.global('Math')
    const { address, length } = this.writeText('random')
    const random = exports.qjs_new_host_function(address, length, 0)
    exports.qjs_set_prop_string(math, address, random)
    exports.wasm_free(address)
    for (const handle of [math, random]) exports.qjs_free_value(handle)
  }

  /** Looks up a property of a property of the global object, without a trace but what the engine makes at its first use. */
  touch(path: readonly string[]): void {
    const { exports } = this
    let handle = exports.qjs_get_global()
    for (const name of path) {
      const key = this.writeText(name).address
      const next = exports.qjs_get_prop_string(handle, key)
      exports.wasm_free(key)
      exports.qjs_free_value(handle)
      handle = next
    }
    exports.qjs_free_value(handle)
  }

  private global(name: string): number {
    const { exports } = this
    const globals = exports.qjs_get_global()
    const key = this.writeText(name).address
    const handle = exports.qjs_get_prop_string(globals, key)
    exports.wasm_free(key)
    exports.qjs_free_value(globals)
    return handle
  }

  /** `undefined` as it stands in memory: see the tags in `abi.wat`. */
  undefinedValue(): bigint {
    const { exports } = this
    const handle = exports.qjs_get_undefined()
    const value = new DataView(exports.memory.buffer).getBigInt64(handle, true)
    exports.qjs_free_value(handle)
    return value
  }

  /** The engine's number for a property name, which stays valid. */
  atom(name: string): number {
    const { exports } = this
    const { address, length } = this.writeText(name)
    const atom = exports.JS_NewAtomLen(exports.qjs_get_context_ptr(), address, length)
    exports.wasm_free(address)
    return atom
  }

  text(handle: number): string {
    const { exports } = this
    const lengthOut = exports.wasm_malloc(4)
    const address = exports.qjs_get_string_len(handle, lengthOut)
    const text =
      address === 0 ? '' : decoder.decode(this.memory.slice(address, address + this.readWord(lengthOut)))
    if (address !== 0) exports.qjs_free_cstring(address)
    exports.wasm_free(lengthOut)
    return text
  }

  writeWord(address: number, value: number): void {
    new DataView(this.exports.memory.buffer).setUint32(address, value, true)
  }

  private readWord(address: number): number {
    return new DataView(this.exports.memory.buffer).getUint32(address, true)
  }

  /** NUL-terminated; the length is without it. */
  private writeText(text: string): { address: number; length: number } {
    const bytes = encoder.encode(`${text}\0`)
    const address = this.exports.wasm_malloc(bytes.length)
    this.memory.set(bytes, address)
    return { address, length: bytes.length - 1 }
  }

  private bounded<Value>(steps: number, work: () => ScriptOutcome<Value>): ScriptOutcome<Value> {
    const counter = this.exports.steps
    counter.value = steps
    try {
      return work()
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error
      return { ok: false, failure: { kind: counter.value === 0 ? 'steps' : 'trap' } }
    } finally {
      counter.value = UNBOUNDED_STEPS
    }
  }

  private takeException(): { ok: false; failure: ScriptFailure } {
    return this.thrown(this.exports.qjs_get_exception())
  }

  private thrown(error: number): { ok: false; failure: ScriptFailure } {
    const stack = this.exports.qjs_get_prop_string(error, this.writeText('stack').address)
    return { ok: false, failure: { kind: 'thrown', message: this.text(error), stack: this.text(stack) } }
  }
}
