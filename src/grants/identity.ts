import { PACKAGE_SOURCES, type PackageSource } from '../contract/diagnostics.ts'
import { isSafeId } from '../manifest/names.ts'

/** Who a package is, across stores: `<source>:<local id>`. @source host contract 4.2 */
export interface PackageIdentity {
  readonly source: PackageSource
  readonly localId: string
}

/** Why a text is no identity; an unsafe local part is noticed before an unknown source. */
export type IdentityProblem = 'unqualified' | 'invalid-local-id' | 'invalid-source'

export type IdentityReading =
  | { readonly ok: true; readonly identity: PackageIdentity }
  | { readonly ok: false; readonly problem: IdentityProblem }

/**
 * Reads a source-qualified id such as `project:acme.echo`. Case counts, nothing is trimmed.
 * @source host contract 4.2, 1.4
 */
export function parseIdentity(text: string): IdentityReading {
  const colon = text.indexOf(':')
  if (colon < 0) return { ok: false, problem: 'unqualified' }
  const localId = text.slice(colon + 1)
  if (!isSafeId(localId)) return { ok: false, problem: 'invalid-local-id' }
  const source = PACKAGE_SOURCES.find(name => name === text.slice(0, colon))
  return source ? { ok: true, identity: { source, localId } } : { ok: false, problem: 'invalid-source' }
}

export function formatIdentity(identity: PackageIdentity): string {
  return `${identity.source}:${identity.localId}`
}

export function identitiesEqual(left: PackageIdentity, right: PackageIdentity): boolean {
  return left.source === right.source && left.localId === right.localId
}
