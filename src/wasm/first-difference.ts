import { ByteReader } from './byte-reader.ts'
import { readI32Constant } from './core/constant-expression.ts'
import { readCoreModule } from './core/read-core-module.ts'

/** Where two modules or components first differ. */
export interface FirstDifference {
  /** The section, from outside in, e.g. `core module 0, data section`. */
  readonly section: string
  /** Offset in the first file. */
  readonly offset: number
  /** Address in the memory, where the byte belongs to the memory's contents. */
  readonly address: number | null
  /** The bytes there, in hexadecimal; empty at the end of a section. */
  readonly first: string
  readonly second: string
}

const PREAMBLE_BYTES = 8
const SHOWN_BYTES = 8
/** A core module has layer 0 in its preamble, a component layer 1. */
const LAYER_OFFSET = 6
const CORE_MODULE = 1
const COMPONENT = 4
const DATA = 11

const CORE_SECTIONS =
  'custom type import function table memory global export start element code data data-count tag'.split(' ')
const COMPONENT_SECTIONS =
  'custom core-module core-instance core-type component instance alias type canonical start import export'.split(
    ' ',
  )

/**
 * Compares two WebAssembly binaries section by section, so that a section that grew is not told as a length that changed.
 * @returns null when they are the same
 * @throws WasmError when one of them is no module or component
 */
export function firstDifference(first: Uint8Array, second: Uint8Array): FirstDifference | null {
  const ours = listSections(first, 0, '')
  const theirs = listSections(second, 0, '')
  for (const [index, section] of ours.entries()) {
    const other = theirs[index]
    const at = other?.name === section.name ? differingByte(section.bytes, other.bytes) : 0
    if (at === null) continue
    const address = section.isData ? addressOf(section, at) : null
    const [shown, shownOther] = [section.bytes, other?.bytes ?? new Uint8Array()].map(bytes => hex(bytes, at))
    return { section: section.name, offset: section.start + at, address, first: shown!, second: shownOther! }
  }
  const more = theirs[ours.length]
  if (more === undefined) return null
  return { section: more.name, offset: first.length, address: null, first: '', second: hex(more.bytes, 0) }
}

interface Section {
  readonly name: string
  readonly start: number
  readonly bytes: Uint8Array
  readonly isData: boolean
  /** The core module that the section belongs to. */
  readonly module: Uint8Array
}

function listSections(bytes: Uint8Array, base: number, outside: string): Section[] {
  const isComponent = bytes[LAYER_OFFSET] !== 0
  const reader = new ByteReader(bytes, PREAMBLE_BYTES)
  const sections: Section[] = []
  const counts = new Map<number, number>()
  while (!reader.isAtEnd) {
    const id = reader.u8()
    const content = reader.take(reader.u32())
    const start = base + reader.position - content.length
    const number = counts.get(id) ?? 0
    counts.set(id, number + 1)
    if (isComponent && (id === CORE_MODULE || id === COMPONENT)) {
      const inner = `${outside}${id === CORE_MODULE ? 'core module' : 'component'} ${number}, `
      sections.push(...listSections(content, start, inner))
      continue
    }
    const name = (isComponent ? COMPONENT_SECTIONS : CORE_SECTIONS)[id] ?? `unknown ${id}`
    const isData = !isComponent && id === DATA
    sections.push({ name: `${outside}${name} section`, start, bytes: content, isData, module: bytes })
  }
  return sections
}

function differingByte(first: Uint8Array, second: Uint8Array): number | null {
  const length = Math.min(first.length, second.length)
  for (let index = 0; index < length; index++) if (first[index] !== second[index]) return index
  return first.length === second.length ? null : length
}

function addressOf({ module, bytes }: Section, at: number): number | null {
  for (const { mode, bytes: contents } of readCoreModule(module).data) {
    const start = contents.byteOffset - bytes.byteOffset
    const base = mode.kind === 'active' ? readI32Constant(mode.offset) : null
    if (base !== null && at >= start && at < start + contents.length) return base + at - start
  }
  return null
}

function hex(bytes: Uint8Array, start: number): string {
  return Array.from(bytes.subarray(start, start + SHOWN_BYTES), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join(' ')
}
