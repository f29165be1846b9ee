import { OperatorCursor } from './operator-cursor.ts'

/** One operator of a body; offsets count from the start of the body. */
export interface Operator {
  readonly opcode: number
  readonly immediate: number
  readonly start: number
  readonly end: number
}

/** All operators of a body, for a pass that looks at several at once. */
export function listOperators(code: Uint8Array): Operator[] {
  const cursor = new OperatorCursor(code)
  const operators: Operator[] = []
  while (cursor.next()) {
    const { opcode, immediate, start, position } = cursor
    operators.push({ opcode, immediate, start, end: position })
  }
  return operators
}
