import { WasmError } from '../../wasm/wasm-error.ts'

/** Work units of one simulation: entries of index spaces and nodes of types that are compared. Real components use thousands. */
const MAX_WORK = 3_000_000

/** Core and component instances of one simulation; the host admits one core instance, engines some tens. */
const MAX_INSTANCES = 2_000

/** Ends a simulation that nested instantiation would otherwise make exponential. */
export class Budget {
  private workLeft = MAX_WORK
  private instancesLeft = MAX_INSTANCES

  spend(work: number, offset: number): void {
    this.workLeft -= work
    if (this.workLeft < 0) throw new WasmError('unsupported', 'component too intricate to follow', offset)
  }

  spendInstance(offset: number): void {
    this.instancesLeft--
    if (this.instancesLeft < 0) {
      throw new WasmError('unsupported', `more than ${MAX_INSTANCES} instances`, offset)
    }
  }
}
