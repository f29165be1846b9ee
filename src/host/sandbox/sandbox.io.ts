import type { CallTrace } from '../call-trace.ts'
import { ChildLink } from './child-link.io.ts'
import type { Frame } from './frame.ts'
import type { Failure } from './guest-failure.ts'
import type { HostCall, HostCallHandler } from './host-calls.ts'
import type { HostInterfaces } from './host-imports.ts'
import type { CallRequest, FromChild, ToChild, Usage } from './messages.ts'
import type { RewriteCache } from './rewrite-cache.io.ts'
import { CLOSED, hostCallsFailure, wallFailure } from './sandbox-failures.ts'
import type { SandboxLimits } from './sandbox-limits.ts'
import type { FailedResult, SandboxResult } from './sandbox-result.ts'
import type { SpareChild } from './spare-child.io.ts'

export interface SandboxOptions {
  readonly component: Uint8Array
  readonly limits: SandboxLimits
  readonly interfaces: HostInterfaces
  readonly handleHostCall: HostCallHandler
  /** Host calls of one guest call, at most. */
  readonly maxHostCalls: number
  /** Where rewritten modules are kept between processes; null: nowhere. */
  readonly cache: RewriteCache | null
  /** A process that runs already and may be taken; absent: one is started. */
  readonly spare?: SpareChild | undefined
}

export interface SandboxCall extends CallRequest {
  /** Until the result, loading and `waitedMs` included; then the process is killed. */
  readonly deadlineMs: number
  /** How much of the deadline has passed already. */
  readonly waitedMs: number
  readonly signal?: AbortSignal | undefined
}

/** What a child gets to tell where its guest was when the time was over; part of every deadline's overrun. */
const LAST_WORDS_MS = 40

const NO_USAGE: Usage = { fuel: 0, memoryPages: 0 }

/**
 * A child process that holds one component. Calls run one at a time; the caller waits for each before the next.
 * A deadline or an abort kills the process, and every later call fails.
 */
export class Sandbox {
  private readonly link: ChildLink
  private readonly loading: Promise<Failure | null>
  private ended: Failure | null = null
  private hostCalls = 0
  private notes = new Set<string>()
  /** Whether the guest waits for the answer of a host call. */
  private isAnswering = false
  private isExpired = false
  private isSpareUntried: boolean
  /** How the call failed, while the guest is asked where it was. */
  private broken: FailedResult | null = null
  private calls = new AbortController()
  private keepRewritten: (modules: Uint8Array) => void = () => {}
  private settleLoad: (failure: Failure | null) => void = () => {}
  private settleCall: ((result: SandboxResult | Promise<never>) => void) | null = null

  constructor(private readonly options: SandboxOptions) {
    this.loading = new Promise(resolve => {
      this.settleLoad = resolve
    })
    const spare = options.spare?.take() ?? null
    this.isSpareUntried = spare !== null
    this.link = spare ?? new ChildLink()
    this.link.report({
      onFrame: frame => this.receive(frame),
      onEnd: failure => this.end(failure),
    })
    this.load(options)
  }

  get pid(): number | undefined {
    return this.link.pid
  }

  /** False when the process is gone; then a new sandbox is needed. */
  get isUsable(): boolean {
    return this.ended === null
  }

  /**
   * Whether the process was started ahead and ended by itself before it had loaded anything. It may have been dead when it was
   * taken, which is known a moment later: another process is worth a try.
   */
  get hasLostSpare(): boolean {
    return this.isSpareUntried && this.ended !== null
  }

  /** @returns how the call ended; a deadline is a failure @throws the signal's reason when it is aborted */
  async call(call: SandboxCall): Promise<SandboxResult> {
    call.signal?.throwIfAborted()
    this.hostCalls = 0
    this.notes = new Set()
    this.isAnswering = false
    this.calls = new AbortController()
    this.link.keepParentAlive(true)
    const timeLeftMs = Math.max(0, call.deadlineMs - call.waitedMs)
    const deadline = setTimeout(() => this.expire(wallFailure(call.deadlineMs)), timeLeftMs)
    const onAbort = () => this.stop({ kind: 'runner-cannot', message: 'the call was aborted' })
    call.signal?.addEventListener('abort', onAbort, { once: true })
    try {
      const result = await this.run(call)
      call.signal?.throwIfAborted()
      return result
    } finally {
      clearTimeout(deadline)
      call.signal?.removeEventListener('abort', onAbort)
      this.calls.abort()
      this.link.keepParentAlive(false)
    }
  }

