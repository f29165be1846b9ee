import { WasmError } from '../wasm-error.ts'
import { type CoreModule, type FunctionBody, importedFunctionCount } from './core-module.ts'
import { exportedIndex } from './exported-index.ts'
import { typeIndexOf } from './function-types.ts'
import { OP } from './operators.ts'
import { rewriteBody } from './rewrite-body.ts'

/** Where the indices of the addition go in the linked module. */
interface IndexMaps {
  readonly types: readonly number[]
  readonly functions: readonly number[]
  readonly globals: readonly number[]
}

/**
 * Links a small module into a large one, in place, so that one module without function imports is left.
 * An import of the addition is an export of the main module, whatever module name it gives. A function import of the main module
 * is replaced by the export of the addition called `module.name`; the index space of the main module does not move.
 * The other exports of the addition become exports of the main module. Both use memory 0.
 * @throws WasmError for an import without a counterpart, and for an addition with a table, a memory, a start function or
 *   segments on demand
 */
export function linkModule(main: CoreModule, addition: CoreModule): void {
  refuseParts(addition)
  const replaced = replacementsOf(main, addition)
  const maps: IndexMaps = {
    types: addition.types.map(type => typeIndexOf(main, type)),
    functions: functionMap(main, addition, replaced),
    globals: globalMap(main, addition),
  }
  placeFunctions(main, addition, maps, replaced)
  main.globals.push(...addition.globals)
  main.data.push(...addition.data)
  for (const { name, kind, index } of addition.exports) {
    if (kind === 'global') main.exports.push({ name, kind, index: maps.globals[index]! })
    else if (!replaced.includes(index)) main.exports.push({ name, kind, index: maps.functions[index]! })
  }
}

function refuseParts(addition: CoreModule): void {
  const { tables, memories, elements, start, data } = addition
  if (tables.length + memories.length + elements.length > 0 || start !== null)
    throw new WasmError('unsupported', 'linking a table, a memory, elements or a start function', 0)
  if (data.some(segment => segment.mode.kind !== 'active'))
    throw new WasmError('unsupported', 'linking data on demand', 0)
}

/** For every function import of the main module, the function of the addition that replaces it. */
function replacementsOf(main: CoreModule, addition: CoreModule): number[] {
  return main.imports
    .filter(entry => entry.description.kind === 'function')
    .map(entry => exportedIndex(addition, `${entry.module}.${entry.name}`))
}

function functionMap(main: CoreModule, addition: CoreModule, replaced: readonly number[]): number[] {
  const resolved = addition.imports
    .filter(entry => entry.description.kind === 'function')
    .map(entry => exportedIndex(main, entry.name))
  let next = importedFunctionCount(main) + main.bodies.length
  const placed = addition.bodies.map((_, position) => {
    const slot = replaced.indexOf(resolved.length + position)
    return slot >= 0 ? slot : next++
  })
  return [...resolved, ...placed]
}

function globalMap(main: CoreModule, addition: CoreModule): number[] {
  const resolved = addition.imports
    .filter(entry => entry.description.kind === 'global')
    .map(entry => exportedIndex(main, entry.name, 'global'))
  const first = main.imports.filter(entry => entry.description.kind === 'global').length + main.globals.length
  return [...resolved, ...addition.globals.map((_, position) => first + position)]
}

function placeFunctions(
  main: CoreModule,
  addition: CoreModule,
  maps: IndexMaps,
  replaced: readonly number[],
): void {
  const bodies = addition.bodies.map(body => moveBody(body, maps))
  const types = addition.functions.map(index => maps.types[index]!)
  const imported = importedFunctionCount(addition)
  const fronts = replaced.map(index => index - imported)
  const isBack = (_: unknown, position: number) => !fronts.includes(position)
  main.imports = main.imports.filter(entry => entry.description.kind !== 'function')
  main.functions = [...fronts.map(front => types[front]!), ...main.functions, ...types.filter(isBack)]
  main.bodies = [...fronts.map(front => bodies[front]!), ...main.bodies, ...bodies.filter(isBack)]
}

function moveBody(body: FunctionBody, maps: IndexMaps): FunctionBody {
  const code = rewriteBody(body.code, (operator, output) => {
    const moved = movedImmediate(operator.opcode, operator.immediate, maps)
    if (moved === null) return false
    output.u8(operator.opcode)
    if (BLOCKS.includes(operator.opcode)) output.s64(BigInt(moved))
    else output.u32(moved)
    return true
  })
  return { locals: body.locals, code }
}

const BLOCKS: readonly number[] = [OP.block, OP.loop, OP.if]

function movedImmediate(opcode: number, immediate: number, maps: IndexMaps): number | null {
  if (opcode === OP.call || opcode === OP.returnCall || opcode === OP.refFunc)
    return maps.functions[immediate]!
  if (opcode === OP.globalGet || opcode === OP.globalSet) return maps.globals[immediate]!
  if (BLOCKS.includes(opcode) && immediate >= 0) return maps.types[immediate]!
  return null
}
