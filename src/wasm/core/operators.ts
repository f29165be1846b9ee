/** What follows an opcode in the bytes. */
export type ImmediateShape =
  | 'none'
  | 'u32'
  | 'u32 u32'
  | 'memory'
  | 'memory lane'
  | 'block'
  | 's32'
  | 's64'
  | 'bytes 1'
  | 'bytes 4'
  | 'bytes 8'
  | 'bytes 16'
  | 'labels'
  | 'types'
  | 'heap type'

/** Opcodes that passes look for. Prefixed ones are `prefix << 12 | sub-opcode`. */
export const OP = {
  unreachable: 0x00,
  nop: 0x01,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  returnCall: 0x12,
  returnCallIndirect: 0x13,
  drop: 0x1a,
  select: 0x1b,
  selectTyped: 0x1c,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  tableGet: 0x25,
  tableSet: 0x26,
  i32Load: 0x28,
  i32Load8U: 0x2d,
  i32Store: 0x36,
  i32Store8: 0x3a,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  i32Eqz: 0x45,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32And: 0x71,
  i32Shl: 0x74,
  refNull: 0xd0,
  refIsNull: 0xd1,
  refFunc: 0xd2,
  memoryInit: 0xfc008,
  dataDrop: 0xfc009,
  memoryCopy: 0xfc00a,
  memoryFill: 0xfc00b,
  tableInit: 0xfc00c,
  elementDrop: 0xfc00d,
  tableCopy: 0xfc00e,
  tableGrow: 0xfc00f,
  tableSize: 0xfc010,
  tableFill: 0xfc011,
} as const

/** Immediates of the one-byte opcodes; a hole is an operator outside contract 6.3 (exceptions, GC, typed references). */
export const IMMEDIATES: readonly (ImmediateShape | undefined)[] = singleByteTable()

/** Immediates of a 0xfc or 0xfd operator; undefined where none is defined there. */
export function prefixedImmediates(prefix: number, sub: number): ImmediateShape | undefined {
  return prefix === 0xfc ? bulkImmediates(sub) : vectorImmediates(sub)
}

function singleByteTable(): (ImmediateShape | undefined)[] {
  const table: (ImmediateShape | undefined)[] = new Array(256).fill(undefined)
  const set = (shape: ImmediateShape, ...opcodes: number[]) => {
    for (const opcode of opcodes) table[opcode] = shape
  }
  set('none', 0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1)
  set('block', 0x02, 0x03, 0x04)
  set('u32', 0x0c, 0x0d, 0x10, 0x12, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0xd2)
  set('labels', 0x0e)
  set('u32 u32', 0x11, 0x13)
  set('types', 0x1c)
  for (let opcode = 0x28; opcode <= 0x3e; opcode++) table[opcode] = 'memory'
  for (let opcode = 0x45; opcode <= 0xc4; opcode++) table[opcode] = 'none'
  set('s32', 0x41)
  set('s64', 0x42)
  set('bytes 4', 0x43)
  set('bytes 8', 0x44)
  set('heap type', 0xd0)
  return table
}

function bulkImmediates(sub: number): ImmediateShape | undefined {
  if (sub <= 7) return 'none'
  if (sub === 8 || sub === 10 || sub === 12 || sub === 14) return 'u32 u32'
  if (sub <= 17) return 'u32'
  return undefined
}

/** 128-bit vector operators and the relaxed ones (0x100 to 0x113). */
function vectorImmediates(sub: number): ImmediateShape | undefined {
  if (sub <= 0x0b || sub === 0x5c || sub === 0x5d) return 'memory'
  if (sub === 0x0c || sub === 0x0d) return 'bytes 16'
  if (sub >= 0x15 && sub <= 0x22) return 'bytes 1'
  if (sub >= 0x54 && sub <= 0x5b) return 'memory lane'
  if (sub <= 0xff || (sub >= 0x100 && sub <= 0x113)) return 'none'
  return undefined
}
