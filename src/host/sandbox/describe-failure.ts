import { escapeControls } from '../../quote.ts'
import { WasmError } from '../../wasm/wasm-error.ts'
import { cutText } from '../cut-text.ts'
import { type Failure, GuestFailure } from './guest-failure.ts'
import type { SandboxLimits } from './sandbox-limits.ts'
import { kindOf, sizeOf, TRAP_REASON } from './trap-reason.ts'

/** Far more than is shown; a guest can be the reason of megabytes, and a frame has no room for them. */
const MAX_MESSAGE_BYTES = 8 * 1024

/** V8's words for a trap, by pattern, and the words used here, which do not change with the Node version. */
const TRAPS: readonly (readonly [RegExp, string])[] = [
  [/^unreachable/, 'unreachable instruction executed'],
  [/^memory access out of bounds/, 'out of bounds memory access'],
  [/^(divide|remainder) by zero/, 'integer divide by zero'],
  [/^divide result unrepresentable/, 'integer overflow'],
  [/^float unrepresentable/, 'invalid conversion to integer'],
  [
    /^table index is out of bounds|^table access out of bounds/,
    'undefined element: out of bounds table access',
  ],
  [/signature mismatch|^indirect call/, 'indirect call to null or to a function of another type'],
  [/^(data|element) segment/, 'out of bounds segment access'],
]

/** What is known when an exception comes out of guest code. */
export interface FailureContext {
  readonly limits: SandboxLimits
  readonly fuel: number
  /** The reason global of the meter. */
  readonly reason: number
}

/** Names the cause of anything that loading or running a guest can throw, in a message that is not too long. Never throws. */
export function describeFailure(error: unknown, context: FailureContext): Failure {
  const failure = failureOf(error, context)
  return { ...failure, message: cutText(failure.message, MAX_MESSAGE_BYTES) }
}

function failureOf(error: unknown, context: FailureContext): Failure {
  const metered = meteredFailure(context)
  if (metered !== null) return metered
  if (error instanceof GuestFailure) return error.failure
  if (error instanceof WasmError) return { kind: 'refused', message: error.message }
  if (error instanceof WebAssembly.RuntimeError) return { kind: 'trap', message: trapMessage(error.message) }
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError)
    return { kind: 'refused', message: `the core module does not link: ${escapeControls(error.message)}` }
  const text = error instanceof Error ? error.message : String(error)
  if (error instanceof RangeError && /call stack/.test(text))
    return { kind: 'trap', message: 'call stack exhausted' }
  return { kind: 'runner-cannot', message: `the runner failed: ${text}` }
}

/** Traps that the rewrite put there. */
function meteredFailure({ limits, fuel, reason }: FailureContext): Failure | null {
  const value = sizeOf(reason)
  switch (kindOf(reason)) {
    case TRAP_REASON.fuel:
      return {
        kind: 'limit',
        limit: 'fuel',
        value: fuel,
        most: fuel,
        message: `all of its ${fuel} fuel is used`,
      }
    case TRAP_REASON.memory: {
      const most = limits.memoryPages
      const message = `memory.grow to ${value} pages of 64 KiB, ${excessOf('memory', value, most)}`
      return { kind: 'limit', limit: 'memory', value, most, message }
    }
    case TRAP_REASON.table: {
      const most = limits.tableElements
      const message = `table.grow to ${value} elements, ${excessOf('table', value, most)}`
      return { kind: 'limit', limit: 'table', value, most, message }
    }
    default:
      return null
  }
}

/** Growth also fails at the maximum that the module itself declares. */
function excessOf(what: 'memory' | 'table', value: number, most: number): string {
  return value > most ? `more than ${most}` : `more than the module declares for its ${what}`
}

function trapMessage(thrown: string): string {
  const text = thrown.replace(/^WebAssembly\.Instance\(\): /, '')
  return TRAPS.find(([pattern]) => pattern.test(text))?.[1] ?? `trap: ${text}`
}
