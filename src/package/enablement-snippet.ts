import type { PackageSource } from '../contract/diagnostics.ts'
import { type ExactJson, type ExactJsonObject, fromJsonValue } from '../manifest/exact-json.ts'
import type { JsonValue, Manifest } from '../manifest/manifest.ts'
import { tomlEntries } from '../manifest/toml/write-toml.ts'
import { declaredSurfaces } from './discovered-package.ts'

/** A packed plugin and the store that it will be put into. */
export interface PackedPlugin {
  readonly manifest: Manifest
  /** The `input_schema` of each tool with its numbers exact. */
  readonly toolSchemas: readonly ExactJson[]
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

const SWITCH = '[feature.plugins]\nenabled = true\n'
const REVIEW = '# This grants all that the plugin requests. Delete what it shall not have.\n'
const FS_HINT =
  '# fs needs folders too: fs = [{ root = "/absolute/folder", operations = ["read", "list"] }]\n'

/**
 * Writes the configuration that enables a package with everything it requests. Text of the plugin only ever stands in
 * TOML strings, so no id, name or description can add a line of its own.
 */
export function enablementSnippets(packed: PackedPlugin): EnablementSnippets {
  const surfaces = declaredSurfaces(packed.manifest)
  return {
    enabled: [
      SWITCH,
      `[[plugins.enabled]]\n${tomlEntries(tableOf({ ...identityOf(packed), surfaces }))}`,
      grantsText('plugins.enabled.grants', packed),
    ].join('\n'),
    resolved: [
      SWITCH,
      `[[plugins.resolved]]\n${tomlEntries(tableOf(recordFields(packed)))}`,
      `[plugins.resolved.manifest]\n${tomlEntries(manifestTable(packed))}`,
      grantsText('plugins.resolved.grants', packed),
    ].join('\n'),
  }
}

function identityOf({ manifest, digest, source }: PackedPlugin): object {
  return { id: `${source}:${manifest.id}`, version: manifest.version, digest }
}

function recordFields({ manifest, digest, source, packagePath, packageLabel }: PackedPlugin): object {
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

function grantsText(table: string, packed: PackedPlugin): string {
  const { permissions, request, websocket } = packed.manifest
  const hasFolders = permissions.some(asked => asked.kind === 'host_api' && asked.api === 'fs')
  const fields = { ...identityOf(packed), permissions, request, websocket }
  return `${REVIEW}${hasFolders ? FS_HINT : ''}[${table}]\n${tomlEntries(tableOf(fields))}`
}

function manifestTable({ manifest, toolSchemas }: PackedPlugin): ExactJsonObject {
  const tools = manifest.tools.map(
    (tool, index) => new Map([...rowOf(tool), ['input_schema', toolSchemas[index] ?? null]]),
  )
  return new Map([...tableOf(manifest), ...(tools.length > 0 ? [['tools', tools] as const] : [])])
}

/** The fields that are there, tables below them included; null and an empty list are the host's defaults. */
function tableOf(fields: object): Map<string, ExactJson> {
  return new Map(presentFields(fields).map(([key, value]) => [key, fieldValue(value)]))
}

function fieldValue(value: JsonValue): ExactJson {
  if (Array.isArray(value)) return value.map(item => (isTable(item) ? rowOf(item) : fromJsonValue(item)))
  return isTable(value) ? rowOf(value) : fromJsonValue(value)
}

/** The innermost tables that we know the fields of; what is below is free text of the plugin and may hold a null. */
function rowOf(fields: object): Map<string, ExactJson> {
  return new Map(presentFields(fields).map(([key, value]) => [key, fromJsonValue(value)]))
}

function presentFields(fields: object): [string, JsonValue][] {
  return Object.entries(fields).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  )
}

function isTable(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
