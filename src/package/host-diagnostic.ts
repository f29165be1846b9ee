import type { HostDiagnostic, HostDiagnosticKind, HostPhase } from '../contract/diagnostics.ts'
import { formatIdentity } from '../grants/identity.ts'
import type { PackageCandidate } from './discovered-package.ts'

type Subject = Partial<Pick<HostDiagnostic, 'source' | 'identity' | 'package' | 'digest'>>

/** A diagnostic in the host's shape; everything it does not name is null. @source host contract 1.9 */
export function hostDiagnostic(
  kind: HostDiagnosticKind,
  phase: HostPhase,
  message: string,
  subject: Subject = {},
): HostDiagnostic {
  return { kind, phase, source: null, identity: null, package: null, digest: null, ...subject, message }
}

/** How diagnostics name a package that was found. */
export function subjectOf(candidate: Pick<PackageCandidate, 'identity' | 'label' | 'digest'>): Subject {
  return {
    source: candidate.identity.source,
    identity: formatIdentity(candidate.identity),
    package: candidate.label,
    digest: candidate.digest,
  }
}
