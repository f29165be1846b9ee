import type { BoundPackage, Grants } from './grants.ts'
import { identitiesEqual, parseIdentity } from './identity.ts'

const DIGEST_PREFIX = 'sha256:'

/** The first thing that keeps a grant from applying to a package, in the host's order. */
export type BindingProblem =
  | 'id-missing'
  | 'id-invalid'
  | 'id-differs'
  | 'digest-missing'
  | 'digest-differs'
  | 'version-missing'
  | 'version-differs'

/** A grant with no permission and no target binds to nothing: its id, version and digest are not looked at. */
export function isEmptyGrant(grants: Grants): boolean {
  return grants.permissions.length + grants.request.length + grants.websocket.length + grants.fs.length === 0
}

/**
 * Decides whether a grant belongs to exactly this package.
 * @returns the first problem, or null when the grant is bound or empty
 * @source host contract 4.6
 */
export function findBindingProblem(grants: Grants, target: BoundPackage): BindingProblem | null {
  return isEmptyGrant(grants) ? null : findPinProblem(grants, target)
}

/** The same for a grant as it would be once it holds something. */
export function findPinProblem(
  grants: Pick<Grants, 'id' | 'version' | 'digest'>,
  target: BoundPackage,
): BindingProblem | null {
  if (grants.id === null) return 'id-missing'
  const reading = parseIdentity(grants.id)
  if (!reading.ok) return 'id-invalid'
  if (!identitiesEqual(reading.identity, target.identity)) return 'id-differs'
  if (grants.digest === null) return 'digest-missing'
  if (!digestsMatch(grants.digest, target.digest)) return 'digest-differs'
  if (grants.version === null) return 'version-missing'
  return grants.version === target.version ? null : 'version-differs'
}

/** Pins are compared byte for byte, and both must start with `sha256:`. @source host contract 3 */
export function digestsMatch(expected: string, actual: string): boolean {
  return expected.startsWith(DIGEST_PREFIX) && expected === actual
}

const BINDING_MESSAGES: Readonly<Record<BindingProblem, string>> = {
  'id-missing': 'the grant names no package id',
  'id-invalid': 'the grant id is not a source-qualified plugin id',
  'id-differs': 'the grant id names another package',
  'digest-missing': 'the grant names no package digest',
  'digest-differs': 'the grant digest is not the digest of this package',
  'version-missing': 'the grant names no package version',
  'version-differs': 'the grant version is not the version of this package',
}

export function bindingMessage(problem: BindingProblem): string {
  return BINDING_MESSAGES[problem]
}
