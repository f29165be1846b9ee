/** Words of the host's diagnostics. @source host contract 1.9 */
export const HOST_DIAGNOSTIC_KINDS = [
  'missing',
  'duplicate',
  'ambiguous',
  'version',
  'digest',
  'api',
  'surface',
  'grant',
  'malformed',
  'traversal',
  'bounds',
  'io',
] as const
export type HostDiagnosticKind = (typeof HOST_DIAGNOSTIC_KINDS)[number]

export const HOST_PHASES = ['discovery', 'manifest', 'resolution'] as const
export type HostPhase = (typeof HOST_PHASES)[number]

export const PACKAGE_SOURCES = ['user', 'project', 'builtin'] as const
export type PackageSource = (typeof PACKAGE_SOURCES)[number]

/** A refusal or remark exactly as the host shapes it; `null` where the host has nothing to say. */
export interface HostDiagnostic {
  readonly kind: HostDiagnosticKind
  readonly phase: HostPhase
  readonly source: PackageSource | null
  readonly identity: string | null
  readonly package: string | null
  readonly digest: string | null
  readonly message: string
}
