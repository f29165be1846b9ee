import type { HostRevision } from '../contract/host-revisions.ts'
import {
  HOST_API_FUNCTIONS,
  HOST_API_INTERFACES,
  HOST_APIS,
  TOOL_WORLD,
  WORLD_EXPORTS,
} from '../contract/worlds.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import type { Failure } from './sandbox/guest-failure.ts'
import type { HostCallHandler } from './sandbox/host-calls.ts'
import type { HostInterfaces } from './sandbox/host-imports.ts'
import { Sandbox, type SandboxResult } from './sandbox/sandbox.io.ts'
import type { SandboxLimits } from './sandbox/sandbox-limits.ts'

/** What a component needs that calls host APIs: the least that a standard encoder makes. @source design 6, host contract 11.1 */
const HOST_API_CORE_INSTANCES = 3
const HOST_API_TABLES = 2

/** Host calls of one tool call; a guest that makes more is in a loop. */
const MAX_HOST_CALLS = 1_000

const CALL_EXPORT = WORLD_EXPORTS[TOOL_WORLD][0]!

export interface RunnerOptions {
  readonly plugin: LoadedPlugin
  readonly revision: HostRevision
  /** Absent: a component that imports a host API is not loaded. */
  readonly handleHostCall: HostCallHandler | undefined
}

export interface ToolCall {
  readonly tool: string
  /** As the guest receives it. */
  readonly input: string
  readonly deadlineMs: number
  readonly signal: AbortSignal | undefined
}

/** Runs the tools of one plugin, one call at a time, as the host does; each call in a fresh instance. @source host contract 6.4, 6.5 */
export class PluginRunner {
  private sandbox: Sandbox | null = null
  private lastCall: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: RunnerOptions) {}

  /** @throws the signal's reason when the call is aborted */
  call(call: ToolCall): Promise<SandboxResult> {
    const refusal = this.refusal()
    if (refusal !== null) return Promise.resolve(failed(refusal))
    const queuedAt = performance.now()
    const result = this.lastCall.then(() => this.run(call, performance.now() - queuedAt))
    this.lastCall = result.catch(() => {})
    return result
  }

  close(): void {
    this.sandbox?.close()
    this.sandbox = null
  }

  private run(call: ToolCall, waitedMs: number): Promise<SandboxResult> {
    if (this.sandbox === null || !this.sandbox.isUsable) this.sandbox = this.open()
    const { deadlineMs, signal } = call
    const fuel = this.options.revision.fuelPerCall
    const args = [call.tool, call.input]
    return this.sandbox.call({ target: CALL_EXPORT, args, fuel, deadlineMs, waitedMs, signal })
  }

  private open(): Sandbox {
    const { handleHostCall, revision } = this.options
    return new Sandbox({
      component: this.component()!,
      limits: sandboxLimits(revision, this.importsHostApi()),
      interfaces: handleHostCall === undefined ? {} : hostInterfaces(),
      handleHostCall: handleHostCall ?? (() => Promise.reject(new Error('no host API is linked'))),
      maxHostCalls: MAX_HOST_CALLS,
    })
  }

  private refusal(): Failure | null {
    const { plugin, revision } = this.options
    const component = this.component()
    if (component === undefined) return { kind: 'refused', message: 'the package holds no component' }
    if (component.length > revision.componentBytes) {
      const message = `the component is ${component.length} bytes, more than ${revision.componentBytes}`
      return { kind: 'refused', message }
    }
    if (plugin.manifest?.runtime?.world !== TOOL_WORLD) {
      const message = `this version runs tools of the world ${TOOL_WORLD} only`
      return { kind: 'runner-cannot', message }
    }
    return null
  }

  private component(): Uint8Array | undefined {
    const { componentPath, files } = this.options.plugin
    return componentPath === undefined ? undefined : files.get(componentPath)
  }

  private importsHostApi(): boolean {
    const names: readonly string[] = Object.values(HOST_API_INTERFACES)
    return (this.options.plugin.component?.imports ?? []).some(entry => names.includes(entry.name))
  }
}

function hostInterfaces(): HostInterfaces {
  return Object.fromEntries(HOST_APIS.map(api => [HOST_API_INTERFACES[api], HOST_API_FUNCTIONS[api]]))
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

function failed(failure: Failure): SandboxResult {
  return { ok: false, failure, usage: { fuel: 0, memoryPages: 0 }, hostCalls: 0 }
}
