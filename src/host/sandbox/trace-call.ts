import type { CallTrace } from '../call-trace.ts'
import type { RunningComponent } from './instantiate-component.ts'
import type { Meter } from './link-core.ts'
import { readTrace } from './read-trace.ts'
import { TRAP_REASON } from './trap-reason.ts'

/** An exported global with the address of the trace, and a function that adds where the script was when its call was ended. */
const TRACE_EXPORT = 'yoi-plugin:trace'
const WHERE_EXPORT = 'yoi-plugin:where'

/** In the bytes of a component that keeps a trace without the exports. */
const MARK = 'yoi-plug-trace'

/** For the stack of ten frames; a call that was ended is not charged for it. */
const WHERE_FUEL = 1_000_000n

/** Whether memory must be searched for a trace, which costs more than many a call. */
export function mayKeepTrace(component: Uint8Array): boolean {
  return Buffer.from(component.buffer, component.byteOffset, component.length).includes(MARK)
}

/** @param isSearched see `mayKeepTrace`, for a component without the exports */
export function traceCall(
  { memories, coreExports }: RunningComponent,
  isSearched: boolean,
): CallTrace | null {
  const address = addressOf(coreExports)
  return address === null && !isSearched ? null : readTrace(memories, address)
}

function addressOf(coreExports: RunningComponent['coreExports']): number | null {
  for (const exports of coreExports) {
    const found = exports[TRACE_EXPORT]
    const value = found instanceof WebAssembly.Global ? readGlobal(found) : null
    if (typeof value === 'number') return value >>> 0
  }
  return null
}

/** Null for a vector, which JavaScript cannot hold. */
function readGlobal(exported: WebAssembly.Global): unknown {
  try {
    return exported.value
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** @returns the guest's function that adds where the script was; null when there is none */
export function findWhere({ coreExports }: RunningComponent): (() => unknown) | null {
  for (const exports of coreExports) {
    const where = exports[WHERE_EXPORT]
    if (typeof where === 'function' && where.length === 0) return where as () => unknown
  }
  return null
}

/**
 * Asks a component whose call was ended where its script was. Guest code runs once more in the broken instance, in bounded fuel, which
 * is no bound of time, and with nothing it could call; whatever it does is no part of the call, which must be reported before.
 */
export function askWhere(where: () => unknown, meter: Meter): void {
  meter.fuel.value = WHERE_FUEL
  meter.reason.value = TRAP_REASON.none
  try {
    where()
  } catch (error) {
    if (!(error instanceof Error)) throw error
  }
}
