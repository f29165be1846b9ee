import { ByteWriter } from '../../wasm/byte-writer.ts'
import { OP } from '../../wasm/core/operators.ts'
import { MAX_COUNTED_GROWTH, SIZE_SHIFT, TRAP_REASON } from './trap-reason.ts'

const I32_EQ = 0x46
const I32_LT_U = 0x49
const I32_ADD = 0x6a
const I32_OR = 0x72
const I32_SHL = 0x74
const I64_LE_S = 0x57
const I64_SUB = 0x7d
const I64_EXTEND_I32_U = 0xad
const NO_RESULT = 0x40

/** The code that metering inserts into one function, assembled once. */
export interface MeterPieces {
  /** `fuel` local from the shared global. */
  readonly reload: Uint8Array
  /** Traps when the `fuel` local is used up. */
  readonly check: Uint8Array
  /** Pushes the `fuel` local and the opcode of a constant, whose value follows. */
  readonly beginBill: Uint8Array
  /** Takes the constant off and stores into the `fuel` local. */
  readonly endBill: Uint8Array
  /** Takes the constant off and stores into the shared global. */
  readonly endPublish: Uint8Array
  /** The same without anything to take off. */
  readonly publish: Uint8Array
  /** Bills the length on top of the stack, which stays there. */
  readonly billLength: Uint8Array
  /** Notes the growth on top of the stack, which stays there. */
  readonly noteGrowth: Uint8Array
  /** Enters a block when the growth result on top of the stack is -1. The operator that gives the size belongs next. */
  readonly ifNotGrown: Uint8Array
  /** Traps in that block; behind it the growth result is on the stack again. */
  readonly trapOnMemory: Uint8Array
  readonly trapOnTable: Uint8Array
}

/**
 * @param fuel index of the i64 local; two i32 scratch locals follow it
 * @param shared index of the i64 global; the i32 reason global follows it
 */
export function meterPieces(fuel: number, shared: number): MeterPieces {
  const piece = (write: (writer: ByteWriter) => void) => {
    const writer = new ByteWriter(32)
    write(writer)
    return writer.finish()
  }
  const trapIf = (writer: ByteWriter, reason: number) =>
    writer
      .raw([OP.if, NO_RESULT, OP.i32Const, reason, OP.globalSet])
      .u32(shared + 1)
      .raw([OP.unreachable, OP.end])
  const [length, result] = [fuel + 1, fuel + 2]
  const mostGrowth = (writer: ByteWriter) => writer.u8(OP.i32Const).s32(MAX_COUNTED_GROWTH)
  /** The size, with what it was to grow by and the reason. */
  const trapOnGrowth = (reason: number) =>
    piece(w => {
      mostGrowth(w.u8(OP.localGet).u32(length)).u8(OP.localGet).u32(length)
      mostGrowth(w).raw([I32_LT_U, OP.select, I32_ADD, OP.i32Const, SIZE_SHIFT, I32_SHL])
      w.raw([OP.i32Const, reason, I32_OR, OP.globalSet]).u32(shared + 1)
      w.raw([OP.unreachable, OP.end, OP.localGet]).u32(result)
    })
  return {
    reload: piece(w => w.u8(OP.globalGet).u32(shared).u8(OP.localSet).u32(fuel)),
    check: piece(w => trapIf(w.u8(OP.localGet).u32(fuel).raw([OP.i64Const, 0, I64_LE_S]), TRAP_REASON.fuel)),
    beginBill: piece(w => w.u8(OP.localGet).u32(fuel).u8(OP.i64Const)),
    endBill: piece(w => w.u8(I64_SUB).u8(OP.localSet).u32(fuel)),
    endPublish: piece(w => w.u8(I64_SUB).u8(OP.globalSet).u32(shared)),
    publish: piece(w => w.u8(OP.localGet).u32(fuel).u8(OP.globalSet).u32(shared)),
    billLength: piece(w => {
      w.u8(OP.localTee).u32(length).u8(OP.localGet).u32(fuel)
      w.u8(OP.localGet).u32(length).raw([I64_EXTEND_I32_U, I64_SUB, OP.localSet]).u32(fuel)
    }),
    noteGrowth: piece(w => w.u8(OP.localTee).u32(length)),
    ifNotGrown: piece(w => w.u8(OP.localTee).u32(result).raw([OP.i32Const, 0x7f, I32_EQ, OP.if, NO_RESULT])),
    trapOnMemory: trapOnGrowth(TRAP_REASON.memory),
    trapOnTable: trapOnGrowth(TRAP_REASON.table),
  }
}
