/** The part of the WebAssembly JavaScript API that this project uses: Node has it, its type package does not. */
declare namespace WebAssembly {
  type Bytes = Uint8Array | ArrayBuffer
  type Imports = Record<string, Record<string, unknown>>
  class Module {
    constructor(bytes: Bytes)
    static exports(module: Module): { name: string; kind: 'function' | 'table' | 'memory' | 'global' }[]
    static imports(
      module: Module,
    ): { module: string; name: string; kind: 'function' | 'table' | 'memory' | 'global' }[]
  }
  class Instance {
    constructor(module: Module, imports?: Imports)
    readonly exports: Record<string, unknown>
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number })
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  class Table {
    constructor(descriptor: { element: 'anyfunc' | 'externref'; initial: number; maximum?: number })
    readonly length: number
    get(index: number): unknown
    grow(elements: number): number
  }
  class Global {
    constructor(
      descriptor: { value: 'i32' | 'i64' | 'f32' | 'f64'; mutable?: boolean },
      value: number | bigint,
    )
    value: number | bigint
  }
  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}
  function validate(bytes: Bytes): boolean
}
