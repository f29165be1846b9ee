import type { CoreModule } from '../../../wasm/core/core-module.ts'
import { listOperators, type Operator } from '../../../wasm/core/list-operators.ts'
import { OP } from '../../../wasm/core/operators.ts'
import { type Replacement, replaceRanges } from '../../../wasm/core/replace-ranges.ts'
import { WasmError } from '../../../wasm/wasm-error.ts'

/** How many the interpreter of the pinned engine has. */
const EXPECTED_TESTS = 219

const NOTHING = new Uint8Array()
const NO_RESULT = -64

/** `rt->dump_flags`: i32.load8_u offset=753. */
const LOAD_FLAGS = [0x2d, 0x00, 0xf1, 0x05]
const DUMP_BYTECODE = 0x80

/**
 * The engine was built with its debug dumps: before every bytecode it tests a flag, which nothing sets, and would print the
 * bytecode. Removes these tests in place, which saves six operators a bytecode.
 * @throws WasmError when there are not as many as expected
 */
export function removeDumpTests(module: CoreModule): void {
  let removed = 0
  for (const body of module.bodies) {
    const tests = findDumpTests(body.code)
    removed += tests.length
    if (tests.length > 0) body.code = replaceRanges(body.code, tests)
  }
  if (removed !== EXPECTED_TESTS)
    throw new WasmError('unsupported', `${removed} dump tests, not ${EXPECTED_TESTS}`, 0)
}

function findDumpTests(code: Uint8Array): Replacement[] {
  const operators = listOperators(code)
  return operators.flatMap((operator, index) => {
    if (operator.opcode !== OP.i32Load8U || !startsWith(code, operator.start, LOAD_FLAGS)) return []
    const start = addressStart(operators, index - 1)
    const end = testEnd(operators, index + 1)
    return start === null || end === null ? [] : [{ start, end, code: NOTHING }]
  })
}

function startsWith(code: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => code[at + index] === byte)
}

/** The runtime is loaded from a local, or from a local plus a constant. */
function addressStart(operators: readonly Operator[], last: number): number | null {
  const shape = (count: number) => opcodes(operators, last - count + 1, count)
  if (shape(2) === [OP.localGet, OP.i32Load].join()) return operators[last - 1]!.start
  if (shape(4) === [OP.localGet, OP.i32Const, OP.i32Add, OP.i32Load].join()) return operators[last - 3]!.start
  return null
}

/** `i32.const 128; i32.and; if; ... call dump; end`. */
function testEnd(operators: readonly Operator[], first: number): number | null {
  const { i32Const, i32And, localGet, call, end } = OP
  const expected = [i32Const, i32And, OP.if, localGet, localGet, localGet, i32Const, call, end]
  if (opcodes(operators, first, expected.length) !== expected.join()) return null
  const isTest =
    operators[first]!.immediate === DUMP_BYTECODE && operators[first + 2]!.immediate === NO_RESULT
  return isTest ? operators[first + expected.length - 1]!.end : null
}

function opcodes(operators: readonly Operator[], first: number, count: number): string {
  return operators
    .slice(first, first + count)
    .map(operator => operator.opcode)
    .join()
}
