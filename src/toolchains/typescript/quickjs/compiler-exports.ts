/** What the build of a plugin calls in the compiler engine. Handles are addresses of values; text is UTF-8 in memory. */
export interface CompilerExports {
  readonly memory: WebAssembly.Memory
  /** Steps that are left: see `countSteps`. */
  readonly steps: WebAssembly.Global
  readonly __stack_pointer: WebAssembly.Global
  readonly dispatch_address: WebAssembly.Global
  readonly tools_address: WebAssembly.Global
  readonly summary_address: WebAssembly.Global
  readonly content_address: WebAssembly.Global
  readonly memory_limit_address: WebAssembly.Global
  readonly error_address: WebAssembly.Global
  readonly 'yoi-plugin:trace': WebAssembly.Global
  readonly ring_end: WebAssembly.Global
  readonly undefined_value: WebAssembly.Global
  readonly max_pages_address: WebAssembly.Global
  readonly schemas_address: WebAssembly.Global
  readonly stack_low_address: WebAssembly.Global
  readonly rejections_address: WebAssembly.Global
  readonly reason_address: WebAssembly.Global
  readonly canary: WebAssembly.Global
  _initialize(): void
  qjs_init2(intrinsics: number): number
  qjs_set_max_stack_size(bytes: number): void
  qjs_set_memory_limit(bytes: number): void
  qjs_run_gc(): void
  qjs_set_promise_rejection_handler(isEnabled: number): void
  /** Address of the bytecode, whose length goes to `lengthOut`; 0 after an exception. */
  qjs_compile(
    code: number,
    length: number,
    fileName: number,
    evalFlags: number,
    writeFlags: number,
    lengthOut: number,
  ): number
  qjs_eval_bytecode(bytecode: number, length: number): number
  qjs_is_job_pending(): number
  qjs_execute_pending_job(): number
  qjs_is_exception(handle: number): number
  qjs_get_exception(): number
  qjs_is_function(handle: number): number
  qjs_is_object(handle: number): number
  qjs_is_string(handle: number): number
  qjs_get_undefined(): number
  qjs_get_global(): number
  qjs_new_object(): number
  qjs_new_host_function(name: number, nameLength: number, argumentCount: number): number
  qjs_get_prop_string(object: number, name: number): number
  qjs_set_prop_string(object: number, name: number, value: number): number
  qjs_get_prop_uint32(object: number, index: number): number
  qjs_get_context_ptr(): number
  JS_NewAtomLen(context: number, name: number, length: number): number
  qjs_get_string_len(handle: number, lengthOut: number): number
  qjs_free_cstring(text: number): void
  qjs_free_value(handle: number): void
  wasm_malloc(byteLength: number): number
  wasm_free(address: number): void
}

type NameOf<Kind> = {
  [Name in keyof CompilerExports]: CompilerExports[Name] extends Kind ? Name : never
}[keyof CompilerExports]

export const COMPILER_FUNCTIONS: Readonly<Record<NameOf<(...values: never[]) => unknown>, true>> = {
  _initialize: true,
  qjs_init2: true,
  qjs_set_max_stack_size: true,
  qjs_set_memory_limit: true,
  qjs_run_gc: true,
  qjs_set_promise_rejection_handler: true,
  qjs_compile: true,
  qjs_eval_bytecode: true,
  qjs_is_job_pending: true,
  qjs_execute_pending_job: true,
  qjs_is_exception: true,
  qjs_get_exception: true,
  qjs_is_function: true,
  qjs_is_object: true,
  qjs_is_string: true,
  qjs_get_undefined: true,
  qjs_get_global: true,
  qjs_new_object: true,
  qjs_new_host_function: true,
  qjs_get_prop_string: true,
  qjs_set_prop_string: true,
  qjs_get_prop_uint32: true,
  qjs_get_context_ptr: true,
  JS_NewAtomLen: true,
  qjs_get_string_len: true,
  qjs_free_cstring: true,
  qjs_free_value: true,
  wasm_malloc: true,
  wasm_free: true,
}

/** `steps` is not among them: it is added when steps are counted. */
export const COMPILER_GLOBALS: Readonly<Record<Exclude<NameOf<WebAssembly.Global>, 'steps'>, true>> = {
  __stack_pointer: true,
  dispatch_address: true,
  tools_address: true,
  summary_address: true,
  content_address: true,
  memory_limit_address: true,
  error_address: true,
  'yoi-plugin:trace': true,
  ring_end: true,
  undefined_value: true,
  max_pages_address: true,
  schemas_address: true,
  stack_low_address: true,
  rejections_address: true,
  reason_address: true,
  canary: true,
}
