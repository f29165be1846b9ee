import { HOST_APIS, type HostApi } from '../../src/contract/worlds.ts'
import type { CallOutcome } from '../../src/host/call-outcome.ts'
import { createHost, type Host } from '../../src/host/host.io.ts'
import type { HostApiHandler, HostApis } from '../../src/host/host-apis.ts'
import { hostLoadedPlugin } from '../../src/host/host-loaded-plugin.ts'
import type { HostCall } from '../../src/host/sandbox/host-calls.ts'
import { buildFiles } from './build-plugin.ts'
import type { FakeAnswer } from './host-component.ts'
import { toolPlugin } from './tool-plugin.ts'

const PDK_IMPORT =
  "import { defineTools, list, readText, request, ToolError, websocket, writeText } from 'yoi-plugin/pdk'\n"

/** Builds one tool called `tool` from the body of its async `run(input)`; the SDK is imported whole. */
export async function buildHostTool(
  runBody: string,
  apis: readonly HostApi[] = HOST_APIS,
): Promise<Uint8Array> {
  const source = `${PDK_IMPORT}export default defineTools({ tool: { async run(input: any) { ${runBody} } } })\n`
  const built = await buildFiles({ 'src/plugin.ts': source }, ['tool'], apis)
  if (!built.ok) throw new Error(JSON.stringify(built.findings, null, 2))
  return built.component
}

/** A component with the tool `tool` in a host that grants it everything and gives made-up answers; what throws there is a failed host call. */
export class HostTool {
  readonly calls: HostCall[] = []
  private readonly host: Host

  constructor(component: Uint8Array, answer: FakeAnswer, tools: readonly string[] = ['tool']) {
    const plugin = toolPlugin(component, tools)
    const target = { scheme: '*', host: '*', port: null, path_prefixes: [] }
    const manifest = {
      ...plugin.manifest!,
      permissions: [
        ...plugin.manifest!.permissions,
        ...HOST_APIS.map(api => ({ kind: 'host_api', api }) as const),
      ],
      request: [{ ...target, methods: ['GET'] }],
      websocket: [target],
    }
    const { permissions, request, websocket } = manifest
    const fs = [{ root: '/srv/data', operations: ['read'] as const }]
    const hosted = hostLoadedPlugin({ ...plugin, manifest }, { permissions, request, websocket, fs })!
    this.host = createHost({ plugins: [hosted], apis: this.apis(answer), deadlineMs: 20_000 })
  }

  call(input: unknown = {}, tool = 'tool'): Promise<CallOutcome> {
    return this.host.call(tool, JSON.stringify(input))
  }

  /** The answer of a call that must end well. */
  async output(input: unknown = {}): Promise<{ summary: string; content?: string | null }> {
    const outcome = await this.call(input)
    if (outcome.status !== 'ok') throw new Error(JSON.stringify(outcome))
    return outcome.output
  }

  close(): void {
    this.host.close()
  }

  private apis(answer: FakeAnswer): HostApis {
    const handle: HostApiHandler = async call => {
      this.calls.push(call)
      try {
        const value = answer(call)
        return { ok: true, value: typeof value === 'string' ? value : JSON.stringify(value) }
      } catch (error) {
        const hostCall = `${/:host\/(\w+)/.exec(call.interface)?.[1]}.${call.function}`
        return { ok: false, failure: { kind: 'trap', message: (error as Error).message, hostCall } }
      }
    }
    return { request: handle, websocket: handle, fs: handle }
  }
}
