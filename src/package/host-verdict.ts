import { createHash } from 'node:crypto'
import type { HostDiagnosticKind, HostPhase, PackageSource } from '../contract/diagnostics.ts'
import type { Surface } from '../contract/names.ts'
import type { Grants } from '../grants/grants.ts'
import { formatIdentity } from '../grants/identity.ts'
import { hostApiPermission, includesPermission, permissionLabel } from '../grants/permission.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { boundMessage } from './bound-message.ts'
import type { DiscoveredPackage } from './discovered-package.ts'
import { inspectPlugin, type StaticInspection, type SurfaceEligibility } from './inspect-plugin.ts'
import type { PackageFiles } from './loaded-plugin.ts'

/** One line of the host's `check`. @source host contract 9.3 */
export interface CheckDiagnostic {
  readonly kind: HostDiagnosticKind | 'placeholder'
  readonly phase: HostPhase | 'runtime'
  readonly message: string
}

/** What the host's `check` would say, and the keys of its report that depend on the package. */
export interface HostVerdict {
  readonly status: 'active' | 'partial' | 'rejected'
  readonly diagnostics: readonly CheckDiagnostic[]
  readonly staticInspection: { readonly status: 'active' | 'rejected'; readonly diagnostics: number }
}

/** The `package` object of `check --json` and `pack --json`. @source host contract 9.3 */
export interface PackageReport {
  readonly reference: string
  readonly package: string
  readonly source: PackageSource
  readonly version: string
  readonly schema_version: number
  readonly digest: string
  readonly package_path: string
  readonly entries: readonly string[]
  readonly surfaces: readonly Surface[]
  readonly tools: readonly string[]
  readonly permissions: readonly string[]
}

/** SHA-256 of the text that the host's tool template ships in place of a component. @source host contract 9.3, 10.4 */
const TEMPLATE_PLACEHOLDER_SHA256 = '14afc94287f65145102ac2e5ac216c81f7c29d2e33358183fa366507ad0c64c1'

/**
 * The host's own static verdict on a package, as if everything that it requests were granted. The released host grants
 * no targets here and so rejects every plugin that uses a host API (contract 11.20); that mistake is not repeated.
 * Only the surfaces that the manifest lists itself are inspected, as in the host.
 * @source host contract 9.3
 */
export function judgePackage(found: DiscoveredPackage, files: PackageFiles): HostVerdict {
  const { manifest } = found
  const inspection = inspectPlugin({
    package: found,
    enabledSurfaces: manifest.surfaces,
    grants: grantEverything(found),
  })
  const refusals = diagnosticsOf(inspection)
  const placeholder = findPlaceholder(manifest, files)
  const status = refusals.length > 0 ? 'rejected' : 'active'
  return {
    status: status === 'active' && placeholder.length > 0 ? 'partial' : status,
    diagnostics: [...refusals, ...placeholder],
    staticInspection: { status, diagnostics: refusals.length },
  }
}

/** Describes a package as the host's reports do; names and labels are plugin text. @source host contract 9.3 */
export function reportPackage(found: DiscoveredPackage): PackageReport {
  const { identity, manifest } = found
  return {
    reference: formatIdentity(identity),
    package: manifest.id,
    source: identity.source,
    version: manifest.version,
    schema_version: manifest.schema_version,
    digest: found.digest,
    package_path: found.path,
    entries: found.entries,
    surfaces: manifest.surfaces,
    tools: manifest.tools.map(tool => tool.name),
    permissions: manifest.permissions.map(permissionLabel),
  }
}

/** A manifest names no folders, so the fs gate gets one; nothing is opened here. */
function grantEverything(found: DiscoveredPackage): Grants {
  const { permissions, request, websocket } = found.manifest
  const usesFs = includesPermission(permissions, hostApiPermission('fs'))
  return {
    id: formatIdentity(found.identity),
    version: found.version,
    digest: found.digest,
    permissions,
    request,
    websocket,
    fs: usesFs ? [{ root: '/', operations: ['read'] }] : [],
  }
}

/** That a target is broad is remarked, but refuses nothing: only what is not eligible counts. */
function diagnosticsOf(inspection: StaticInspection): CheckDiagnostic[] {
  const { runtime, host_apis, tools, services, ingresses } = inspection
  return [
    ...[runtime].map(part => ({ ...part, kind: 'malformed' as const })),
    ...host_apis.map(part => ({ ...part, kind: 'grant' as const })),
    ...tools.map(part => ({ ...part, kind: 'malformed' as const })),
    ...named('service', services),
    ...named('ingress', ingresses),
  ].flatMap(({ eligible, diagnostic, kind }) =>
    eligible ? [] : [{ kind, phase: 'resolution' as const, message: boundMessage(diagnostic ?? '') }],
  )
}

function named(surface: 'service' | 'ingress', parts: readonly SurfaceEligibility[]) {
  return parts.map(({ name, eligible, diagnostic }) => ({
    eligible,
    diagnostic: `${surface} \`${name}\`: ${diagnostic}`,
    kind: 'grant' as const,
  }))
}

function findPlaceholder({ runtime }: Manifest, files: PackageFiles): CheckDiagnostic[] {
  const path = runtime?.component ?? undefined
  const component = path === undefined ? undefined : files.get(path)
  if (component === undefined) return []
  if (createHash('sha256').update(component).digest('hex') !== TEMPLATE_PLACEHOLDER_SHA256) return []
  const message = `the component \`${path}\` is the placeholder of the host's template, not a built component`
  return [{ kind: 'placeholder', phase: 'runtime', message: boundMessage(message) }]
}
