import { ByteReader } from '../byte-reader.ts'
import { ByteWriter } from '../byte-writer.ts'
import type { ConstantExpression } from './core-module.ts'
import { OP } from './operators.ts'

/** The constant expression `i32.const value`. */
export function i32Constant(value: number): ConstantExpression {
  return new ByteWriter(8).u8(OP.i32Const).s32(value).u8(OP.end).finish()
}

/** The value of an `i32.const` expression; null for any other one. */
export function readI32Constant(expression: ConstantExpression): number | null {
  const reader = new ByteReader(expression)
  return reader.u8() === OP.i32Const ? reader.s32() : null
}
