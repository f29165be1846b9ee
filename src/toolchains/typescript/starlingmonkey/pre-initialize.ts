// A program of its own, in the place of wizer: componentize-js starts it to run the top level of a plugin inside the engine. wizer
// does it with real time, real randomness and the paths of the machine, so that no two builds are alike; here all of them stand still.
import { readFileSync, writeFileSync } from 'node:fs'
import {
  ConsoleStdout,
  File,
  OpenFile,
  PreopenDirectory,
  WASI,
  WASIProcExit,
  wasi,
} from '@bjorn3/browser_wasi_shim'
import { freezeModule, observeModule, STEPS_EXPORT } from './freeze-module.ts'
import { INITIALIZE_LIMITS, INITIALIZE_VARIABLES, type Initialized, MODULE_NAME } from './initialized.ts'

const INITIALIZER = '/sources/initializer.js'
const INITIALIZE = '_initialize'
const RUN_TOP_LEVEL = 'componentize.wizer'

/** What the engine reads of its environment; all else there is the machine's. */
const ENGINE_VARIABLE = /^(SOURCE_NAME|(EXPORT|IMPORT)(_CNT|\d+_\w+)|FEATURE_\w+)$/

/** Stands for every random byte. */
const RANDOM_BYTE = 0x42

const [input, output, sources] = readArguments(process.argv.slice(2))
const modulePath = required(INITIALIZE_VARIABLES.module)
const reportPath = required(INITIALIZE_VARIABLES.report)
const bytes = readFileSync(input)
const lines = { output: [] as string[], errors: [] as string[] }
let missing: string | null = null
const wasiHost = makeWasi(readFileSync(`${sources}/initializer.js`), readFileSync(modulePath))
const state = run()
const isOutOfSteps = state.steps === 0
const report: Initialized = { ...lines, missing, isOutOfSteps }
writeFileSync(reportPath, JSON.stringify(report))
if (!state.isWhole) process.exit(1)
writeFileSync(output, freezeModule(bytes, state, [INITIALIZE, RUN_TOP_LEVEL]))

/** wizer's command line: `--dir=SOURCES ... -o=OUTPUT INPUT`. */
function readArguments(args: readonly string[]): [input: string, output: string, sources: string] {
  const option = (name: string) => args.find(arg => arg.startsWith(`${name}=`))?.slice(name.length + 1)
  const [target, folder, file] = [option('-o'), option('--dir'), args.at(-1)]
  if (target === undefined || folder === undefined || file === undefined)
    throw new Error(`this version of componentize-js calls wizer in another way: ${args.join(' ')}`)
  return [file, target, folder]
}

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set`)
  return value
}

/** Files are in memory, under the same names everywhere. */
function makeWasi(initializer: Uint8Array, module: Uint8Array): WASI {
  const commandLine = `--initializer-script-path ${INITIALIZER} --strip-path-prefix / ${MODULE_NAME}`
  const environment = Object.entries(process.env).filter(([name]) => ENGINE_VARIABLE.test(name))
  return new WASI(
    ['componentize'],
    environment.map(([name, value]) => `${name}=${value}`).sort(),
    [
      new OpenFile(new File(new TextEncoder().encode(commandLine))),
      ConsoleStdout.lineBuffered(line => lines.output.push(line)),
      ConsoleStdout.lineBuffered(line => lines.errors.push(line)),
      new PreopenDirectory('/sources', new Map([['initializer.js', new File(initializer)]])),
      new PreopenDirectory('/', new Map([[MODULE_NAME, new File(module)]])),
    ],
    { debug: false },
  )
}

/** Runs the top level; `isWhole` is false when it failed. */
function run() {
  const compiled = new WebAssembly.Module(observeModule(bytes, INITIALIZE_LIMITS.memoryPages))
  const { exports } = new WebAssembly.Instance(compiled, importsOf(compiled))
  const memory = exports.memory as WebAssembly.Memory
  const steps = exports[STEPS_EXPORT] as WebAssembly.Global
  const call = (name: string) => (exports[name] as () => void)()
  wasiHost.inst = { exports: { memory } }
  steps.value = INITIALIZE_LIMITS.steps
  const isWhole = succeeds(() => {
    call(INITIALIZE)
    call(RUN_TOP_LEVEL)
  })
  return { isWhole, steps: Number(steps.value), memory: new Uint8Array(memory.buffer), exports }
}

/** Whether the work ends without a trap and without leaving the program. */
function succeeds(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof WASIProcExit || error instanceof WebAssembly.RuntimeError) return false
    throw error
  }
}

/** WASI preview 1 in memory; what else the engine imports is for features that are off. */
function importsOf(module: WebAssembly.Module): WebAssembly.Imports {
  const imports: Record<string, Record<string, (...args: never[]) => unknown>> = {}
  const still = { ...wasiHost.wasiImport, ...stillFunctions() } as Record<
    string,
    (...args: never[]) => unknown
  >
  for (const { module: name, name: field } of WebAssembly.Module.imports(module)) {
    imports[name] ??= {}
    imports[name][field] =
      (name === 'wasi_snapshot_preview1' ? still[field] : undefined) ?? refuse(`${name} ${field}`)
  }
  return imports
}

/** Time and randomness, which are the same in every build. */
function stillFunctions() {
  const view = () => new DataView(wasiHost.inst.exports.memory.buffer)
  return {
    clock_time_get(_clock: number, _precision: bigint, address: number) {
      view().setBigUint64(address, 0n, true)
      return wasi.ERRNO_SUCCESS
    },
    clock_res_get(_clock: number, address: number) {
      view().setBigUint64(address, 1n, true)
      return wasi.ERRNO_SUCCESS
    },
    random_get(address: number, length: number) {
      new Uint8Array(view().buffer, address, length).fill(RANDOM_BYTE)
      return wasi.ERRNO_SUCCESS
    },
  }
}

function refuse(name: string): () => never {
  return () => {
    missing = name
    throw new WebAssembly.RuntimeError(name)
  }
}
