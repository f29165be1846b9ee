import type { PackageSource } from '../contract/diagnostics.ts'
import { fromJsonValue } from '../manifest/exact-json.ts'
import type { JsonValue, Manifest } from '../manifest/manifest.ts'
import { tomlEntries } from '../manifest/toml/write-toml.ts'
import { declaredSurfaces } from './discovered-package.ts'

/** A packed plugin and the store that it will be put into. */
export interface PackedPlugin {
  readonly manifest: Manifest
  readonly digest: string
  readonly source: Exclude<PackageSource, 'builtin'>
  /** Absolute path of the package file in its store. */
  readonly packagePath: string
  /** Name of the package file. */
  readonly packageLabel: string
}

/** Two ways to enable one package; each is a complete TOML document. */
export interface EnablementSnippets {
  /** `[[plugins.enabled]]`, resolved by the host. @source host contract 4.3 */
  readonly enabled: string
  /** `[[plugins.resolved]]`, the form that the released host needs today. @source host contract 4.5, 11.11 */
  readonly resolved: string
}

type Fields = Readonly<Record<string, unknown>>

const SWITCH = '[feature.plugins]\nenabled = true\n'
const REVIEW = '# This grants all that the plugin requests. Delete what it shall not have.\n'
const FS_HINT =
  '# fs needs folders too: fs = [{ root = "/absolute/folder", operations = ["read", "list"] }]\n'

/**
 * Writes the configuration that enables a package with everything it requests. Text of the plugin only ever stands in
 * TOML strings, so no id, name or description can add a line of its own.
 */
export function enablementSnippets(packed: PackedPlugin): EnablementSnippets {
  const { manifest, digest, source } = packed
  const identity = {
    id: `${source}:${manifest.id}`,
    version: manifest.version,
    digest,
  }
  return {
    enabled: [
      SWITCH,
      `[[plugins.enabled]]\n${entriesOf({ ...identity, surfaces: declaredSurfaces(manifest) })}`,
      grantsText('plugins.enabled.grants', packed),
    ].join('\n'),
    resolved: [
      SWITCH,
      `[[plugins.resolved]]\n${entriesOf(recordFields(packed))}`,
      `[plugins.resolved.manifest]\n${entriesOf(manifestFields(manifest))}`,
      grantsText('plugins.resolved.grants', packed),
    ].join('\n'),
  }
}

function recordFields({ manifest, digest, source, packagePath, packageLabel }: PackedPlugin): Fields {
  return {
    identity: { source, local_id: manifest.id },
    source,
    package_path: packagePath,
    package_label: packageLabel,
    digest,
    version: manifest.version,
    enabled_surfaces: declaredSurfaces(manifest),
  }
}

function grantsText(table: string, { manifest, digest, source }: PackedPlugin): string {
  const needsFolders = manifest.permissions.some(
    permission => permission.kind === 'host_api' && permission.api === 'fs',
  )
  const fields = {
    id: `${source}:${manifest.id}`,
    version: manifest.version,
    digest,
    permissions: manifest.permissions,
    request: manifest.request.map(withoutAbsent),
    websocket: manifest.websocket.map(withoutAbsent),
  }
  return `${REVIEW}${needsFolders ? FS_HINT : ''}[${table}]\n${entriesOf(fields)}`
}

function manifestFields(manifest: Manifest): Fields {
  return Object.fromEntries(
    Object.entries(manifest).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(withoutAbsent) : withoutAbsent(value),
    ]),
  )
}

/** `key = value` lines; what is absent or an empty list is the host's default and left out. */
function entriesOf(fields: Fields): string {
  const entries = Object.entries(fields)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => [key, fromJsonValue(value as JsonValue)] as const)
  return tomlEntries(entries)
}

/** A table without its absent fields; only the outermost, since a schema below may hold a null of its own. */
function withoutAbsent(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null))
}
