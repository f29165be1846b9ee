import { HOST_API_INTERFACES, type HostApi, type WorldValueType } from '../../../contract/worlds.ts'
import { ByteWriter } from '../../../wasm/byte-writer.ts'
import { HOST_MODULE, type HostEngine, MEMORY_MODULE } from './host-engine.ts'
import {
  coreNameOf,
  coreParameterCount,
  HOST_FUNCTIONS,
  type HostFunction,
  parameterNamesOf,
  signatureOf,
} from './host-functions.ts'

const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]

/** @source component model, Binary.md */
const SECTION = { coreModule: 1, coreInstance: 2, alias: 6, type: 7, canon: 8, import: 10, export: 11 }
const SORT = { core: 0x00, function: 0x01, instance: 0x05 }
const CORE_SORT = { function: 0x00, memory: 0x02, instance: 0x12 }
const ALIAS = { export: 0x00, coreExport: 0x01 }
const TYPE = { string: 0x73, u32: 0x79, function: 0x40, instance: 0x42 }
const CANON = { lift: 0x00, lower: 0x01, utf8: 0x00, memory: 0x03, realloc: 0x04 }
const PLAIN_NAME = 0x00
const NOTHING = 0x00

const CORE_INSTANCE = { memory: 0, host: 1, engine: 2 }
const CORE_MEMORY = 0
/** Core functions in the order of their definitions: those of the memory module, the host functions, those of the engine. */
const MEMORY_FUNCTIONS = ['host_realloc', 'absent_2', 'absent_3', 'absent_4'] as const
const ENGINE_FUNCTIONS = ['call', 'cabi_realloc'] as const

/**
 * The component around the two core modules: it imports these functions, each host API as one instance that has no other, and
 * wires the engine's other imports to functions that trap. Two core instances, one memory, no table.
 * @source host contract 6.1, 6.2, 11.1
 */
export function composeHostComponent(
  { memory, runtime }: HostEngine,
  functions: readonly HostFunction[],
): Uint8Array {
  const used = HOST_FUNCTIONS.filter(({ api, name }) =>
    functions.some(each => each.api === api && each.name === name),
  )
  const apis = [...new Set(used.map(({ api }) => api))]
  const output = new ByteWriter(memory.length + runtime.length + 8192).raw(PREAMBLE)
  for (const module of [memory, runtime]) output.u8(SECTION.coreModule).u32(module.length).raw(module)
  importHostApis(output, apis, used)
  lowerHostFunctions(output, apis, used)
  instantiateEngine(output, used)
  exportCall(output, apis.length, used.length)
  return output.finish()
}

function importHostApis(output: ByteWriter, apis: readonly HostApi[], used: readonly HostFunction[]): void {
  output.section(SECTION.type, body =>
    body.vector(apis, (writer, api) => {
      const members = used.filter(host => host.api === api)
      writer.u8(TYPE.instance).u32(members.length * 2)
      members.forEach((host, index) => {
        const { params } = signatureOf(host)
        const names = parameterNamesOf(host)
        writer.u8(0x01)
        writeFunctionType(
          writer,
          params.map((type, position) => [names[position]!, type]),
        )
        writer.u8(0x04).u8(PLAIN_NAME).name(host.name).u8(SORT.function).u32(index)
      })
    }),
  )
  output.section(SECTION.import, body =>
    body.vector(apis, (writer, api) =>
      writer.u8(PLAIN_NAME).name(HOST_API_INTERFACES[api]).u8(SORT.instance).u32(apis.indexOf(api)),
    ),
  )
}

/** A function that gives a text, as all of ours do. */
function writeFunctionType(writer: ByteWriter, params: readonly (readonly [string, WorldValueType])[]): void {
  writer.u8(TYPE.function).vector(params, (param, [name, type]) => param.name(name).u8(TYPE[type]))
  writer.u8(NOTHING).u8(TYPE.string)
}

function lowerHostFunctions(
  output: ByteWriter,
  apis: readonly HostApi[],
  used: readonly HostFunction[],
): void {
  output.section(SECTION.coreInstance, body => body.u32(1).u8(0x00).u32(0).u32(0))
  output.section(SECTION.alias, body => {
    body.u32(1 + MEMORY_FUNCTIONS.length + used.length)
    aliasCore(body, CORE_SORT.memory, CORE_INSTANCE.memory, 'memory')
    for (const name of MEMORY_FUNCTIONS) aliasCore(body, CORE_SORT.function, CORE_INSTANCE.memory, name)
    for (const { api, name } of used)
      body.u8(SORT.function).u8(ALIAS.export).u32(apis.indexOf(api)).name(name)
  })
  output.section(SECTION.canon, body =>
    body.vector(used, (writer, host) => {
      writer.u8(CANON.lower).u8(0).u32(used.indexOf(host)).u32(3)
      writeOptions(writer, MEMORY_FUNCTIONS.indexOf('host_realloc'))
    }),
  )
}

function aliasCore(writer: ByteWriter, sort: number, instance: number, name: string): void {
  writer.u8(SORT.core).u8(sort).u8(ALIAS.coreExport).u32(instance).name(name)
}

/** Three options. */
function writeOptions(writer: ByteWriter, realloc: number): void {
  writer.u8(CANON.utf8).u8(CANON.memory).u32(CORE_MEMORY).u8(CANON.realloc).u32(realloc)
}

function instantiateEngine(output: ByteWriter, used: readonly HostFunction[]): void {
  const coreFunctionOf = (host: HostFunction) =>
    used.includes(host)
      ? MEMORY_FUNCTIONS.length + used.indexOf(host)
      : MEMORY_FUNCTIONS.indexOf(`absent_${coreParameterCount(host)}` as (typeof MEMORY_FUNCTIONS)[number])
  output.section(SECTION.coreInstance, body => {
    body.u32(2)
    body
      .u8(0x01)
      .vector(HOST_FUNCTIONS, (writer, host) =>
        writer.name(coreNameOf(host)).u8(CORE_SORT.function).u32(coreFunctionOf(host)),
      )
    body.u8(0x00).u32(1).u32(2)
    body.name(MEMORY_MODULE).u8(CORE_SORT.instance).u32(CORE_INSTANCE.memory)
    body.name(HOST_MODULE).u8(CORE_SORT.instance).u32(CORE_INSTANCE.host)
  })
}

function exportCall(output: ByteWriter, typeIndex: number, functionIndex: number): void {
  const [call, realloc] = ENGINE_FUNCTIONS.map((_, index) => MEMORY_FUNCTIONS.length + functionIndex + index)
  output.section(SECTION.alias, body =>
    body.vector(ENGINE_FUNCTIONS, (writer, name) =>
      aliasCore(writer, CORE_SORT.function, CORE_INSTANCE.engine, name),
    ),
  )
  output.section(SECTION.type, body => {
    writeFunctionType(body.u32(1), [
      ['tool-name', 'string'],
      ['input-json', 'string'],
    ])
  })
  output.section(SECTION.canon, body => {
    writeOptions(body.u32(1).u8(CANON.lift).u8(0).u32(call!).u32(3), realloc!)
    body.u32(typeIndex)
  })
  output.section(SECTION.export, body =>
    body.u32(1).u8(PLAIN_NAME).name('call').u8(SORT.function).u32(functionIndex).u8(NOTHING),
  )
}
