import { refuse } from '../guest-failure.ts'
import type {
  CoreKind,
  FunctionLayout,
  Layout,
  RecordLayout,
  ResourceType,
  Scalar,
  VariantLayout,
} from './layout.ts'

/** Core values that a function takes or returns directly; more go through memory. @source component model CanonicalABI.md */
export const MAX_FLAT_PARAMS = 16
export const MAX_FLAT_RESULTS = 1

const MAX_SIZE = 2 ** 31
const MAX_FLAGS = 32

const SCALAR_SIZES: Readonly<Record<Scalar, 1 | 2 | 4 | 8>> = {
  bool: 1,
  s8: 1,
  u8: 1,
  s16: 2,
  u16: 2,
  s32: 4,
  u32: 4,
  s64: 8,
  u64: 8,
  f32: 4,
  f64: 8,
  char: 4,
}

export function scalarLayout(kind: Scalar): Layout {
  const size = SCALAR_SIZES[kind]
  const flat: CoreKind = kind === 'f32' || kind === 'f64' ? kind : size === 8 ? 'i64' : 'i32'
  return { kind, size, align: size, flat: [flat] }
}

export function stringLayout(): Layout {
  return { kind: 'string', size: 8, align: 4, flat: ['i32', 'i32'] }
}

export function listLayout(element: Layout): Layout {
  return { kind: 'list', element, size: 8, align: 4, flat: ['i32', 'i32'] }
}

export function handleLayout(kind: 'own' | 'borrow', resource: ResourceType): Layout {
  return { kind, resource, size: 4, align: 4, flat: ['i32'] }
}

export function recordLayout(fields: readonly Layout[]): RecordLayout {
  let size = 0
  const offsets = fields.map(field => {
    const offset = alignTo(size, field.align)
    size = offset + field.size
    return offset
  })
  const align = fields.reduce((most, field) => Math.max(most, field.align), 1)
  return {
    kind: 'record',
    fields,
    offsets,
    align,
    size: bounded(alignTo(size, align)),
    flat: flattenAll(fields),
  }
}

export function variantLayout(cases: readonly (Layout | null)[]): VariantLayout {
  const tagSize = sizeOfTag(cases.length)
  const payloadAlign = cases.reduce((most, entry) => Math.max(most, entry?.align ?? 1), 1)
  const payloadSize = cases.reduce((most, entry) => Math.max(most, entry?.size ?? 0), 0)
  const payloadOffset = alignTo(tagSize, payloadAlign)
  const align = Math.max(tagSize, payloadAlign)
  const size = bounded(alignTo(payloadOffset + payloadSize, align))
  return { kind: 'variant', cases, tagSize, payloadOffset, align, size, flat: joinCases(cases) }
}

export function flagsLayout(count: number): Layout {
  if (count > MAX_FLAGS) refuse(`a flags type has ${count} labels, more than ${MAX_FLAGS}`)
  const size = count <= 8 ? 1 : count <= 16 ? 2 : 4
  return { kind: 'flags', count, size, align: size, flat: ['i32'] }
}

export function functionLayout(params: readonly Layout[], result: Layout | null): FunctionLayout {
  const spilled = flattenAll(params) === null ? recordLayout(params) : null
  return { kind: 'func', params, result, spilled }
}

/** The core values of several in a row; null when they are too many. */
export function flattenAll(layouts: readonly Layout[]): readonly CoreKind[] | null {
  const flat: CoreKind[] = []
  for (const layout of layouts) {
    if (layout.flat === null || flat.length + layout.flat.length > MAX_FLAT_PARAMS) return null
    flat.push(...layout.flat)
  }
  return flat
}

/** Each slot of a variant carries whatever any case puts there. */
function joinCases(cases: readonly (Layout | null)[]): readonly CoreKind[] | null {
  const flat: CoreKind[] = []
  for (const entry of cases) {
    if (entry === null) continue
    if (entry.flat === null) return null
    entry.flat.forEach((kind, index) => {
      flat[index] = joinKinds(flat[index] ?? kind, kind)
    })
  }
  return flat.length + 1 > MAX_FLAT_PARAMS ? null : ['i32', ...flat]
}

function joinKinds(left: CoreKind, right: CoreKind): CoreKind {
  if (left === right) return left
  const isNarrow = (kind: CoreKind) => kind === 'i32' || kind === 'f32'
  return isNarrow(left) && isNarrow(right) ? 'i32' : 'i64'
}

function sizeOfTag(cases: number): 1 | 2 | 4 {
  return cases <= 256 ? 1 : cases <= 65_536 ? 2 : 4
}

export function alignTo(offset: number, align: number): number {
  return Math.ceil(offset / align) * align
}

function bounded(size: number): number {
  if (size > MAX_SIZE) refuse('a value type is larger than any memory')
  return size
}
