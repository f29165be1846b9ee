import type { HostDiagnostic, PackageSource } from '../contract/diagnostics.ts'
import { PACKAGE_EXTENSION } from '../contract/names.ts'
import type { EnablementEntry, Grants } from '../grants/grants.ts'
import { formatIdentity, parseIdentity } from '../grants/identity.ts'
import { includesPermission, permissionLabel } from '../grants/permission.ts'
import { fsGrantLabel, requestTargetLabel, webSocketTargetLabel } from '../grants/target-label.ts'
import type { Permission } from '../manifest/manifest.ts'
import { boundMessage } from './bound-message.ts'
import { comparePaths } from './compare-paths.ts'
import type { DiscoveredPackage, Discovery } from './discovered-package.ts'
import { inspectionMessages, inspectPlugin, isStaticallyEligible } from './inspect-plugin.ts'
import { emptyItem, type PluginItem, type PluginItemDraft, pluginStatus } from './plugin-listing.ts'
import type { Resolution } from './resolve-enablement.ts'

const MAX_ITEMS = 129
const GLOBAL = '<global>'

export interface ListingInput {
  readonly entries: readonly EnablementEntry[]
  readonly discovery: Discovery
  readonly resolution: Resolution<DiscoveredPackage>
  /** Folder of a store, to name files that could not be read. */
  storePath(source: PackageSource): string
}

/**
 * Joins what stores hold with what is enabled, one item per reference, ascending. Nothing is executed: packages are
 * judged by their manifests alone.
 * @source host contract 9.5
 */
export function listPlugins(input: ListingInput): PluginItem[] {
  const items = new Map<string, PluginItemDraft>()
  const update = (key: string, change: (item: PluginItemDraft) => Partial<PluginItemDraft>) => {
    const item = items.get(key) ?? emptyItem(key)
    items.set(key, { ...item, ...change(item) })
  }
  for (const found of input.discovery.packages)
    update(formatIdentity(found.identity), () => discoveredPart(found))
  for (const entry of input.entries) update(entry.id, item => configuredPart(entry, item, input))
  for (const plugin of input.resolution.resolved)
    update(formatIdentity(plugin.package.identity), item => resolvedPart(plugin, item))
  for (const diagnostic of [...input.discovery.diagnostics, ...input.resolution.diagnostics])
    update(keyOf(diagnostic), item => diagnosticPart(diagnostic, item, input))
  return [...items.values()]
    .sort((left, right) => comparePaths(left.reference, right.reference))
    .slice(0, MAX_ITEMS)
    .map(finish)
}

function packagePart({ identity, label, path, manifest, digest }: DiscoveredPackage) {
  return {
    discovered: true,
    hasPackageFile: true,
    source: identity.source,
    package: label,
    package_path: path,
    version: manifest.version,
    schema_version: manifest.schema_version,
    api_version: manifest.schema_version,
    digest,
    declared_surfaces: sortedUnique(manifest.surfaces),
    requested_permissions: permissionLabels(manifest.permissions),
  }
}

function discoveredPart(found: DiscoveredPackage): Partial<PluginItemDraft> {
  const tools = found.manifest.tools.map(tool => {
    const permission = { kind: 'tool', name: tool.name } as const
    return {
      name: tool.name,
      permission: permissionLabel(permission),
      requested: includesPermission(found.manifest.permissions, permission),
      granted: false,
      eligible: false,
      external_write: tool.external_write,
      diagnostic: 'the package is found, but not enabled',
    }
  })
  return { ...packagePart(found), tools }
}

function grantsPart(grants: Grants) {
  return {
    configured: true,
    configured_grants: permissionLabels(grants.permissions),
    configured_request_grants: sortedUnique(grants.request.map(requestTargetLabel)),
    configured_websocket_grants: sortedUnique(grants.websocket.map(webSocketTargetLabel)),
    configured_fs_grants: sortedUnique(grants.fs.map(fsGrantLabel)),
  }
}

function configuredPart(
  entry: EnablementEntry,
  item: PluginItemDraft,
  { storePath }: ListingInput,
): Partial<PluginItemDraft> {
  const part = { ...grantsPart(entry.grants), enabled_surfaces: sortedUnique(entry.surfaces) }
  const reading = parseIdentity(entry.id)
  if (!reading.ok) return part
  const { source, localId } = reading.identity
  const path = `${storePath(source)}/${localId}.${PACKAGE_EXTENSION}`
  return { ...part, source: item.source ?? source, package_path: item.package_path ?? path }
}

function resolvedPart(
  plugin: ListingInput['resolution']['resolved'][number],
  item: PluginItemDraft,
): Partial<PluginItemDraft> {
  const inspection = inspectPlugin(plugin)
  const remarks = inspectionMessages(inspection).map(message => ({
    kind: 'static_eligibility' as const,
    message: boundMessage(message),
  }))
  return {
    ...packagePart(plugin.package),
    ...grantsPart(plugin.grants),
    resolved: true,
    enabled_surfaces: sortedUnique(plugin.enabledSurfaces),
    static_eligible: isStaticallyEligible(inspection),
    tools: inspection.tools,
    static_runtime: inspection,
    diagnostics: [...item.diagnostics, ...remarks],
  }
}

function diagnosticPart(
  diagnostic: HostDiagnostic,
  item: PluginItemDraft,
  { storePath }: ListingInput,
): Partial<PluginItemDraft> {
  const diagnostics = [
    ...item.diagnostics,
    { kind: diagnostic.kind, message: boundMessage(diagnostic.message) },
  ]
  const { source, package: label } = diagnostic
  if (source === null || label === null) return { diagnostics }
  return {
    diagnostics,
    hasPackageFile: true,
    source: diagnostic.identity === null ? (item.source ?? source) : item.source,
    package: item.package ?? label,
    package_path: item.package_path ?? `${storePath(source)}/${label}`,
  }
}

/** A package that failed before its id was known goes by its file name. */
function keyOf({ identity, source, package: label }: HostDiagnostic): string {
  if (identity !== null) return identity
  if (source === null || label === null) return GLOBAL
  const extension = `.${PACKAGE_EXTENSION}`
  return `${source}:${label.endsWith(extension) ? label.slice(0, -extension.length) : label}`
}

function finish(draft: PluginItemDraft): PluginItem {
  const { hasPackageFile: _, reference, ...rest } = draft
  const reading = parseIdentity(reference)
  return {
    reference,
    local_ref: reading.ok ? reading.identity.localId : null,
    status: pluginStatus(draft),
    ...rest,
    diagnostics: [...draft.diagnostics].sort(
      (left, right) => comparePaths(left.kind, right.kind) || comparePaths(left.message, right.message),
    ),
  }
}

function permissionLabels(permissions: readonly Permission[]): string[] {
  return sortedUnique(permissions.map(permissionLabel))
}

function sortedUnique<Word extends string>(words: readonly Word[]): Word[] {
  return [...new Set(words)].sort(comparePaths)
}
