import type { HostDiagnostic } from '../contract/diagnostics.ts'
import { DEFAULT_HOST_REVISION, type HostRevision } from '../contract/host-revisions.ts'
import { CALL_LIMITS } from '../contract/limits.ts'
import { UserError } from '../errors.ts'
import type { Enablement } from '../grants/enablement.ts'
import { discoverPackages } from '../package/discover-packages.io.ts'
import { planPlugins } from '../package/plan-plugins.ts'
import type { StoreLocation } from '../package/store-locations.ts'
import { quote } from '../quote.ts'
import { fsApi } from './apis/fs/fs-api.io.ts'
import { requestApi } from './apis/request/request-api.ts'
import { websocketApi } from './apis/websocket/websocket-api.ts'
import { boundMessage } from './bound-message.ts'
import type { CallMeters, CallOutcome } from './call-outcome.ts'
import type { CallTrace } from './call-trace.ts'
import type { Clock } from './clock.ts'
import { History } from './history.ts'
import type { HostApis } from './host-apis.ts'
import { hostStoredPlugin } from './host-stored-plugin.io.ts'
import type { HostedPlugin } from './hosted-plugin.ts'
import { connectNothing, sendNothing } from './network/no-network.ts'
import { PluginRunner } from './plugin-runner.io.ts'
import { outcomeOfFailure, outcomeOfOutput } from './read-outcome.ts'
import { registerTools } from './register-tools.ts'
import { type Refusal, type ToolForModel, ToolRegistry } from './registry.ts'
import { RewriteCache } from './sandbox/rewrite-cache.io.ts'
import type { SandboxStart } from './sandbox-start.ts'
import { serializeInput } from './serialize-input.ts'

/** The net under calls that only fuel should end. @source design 6 */
export const SAFETY_NET_MS = 10_000

/** How a host runs, whatever it runs. */
export interface HostSettings extends SandboxStart {
  /** The released host's by default. */
  readonly limits?: HostRevision
  /** Wall limit of a call, waiting included; that of `limits` by default, `SAFETY_NET_MS` where fuel decides, 24 days at most. */
  readonly deadlineMs?: number
  /** What answers host calls besides `fs`. A call of `request` or `websocket` without an entry ends as `unanswered`. */
  readonly apis?: HostApis
  readonly clock?: Clock
}

/** A host of the packages in stores that a configuration enables. */
export interface StoreHostOptions extends HostSettings {
  readonly stores: readonly StoreLocation[]
  readonly enablement: Enablement
}

/** A host of given plugins. */
export interface PluginHostOptions extends HostSettings {
  readonly plugins: readonly HostedPlugin[]
}

export interface CallOptions {
  /** Kills the guest; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

interface UnfinishedCall {
  readonly tool: string
  readonly input: string
  readonly message: string
  readonly wallMs: number
}

/** A small Yoi: registered tools, calls in sandboxes, a history. */
export class Host {
  readonly history = new History()
  /** Tools that are not registered, with the reason. */
  readonly refusals: readonly Refusal[]
  private readonly registry = new ToolRegistry<PluginRunner>()
  private readonly runners: readonly PluginRunner[]
  private readonly deadlineMs: number
  private readonly clock: Clock

  constructor(
    plugins: readonly HostedPlugin[],
    settings: HostSettings,
    /** What discovery and resolution had to say. */
    readonly diagnostics: readonly HostDiagnostic[],
  ) {
    const { limits: revision = DEFAULT_HOST_REVISION } = settings
    this.deadlineMs = boundDeadline(settings.deadlineMs ?? revision.toolCallWallMs)
    this.clock = settings.clock ?? SYSTEM_CLOCK
    const apis: HostApis = { fs: fsApi(), ...noNetwork(this.clock), ...settings.apis }
    const { cacheFolder, spare } = settings
    const cache = cacheFolder === undefined ? null : RewriteCache.open(cacheFolder)
    this.runners = plugins.map(plugin => new PluginRunner({ plugin, revision, apis, cache, spare }))
    this.refusals = plugins.flatMap((plugin, index) =>
      registerTools(this.registry, plugin, this.runners[index]!),
    )
  }

  /** The tools as the model is told about them. */
  get tools(): readonly ToolForModel[] {
    return this.registry.list()
  }

  /**
   * Calls a tool with JSON text, in a fresh instance, and records the call.
   * @returns how it ended; nothing that a plugin does makes this reject
   * @throws the signal's reason when the call is aborted, and what an entry of `apis` throws
   * @source host contract 6.4, 6.5, 6.7
   */
  async call(tool: string, inputJson: string, options: CallOptions = {}): Promise<CallOutcome> {
    const startedAt = this.clock.nowMs()
    try {
      const outcome = await this.outcomeOf(tool, inputJson, options)
      this.history.record({ tool, input: inputJson, outcome })
      return outcome
    } catch (error) {
      const message = options.signal?.aborted ? 'the call was aborted' : 'an entry of apis failed'
      this.recordUnfinished({ tool, input: inputJson, message, wallMs: this.clock.nowMs() - startedAt })
      throw error
    }
  }

