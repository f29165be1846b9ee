import { DEFAULT_HOST_REVISION, type HostRevision } from '../../src/contract/host-revisions.ts'
import { inferGrants } from '../../src/grants/infer-grants.ts'
import type { CallOutcome } from '../../src/host/call-outcome.ts'
import { createHost, type Host } from '../../src/host/host.io.ts'
import type { HostApiHandler, HostApis } from '../../src/host/host-apis.ts'
import { hostLoadedPlugin } from '../../src/host/host-loaded-plugin.ts'
import type { HostedPlugin } from '../../src/host/hosted-plugin.ts'
import { assemble } from '../support/assemble.ts'
import { assembleTool, toolPlugin } from '../support/tool-plugin.ts'
import type { Attack } from './attack.ts'

/** Until a guest that has fuel for years is ended. */
const SHORT_MS = 300
/** For what ends by itself, on a busy machine, too. */
const NET_MS = 30_000

/** What a component of several parts needs. */
const COMPOSED: Partial<HostRevision> = { coreInstances: 8, memories: 8, tables: 8 }

/** How an attack ended. `word` is compared with the attack's `outcome`. */
export interface Ending {
  readonly word: string
  readonly message: string
  readonly ms: number
}

export async function assembleAttack({ guest }: Attack): Promise<Uint8Array> {
  if (guest instanceof Uint8Array) return guest
  return typeof guest === 'string' ? assemble(guest) : assembleTool(guest)
}

/** A host of its own with nothing but the attack's plugin. */
export function hostOf(attack: Attack, component: Uint8Array): Host {
  const limits: HostRevision = {
    ...DEFAULT_HOST_REVISION,
    ...(attack.isComposed === true && COMPOSED),
    ...(attack.endedBy !== undefined && { fuelPerCall: Number.MAX_SAFE_INTEGER }),
  }
  const deadlineMs = attack.endedBy === 'deadline' ? SHORT_MS : NET_MS
  return createHost({ plugins: [pluginOf(attack, component)], limits, deadlineMs, apis: apisOf(attack) })
}

/** Calls the attacker once. An attack that is ended by an abort rejects, as it should. */
export async function launch(attack: Attack, host: Host): Promise<Ending> {
  const abort = new AbortController()
  const timer = attack.endedBy === 'abort' ? setTimeout(() => abort.abort(), SHORT_MS) : undefined
  const start = performance.now()
  const ending = (word: string, message: string): Ending => ({ word, message, ms: performance.now() - start })
  try {
    const outcome = await host.call('example_echo', '{}', { signal: abort.signal })
    return ending(wordOf(outcome), outcome.status === 'ok' ? '' : outcome.message)
  } catch (error) {
    if (error !== abort.signal.reason) throw error
    return ending('aborted', '')
  } finally {
    clearTimeout(timer)
  }
}

/** @returns what is wrong with an ending, or null */
export function faultOf(attack: Attack, { word, message }: Ending): string | null {
  const allowed = [attack.outcome].flat()
  if (!allowed.includes(word))
    return `expected ${allowed.join(' or ')}, got ${word} ${JSON.stringify(message)}`
  if (message.includes(attack.message ?? '')) return null
  return `expected a message with ${JSON.stringify(attack.message)}, got ${JSON.stringify(message)}`
}

function wordOf(outcome: CallOutcome): string {
  if (outcome.status === 'limit') return `limit:${outcome.limit}`
  return outcome.status === 'denied' ? `denied:${outcome.label}` : outcome.status
}

function pluginOf({ fs }: Attack, component: Uint8Array): HostedPlugin {
  const plugin = toolPlugin(component)
  if (fs === undefined) return hostLoadedPlugin(plugin, inferGrants(plugin.manifest!))!
  const manifest = {
    ...plugin.manifest!,
    permissions: [...plugin.manifest!.permissions, { kind: 'host_api', api: 'fs' } as const],
  }
  const grants = { ...inferGrants(manifest), fs: [{ root: '/srv/data', operations: ['read'] as const }] }
  return hostLoadedPlugin({ ...plugin, manifest }, grants)!
}

const ANSWERS: Readonly<Record<NonNullable<Attack['fs']>, HostApiHandler>> = {
  never: () => new Promise(() => {}),
  shortly: async () => ({ ok: true, value: 'hi' }),
  'with a megabyte': async () => ({ ok: true, value: 'x'.repeat(1_000_000) }),
}

function apisOf({ fs }: Attack): HostApis {
  return fs === undefined ? {} : { fs: ANSWERS[fs] }
}
