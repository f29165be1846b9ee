import type { HostDiagnostic, PackageSource } from '../contract/diagnostics.ts'
import type { Surface } from '../contract/names.ts'
import type { ExactJson } from '../manifest/exact-json.ts'
import type { JsonValue, Manifest } from '../manifest/manifest.ts'
import type { EnablementEntry, Grants } from './grants.ts'

/** A package already chosen, as the host keeps it; its manifest is trusted as written. @source host contract 4.5 */
export interface ResolvedRecord {
  readonly identity: { readonly source: PackageSource; readonly local_id: string }
  readonly source: PackageSource
  readonly package_path: string
  readonly package_label: string
  readonly digest: string
  readonly version: string
  readonly manifest: Manifest
  /** Ours: the `input_schema` of each tool with its numbers exact. */
  readonly toolSchemas: readonly ExactJson[]
  readonly enabled_surfaces: readonly Surface[]
  readonly grants: Grants
  readonly config?: JsonValue
}

/** What a Profile or a Worker manifest says of plugins. @source host contract 4.3 */
export interface Enablement {
  /** `[feature.plugins] enabled`; null when nothing is said. Unless true, the host runs no plugin at all. */
  readonly isFeatureEnabled: boolean | null
  readonly enabled: readonly EnablementEntry[]
  readonly resolved: readonly ResolvedRecord[]
  readonly diagnostics: readonly HostDiagnostic[]
}

export const NO_ENABLEMENT: Enablement = {
  isFeatureEnabled: null,
  enabled: [],
  resolved: [],
  diagnostics: [],
}

/** Whether the packages are chosen already; they are then never chosen again. @source host contract 4.5 */
export function hasResolvedPlan(enablement: Enablement): boolean {
  return enablement.resolved.length > 0 || enablement.diagnostics.length > 0
}

/**
 * Lays one configuration over another: entries are concatenated, a plan of the upper layer replaces that of the lower.
 * @source host contract 4.3
 */
export function mergeEnablement(lower: Enablement, upper: Enablement): Enablement {
  const plan = hasResolvedPlan(upper) ? upper : lower
  return {
    isFeatureEnabled: upper.isFeatureEnabled ?? lower.isFeatureEnabled,
    enabled: [...lower.enabled, ...upper.enabled],
    resolved: plan.resolved,
    diagnostics: plan.diagnostics,
  }
}
