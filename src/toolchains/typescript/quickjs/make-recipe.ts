import { ByteReader } from '../../../wasm/byte-reader.ts'
import { ByteWriter } from '../../../wasm/byte-writer.ts'
import { composeHostComponent } from './compose-host-component.ts'
import { ENGINE_SOURCE } from './engine-source.ts'
import { HOST_FUNCTIONS } from './host-functions.ts'
import { type Engines, type EntryModules, makeEngines } from './make-engines.ts'
import { makeHostEngine } from './make-host-engine.ts'
import { RECIPE } from './recipe-files.ts'

const PREAMBLE_BYTES = 8
const CORE_MODULE_SECTION = 1
const CUSTOM_SECTION = 0

/** Bytes that the recipe is made from. */
export interface RecipeSources {
  /** `quickjs.wasm` of the pinned package. */
  readonly engine: Uint8Array
  /** `NOTICE.txt`: the licences of what is in it. */
  readonly notice: string
  readonly entry: EntryModules
  /** `component.wat`, assembled. */
  readonly component: Uint8Array
  /** `host/checks.wat`, `host/answers.wat` and `host/calls.wat`, assembled: each is linked with those before it. */
  readonly hostCalls: readonly Uint8Array[]
}

/** The files that an author's build uses: see `Engines`; the runtime stands in its component, without memory contents. */
export interface RecipeFiles {
  readonly compiler: Uint8Array
  readonly component: Uint8Array
  /** The component that imports every function of the host APIs. */
  readonly host: Uint8Array
}

/** Makes `dist/engine`: the same bytes from the same sources. */
export function makeRecipe(sources: RecipeSources): RecipeFiles {
  const engines = makeEngines(sources.engine, sources.entry)
  const host = makeHostEngine(sources.engine, sources.entry, sources.hostCalls)
  return {
    compiler: engines.compiler,
    component: wrap(engines, sources),
    host: writeNotices(
      new ByteWriter().raw(composeHostComponent(host, HOST_FUNCTIONS)),
      sources.notice,
    ).finish(),
  }
}

/** Puts the runtime engine in the place of the stand-in module of `component.wat`. */
function wrap({ runtime }: Engines, sources: RecipeSources): Uint8Array {
  const reader = new ByteReader(sources.component, PREAMBLE_BYTES)
  if (reader.u8() !== CORE_MODULE_SECTION)
    throw new Error('component.wat does not begin with its core module')
  reader.take(reader.u32())
  const output = new ByteWriter(runtime.length + 8192).raw(sources.component.subarray(0, PREAMBLE_BYTES))
  output.u8(CORE_MODULE_SECTION).u32(runtime.length).raw(runtime)
  copyWithoutCustoms(reader, output)
  return writeNotices(output, sources.notice).finish()
}

function writeNotices(output: ByteWriter, notice: string): ByteWriter {
  output.section(CUSTOM_SECTION, body => body.name('producers').raw(producers()))
  return output.section(CUSTOM_SECTION, body => body.name('licence').raw(new TextEncoder().encode(notice)))
}

function copyWithoutCustoms(reader: ByteReader, output: ByteWriter): void {
  while (!reader.isAtEnd) {
    const start = reader.position
    const id = reader.u8()
    reader.take(reader.u32())
    if (id !== CUSTOM_SECTION) output.raw(reader.bytes.subarray(start, reader.position))
  }
}

/** @source WebAssembly tool conventions, producers section */
function producers(): Uint8Array {
  const fields: readonly [string, readonly [string, string][]][] = [
    ['language', [['TypeScript', '']]],
    [
      'processed-by',
      [
        ['yoi-plugin', RECIPE],
        [ENGINE_SOURCE.package, ENGINE_SOURCE.version],
      ],
    ],
  ]
  return new ByteWriter()
    .vector(fields, (field, [name, values]) =>
      field.name(name).vector(values, (value, [tool, version]) => value.name(tool).name(version)),
    )
    .finish()
}