  /** Waits until the component is loaded or refused, or kills the process after `deadlineMs`. The next call says which. */
  async ready(deadlineMs: number): Promise<void> {
    this.link.keepParentAlive(true)
    const deadline = setTimeout(() => this.stop(wallFailure(deadlineMs)), deadlineMs)
    await this.loading
    clearTimeout(deadline)
    this.link.keepParentAlive(false)
  }

  close(): void {
    this.stop(CLOSED)
  }

  private load({ limits, interfaces, component, cache }: SandboxOptions): void {
    const entry = cache?.entry(component, limits)
    const known = entry?.read() ?? null
    // Also when there is an entry: one that could not be used is replaced.
    this.keepRewritten = modules => entry?.write(modules)
    const message = {
      type: 'load',
      limits,
      interfaces,
      componentBytes: component.length,
      wantsRewritten: entry !== undefined,
    } as const
    this.link.send(message, component, ...(known === null ? [] : [known]))
  }

  private async run({ target, args, fuel }: SandboxCall): Promise<SandboxResult> {
    const failure = this.ended ?? (await this.loading)
    if (failure !== null) return this.failed(failure, NO_USAGE)
    return new Promise(resolve => {
      this.settleCall = resolve
      this.link.send({ type: 'call', target, args, fuel })
    })
  }

  private receive({ message, bytes }: Frame<FromChild>): void {
    this.isSpareUntried = false
    switch (message.type) {
      case 'loaded':
        this.settleLoad(null)
        if (bytes.length > 0) this.keepRewritten(bytes)
        // Never again: from here on guest code may have run in the child.
        this.keepRewritten = () => {}
        return
      case 'load-failed':
        this.settleLoad(message.failure)
        return
      case 'returned':
        this.settle({ ok: true, output: bytes, ...this.account(message.usage, message.trace) })
        return
      case 'failed':
        this.broken = this.failed(message.failure, message.usage, message.trace)
        if (!message.isAskedWhere) this.settleBroken(message.trace)
        return
      case 'where':
        this.settleBroken(message.trace)
        return
      case 'host-call':
        this.answer(message).catch(error => this.fail(error))
    }
  }

  /** The child waits for exactly one frame. */
  private async answer(call: HostCall): Promise<void> {
    this.hostCalls += 1
    this.isAnswering = true
    const { maxHostCalls, handleHostCall } = this.options
    const { signal } = this.calls
    const hasTooMany = this.hostCalls > maxHostCalls
    const answer = hasTooMany ? hostCallsFailure(maxHostCalls) : await handleHostCall(call, signal)
    if (signal.aborted || this.ended !== null) return
    this.isAnswering = false
    for (const note of answer.notes ?? []) this.notes.add(note)
    const reply: ToChild = answer.ok
      ? { type: 'answer', value: answer.value }
      : { type: 'refusal', failure: answer.failure }
    this.link.send(reply)
  }

  /** A handler that rejects is a bug of ours: the call rejects with it, and the guest is not left waiting. */
  private fail(error: unknown): void {
    this.settle(Promise.reject(error))
    this.close()
  }

  /** A guest that waits for the host is told so, and its trace with what it was waiting for is kept; any other is killed. */
  private expire(failure: Failure): void {
    if (!this.isAnswering) {
      this.stop(failure)
      return
    }
    this.isExpired = true
    this.calls.abort()
    this.link.send({ type: 'refusal', failure })
    setTimeout(() => this.stop(failure), LAST_WORDS_MS).unref()
  }

  private stop(failure: Failure): void {
    this.isSpareUntried = false
    this.end(failure)
    this.link.kill(failure.message)
  }

  private end(failure: Failure): void {
    if (this.ended !== null) return
    this.ended = failure
    this.settleLoad(failure)
    this.settle(this.broken ?? this.failed(failure, NO_USAGE))
  }

  private settle(result: SandboxResult | Promise<never>): void {
    this.settleCall?.(result)
    this.settleCall = null
    this.broken = null
  }

  /** @param trace with where the guest was; null: it has spoilt its trace */
  private settleBroken(trace: CallTrace | null): void {
    const { broken } = this
    if (broken === null) return
    this.settle({ ...broken, trace: trace ?? broken.trace })
    if (this.isExpired) this.stop(broken.failure)
  }

  private failed(failure: Failure, usage: Usage, trace: CallTrace | null = null): FailedResult {
    return { ok: false, failure, ...this.account(usage, trace) }
  }

  private account(usage: Usage, trace: CallTrace | null) {
    return { usage, trace, hostCalls: this.hostCalls, notes: [...this.notes] }
  }
}
