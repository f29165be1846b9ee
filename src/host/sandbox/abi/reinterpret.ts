import type { CoreKind } from './layout.ts'

const view = new DataView(new ArrayBuffer(8))

/** Moves a core value between the kind of a variant's case and the joined kind of its slot; bits are kept. */
export function reinterpret(value: number | bigint, from: CoreKind, to: CoreKind): number | bigint {
  if (from === to) return value
  const bits = bitsOf(value, from)
  switch (to) {
    case 'i32':
      return Number(BigInt.asIntN(32, bits))
    case 'i64':
      return bits
    case 'f32':
      view.setUint32(0, Number(BigInt.asUintN(32, bits)))
      return view.getFloat32(0)
    case 'f64':
      view.setBigUint64(0, BigInt.asUintN(64, bits))
      return view.getFloat64(0)
  }
}

/** The bits, zero-extended to 64. */
function bitsOf(value: number | bigint, kind: CoreKind): bigint {
  if (kind === 'i64') return value as bigint
  if (kind === 'i32') return BigInt((value as number) >>> 0)
  if (kind === 'f32') {
    view.setFloat32(0, value as number)
    return BigInt(view.getUint32(0))
  }
  view.setFloat64(0, value as number)
  return view.getBigUint64(0)
}