  /** It may have reached a host API before it ended, so it belongs to what happened. */
  private recordUnfinished({ tool, input, message, wallMs }: UnfinishedCall): void {
    const meters = { ...NO_METERS, wallMs }
    this.history.record({ tool, input, outcome: { status: 'aborted', message, meters } })
  }

  /**
   * Starts the sandbox of a tool ahead of its call, within `SAFETY_NET_MS`: starting a process is no part of what a call
   * costs in the host. Whatever goes wrong is told by the call.
   */
  async prepare(tool: string): Promise<void> {
    await this.registry.get(tool)?.owner.prepare(SAFETY_NET_MS)
  }

  /** Ends all sandboxes. A later call starts a new one. */
  close(): void {
    for (const runner of this.runners) runner.close()
  }

  private async outcomeOf(tool: string, inputJson: string, options: CallOptions): Promise<CallOutcome> {
    const startedAt = this.clock.nowMs()
    const registered = this.registry.get(tool)
    if (registered === undefined) return this.refuseTool(tool)
    const input = serializeInput(inputJson)
    if (!input.ok)
      return input.reason === 'too-long' ? refuseLength(input.byteLength) : refuseInput(input.message)
    const result = await registered.owner.call({
      tool,
      input: input.text,
      deadlineMs: this.deadlineMs,
      signal: options.signal,
    })
    const wallMs = this.clock.nowMs() - startedAt
    const meters: CallMeters = { ...result.usage, hostCalls: result.hostCalls, wallMs }
    const outcome = result.ok
      ? outcomeOfOutput(result.output, meters)
      : outcomeOfFailure(result.failure, meters)
    const { trace } = result
    const notes = [...result.notes, ...noteOfExcess(trace)]
    return { ...outcome, ...(notes.length > 0 && { notes }), ...(trace && { trace }) }
  }

  /** The host would not know the tool at all; the author is told what keeps it out. */
  private refuseTool(tool: string): CallOutcome {
    const refusal = this.refusals.find(each => each.tool === tool)
    if (refusal === undefined) return refuseInput(`no tool is registered under the name ${quote(tool)}`)
    const { label, message, denial } = refusal
    if (label === undefined)
      return outcomeOfFailure({ kind: 'refused', message, host: BAD_DEFINITION }, NO_METERS)
    return outcomeOfFailure({ kind: 'denied', label, message, ...(denial && { denial }) }, NO_METERS)
  }
}

/**
 * Makes a host: over the packages of stores, found (nothing is run), resolved by id, version and digest and bound to their
 * grants; or over plugins that are at hand. Only tools that their manifest requests and their grant allows are registered.
 * @source host contract 4, 5.2, 6.6
 */
export function createHost(options: StoreHostOptions | PluginHostOptions): Host {
  if ('plugins' in options) return new Host(options.plugins, options, [])
  const { package: packageLimits } = options.limits ?? DEFAULT_HOST_REVISION
  const discovery = discoverPackages(options.stores, packageLimits)
  const { resolved, diagnostics } = planPlugins(options.enablement, discovery)
  const isFeatureEnabled = options.enablement.isFeatureEnabled === true
  const plugins = resolved.map(plugin => ({ ...hostStoredPlugin(plugin, packageLimits), isFeatureEnabled }))
  return new Host(plugins, options, [...discovery.diagnostics, ...diagnostics])
}

/** @source host contract 1.7 */
const BAD_DEFINITION = { kind: 'malformed', phase: 'resolution' } as const

/** Timers of Node hold no more; with more they fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** @throws UserError when it is no number */
function boundDeadline(deadlineMs: number): number {
  if (Number.isNaN(deadlineMs))
    throw new UserError(
      'bad-deadline',
      'deadlineMs is NaN, but it is the time of a call in milliseconds; every call would end at once.',
      'Pass a number of milliseconds, e.g. deadlineMs: 5000, or Infinity for the longest there is.',
    )
  return Math.min(deadlineMs, MAX_TIMER_MS)
}

const SYSTEM_CLOCK: Clock = { nowMs: () => performance.now() }

/** A host of this library reaches nothing unless it is given the means. */
function noNetwork(clock: Clock): HostApis {
  const advice = 'pass an entry in apis that answers it'
  return {
    request: requestApi(sendNothing(advice)),
    websocket: websocketApi(connectNothing(advice), clock),
  }
}

/** Diagnostics are no reason to end a call, so their limit is a note. */
function noteOfExcess(trace: CallTrace | null): string[] {
  if (trace?.excess === undefined) return []
  const { value, most } = trace.excess
  return [`the diagnostics are ${value} bytes, more than ${most}: the oldest are lost`]
}

const NO_METERS: CallMeters = { fuel: 0, memoryPages: 0, wallMs: 0, hostCalls: 0 }

function refuseInput(message: string): CallOutcome {
  return { status: 'bad-input', message: boundMessage(message), meters: NO_METERS }
}

function refuseLength(byteLength: number): CallOutcome {
  const most = CALL_LIMITS.inputBytes
  const message = `the input is ${byteLength} bytes, more than ${most}`
  return { status: 'limit', limit: 'input', value: byteLength, most, message, meters: NO_METERS }
}
