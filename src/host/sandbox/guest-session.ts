import { quote } from '../../quote.ts'
import type { CallTrace } from '../call-trace.ts'
import { describeFailure } from './describe-failure.ts'
import { type Failure, refuse } from './guest-failure.ts'
import type { CallHost, HostInterfaces } from './host-imports.ts'
import { instantiateComponent, type LinkEnvironment, type RunningComponent } from './instantiate-component.ts'
import type { Meter } from './link-core.ts'
import { type LoadedComponent, loadComponent } from './load-component.ts'
import type { CallRequest, Usage } from './messages.ts'
import { readPanicNote } from './read-panic-note.ts'
import type { SandboxLimits } from './sandbox-limits.ts'
import { askWhere, findWhere, mayKeepTrace, traceCall } from './trace-call.ts'
import { TRAP_REASON } from './trap-reason.ts'
import { matchesSignature, printSignature } from './world-signature.ts'

const PAGE_BYTES = 64 * 1024

export type CallReport = { readonly usage: Usage; readonly trace: CallTrace | null } & (
  | { readonly ok: true; readonly value: string | number }
  | { readonly ok: false; readonly failure: Failure }
)

/** One component, loaded once, called as often as needed, each call in a fresh instance. Runs inside the child. */
export class GuestSession {
  private readonly limits: SandboxLimits
  private readonly meter: Meter
  private readonly environment: LinkEnvironment
  private loaded: LoadedComponent | null = null
  private mayKeepTrace = false
  /** The instance of a call that failed, as long as it can be asked where its script was. */
  private broken: RunningComponent | null = null
  /** The guest has nothing to call any more. */
  private isEnded = false

  constructor(limits: SandboxLimits, interfaces: HostInterfaces, callHost: CallHost) {
    this.limits = limits
    this.meter = {
      fuel: new WebAssembly.Global({ value: 'i64', mutable: true }, 0n),
      reason: new WebAssembly.Global({ value: 'i32', mutable: true }, TRAP_REASON.none),
    }
    const callUntilEnd: CallHost = (...call) =>
      this.isEnded ? refuse('the call has ended') : callHost(...call)
    this.environment = { limits, meter: this.meter, interfaces, callHost: callUntilEnd }
  }

  /**
   * @param known its rewritten modules from a cache
   * @returns why the component cannot be run, or null
   */
  load(component: Uint8Array, known: readonly Uint8Array[] | null = null): Failure | null {
    try {
      this.loaded = loadComponent(component, this.limits, known)
      this.mayKeepTrace = mayKeepTrace(component)
      return null
    } catch (error) {
      return describeFailure(error, { limits: this.limits, fuel: 0, reason: TRAP_REASON.none })
    }
  }

  /** The rewritten modules of a loaded component, unless they came from a cache. */
  get rewritten(): readonly Uint8Array[] | null {
    return this.loaded?.rewritten ?? null
  }

  /** Instantiates the component and calls one export; the fuel pays for both. @source host contract 6.3, 6.4 */
  call(request: CallRequest): CallReport {
    this.meter.fuel.value = BigInt(request.fuel)
    this.meter.reason.value = TRAP_REASON.none
    this.isEnded = false
    this.broken = null
    let running: RunningComponent | null = null
    try {
      running = instantiateComponent(this.loaded ?? refuse('no component is loaded'), this.environment)
      const target = findExport(running, request)
      const value = target.call(request.args) as string | number
      const trace = traceCall(running, this.mayKeepTrace)
      return { ok: true, value, trace, usage: this.usage(request, running) }
    } catch (error) {
      const reason = Number(this.meter.reason.value)
      const failure = describeFailure(error, { limits: this.limits, fuel: request.fuel, reason })
      const usage = this.usage(request, running)
      if (running !== null && findWhere(running) !== null) this.broken = running
      return { ok: false, failure: withPanic(failure, running), usage, trace: this.traceOf(running) }
    }
  }

  /** Whether the last call failed and its instance can be asked where its script was. */
  get canAskWhere(): boolean {
    return this.broken !== null
  }

  /**
   * Asks it, once. This may take as long as a call, so the failure is reported first.
   * @returns the trace with the answer; null when there is no trace
   */
  askWhere(): CallTrace | null {
    const { broken } = this
    const where = broken && findWhere(broken)
    if (broken === null || where === null) return null
    this.broken = null
    askWhere(where, this.meter)
    return this.traceOf(broken)
  }

  private traceOf(running: RunningComponent | null): CallTrace | null {
    if (running === null) return null
    this.isEnded = true
    return traceCall(running, this.mayKeepTrace)
  }

  /** The count may be past zero: it is compared at function entries and loop headers only. */
  private usage({ fuel }: CallRequest, running: RunningComponent | null): Usage {
    const isExhausted = this.meter.reason.value === TRAP_REASON.fuel
    const left = isExhausted ? 0 : Math.max(0, Number(this.meter.fuel.value))
    const memories = running === null ? [] : [...running.memories]
    const bytes = memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)
    return { fuel: fuel - left, memoryPages: bytes / PAGE_BYTES }
  }
}

/** A trap says where it happened, not why; a panic of Rust says both. */
function withPanic(failure: Failure, running: RunningComponent | null): Failure {
  if (failure.kind !== 'trap' || running === null) return failure
  const note = readPanicNote(running.memories)
  return note === null ? failure : { ...failure, message: `${failure.message}: ${note}` }
}

function findExport(running: RunningComponent, { target }: CallRequest) {
  const found = running.functions.get(target.name)
  if (found === undefined) refuse(`the component exports no function ${quote(target.name)}`)
  if (!matchesSignature(found.type, target))
    refuse(
      `the export ${quote(target.name)} has the type ${printSignature(found.type)}, ` +
        `not func(${target.params.join(', ')}) -> ${target.result}`,
    )
  return found
}
