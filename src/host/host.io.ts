import { DEFAULT_HOST_REVISION, type HostRevision } from '../contract/host-revisions.ts'
import { CALL_LIMITS } from '../contract/limits.ts'
import type { LoadedPlugin } from '../package/loaded-plugin.ts'
import { quote } from '../quote.ts'
import { boundMessage } from './bound-message.ts'
import type { CallMeters, CallOutcome } from './call-outcome.ts'
import type { Clock } from './clock.ts'
import { History } from './history.ts'
import { PluginRunner } from './plugin-runner.io.ts'
import { outcomeOfFailure, outcomeOfOutput } from './read-outcome.ts'
import { type Registration, type ToolForModel, ToolRegistry } from './registry.ts'
import type { HostCallHandler } from './sandbox/host-calls.ts'
import { serializeInput } from './serialize-input.ts'

/** The net under calls that only fuel should end. @source design 6 */
export const SAFETY_NET_MS = 10_000

export interface HostOptions {
  /** Packages whose manifests could be read; others register nothing. */
  readonly plugins: readonly LoadedPlugin[]
  /** Limits; the released host's by default. */
  readonly revision?: HostRevision
  /** Wall limit of a call, waiting included; the revision's by default, `SAFETY_NET_MS` where fuel decides. */
  readonly deadlineMs?: number
  /** Answers host calls. Absent: a component that imports a host API is refused. */
  readonly handleHostCall?: HostCallHandler
  readonly clock?: Clock
}

export interface CallOptions {
  /** Kills the guest; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** A small Yoi: registered tools, calls in sandboxes, a history. */
export class Host {
  readonly history = new History()
  /** Tools that could not be registered, with the reason. */
  readonly refusals: readonly Extract<Registration, { ok: false }>[]
  private readonly registry = new ToolRegistry<PluginRunner>()
  private readonly runners: readonly PluginRunner[]
  private readonly deadlineMs: number
  private readonly clock: Clock

  constructor(options: HostOptions) {
    const revision = options.revision ?? DEFAULT_HOST_REVISION
    this.deadlineMs = options.deadlineMs ?? revision.toolCallWallMs
    this.clock = options.clock ?? { nowMs: () => performance.now() }
    const { handleHostCall } = options
    const pairs = options.plugins.map(plugin => ({
      plugin,
      runner: new PluginRunner({ plugin, revision, handleHostCall }),
    }))
    this.runners = pairs.map(({ runner }) => runner)
    this.refusals = pairs
      .flatMap(({ plugin, runner }) =>
        (plugin.manifest?.tools ?? []).map(tool => this.registry.register(tool, runner)),
      )
      .filter(registration => !registration.ok)
  }

  /** The tools as the model is told about them. */
  get tools(): readonly ToolForModel[] {
    return this.registry.list()
  }

  /**
   * Calls a tool with JSON text, in a fresh instance, and records the call.
   * @returns how it ended; nothing that a plugin does makes this reject
   * @throws the signal's reason when the call is aborted
   * @source host contract 6.4, 6.5, 6.7
   */
  async call(tool: string, inputJson: string, options: CallOptions = {}): Promise<CallOutcome> {
    const outcome = await this.outcomeOf(tool, inputJson, options)
    this.history.record({ tool, input: inputJson, outcome })
    return outcome
  }

  /** Ends all sandboxes. A later call starts a new one. */
  close(): void {
    for (const runner of this.runners) runner.close()
  }

  private async outcomeOf(tool: string, inputJson: string, options: CallOptions): Promise<CallOutcome> {
    const startedAt = this.clock.nowMs()
    const registered = this.registry.get(tool)
    if (registered === undefined) return refuseInput(`no tool is registered under the name ${quote(tool)}`)
    const byteLength = Buffer.byteLength(inputJson)
    if (byteLength > CALL_LIMITS.inputBytes) return refuseLength(byteLength)
    const input = serializeInput(inputJson)
    if (!input.ok) return input.reason === 'too-long' ? refuseLength(byteLength) : refuseInput(input.message)
    const result = await registered.owner.call({
      tool,
      input: input.text,
      deadlineMs: this.deadlineMs,
      signal: options.signal,
    })
    const wallMs = this.clock.nowMs() - startedAt
    const meters: CallMeters = { ...result.usage, hostCalls: result.hostCalls, wallMs }
    return result.ok ? outcomeOfOutput(result.output, meters) : outcomeOfFailure(result.failure, meters)
  }
}

export function createHost(options: HostOptions): Host {
  return new Host(options)
}

const NO_METERS: CallMeters = { fuel: 0, memoryPages: 0, wallMs: 0, hostCalls: 0 }

function refuseInput(message: string): CallOutcome {
  return { status: 'bad-input', message: boundMessage(message), meters: NO_METERS }
}

function refuseLength(byteLength: number): CallOutcome {
  const message = `the input is ${byteLength} bytes, more than ${CALL_LIMITS.inputBytes}`
  return { status: 'limit', limit: 'input', message, meters: NO_METERS }
}
