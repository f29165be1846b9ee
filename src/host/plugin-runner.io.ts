import type { HostRevision } from '../contract/host-revisions.ts'
import {
  HOST_API_FUNCTIONS,
  HOST_API_INTERFACES,
  type HostApi,
  TOOL_WORLD,
  WORLD_EXPORTS,
} from '../contract/worlds.ts'
import { answerHostCalls, type HostApis, refuseHostApi } from './host-apis.ts'
import type { HostedPlugin } from './hosted-plugin.ts'
import { importedHostApis } from './imported-host-apis.ts'
import type { Failure } from './sandbox/guest-failure.ts'
import type { RewriteCache } from './sandbox/rewrite-cache.io.ts'
import { Sandbox } from './sandbox/sandbox.io.ts'
import { CLOSED, wallFailure } from './sandbox/sandbox-failures.ts'
import type { SandboxLimits } from './sandbox/sandbox-limits.ts'
import type { FailedResult, SandboxResult } from './sandbox/sandbox-result.ts'
import type { SpareChild } from './sandbox/spare-child.io.ts'

/** What a component needs that calls host APIs: the least that a standard encoder makes. @source design 6, host contract 11.1 */
const HOST_API_CORE_INSTANCES = 3
const HOST_API_TABLES = 2

/** Host calls of one tool call; a guest that makes more is in a loop. */
const MAX_HOST_CALLS = 1_000

const CALL_EXPORT = WORLD_EXPORTS[TOOL_WORLD][0]!

export interface RunnerOptions {
  readonly plugin: HostedPlugin
  readonly revision: HostRevision
  readonly apis: HostApis
  readonly cache: RewriteCache | null
  readonly spare: SpareChild | undefined
}

export interface ToolCall {
  readonly tool: string
  /** As the guest receives it. */
  readonly input: string
  readonly deadlineMs: number
  readonly signal: AbortSignal | undefined
}

/** A component whose bytes are known, with the process that holds it. */
interface Loaded {
  readonly bytes: Uint8Array
  readonly imports: readonly HostApi[]
  sandbox: Sandbox | null
}

/** Runs the tools of one plugin, one call at a time, as the host does; each call in a fresh instance. @source host contract 6.4, 6.5 */
export class PluginRunner {
  private loaded: Loaded | null = null
  private lastCall: Promise<unknown> = Promise.resolve()
  /** What is loaded ahead at the moment. */
  private preparing: Sandbox | null = null
  /** How often the runner was closed: what was asked for before the last time is not begun any more. */
  private closings = 0

  constructor(private readonly options: RunnerOptions) {}

  /** @throws the signal's reason when the call is aborted */
  call(call: ToolCall): Promise<SandboxResult> {
    const queuedAt = performance.now()
    const earlier = this.lastCall
    const result = this.waitForTurn(call).then(failure =>
      failure === null ? this.run(call, queuedAt) : failed(failure),
    )
    // What ended while it waited for its turn does not give away that of another.
    this.lastCall = earlier.then(() => result).catch(() => {})
    return call.signal === undefined ? result : unlessAborted(call.signal, result)
  }

  /** Starts the process and loads the component, so that the next call is not charged for it; that call's deadline ends it. */
  prepare(deadlineMs: number): Promise<void> {
    const { closings } = this
    const prepared = this.lastCall.then(async () => {
      if (closings !== this.closings) return
      const sandbox = this.openSandbox()
      if ('ok' in sandbox) return
      this.preparing = sandbox
      await sandbox.ready(deadlineMs)
      this.preparing = null
    })
    this.lastCall = prepared.catch(() => {})
    return prepared
  }

  /** @returns why the call must not run, or null */
  private async waitForTurn({ deadlineMs, signal }: ToolCall): Promise<Failure | null> {
    const { closings } = this
    const isTurn = await comesWithin(this.lastCall, deadlineMs)
    if (closings !== this.closings) return CLOSED
    if (isTurn || signal?.aborted) return null
    this.preparing?.close()
    return wallFailure(deadlineMs)
  }

  /** Ends the process, the call in it and what waits for its turn. A later call starts a new one. */
  close(): void {
    this.closings += 1
    this.unload()
  }

