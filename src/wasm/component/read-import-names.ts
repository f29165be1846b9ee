import { ByteReader } from '../byte-reader.ts'
import { ITEMS_PER_SECTION, ItemBudget } from '../item-budget.ts'
import { WasmError } from '../wasm-error.ts'
import { isComponent, PREAMBLE_BYTES } from './read-component-binary.ts'
import { readExternName } from './read-extern.ts'

const IMPORT_SECTION = 10

/** Kinds of imports that say more than one index. */
const CORE_MODULE = 0
const TYPE = 3
const RESOURCE_BOUND = 1

/**
 * The names that a component imports, in its order. All other sections are stepped over unread, so that this takes next to no time and
 * memory for any component; an index is not checked, because what it would point to is not known.
 * @throws WasmError for bytes that are no component, or are broken before the next name
 * @source component model Binary.md
 */
export function* readImportNames(bytes: Uint8Array): Generator<string> {
  if (!isComponent(bytes)) throw new WasmError('malformed', 'not a component of the current binary format', 0)
  const reader = new ByteReader(bytes, PREAMBLE_BYTES, bytes.length, new ItemBudget())
  while (!reader.isAtEnd) {
    const id = reader.u8()
    const section = reader.window(reader.u32())
    section.spend(ITEMS_PER_SECTION)
    if (id !== IMPORT_SECTION) continue
    for (let left = section.u32(); left > 0; left--) {
      yield readExternName(section)
      skipDescription(section)
    }
  }
}

function skipDescription(section: ByteReader): void {
  const kind = section.u8()
  const detail = kind === CORE_MODULE || kind === TYPE ? section.u8() : null
  if (kind === TYPE && detail === RESOURCE_BOUND) return
  section.u32()
}
