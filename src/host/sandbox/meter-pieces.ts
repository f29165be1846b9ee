import { ByteWriter } from '../../wasm/byte-writer.ts'
import { OP } from '../../wasm/core/operators.ts'

/** Why rewritten code trapped, as it stands in the reason global; 0 means the guest trapped by itself. */
export const TRAP_REASON = { none: 0, fuel: 1, memory: 2, table: 3 } as const

const I32_EQ = 0x46
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
  /** Traps when the growth result on top of the stack is -1; else it stays there. */
  readonly trapOnMemory: Uint8Array
  readonly trapOnTable: Uint8Array
}

/**
 * @param fuel index of the i64 local; the i32 scratch local follows it
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
  const trapOnGrowth = (reason: number) =>
    piece(w => {
      w.u8(OP.localTee)
        .u32(fuel + 1)
        .raw([OP.i32Const, 0x7f, I32_EQ])
      trapIf(w, reason)
        .u8(OP.localGet)
        .u32(fuel + 1)
    })
  return {
    reload: piece(w => w.u8(OP.globalGet).u32(shared).u8(OP.localSet).u32(fuel)),
    check: piece(w => trapIf(w.u8(OP.localGet).u32(fuel).raw([OP.i64Const, 0, I64_LE_S]), TRAP_REASON.fuel)),
    beginBill: piece(w => w.u8(OP.localGet).u32(fuel).u8(OP.i64Const)),
    endBill: piece(w => w.u8(I64_SUB).u8(OP.localSet).u32(fuel)),
    endPublish: piece(w => w.u8(I64_SUB).u8(OP.globalSet).u32(shared)),
    publish: piece(w => w.u8(OP.localGet).u32(fuel).u8(OP.globalSet).u32(shared)),
    billLength: piece(w => {
      w.u8(OP.localTee)
        .u32(fuel + 1)
        .u8(OP.localGet)
        .u32(fuel)
      w.u8(OP.localGet)
        .u32(fuel + 1)
        .raw([I64_EXTEND_I32_U, I64_SUB, OP.localSet])
        .u32(fuel)
    }),
    trapOnMemory: trapOnGrowth(TRAP_REASON.memory),
    trapOnTable: trapOnGrowth(TRAP_REASON.table),
  }
}
