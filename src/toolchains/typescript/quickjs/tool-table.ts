import type { ScriptEngine } from './script-engine.ts'

const ENTRY_WORDS = 5
const WORD_BYTES = 4
/** `abi.wat` compares names by words of eight bytes. */
const NAME_ALIGNMENT = 8

/**
 * Puts the tools where `abi.wat` finds them: how many there are, then for each the length of its name in bytes, and the addresses of
 * the name, of the values `run` and `this`, and of the context.
 * @param entries handle of an array with a tool and its context for each name
 * @returns false when it is something else
 */
export function placeToolTable(
  engine: ScriptEngine,
  names: readonly string[],
  entries: number,
  steps: number,
): boolean {
  const { exports } = engine
  const table = allocate(engine, (1 + ENTRY_WORDS * names.length) * WORD_BYTES)
  engine.writeWord(table, names.length)
  for (const [index, name] of names.entries()) {
    const bytes = new TextEncoder().encode(name)
    const text = allocate(engine, Math.ceil((bytes.length + 1) / NAME_ALIGNMENT) * NAME_ALIGNMENT)
    engine.memory.set(bytes, text)
    const tool = exports.qjs_get_prop_uint32(entries, 2 * index)
    const context = exports.qjs_get_prop_uint32(entries, 2 * index + 1)
    const run = engine.property(tool, 'run', steps)
    if (!run.ok || exports.qjs_is_function(run.value) === 0) return false
    const entry = table + (1 + ENTRY_WORDS * index) * WORD_BYTES
    const words = [bytes.length, text, run.value, tool, context]
    for (const [position, word] of words.entries()) engine.writeWord(entry + position * WORD_BYTES, word)
  }
  engine.writeWord(Number(exports.tools_address.value), table)
  return true
}

function allocate(engine: ScriptEngine, byteLength: number): number {
  const address = engine.exports.wasm_malloc(byteLength)
  if (address === 0) throw new Error('the table of tools does not fit into the memory')
  engine.memory.fill(0, address, address + byteLength)
  return address
}
