import type { HostDiagnosticKind } from '../contract/diagnostics.ts'
import type { PackageLimits } from '../contract/limits.ts'
import type { FileProblem } from './read-file.io.ts'

export interface StoreFileProblem {
  readonly kind: HostDiagnosticKind
  readonly message: string
}

/** How the host classes a package file of a store that gave no bytes, in phase `discovery`. @source host contract 2.2 step 1, 4.1 */
export function storeFileProblem(
  problem: FileProblem,
  { packageBytes }: Pick<PackageLimits, 'packageBytes'>,
): StoreFileProblem {
  switch (problem.kind) {
    case 'too-large':
      return { kind: 'bounds', message: `the package is larger than ${packageBytes} bytes` }
    case 'not-a-file':
      return { kind: 'malformed', message: 'the package is not a regular file' }
    case 'unreadable':
      return { kind: 'io', message: `the package cannot be read: ${problem.reason}` }
    default:
      return { kind: 'io', message: 'the package cannot be read: not found' }
  }
}
