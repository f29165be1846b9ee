import type { HostCall } from '../../src/host/sandbox/host-calls.ts'
import { METER_IMPORT, meterModule } from '../../src/host/sandbox/meter-module.ts'
import {
  coreNameOf,
  HOST_FUNCTIONS,
  type HostFunction,
  signatureOf,
} from '../../src/toolchains/typescript/quickjs/host-functions.ts'
import { ByteReader } from '../../src/wasm/byte-reader.ts'
import { readCoreModule } from '../../src/wasm/core/read-core-module.ts'
import { writeCoreModule } from '../../src/wasm/core/write-core-module.ts'
import { PluginInstance } from './call-component.ts'

const CORE_MODULE_SECTION = 1
const PREAMBLE_BYTES = 8
const PLENTY = 1_000_000_000n

/** The core modules of a component, in order. */
export function coreModulesOf(component: Uint8Array): Uint8Array[] {
  const reader = new ByteReader(component, PREAMBLE_BYTES)
  const modules: Uint8Array[] = []
  while (!reader.isAtEnd) {
    const id = reader.u8()
    const section = reader.take(reader.u32())
    if (id === CORE_MODULE_SECTION) modules.push(section)
  }
  return modules
}

interface MemoryExports {
  readonly memory: WebAssembly.Memory
  host_realloc(old: number, oldSize: number, alignment: number, size: number): number
}

/** What a host function answers: text as it is, another value as JSON. */
export type FakeAnswer = (call: HostCall) => unknown

/**
 * A component of ours that calls host APIs, in V8 alone and linked by hand, with made-up answers; fuel is counted as the host's
 * engine counts it. Every host function is there, whether the component imports it or not.
 */
export class HostComponent {
  readonly calls: HostCall[] = []
  readonly plugin: PluginInstance
  private readonly memory: MemoryExports
  private readonly fuel = new WebAssembly.Global({ value: 'i64', mutable: true }, PLENTY)

  constructor({ memory, engine }: CompiledHostComponent, answer: FakeAnswer) {
    const meter = { fuel: this.fuel, reason: new WebAssembly.Global({ value: 'i32', mutable: true }, 0) }
    const instance = new WebAssembly.Instance(memory, { [METER_IMPORT]: meter })
    this.memory = instance.exports as unknown as MemoryExports
    const host = Object.fromEntries(
      HOST_FUNCTIONS.map(each => [coreNameOf(each), this.hostFunction(each, answer)]),
    )
    this.plugin = new PluginInstance(
      engine,
      { [METER_IMPORT]: meter, host, memory: { memory: this.memory.memory } },
      this.memory.memory,
    )
  }

  /** Fuel since the start. */
  get fuelUsed(): number {
    return Number(PLENTY - BigInt(this.fuel.value))
  }

  private hostFunction(host: HostFunction, answer: FakeAnswer) {
    const { params } = signatureOf(host)
    return (...values: number[]): void => {
      const args = params.map(type =>
        type === 'string' ? this.text(values.shift()!, values.shift()!) : values.shift()! >>> 0,
      )
      const call = { interface: `yoi:host/${host.api}@1.0.0`, function: host.name, args }
      this.calls.push(call)
      const value = answer(call)
      this.write(typeof value === 'string' ? value : JSON.stringify(value), values[0]!)
    }
  }

  private text(address: number, length: number): string {
    const bytes = new Uint8Array(this.memory.memory.buffer, address, length)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  }

  private write(text: string, returned: number): void {
    const bytes = new TextEncoder().encode(text)
    // jco gives an empty text no block; its address is then 1.
    const address = bytes.length === 0 ? 1 : this.memory.host_realloc(0, 0, 1, bytes.length)
    new Uint8Array(this.memory.memory.buffer).set(bytes, address)
    new Uint32Array(this.memory.memory.buffer, returned, 2).set([address, bytes.length])
  }
}

/** Compiled once, for many instances. */
export interface CompiledHostComponent {
  readonly memory: WebAssembly.Module
  readonly engine: WebAssembly.Module
}

export function compileHostComponent(component: Uint8Array): CompiledHostComponent {
  const [memory, engine] = coreModulesOf(component).map(bytes => metered(bytes))
  return { memory: memory!, engine: engine! }
}

function metered(bytes: Uint8Array): WebAssembly.Module {
  const module = readCoreModule(bytes)
  meterModule(module, 'wasmtime-45')
  return new WebAssembly.Module(writeCoreModule(module))
}