  private unload(): void {
    this.loaded?.sandbox?.close()
    this.loaded = null
  }

  private async run(call: ToolCall, queuedAt: number): Promise<SandboxResult> {
    const { deadlineMs, signal } = call
    signal?.throwIfAborted()
    const sandbox = this.openSandbox()
    if ('ok' in sandbox) return sandbox
    const fuel = this.options.revision.fuelPerCall
    const args = [call.tool, call.input]
    const waitedMs = performance.now() - queuedAt
    const result = await sandbox.call({ target: CALL_EXPORT, args, fuel, deadlineMs, waitedMs, signal })
    return sandbox.hasLostSpare ? this.run(call, queuedAt) : result
  }

  /** Reads the component again and asks every gate; @returns the process that holds it, or why there is none */
  private openSandbox(): Sandbox | FailedResult {
    const reading = this.options.plugin.readComponent()
    if (!reading.ok) return failed(reading.failure)
    const loaded = this.load(reading.bytes)
    const refusal = this.refusal(loaded)
    if (refusal !== null) return failed(refusal)
    if (!loaded.sandbox?.isUsable) loaded.sandbox = this.open(loaded)
    return loaded.sandbox
  }

  private load(bytes: Uint8Array): Loaded {
    const { loaded } = this
    if (loaded !== null && Buffer.compare(loaded.bytes, bytes) === 0) return loaded
    this.unload()
    const isTooLarge = bytes.length > this.options.revision.componentBytes
    this.loaded = { bytes, imports: isTooLarge ? [] : importedHostApis(bytes), sandbox: null }
    return this.loaded
  }

  /** What the host asks before it instantiates, in its order. @source host contract 6.2, 6.4 */
  private refusal({ bytes, imports }: Loaded): Failure | null {
    const { plugin, revision } = this.options
    if (bytes.length > revision.componentBytes) {
      const message = `the component is ${bytes.length} bytes, more than ${revision.componentBytes}`
      return { kind: 'refused', message, host: { kind: 'bounds', phase: 'discovery' } }
    }
    if (plugin.manifest.runtime?.world !== TOOL_WORLD) {
      const message = `this version runs tools of the world ${TOOL_WORLD} only`
      return { kind: 'runner-cannot', message }
    }
    for (const api of imports) {
      const denied = refuseHostApi(plugin.authority, api, {
        operation: `import ${HOST_API_INTERFACES[api]}`,
        stage: 'load',
      })
      if (denied !== null) return denied
    }
    return null
  }

  /** Only what passed the gate is linked. */
  private open({ bytes, imports }: Loaded): Sandbox {
    const { plugin, revision, apis, cache, spare } = this.options
    return new Sandbox({
      component: bytes,
      limits: sandboxLimits(revision, imports.length > 0),
      interfaces: Object.fromEntries(imports.map(api => [HOST_API_INTERFACES[api], HOST_API_FUNCTIONS[api]])),
      handleHostCall: answerHostCalls(plugin.authority, apis),
      maxHostCalls: MAX_HOST_CALLS,
      cache,
      spare,
    })
  }
}

function sandboxLimits(revision: HostRevision, importsHostApi: boolean): SandboxLimits {
  const { memoryPages, tableElements, coreInstances, memories, tables } = revision
  return {
    costs: 'wasmtime-45',
    memoryPages,
    tableElements,
    memories,
    coreInstances: importsHostApi ? Math.max(coreInstances, HOST_API_CORE_INSTANCES) : coreInstances,
    tables: importsHostApi ? Math.max(tables, HOST_API_TABLES) : tables,
  }
}

function failed(failure: Failure): FailedResult {
  return { ok: false, failure, usage: { fuel: 0, memoryPages: 0 }, hostCalls: 0, notes: [], trace: null }
}

/** Rejects at the moment of the abort, also while the call still waits for its turn. */
function unlessAborted<Result>(signal: AbortSignal, result: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** @returns whether `event` came before `timeoutMs` had passed */
async function comesWithin(event: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<false>(resolve => {
    timer = setTimeout(resolve, timeoutMs, false)
  })
  const isInTime = await Promise.race([event.then(() => true), timeout])
  clearTimeout(timer)
  return isInTime
}
