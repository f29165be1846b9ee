import type { ByteWriter } from '../../wasm/byte-writer.ts'
import { type FunctionBody, VALUE_TYPE } from '../../wasm/core/core-module.ts'
import { OperatorCursor } from '../../wasm/core/operator-cursor.ts'
import { OP } from '../../wasm/core/operators.ts'
import type { CodeBuffer } from './code-buffer.ts'
import { type CostTable, isBilledByLength, METER, OPERATOR_COST, OPERATOR_METER } from './cost-table.ts'
import type { MeterPieces } from './meter-pieces.ts'

/** What a body needs to know about its module and its function. */
export interface BodyContext {
  readonly costs: CostTable
  /** Imported globals; later ones move up by two, behind the shared fuel and reason. */
  readonly importedGlobals: number
  /** Block type of the function's results, as bytes. */
  readonly resultBlock: Uint8Array
  readonly pieces: MeterPieces
  /** For replaced operators; emptied on every use. */
  readonly scratch: ByteWriter
}

/**
 * Rewrites one validated function body so that it counts fuel where wasmtime counts it and traps where wasmtime would.
 *
 * The count lives in a new local. It is billed where wasmtime bills it (at the end of every straight run of operators),
 * published to the shared global around calls and on the way out, and compared with zero at function entry and loop
 * headers. The old body becomes a block, so that branches to its end still publish. A failed `memory.grow` or
 * `table.grow` traps, as under the host's limits.
 * @returns the body; its code is a view into `output`
 * @source host contract 6.3
 */
export function meterBody(body: FunctionBody, context: BodyContext, output: CodeBuffer): FunctionBody {
  return new BodyMeter(body, context, output).run()
}

class BodyMeter {
  private usesScratch = false
  /** Fuel of the operators since the last bill; the 1 is the function entry. */
  private owed = 1
  /** The code up to here is in the output. */
  private kept = 0

  constructor(
    private readonly body: FunctionBody,
    private readonly context: BodyContext,
    private readonly output: CodeBuffer,
  ) {}

  run(): FunctionBody {
    const { output, context } = this
    const start = output.length
    output.append(context.pieces.reload)
    this.bill()
    output.append(context.pieces.check)
    output.append(BLOCK)
    output.append(context.resultBlock)
    this.walk()
    this.keepUntil(this.body.code.length)
    this.publish()
    output.append(END)
    return { locals: this.locals(), code: output.from(start) }
  }

  private walk(): void {
    const cursor = new OperatorCursor(this.body.code)
    while (cursor.next()) {
      const { opcode } = cursor
      if (opcode > 0xff) {
        this.owed++
        if (opcode >= OP.memoryInit) this.bulk(cursor)
        continue
      }
      this.owed += OPERATOR_COST[opcode]!
      const action = OPERATOR_METER[opcode]!
      if (action !== METER.nothing) this.act(action, cursor)
      else if (opcode === OP.memoryGrow) this.bulk(cursor)
    }
  }

  private act(action: number, cursor: OperatorCursor): void {
    const { output } = this
    const { pieces } = this.context
    switch (action) {
      case METER.bill:
        if (this.owed === 0) return
        this.keepUntil(cursor.start)
        this.bill()
        return
      case METER.loop:
        this.keepUntil(cursor.start)
        this.bill()
        this.keepUntil(cursor.position)
        output.append(pieces.check)
        return
      case METER.leave:
        this.keepUntil(cursor.start)
        this.publish()
        return
      case METER.call:
        this.keepUntil(cursor.start)
        this.publish()
        this.keepUntil(cursor.position)
        output.append(pieces.reload)
        return
      case METER.global:
        if (cursor.immediate >= this.context.importedGlobals) this.moveGlobal(cursor)
    }
  }

  private moveGlobal(cursor: OperatorCursor): void {
    this.keepUntil(cursor.start)
    const { scratch } = this.context
    this.output.append(
      scratch
        .reset()
        .u8(cursor.opcode)
        .u32(cursor.immediate + 2)
        .view(),
    )
    this.kept = cursor.position
  }

  private bulk(cursor: OperatorCursor): void {
    const { pieces, costs } = this.context
    const { opcode } = cursor
    if (isBilledByLength(opcode, costs)) {
      this.usesScratch = true
      this.keepUntil(cursor.start)
      this.output.append(pieces.billLength)
    }
    if (opcode === OP.memoryGrow) this.growth(cursor, MEMORY_SIZE, pieces.trapOnMemory)
    if (opcode === OP.tableGrow) this.growth(cursor, TABLE_SIZE, pieces.trapOnTable)
  }

  private growth(cursor: OperatorCursor, sizeOperator: readonly number[], trap: Uint8Array): void {
    const { pieces, scratch } = this.context
    this.usesScratch = true
    this.keepUntil(cursor.start)
    this.output.append(pieces.noteGrowth)
    this.keepUntil(cursor.position)
    this.output.append(pieces.ifNotGrown)
    this.output.append(scratch.reset().raw(sizeOperator).u32(cursor.immediate).view())
    this.output.append(trap)
  }

  private keepUntil(position: number): void {
    this.output.copy(this.body.code, this.kept, position)
    this.kept = position
  }

  private bill(): void {
    if (this.owed === 0) return
    this.takeOwed(this.context.pieces.endBill)
  }

  private publish(): void {
    const { pieces } = this.context
    if (this.owed === 0) this.output.append(pieces.publish)
    else this.takeOwed(pieces.endPublish)
  }

  private takeOwed(end: Uint8Array): void {
    this.output.append(this.context.pieces.beginBill)
    this.output.signed(this.owed)
    this.output.append(end)
    this.owed = 0
  }

  private locals(): FunctionBody['locals'] {
    const added = [...this.body.locals, { count: 1, type: VALUE_TYPE.i64 }]
    return this.usesScratch ? [...added, { count: 2, type: VALUE_TYPE.i32 }] : added
  }
}

/** Without the index of the memory or table. */
const MEMORY_SIZE = [0x3f]
const TABLE_SIZE = [0xfc, 0x10]

const BLOCK = Uint8Array.of(OP.block)
const END = Uint8Array.of(OP.end)
