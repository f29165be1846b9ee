import type { Grants } from '../../src/grants/grants.ts'
import { NO_GRANTS } from '../../src/grants/grants.ts'
import { parseIdentity } from '../../src/grants/identity.ts'
import type { RequestTarget } from '../../src/manifest/manifest.ts'
import { sortByPath } from '../../src/package/compare-paths.ts'
import type { PackageFiles } from '../../src/package/loaded-plugin.ts'
import type { CaseInput } from './conformance-case.ts'

/** The value under the first of several keys that is there. */
export function pick(input: CaseInput, ...keys: readonly string[]): unknown {
  return keys.map(key => input[key]).find(value => value !== undefined)
}

/** A target with every default filled in; a WebSocket target simply has no methods. */
export function toTarget(value: unknown): RequestTarget {
  return { scheme: '', host: '', port: null, methods: [], path_prefixes: [], ...(value as object) }
}

export function toTargets(value: unknown): RequestTarget[] {
  return ((value ?? []) as unknown[]).map(toTarget)
}

/** Grants as the reader would give them, for cases that are about decisions and not about shape. */
export function toGrants(value: unknown): Grants {
  const grants = (value ?? {}) as Record<string, unknown>
  return {
    ...NO_GRANTS,
    ...grants,
    request: toTargets(grants.request),
    websocket: toTargets(grants.websocket),
  }
}

/** `{ identity, version, digest }` of a case. */
export function toBoundPackage(value: unknown) {
  const { identity, version, digest } = value as Record<'identity' | 'version' | 'digest', string>
  const reading = parseIdentity(identity)
  if (!reading.ok) throw new Error(`the case names the package identity ${identity}`)
  return { identity: reading.identity, version, digest }
}

const encoder = new TextEncoder()

/** The files of a package case, or undefined when the case holds no content to build them from. */
export function toFiles(input: CaseInput): PackageFiles | undefined {
  const texts = { ...textsOf(input.files), ...textsOf(input.other_files) }
  const binary = { ...textsOf(input.files_base64), ...textsOf(input.other_files_base64) }
  const files = new Map<string, Uint8Array>([
    ...Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)] as const),
    ...Object.entries(binary).map(([path, text]) => [path, Buffer.from(text, 'base64')] as const),
  ])
  if (typeof input.toml === 'string') files.set('plugin.toml', encoder.encode(input.toml))
  const encoded = pick(input, 'plugin_toml_base64', 'toml_base64')
  if (typeof encoded === 'string') files.set('plugin.toml', Buffer.from(encoded, 'base64'))
  const isGiven = ['toml', 'toml_base64', 'plugin_toml_base64', 'files', 'files_base64'].some(
    key => input[key] !== undefined,
  )
  return isGiven ? sortByPath(files) : undefined
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return (value ?? {}) as Readonly<Record<string, string>>
}
