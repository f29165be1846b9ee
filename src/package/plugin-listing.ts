import type { HostDiagnosticKind, PackageSource } from '../contract/diagnostics.ts'
import type { Surface } from '../contract/names.ts'
import type { StaticInspection, ToolEligibility } from './inspect-plugin.ts'

/** @source host contract 9.5 */
export type PluginStatus = 'active' | 'partial' | 'rejected' | 'disabled' | 'missing'

export interface ItemDiagnostic {
  readonly kind: HostDiagnosticKind | 'static_eligibility'
  readonly message: string
}

/**
 * One package or enablement entry as `list --json` shows it: the host's keys in the host's order. `source` and
 * `package` are plugin text where a file name is no package.
 * @source host contract 9.5
 */
export interface PluginItem {
  readonly reference: string
  readonly local_ref: string | null
  readonly status: PluginStatus
  readonly source: PackageSource | null
  readonly package: string | null
  readonly package_path: string | null
  readonly version: string | null
  readonly schema_version: number | null
  readonly api_version: number | null
  readonly digest: string | null
  readonly configured: boolean
  readonly discovered: boolean
  readonly resolved: boolean
  readonly static_eligible: boolean
  readonly declared_surfaces: readonly Surface[]
  readonly enabled_surfaces: readonly Surface[]
  readonly requested_permissions: readonly string[]
  readonly configured_grants: readonly string[]
  readonly configured_request_grants: readonly string[]
  readonly configured_websocket_grants: readonly string[]
  readonly configured_fs_grants: readonly string[]
  readonly tools: readonly ToolEligibility[]
  readonly static_runtime: StaticInspection | null
  readonly diagnostics: readonly ItemDiagnostic[]
}

/** What is known of an item while it is put together. */
export type PluginItemDraft = Omit<PluginItem, 'local_ref' | 'status'> & {
  /** A package file is there, readable or not. */
  readonly hasPackageFile: boolean
}

export function emptyItem(reference: string): PluginItemDraft {
  return {
    reference,
    source: null,
    package: null,
    package_path: null,
    version: null,
    schema_version: null,
    api_version: null,
    digest: null,
    configured: false,
    discovered: false,
    resolved: false,
    static_eligible: false,
    declared_surfaces: [],
    enabled_surfaces: [],
    requested_permissions: [],
    configured_grants: [],
    configured_request_grants: [],
    configured_websocket_grants: [],
    configured_fs_grants: [],
    tools: [],
    static_runtime: null,
    diagnostics: [],
    hasPackageFile: false,
  }
}

/** The one word for how an item stands. @source host contract 9.5 */
export function pluginStatus(item: PluginItemDraft): PluginStatus {
  if (item.resolved) return resolvedStatus(item)
  if (item.discovered && !item.configured) return 'disabled'
  const isOnlyMissing = item.diagnostics.every(diagnostic => diagnostic.kind === 'missing')
  return item.configured && !item.discovered && !item.hasPackageFile && isOnlyMissing ? 'missing' : 'rejected'
}

function resolvedStatus(item: PluginItemDraft): PluginStatus {
  const hasUsableTool = item.tools.some(tool => tool.eligible)
  if (hasUsableTool) return hasRemark(item) ? 'partial' : 'active'
  return item.static_eligible && item.enabled_surfaces.length > 0 ? 'active' : 'rejected'
}

function hasRemark({ diagnostics, tools, static_runtime }: PluginItemDraft): boolean {
  const parts = [static_runtime?.runtime ?? [], static_runtime?.host_apis ?? [], tools].flat()
  return diagnostics.length > 0 || parts.some(part => !part.eligible || part.diagnostic !== null)
}
