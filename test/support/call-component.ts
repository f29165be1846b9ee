import { writeSchemaTables } from '../../src/toolchains/typescript/quickjs/schema-tables.ts'
import type { ToolSchema } from '../../src/toolchains/typescript/tool-schema.ts'
import { ByteReader } from '../../src/wasm/byte-reader.ts'

const CORE_MODULE_SECTION = 1
/** `schemas_address` of `abi.wat`. */
const SCHEMAS_ADDRESS = 1044
const PREAMBLE_BYTES = 8

/** The core module of a component of ours, which is its first section. */
export function coreModuleOf(component: Uint8Array): Uint8Array {
  const reader = new ByteReader(component, PREAMBLE_BYTES)
  if (reader.u8() !== CORE_MODULE_SECTION) throw new Error('the component does not begin with a core module')
  return reader.take(reader.u32())
}

interface PluginExports {
  readonly memory: WebAssembly.Memory
  call(tool: number, toolLength: number, input: number, inputLength: number): number
  cabi_realloc(old: number, oldSize: number, alignment: number, size: number): number
}

/** An instance of the core module alone in V8, called as the canonical ABI does. */
export class PluginInstance {
  private readonly exports: Omit<PluginExports, 'memory'>
  private readonly wasmMemory: WebAssembly.Memory

  /**
   * @param plugin a component, or its core module already compiled
   * @param memory that of the module by default
   */
  constructor(
    plugin: Uint8Array | WebAssembly.Module,
    imports: WebAssembly.Imports = {},
    memory?: WebAssembly.Memory,
  ) {
    const module = plugin instanceof Uint8Array ? new WebAssembly.Module(coreModuleOf(plugin)) : plugin
    const exports = new WebAssembly.Instance(module, imports).exports as unknown as PluginExports
    this.exports = exports
    this.wasmMemory = memory ?? exports.memory
  }

  get pages(): number {
    return this.wasmMemory.buffer.byteLength / 65536
  }

  get memory(): Uint8Array {
    return new Uint8Array(this.wasmMemory.buffer)
  }

  callRaw(tool: string, inputJson: string): string {
    const result = this.exports.call(...this.write(tool), ...this.write(inputJson))
    const [address, length] = new Uint32Array(this.wasmMemory.buffer, result, 2)
    const bytes = new Uint8Array(this.wasmMemory.buffer, address, length)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  }

  call(tool: string, input: unknown): { summary: string; content?: string } {
    return JSON.parse(this.callRaw(tool, JSON.stringify(input)))
  }

  /** Gives the plugin other input schemas than it was built with. */
  placeSchemas(tools: readonly ToolSchema[]): void {
    const { byteLength } = writeSchemaTables(tools, 0)
    const address = this.exports.cabi_realloc(0, 0, 4, byteLength)
    this.memory.set(writeSchemaTables(tools, address), address)
    new DataView(this.wasmMemory.buffer).setUint32(SCHEMAS_ADDRESS, address, true)
  }

  private write(text: string): [number, number] {
    const bytes = new TextEncoder().encode(text)
    const address = this.exports.cabi_realloc(0, 0, 1, bytes.length)
    new Uint8Array(this.wasmMemory.buffer).set(bytes, address)
    return [address, bytes.length]
  }
}
