import { type Enablement, hasResolvedPlan, type ResolvedRecord } from '../grants/enablement.ts'
import { type DiscoveredPackage, type Discovery, declaredSurfaces } from './discovered-package.ts'
import { type Resolution, type ResolvedPlugin, resolveEnablement } from './resolve-enablement.ts'

/**
 * Says which plugins a host with this configuration would run. Records that the configuration carries are taken as they
 * are and never resolved again; otherwise the entries are resolved against the stores.
 * @source host contract 4.4, 4.5
 */
export function planPlugins(enablement: Enablement, discovery: Discovery): Resolution<DiscoveredPackage> {
  if (!hasResolvedPlan(enablement)) return resolveEnablement(enablement.enabled, discovery.packages)
  return { resolved: enablement.resolved.map(fromRecord), diagnostics: enablement.diagnostics }
}

/** The manifest of a record is trusted, as in the host; the package file is not opened. */
function fromRecord(record: ResolvedRecord): ResolvedPlugin<DiscoveredPackage> {
  const { manifest, identity, grants, config } = record
  return {
    package: {
      identity: { source: identity.source, localId: identity.local_id },
      version: manifest.version,
      digest: record.digest,
      label: record.package_label,
      declaredSurfaces: declaredSurfaces(manifest),
      path: record.package_path,
      manifest,
      toolSchemas: record.toolSchemas,
      entries: [],
    },
    enabledSurfaces: record.enabled_surfaces,
    grants,
    ...(config === undefined ? {} : { config }),
  }
}
